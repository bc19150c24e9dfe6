/** Markup written for other banners, put into our own words, so that moving in is one changed tag. */
import type { Config } from "../config";
import type { Make } from "../piece";
import { PLAYERS, type Read, address, placed } from "./players";
import { type Place, groups, list, named, place } from "./words";

/** Orejime says `data-purpose` as we do, so what waits for that may have to be put into our words too. */
const SELECTOR = [
  "template[data-purpose]",
  ...["text/plain", "opt-in"].flatMap((type) => ["purpose", "name"].map((word) => `[type="${type}"][data-${word}]`)),
  ...["src", "href"].flatMap((place) => ["purpose", "name"].map((word) => `[data-${word}][data-${place}]`)),
  '[type="text/plain"][data-category]',
  "iframe[data-category][data-src]",
  "[data-cookieconsent]",
  '[class*="optanon-category-"]',
  ...Object.keys(PLAYERS).map((name) => "." + name),
].join();

/** What an element waits for in the words of its tool; nothing where it doesn't wait. */
function words(element: HTMLElement): string[] {
  const { cookieconsent, category, name, purpose } = element.dataset;
  const listed = purpose || cookieconsent || category;
  if (name && !listed) return [name];
  return list(listed || "").concat(groups(element.getAttribute("class") || ""));
}

/**
 * Cookiebot's "ignore" marks what doesn't wait; a leading `!` means "when it is refused" to CookieConsent, and what
 * may run without consent needs no banner.
 */
const isLeft = ({ cookieconsent, category, service }: DOMStringMap): boolean =>
  cookieconsent === "ignore" || [category, service].some((word) => word?.startsWith("!"));

function mark(element: HTMLElement, [purpose, service]: Place): void {
  element.dataset.purpose = purpose;
  if (service) element.dataset.service = service;
}

/** Attributes as tarteaucitron reads them: with or without `data-` before their names. */
const reader =
  (element: HTMLElement): Read =>
  (attribute) =>
    element.getAttribute("data-" + attribute) || element.getAttribute(attribute) || "";

/** A frame that waits; of the element it stands for it keeps the looks. */
function waiting(source: string, read: Read): HTMLIFrameElement {
  const made = document.createElement("iframe");
  for (const kept of ["class", "id", "style", "title", "width", "height", "loading"]) {
    if (read(kept)) made.setAttribute(kept, read(kept));
  }
  made.allowFullscreen = read("allowfullscreen") !== "0";
  made.dataset.src = source;
  return made;
}

/** Puts a frame in place of an element that tarteaucitron would have made one of. */
function frame(config: Config, element: HTMLElement): void {
  const name = Object.keys(PLAYERS).find((one) => element.classList.contains(one));
  const read = reader(element);
  const source = name && address(name, read);
  if (!source) return;
  const made = waiting(source, read);
  const found = placed(config, name, source);
  mark(made, found);
  made.title ||= found[2] || source.split("/")[2] || ""; // a frame needs a name
  element.replaceWith(made);
}

/** Our markup for an element that waits in the words of another tool. */
function adopt(config: Config, element: HTMLElement): void {
  const { cookieblockSrc, service } = element.dataset;
  const places = words(element).map((word) => place(config, word));
  const meant = named(config, service) || places.find((one) => one[1]);
  if (cookieblockSrc) element.dataset.src = cookieblockSrc;
  if (element.getAttribute("type") === "opt-in") element.setAttribute("type", "text/plain");
  mark(element, [places.map((one) => one[0]).join(" "), meant?.[1]]);
}

const make: Make = (config) => {
  const seen = new WeakSet<Element>();
  return {
    selector: SELECTOR,
    adopt(element) {
      if (seen.has(element) || isLeft(element.dataset)) return;
      // A template is looked at until it is opened: it may still be arriving.
      if (element.tagName !== "TEMPLATE") seen.add(element);
      if (words(element).length) adopt(config, element);
      else frame(config, element);
    },
  };
};

CHARTER_PIECES.push(make);
