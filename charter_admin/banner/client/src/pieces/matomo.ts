/** Matomo: measures nothing, or without cookies only, until the visitor consents. We remember, Matomo need not. */
import type { Make } from "../piece";
import { state } from "./signals";

const make: Make = (config) => {
  const page = window as unknown as { _paq?: { push(call: string[]): void } };
  const what = config.g!.q ? "Consent" : "CookieConsent";
  return {
    tell(choices, changed) {
      const queue = (page._paq ||= []);
      const given = state(config, choices, ["analytics_storage"]).analytics_storage === "granted";
      if (!changed) queue.push(["require" + what]);
      if (given) queue.push([`set${what}Given`]);
      else if (changed) queue.push([`forget${what}Given`]);
    },
  };
};

CHARTER_PIECES.push(make);
