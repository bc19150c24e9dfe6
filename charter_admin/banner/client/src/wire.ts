/** Joins the parts: a decision is stored, proven, told to the page, and applied. */
import type { Charter } from "./charter";
import type { Config } from "./config";
import { type Action, type Choices, type Decision, all, allows, complete, decode, encode, takenBack } from "./decision";
import { covering } from "./embeds";
import { gate } from "./gate";
import type { Make } from "./piece";
import { keep, post, receipt, uuid, waiting } from "./receipt";
import { attempt, erase, read, write } from "./storage";
import { view } from "./view";

const OPENERS = '[data-charter-open],#charter-open,[href="#charter-open"]';
/** Crawlers that give their name: what they read is the page. Automated browsers, and Cubot's phones, are visitors. */
const CRAWLERS = /bot[/;]|spider|crawl|externalhit/i;

/** Calls back once the document is parsed: nothing of ours is drawn before the page's own first paint needs it. */
const parsed = (work: () => void): void =>
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", work) : work();

/**
 * Starts the banner and returns the page's interface to it, `window.charter`. `base` is our server, `kept` what was read
 * under our name.
 */
export const wire = (config: Config, base: string, makes: readonly Make[], kept: string[]): Charter => {
  const now = (): number => Date.now() / 1e3;
  const place = base + "/c/" + config.id;
  const receipts = place + "/consents";
  // The page may say so for a visitor whose browser doesn't: `true` is all that counts.
  const gpc = (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;
  /** The newest decision that still holds. */
  const stored = (values = read(config)): Decision | null => {
    const found = values.flatMap((value) => (config.a && decode(value, config, now())) || []);
    return found.sort((a, b) => b.time - a.time)[0] || null;
  };
  let decision = stored(kept);
  let left: string[] = [];
  let tabs: BroadcastChannel | undefined;

  const has = (purpose: string, service?: string): boolean => allows(config, decision, purpose, service);
  const pieces = makes.map((make) => make(config, has, place));
  const clear = (): void => {
    if (decision) left = erase(config, decision.choices);
  };
  const tell = (changed: boolean): void =>
    // Other tools run in here, and what they throw must not cost the visitor the choice.
    pieces.forEach((piece) => attempt(() => piece.tell?.(decision && decision.choices, changed)));

  /** A decision holds from here on, whoever made it. */
  const apply = LAZY((next: Decision): void => {
    const back = takenBack(decision, next.choices);
    decision = next;
    clear();
    box.close();
    tell(true);
    document.dispatchEvent(new CustomEvent("charter:change", { detail: { ...next.choices } }));
    // A script that has run cannot be stopped; a page without it can be had.
    if (back.some((key) => doors.ran.has(key))) location.reload();
    else doors.release();
  });

  const decide = LAZY((action: Action, wanted: Choices): void => {
    if (!config.a) return;
    const before = stored() || decision;
    const choices = complete(config, before, wanted);
    const back = takenBack(before, choices).length > 0;
    // Two decisions in one breath have two times, and so two receipts.
    const time = Math.max(now(), before ? before.time + 1e-3 : 0);
    const next = { id: before ? before.id : uuid(), time, version: config.v, digest: config.d, choices };
    write(config, encode(next));
    const proof = receipt(config, next, before, back ? "withdraw" : action);
    keep([...waiting(), proof]);
    post(receipts, proof);
    apply(next);
    tabs?.postMessage(0);
  });

  /** Another tab, or a page of another subdomain, may have decided while this one was away, or kept in memory. */
  const sync = (event: Event): void => {
    const found = stored();
    if (found && encode(found) !== (decision && encode(decision))) apply(found);
    else if (!found && decision && (event as PageTransitionEvent).persisted) location.reload();
  };

  const acceptAll = (): void => decide("accept_all", all(config, true));
  const refuseAll = (): void => decide("refuse_all", all(config, false));
  const set = (choices: Choices): void => decide("customise", choices);
  const box = view(config, `${place}/${config.l}/`, { acceptAll, refuseAll, set });
  const show = (wanted: boolean): void => box.open({ decision, left, gpc }, wanted);
  const open = (): void =>
    parsed(() => {
      clear();
      show(true);
    });
  const { cover, uncover } = covering(config, {
    once: (element) => doors.once(element),
    always: (purpose) => set({ [purpose]: true }),
  });
  const doors = gate(has, pieces, (element) => document.readyState !== "loading" && cover(element), uncover);

  const follow = (): void => {
    if (location.hash !== "#charter-open") return;
    // Without this the address would open the box again after each reload.
    history.replaceState(history.state, "", location.href.split("#")[0]);
    open();
  };

  const begin = (): void => {
    attempt(() => {
      (tabs = new BroadcastChannel(config.c)).onmessage = sync;
    });
    // Sweeping reads every storage, which is slow: later is soon enough for what an earlier visit left.
    const earlier = decision;
    setTimeout(() => {
      clear();
      if (earlier) waiting().forEach((proof) => post(receipts, proof));
    });
    doors.release();
    if (config.a && !decision && !CRAWLERS.test(navigator.userAgent)) {
      if (gpc) decide("gpc", all(config, false));
      else show(false);
    }
    follow();
  };

  tell(false);
  if (decision) doors.release();
  document.addEventListener(
    "click",
    LAZY((event) => {
      const target = event.target;
      if (!(target instanceof Element && target.closest(OPENERS))) return;
      event.preventDefault();
      open();
    }),
  );
  addEventListener("hashchange", follow);
  // Tabs tell each other (`begin`); a page that was away, or kept in memory, looks for itself.
  for (const event of ["pageshow", "visibilitychange"]) addEventListener(event, sync);
  parsed(begin);

  const on = LAZY((event: "change", heard: (choices: Choices) => void, once = false) => {
    const listener = (told: Event): void => heard((told as CustomEvent<Choices>).detail);
    document.addEventListener("charter:" + event, listener, { once });
    return () => document.removeEventListener("charter:" + event, listener);
  });
  return {
    version: config.v,
    state: () => structuredClone(decision),
    has,
    open,
    acceptAll,
    refuseAll,
    set,
    withdraw: LAZY((purpose) => {
      const choices = purpose ? { [purpose]: false } : all(config, false);
      if (takenBack(decision, complete(config, decision, choices)).length) set(choices);
    }),
    on,
    once: (event, heard) => on(event, heard, true),
  };
};
