/** A page for the gate: jsdom's, which runs no script and loads nothing, and whose parser the test plays. */
import { JSDOM } from "jsdom";
import { keys } from "../src/decision";
import type { Gate, gate } from "../src/gate";
import type { Piece } from "../src/piece";

export interface Page {
  readonly it: Gate;
  readonly allowed: Set<string>;
  /** Ids, in the order in which the gate named them. */
  readonly held: string[];
  readonly freed: string[];
  ready: DocumentReadyState;
  readonly trusted: unknown;
}

/** Puts `html` into a new page and opens the gate on it, with nothing released yet. */
export function open(make: typeof gate, html: string, allowed: string[], given: Partial<Page> & { pieces?: Piece[] } = {}): Page {
  const { window } = new JSDOM(`<!doctype html><body>${html}`);
  const { document, Element, MutationObserver } = window;
  Object.assign(window, { trustedTypes: given.trusted });
  Object.assign(globalThis, { window, document, Element, MutationObserver });
  const page = { allowed: new Set(allowed), held: [], freed: [], ready: "complete", ...given } as unknown as Page & { it: Gate };
  Object.defineProperty(document, "readyState", { get: () => page.ready });
  page.it = make(
    (purposes, service) => keys(purposes).every((key) => page.allowed.has(key)) || page.allowed.has(`service ${service}`),
    given.pieces || [],
    (element) => page.held.push(element.id),
    (element) => page.freed.push(element.id),
  );
  return page;
}

export const at = <T extends HTMLElement = HTMLScriptElement>(id: string): T => document.getElementById(id) as T;

export const tell = (id: string, what: string): unknown => at(id).dispatchEvent(new (window as unknown as typeof globalThis).Event(what));

/** Time for the observer to hear of what changed. */
export const turn = (): Promise<void> => new Promise((done) => setImmediate(done));
