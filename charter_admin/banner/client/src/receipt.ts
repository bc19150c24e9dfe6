/** The receipt of a decision: what the organization keeps to prove a consent (GDPR art. 7(1)). */
import type { Config } from "./config";
import type { Action, Decision } from "./decision";
import { attempt } from "./storage";

/** A random UUID, by which every browser names a new blob. crypto.randomUUID exists on https pages only. */
export const uuid = (): string => URL.createObjectURL(new Blob()).slice(-36);

/**
 * The id of a decision's receipt, a UUID of version 7: its milliseconds, then what is random in the consent id. Whoever
 * has the decision has the id, so the next receipt can name the one before it.
 */
export const idOf = LAZY(({ time, id }: Decision): string =>
  Math.round(time * 1e3).toString(16).replace(/^(.{7})(.*)/, `0$1-$2-7${id.slice(15)}`),
);

export const receipt = LAZY((config: Config, decision: Decision, before: Decision | null, action: Action): string =>
  JSON.stringify({
    id: idOf(decision),
    consent_id: decision.id,
    version: config.v,
    digest: config.d,
    build: config.b,
    locale: config.l,
    action,
    choices: decision.choices,
    time: new Date(decision.time * 1e3).toISOString(),
    layout: config.o,
    previous: before && idOf(before),
  }),
);

/** What waits, each on a line: JSON has no line breaks of its own. Without storage nothing waits. */
export function waiting(): string[] {
  let texts = "";
  attempt(() => (texts = localStorage.charter_receipts || ""));
  return texts.split("\n").filter((text) => text);
}

/** Lets nine wait at most: who changes their mind more often while the server is away has proven enough. */
export const keep = (texts: string[]): void =>
  attempt(() => {
    if (texts[0]) localStorage.charter_receipts = texts.slice(-9).join("\n");
    else delete localStorage.charter_receipts;
  });

/**
 * Sends a receipt without cookies, without a preflight, and outliving the page. When it was taken in, or refused for
 * good, it waits no longer; else it is sent again later, or on the next visit.
 */
export const post = LAZY((url: string, body: string): void => {
  const again = (): unknown => setTimeout(post, 3e4, url, body);
  // A page may have taken fetch away.
  attempt(() =>
    fetch(url, { method: "POST", body, referrerPolicy: "origin", keepalive: true }).then(
      ({ status }) => (status > 428 ? again() : keep(waiting().filter((text) => text !== body))),
      again,
    ),
  );
});
