/** The receipt of a decision: what the organization keeps to prove a consent (GDPR art. 7(1)). */
import type { Config } from "./config";
import type { Action, Decision } from "./decision";

/** A UUID (RFC 9562): random, or of version 7 and so sortable when a time in milliseconds is given. */
export const uuid = LAZY((time?: number): string => {
  // crypto.randomUUID exists on https pages only.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let at = 0; time && at < 6; at++) bytes[at] = time / 2 ** (40 - 8 * at);
  bytes[6] = (bytes[6]! & 15) | (time ? 0x70 : 0x40);
  bytes[8] = (bytes[8]! & 63) | 0x80;
  return [...bytes]
    .map((byte, at) => (/^(4|6|8|10)$/.test(at + "") ? "-" : "") + (byte + 256).toString(16).slice(1))
    .join("");
});

export const receipt = (config: Config, decision: Decision, action: Action): object => ({
  id: uuid(decision.time * 1e3),
  consent_id: decision.id,
  version: config.v,
  digest: config.d,
  build: config.b,
  locale: config.l,
  action,
  choices: decision.choices,
  time: new Date(decision.time * 1e3).toISOString(),
  layout: config.o,
});

/** Sends it without cookies, without a preflight, and outliving the page; a failure is the server's business. */
export function send(url: string, body: object): void {
  try {
    fetch(url, {
      method: "POST",
      body: JSON.stringify(body),
      mode: "no-cors",
      credentials: "omit",
      referrerPolicy: "origin",
      keepalive: true,
    }).catch(() => {});
  } catch {
    // A page may have taken fetch away.
  }
}
