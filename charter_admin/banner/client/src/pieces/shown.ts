/** Counts the pages on which the banner was shown: one word when the page is left, with no cookie and no identifier. */
import type { Make } from "../piece";

const make: Make = (config, _allows, place) => {
  let open = false;
  let unanswered = true;

  function say(): void {
    // Not before: it would compete with what the visitor waits for.
    if (!open || document.visibilityState !== "hidden") return;
    open = false;
    const body = JSON.stringify({ v: config.v, l: config.l, o: config.o, g: unanswered ? 1 : undefined });
    // What sendBeacon sends may carry cookies of ours and the whole address of the page; this may not.
    fetch(place + "/shown", { method: "POST", body, credentials: "omit", referrerPolicy: "origin", keepalive: true }).catch(
      () => {},
    );
  }

  document.addEventListener("visibilitychange", say);
  return {
    tell(choices, changed) {
      // Global Privacy Control answers for the visitor, and nothing is drawn.
      const gpc = (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl;
      if (!changed) open = !!config.a && !choices && !gpc;
      else unanswered = false;
    },
  };
};

CHARTER_PIECES.push(make);
