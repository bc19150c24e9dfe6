/** The gate: what waits for consent in the page, and its release. */
import { keys } from "./decision";
import type { Piece } from "./piece";

const BLOCKED =
  'script[type="text/plain"][data-purpose],template[data-purpose],[data-purpose][data-src],link[data-purpose][data-href]';
/** Attributes that hold a script back or tell how to release it; all others go with it. */
const OURS = /^(type|src|nonce|data-src|data-type)$/;

export interface Gate {
  /** Releases whatever is allowed by now. */
  release(): void;
  /** Releases one element whatever was chosen: the visitor asked for just this one. */
  once(element: HTMLElement): void;
  /** The purposes something was released for. */
  readonly ran: Set<string>;
}

type Policy = { createScriptURL(url: string): string; createScript(text: string): string };

const same = (text: string): string => text;
let policy: Policy | undefined;

/** Where Trusted Types are enforced, addresses and texts pass through a policy the page may have allowed by its name. */
function trusted(): Policy {
  const rules: Policy = { createScriptURL: same, createScript: same };
  const types = (window as unknown as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } })
    .trustedTypes;
  return (policy ||= types ? types.createPolicy("charter", rules) : rules);
}

const isScript = (element: Element): element is HTMLScriptElement => element.tagName === "SCRIPT";

/**
 * What the author wrote: the property `async` of a script the browser didn't run is always true. One for browsers
 * without modules never runs, and no event would tell that the next in line may follow.
 */
const isOrdered = (element: Element): boolean => isScript(element) && !element.matches("[async],[nomodule]");

/** Whether the parser is done with an element: something follows it, or nothing will. */
function isWhole(element: Node): boolean {
  for (let node: Node | null = element; node; node = node.parentNode) if (node.nextSibling) return true;
  return false;
}

/** Whether an element has to wait for the rest of the page: deferred scripts and modules would without us. */
const isEarly = (element: HTMLElement): boolean =>
  document.readyState === "loading" &&
  (element.hasAttribute("defer") || element.dataset.type === "module" || !isWhole(element));

/** A script runs when it is inserted, once: so a new one takes the place of the one that waited. */
const revive = (blocked: HTMLScriptElement, source: string): HTMLScriptElement => {
  const script = document.createElement("script");
  for (const { name, value } of blocked.attributes) OURS.test(name) || script.setAttribute(name, value);
  script.type = blocked.dataset.type || "";
  script.nonce = blocked.nonce!; // the attribute is hidden from scripts, the property is not
  script.async = !isOrdered(blocked); // a script made by script is async unless it says no
  if (source) script.src = trusted().createScriptURL(source);
  else script.text = trusted().createScript(blocked.text);
  return script;
};

/** Lets the script itself in again: that works for what the parser brought, and no Trusted Type is asked for it. */
function wake(script: HTMLScriptElement): void {
  script.type = script.dataset.type || "";
  script.async = !isOrdered(script);
}

/**
 * Puts a script to work; `done` is called when the next in line may follow. It is made anew, because one that a script
 * put into the page as markup would never run, and nothing tells it from one that the parser brought.
 */
const run = (blocked: HTMLScriptElement, done: () => void): void => {
  const own = blocked.getAttribute("src") || "";
  const source = own || blocked.dataset.src || "";
  let script = blocked;
  let waits = source;
  try {
    script = revive(blocked, source);
  } catch {
    // Trusted Types without our policy: what has a source of its own may still run.
    wake(blocked);
    waits = own;
  }
  if (waits) for (const end of ["load", "error"]) script.addEventListener(end, done);
  blocked.replaceWith(script);
  if (!waits) done();
};

/** What a template holds takes its place; its scripts join the queue, so that they run in order. */
function unpack(template: HTMLTemplateElement): void {
  const content = document.importNode(template.content, true);
  for (const script of content.querySelectorAll("script")) {
    if (script.type !== "text/plain") script.dataset.type = script.type;
    script.type = "text/plain";
    script.dataset.purpose ||= template.dataset.purpose!;
    script.dataset.service ||= template.dataset.service || "";
  }
  template.replaceWith(content);
}

/**
 * An element starts: it gets the addresses it was written without. It is taken out for that and put in again: a
 * browser loads a frame's former address by itself when a page is loaded again or gone back to, consent or not, but
 * never that of a frame which a script put in.
 */
const start = (element: HTMLElement, done: () => void): void => {
  if (isScript(element)) return run(element, done);
  if (element.tagName === "TEMPLATE") return unpack(element as HTMLTemplateElement);
  const { parentNode, nextSibling } = element;
  element.remove();
  for (const name of ["srcset", "src", "href"]) {
    if (element.dataset[name]) element.setAttribute(name, element.dataset[name]);
    delete element.dataset[name];
  }
  parentNode!.insertBefore(element, nextSibling);
};

/**
 * Opens the gate on a document, while it is still being parsed. The document is the queue: a pass takes the elements
 * in order, and an external script that isn't async holds back the ordered ones behind it until it has loaded or
 * failed, as the parser would have done. `held` and `freed` are told which elements stay behind and which go.
 */
export const gate = (
  allows: (purpose: string, service?: string) => boolean,
  pieces: readonly Piece[],
  held: (element: HTMLElement) => void,
  freed: (element: HTMLElement) => void,
): Gate => {
  const taken = new WeakSet<Element>();
  // Turbo misses in the head what we changed there, and puts it in again with each page.
  const heads = new Set<string>();
  const ran = new Set<string>();
  const selector = [BLOCKED, ...pieces.flatMap((piece) => piece.selector || [])].join();
  let busy = false;

  const take = (element: HTMLElement): void => {
    const ordered = isOrdered(element);
    taken.add(element);
    for (const key of keys(element.dataset.purpose!)) ran.add(key);
    busy ||= ordered;
    freed(element);
    start(element, () => {
      if (!ordered) return;
      busy = false;
      release();
    });
  };

  function adopt(): void {
    for (const piece of pieces) {
      if (piece.selector) {
        for (const element of document.querySelectorAll<HTMLElement>(piece.selector)) piece.adopt!(element, ran);
      }
    }
  }

  const release = (): void => {
    adopt();
    for (const element of document.querySelectorAll<HTMLElement>(BLOCKED)) {
      const ordered = isOrdered(element);
      const written = element.matches("head>script") ? element.outerHTML : "";
      if (taken.has(element) || heads.has(written) || !element.isConnected || (ordered && busy)) continue;
      if (!allows(element.dataset.purpose!, element.dataset.service)) held(element);
      else if (!isEarly(element)) {
        if (written) heads.add(written);
        take(element);
      }
    }
  };

  const holds = (node: Node): boolean =>
    node instanceof Element && (node.matches(selector) || !!node.querySelector(selector));
  new MutationObserver((changes) => {
    const loading = document.readyState === "loading"; // then the end of a script shows only in what follows it
    if (loading || changes.some((change) => [...change.addedNodes].some(holds))) release();
  }).observe(document, { childList: true, subtree: true });
  return {
    release,
    ran,
    once: (element) => taken.has(element) || take(element),
  };
};
