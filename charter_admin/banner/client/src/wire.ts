/** Joins the parts: a decision is stored, proven, told to the page, and applied. */
import type { Config } from "./config";
import { type Action, type Choices, type Decision, all, allows, complete, decode, encode, takesBack } from "./decision";
import { gate } from "./gate";
import { receipt, send, uuid } from "./receipt";
import { erase, read, write } from "./storage";
import { view } from "./view";

const OPENERS = '[data-charter-open],#charter-open,[href="#charter-open"]';

/** Calls back once the document is parsed: nothing of ours runs before the page's own first paint needs it. */
const parsed = (work: () => void): void =>
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", work) : work();

/** Starts the banner and returns the page's interface to it, `window.charter`. `base` is our server. */
export function wire(config: Config, base: string) {
  const now = (): number => Math.floor(Date.now() / 1e3);
  const stored = (): Decision | null => (config.ask ? decode(read(config.c), config, now()) : null);
  const has = (purpose: string, service?: string): boolean => allows(config, decision, purpose, service);
  const place = base + "/c/" + config.id;
  let decision = stored();
  let release = (): void => {};

  function decide(action: Action, wanted: Choices): void {
    if (!config.ask) return;
    const before = stored() || decision;
    const choices = complete(config, before, wanted);
    const back = takesBack(before, choices);
    decision = { id: before ? before.id : uuid(), time: now(), version: config.v, digest: config.d, choices };
    write(config.c, encode(decision), config.m);
    erase(config, choices);
    send(place + "/consents", receipt(config, decision, back ? "withdraw" : action));
    box.close();
    document.dispatchEvent(new CustomEvent("charter:change", { detail: { ...choices } }));
    // A script that has run cannot be stopped; a page without it can be had.
    if (back) location.reload();
    else release();
  }

  const acceptAll = (): void => decide("accept_all", all(config, true));
  const refuseAll = (): void => decide("refuse_all", all(config, false));
  const set = (choices: Choices): void => decide("customise", choices);
  const box = view(config, `${place}/${config.l}/`, { acceptAll, refuseAll, set });
  const open = (): void => parsed(() => box.open(decision, true));

  function follow(): void {
    if (location.hash !== "#charter-open") return;
    // Without this the address would open the box again after each reload.
    history.replaceState(history.state, "", location.href.split("#")[0]);
    open();
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof Element && target.closest(OPENERS))) return;
    event.preventDefault();
    open();
  });
  addEventListener("hashchange", follow);
  // A page that comes back from memory goes on as it was left, even if a consent was taken back in between.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && takesBack(decision, (stored() || { choices: all(config, false) }).choices)) location.reload();
  });
  parsed(() => {
    if (decision) erase(config, decision.choices);
    release = gate(has);
    release();
    if (config.ask && !decision) box.open(null, false);
    follow();
  });

  return {
    version: config.v,
    state: (): Decision | null => decision && { ...decision, choices: { ...decision.choices } },
    has: (purpose: string): boolean => has(purpose),
    open,
    acceptAll,
    refuseAll,
    set,
    /** Takes back one purpose, or all of them; does nothing where nothing was given. */
    withdraw(purpose?: string): void {
      const choices = purpose ? { [purpose]: false } : all(config, false);
      if (takesBack(decision, complete(config, decision, choices))) set(choices);
    },
    /** Calls `heard` with the choices after each change; returns the function that stops it. */
    on(event: string, heard: (choices: Choices) => void): () => void {
      const listener = (told: Event): void => heard((told as CustomEvent<Choices>).detail);
      document.addEventListener("charter:" + event, listener);
      return () => document.removeEventListener("charter:" + event, listener);
    },
  };
}
