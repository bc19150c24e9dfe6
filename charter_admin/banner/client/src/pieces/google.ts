/** Google Consent Mode v2, and an event that any tag manager reading `dataLayer` can fire on. */
import type { Make } from "../piece";
import { state } from "./signals";

/** Commands, which are objects with numbered entries, and events. */
type Layer = (ArrayLike<unknown> | { readonly event: string; readonly [name: string]: unknown } | null)[];

const make: Make = (config) => {
  const layer = ((window as unknown as { dataLayer?: Layer }).dataLayer ||= []);
  // Google's tags take the object `arguments` for a command, and an array for nothing.
  const gtag = function (..._command: unknown[]): void {
    layer.push(arguments);
  };
  const { w, r, u } = config.g!;
  return {
    tell: (choices, changed) => {
      // The stub of the snippet may have set the default before us.
      if (!changed && !layer.some((entry) => (entry as ArrayLike<unknown> | null)?.[1] === "default")) {
        gtag("consent", "default", { ...state(config, null), wait_for_update: w });
        if (r) gtag("set", "ads_data_redaction", true);
        if (u) gtag("set", "url_passthrough", true);
      }
      if (!choices) return;
      gtag("consent", "update", state(config, choices));
      layer.push({ event: "charter_change", charter: { ...choices } });
    },
  };
};

CHARTER_PIECES.push(make);
