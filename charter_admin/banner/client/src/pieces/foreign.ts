/** Markup written for other banners, put into our own words, so that moving in is one changed tag. */
import type { Config } from "../config";
import type { Make } from "../piece";

/** What others call the standard purposes. */
const ALIASES: { [word: string]: string } = {
  essential: "necessary",
  functional: "preferences",
  functionality: "preferences",
  preference: "preferences",
  personalization: "preferences",
  analytics: "statistics",
  performance: "statistics",
  measurement: "statistics",
  targeting: "marketing",
  advertising: "marketing",
  advertisement: "marketing",
  ads: "marketing",
  social: "marketing",
  C0001: "necessary",
  C0002: "statistics",
  C0003: "preferences",
  C0004: "marketing",
  C0005: "marketing",
};

/** Where tarteaucitron's elements lead: the class, the attribute with the id, and the address before it. */
const PLAYERS: { [name: string]: readonly [id: string, address: string] } = {
  youtube_player: ["videoID", "https://www.youtube-nocookie.com/embed/"],
  vimeo_player: ["videoID", "https://player.vimeo.com/video/"],
  dailymotion_player: ["videoID", "https://www.dailymotion.com/embed/video/"],
  tac_iframe: ["data-url", ""],
};

const SELECTOR = [
  "[data-cookieconsent]",
  '[type="text/plain"][data-category]',
  "[data-category][data-src]",
  '[type="text/plain"][data-name]',
  "[data-name][data-src]",
  "[data-name][data-href]",
  '[class*="optanon-category-"]',
  ...Object.keys(PLAYERS).map((name) => "." + name),
]
  .map((one) => one + ":not([data-purpose])")
  .join();

/** Our purposes for the words of another tool: a key of ours, what others call one, or a service. */
const purposes = (config: Config, words: string): string =>
  words
    .split(/[\s,]+/)
    .filter((word) => word)
    .map((word) => {
      const key = config.p.some((p) => p.k === word) ? word : ALIASES[word] || "";
      return key || config.p.find((p) => p.s.some((s) => s[0] === word))?.k || word;
    })
    .join(" ");

/** The words an element waits for, or nothing where it doesn't wait. */
function words(element: HTMLElement): string {
  const { cookieconsent, category, name } = element.dataset;
  const optanon = /optanon-category-([\w-]+)/.exec(element.className)?.[1] || "";
  return cookieconsent || category || name || optanon.replace(/-/g, " ");
}

/** A frame in place of an element that tarteaucitron would have made one of. */
function frame(config: Config, element: HTMLElement): void {
  const name = Object.keys(PLAYERS).find((one) => element.classList.contains(one));
  if (!name) return;
  const [attribute, address] = PLAYERS[name]!;
  const made = document.createElement("iframe");
  for (const { name, value } of element.attributes) {
    if (/^(class|id|style|title|width|height)$/.test(name)) made.setAttribute(name, value);
  }
  made.dataset.src = address + (element.getAttribute(attribute) || "");
  const host = made.dataset.src.split("/")[2] || "";
  const serves = (hosts: readonly string[] = []): boolean => hosts.some((h) => ("." + host).endsWith("." + h));
  const own = config.p.find((p) => p.s.some((s) => serves(s[3])));
  made.dataset.purpose = own?.k || ["media", "video", "videos"].find((k) => config.p.some((p) => p.k === k)) || "?";
  element.replaceWith(made);
}

const make: Make = (config) => ({
  selector: SELECTOR,
  adopt(element) {
    const waits = words(element);
    // A leading `!` means "when it is refused" to CookieConsent: what may run without consent needs no banner.
    if (!waits || waits[0] === "!") return frame(config, element);
    const { cookieblockSrc, name } = element.dataset;
    if (cookieblockSrc) element.dataset.src = cookieblockSrc;
    element.dataset.purpose = purposes(config, waits);
    if (name) element.dataset.service ||= name;
    // OneTrust and Cookiebot write a blocked frame's address in `data-src` alone, a script's in `src`.
  },
});

CHARTER_PIECES.push(make);
