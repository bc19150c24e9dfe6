/**
 * Holds back what comes from a declared service's hosts without any markup. First-party code is never touched. What
 * the parser meets is held before it runs; a browser may still have fetched it ahead, which only markup prevents.
 */
import type { Make } from "../piece";

/** A script that waits already, in our words or those of another tool, doesn't run by itself. */
const RUNS = 'script[src]:not([type="text/plain"],[type="opt-in"])';
const SELECTOR = [RUNS, "iframe[src]", "img[src]"].map((one) => one + ":not([data-purpose])").join();
/** By which a script puts elements into a page: a script element runs as soon as it is in. */
const WAYS: readonly [object, readonly string[]][] = [
  [Node.prototype, ["appendChild", "insertBefore", "replaceChild"]],
  [Element.prototype, ["append", "prepend", "before", "after", "replaceWith"]],
];

const make: Make = (config, allows) => {
  /** The service an address is of: purpose and service key. */
  function owner(source: string): readonly [string, string] | undefined {
    const { hostname } = new URL(source, location.href);
    if (hostname === location.hostname) return undefined;
    for (const { k, s } of config.p) {
      const found = s.find((service) => service[3]?.some((host) => ("." + hostname).endsWith("." + host)));
      if (found) return [k, found[0]];
    }
    return undefined;
  }

  function adopt(element: HTMLElement, ran?: Set<string>): void {
    const source = element.getAttribute("src")!;
    const [purpose, service] = owner(source) || [];
    if (!purpose) return;
    if (allows(purpose, service)) {
      ran?.add(purpose);
      return;
    }
    element.dataset.purpose = purpose;
    element.dataset.service = service!;
    if (element instanceof HTMLScriptElement) {
      if (element.type) element.dataset.type = element.type;
      element.type = "text/plain";
    } else {
      element.dataset.src = source;
      element.removeAttribute("src");
    }
  }

  function guard(node: unknown): void {
    if (!(node instanceof HTMLElement)) return;
    if (node.matches(SELECTOR)) adopt(node);
    node.querySelectorAll<HTMLElement>(SELECTOR).forEach((inner) => adopt(inner));
  }

  for (const [prototype, names] of WAYS) {
    const methods = prototype as { [name: string]: (...nodes: unknown[]) => unknown };
    for (const name of names) {
      const plain = methods[name]!;
      methods[name] = function (this: unknown, ...nodes: unknown[]): unknown {
        nodes.forEach(guard);
        return plain.apply(this, nodes);
      };
    }
  }
  return { selector: SELECTOR, adopt };
};

CHARTER_PIECES.push(make);
