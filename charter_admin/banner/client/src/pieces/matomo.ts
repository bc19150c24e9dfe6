/** Matomo: measures nothing, or without cookies only, until the visitor consents. We remember, Matomo need not. */
import type { Make } from "../piece";
import { state } from "./signals";

type Call = readonly (string | number)[];

/** What Matomo has remembered by itself, under an earlier banner: our answer goes before it. */
const REMEMBERED = /\bmtm_(cookie_)?consent=/;
/** Matomo marks a consent taken back with a cookie, for 30 years if it isn't told for how many hours: for a moment. */
const HOURS = 0.001;

const make: Make = (config) => {
  const page = window as unknown as { _paq?: Call[] | { push(call: Call): void } };
  const what = config.g!.q ? "Consent" : "CookieConsent";
  const set = `set${what}Given`;
  const forget = `forget${what}Given`;
  let given = false;

  /** Matomo sorts what has waited for it, and not by time: only our last word may be among it. */
  function say(...call: Call): void {
    const queue = page._paq!;
    const old = Array.isArray(queue) ? queue.findIndex(([name]) => name === set || name === forget) : -1;
    if (old >= 0) (queue as Call[]).splice(old, 1);
    queue.push(call);
  }

  return {
    tell(choices, changed) {
      const before = given || REMEMBERED.test(document.cookie);
      page._paq ||= [];
      given = state(config, choices, ["analytics_storage"]).analytics_storage === "granted";
      if (!changed) page._paq.push(["require" + what]);
      if (given) say(set);
      else if (before) say(forget, HOURS);
    },
  };
};

CHARTER_PIECES.push(make);
