/** What stands in for a blocked embed: who it comes from, what for, and two ways to see it. */
import { type Config, type Service, Text } from "./config";
import { button, el, shade } from "./dom";
import css from "./css/embeds.css";

export interface Wishes {
  /** Shows this one, now. */
  once(element: HTMLElement): void;
  /** Accepts the purpose. */
  always(purpose: string): void;
}

/** The service an embed belongs to: the one it names, else the one its address is of, else the only one there is. */
export const serviceOf = LAZY((services: readonly Service[], key: string | undefined, source: string): Service | undefined => {
  const host = /^(?:https?:)?\/\/([^/:?#]+)/.exec(source)?.[1] || "";
  return (
    services.find((service) => service[0] === key) ||
    services.find((service) => service[3]?.some((h) => ("." + host).endsWith("." + h))) ||
    (services.length === 1 ? services[0] : undefined)
  );
});

export interface Covers {
  /** Covers an element that stays blocked; what has no size of its own is left alone. */
  cover(element: HTMLElement): void;
  /** Lays it open again. */
  uncover(element: HTMLElement): void;
}

export function covering(config: Config, wishes: Wishes): Covers {
  const covered = new WeakMap<Element, () => void>();

  function cover(element: HTMLElement): void {
    const { purpose, service, src } = element.dataset;
    const declared = config.p.find((p) => p.k === purpose);
    if (element.tagName !== "IFRAME" || !declared || covered.has(element)) return;
    const from = serviceOf(declared.s, service, src!);
    const box = el(
      "div",
      { class: "box embed", role: "group", "aria-label": element.title || declared.n },
      el("p", {}, !!from && el("b", {}, `${from[1]} (${from[2]})`), " ", config.t[Text.embed].replace("{purpose}", declared.n)),
      el(
        "div",
        {},
        button("once", config.t[Text.once], () => wishes.once(element)),
        button("always", config.t[Text.allow], () => wishes.always(purpose!)),
      ),
    );
    const host = shade(config, "charter-embed", css, box);
    // It lies over the empty frame and takes no room of its own, so nothing moves when it comes or goes.
    const follow = LAZY((): void => {
      const frame = element.getBoundingClientRect();
      const { x, y } = host.getBoundingClientRect();
      // Through the object model, which no content security policy forbids.
      box.style.cssText = `width:${frame.width}px;height:${frame.height}px;translate:${frame.x - x}px ${frame.y - y}px`;
    });
    const sizes = new ResizeObserver(follow);
    const end = LAZY((): void => {
      sizes.disconnect();
      removeEventListener("resize", follow);
      host.remove();
    });
    covered.set(element, end);
    element.inert = true;
    element.before(host);
    sizes.observe(element);
    addEventListener("resize", follow);
  }

  function uncover(element: HTMLElement): void {
    element.inert = false; // a copy of a covered one, as Turbo keeps for the way back, is inert too
    covered.get(element)?.();
  }

  return { cover, uncover };
}
