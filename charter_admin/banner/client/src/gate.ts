/** The gate: scripts and frames that wait for consent in the page, and their release. */

const BLOCKED = 'script[type="text/plain"][data-purpose],iframe[data-purpose][data-src]';
/** Attributes that hold an element back or tell how to release it; all others go with the script. */
const OURS = /^(type|src|nonce|data-src|data-type)$/;

type Allows = (purpose: string, service?: string) => boolean;
type Waiting = HTMLScriptElement | HTMLIFrameElement;

/** What the author wrote: the property `async` of a script the browser didn't run is always true. */
const isAsync = (script: Element): boolean => script.hasAttribute("async");

/** A script runs when it is inserted, once: so a new one takes the place of the one that waited. */
function revive(blocked: HTMLScriptElement, source: string): HTMLScriptElement {
  const script = document.createElement("script");
  for (const { name, value } of blocked.attributes) OURS.test(name) || script.setAttribute(name, value);
  script.type = blocked.dataset.type || "";
  script.nonce = blocked.nonce!; // the attribute is hidden from scripts, the property is not
  script.async = isAsync(blocked); // a script made by script is async unless it says no
  if (source) script.src = source;
  else script.text = blocked.text;
  return script;
}

/** Puts a script to work; `done` is called when the next in line may follow. */
function run(blocked: HTMLScriptElement, done: () => void): void {
  const source = blocked.getAttribute("src") || blocked.dataset.src || "";
  let script = blocked;
  try {
    script = revive(blocked, source);
  } catch {
    // Trusted Types forbid writing a script's source: let the element itself, whose source is the parser's, in again.
    script.type = script.dataset.type || "";
    script.async = isAsync(script);
  }
  if (source) for (const end of ["load", "error"]) script.addEventListener(end, done);
  blocked.replaceWith(script);
  if (!source) done();
}

/**
 * An element starts: a frame gets its address; a script that others wait for says when it is done.
 * The frame is taken out and put in again: a browser loads a frame's former address by itself when a page is loaded
 * again or gone back to, consent or not, but never that of a frame which a script put in.
 */
function start(element: Waiting, done: () => void): void {
  if (element.tagName === "SCRIPT") return run(element as HTMLScriptElement, done);
  const { parentNode, nextSibling } = element;
  element.remove();
  element.src = element.dataset.src!;
  element.removeAttribute("data-src");
  parentNode!.insertBefore(element, nextSibling);
}

/**
 * Opens the gate on a parsed document. Returns the function that releases whatever is allowed by now.
 * The document is the queue: a pass takes the elements in order, and an external script that isn't async
 * holds back the ordered ones behind it until it has loaded or failed, as the parser would have done.
 */
export function gate(allows: Allows): () => void {
  const ran = new WeakSet<Element>();
  let busy = false;
  const release = (): void => {
    for (const element of document.querySelectorAll<Waiting>(BLOCKED)) {
      const { purpose, service } = element.dataset;
      const ordered = element.tagName === "SCRIPT" && !isAsync(element);
      if (ran.has(element) || !element.isConnected || (ordered && busy) || !allows(purpose!, service)) continue;
      ran.add(element);
      busy ||= ordered;
      start(element, () => {
        if (!ordered) return;
        busy = false;
        release();
      });
    }
  };
  const holds = (node: Node): boolean =>
    node instanceof Element && (node.matches(BLOCKED) || !!node.querySelector(BLOCKED));
  new MutationObserver((changes) => {
    if (changes.some((change) => [...change.addedNodes].some(holds))) release();
  }).observe(document, { childList: true, subtree: true });
  return release;
}
