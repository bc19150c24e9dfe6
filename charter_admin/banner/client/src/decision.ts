/** The state, as plain values: what was chosen, whether it still holds, what it allows. No DOM, no clock. */
import type { Config, Purpose } from "./config";

export type Choices = { [purpose: string]: boolean };
export type Action = "accept_all" | "refuse_all" | "customise" | "withdraw" | "gpc";

export interface Decision {
  /** Random id of this visitor's consent: links the receipts of one browser, names nobody. */
  readonly id: string;
  /** Unix seconds. */
  readonly time: number;
  readonly version: number;
  readonly digest: string;
  readonly choices: Choices;
}

const FORMAT = "1";
const UUID = /^[\da-f-]{36}$/;

export const asked = (config: Config): string[] => config.p.filter((p) => p.a).map((p) => p.k);

/** A record with an answer for each purpose that asks. */
const answers = (config: Config, answer: (key: string) => boolean): Choices => {
  const choices: Choices = {};
  for (const key of asked(config)) choices[key] = answer(key);
  return choices;
};

/** The stored value: `1/id/time/version/digest/key:1/key:0`, every character legal in a cookie. */
export const encode = (d: Decision): string =>
  [FORMAT, d.id, d.time, d.version, d.digest]
    .concat(Object.keys(d.choices).map((key) => key + ":" + +d.choices[key]!))
    .join("/");

/** The decision a value holds if it still answers what this charter asks; else null, and we ask again. */
export function decode(value: string, config: Config, now: number): Decision | null {
  const [format, id = "", seconds, version, digest = "", ...pairs] = value.split("/");
  const time = +seconds!;
  const given = (key: string, answer: number): boolean => pairs.includes(key + ":" + answer);
  const choices = answers(config, (key) => given(key, 1));
  const whole = asked(config).every((key) => choices[key] || given(key, 0));
  const fresh = time <= now && time > now - config.m;
  return whole && format === FORMAT && UUID.test(id) && digest === config.d && +version! > 0 && fresh
    ? { id, time, version: +version!, digest, choices }
    : null;
}

/** Choices for exactly the purposes that ask: what `wanted` leaves out stays as it was, else refused. */
export const complete = (config: Config, before: Decision | null, wanted: Choices): Choices =>
  answers(config, (key) => (key in wanted ? wanted[key] : before?.choices[key]) === true);

/** Every purpose that asks, answered alike. */
export const all = (config: Config, answer: boolean): Choices => answers(config, () => answer);

/** The purposes whose consent was given before and is taken back. */
export const takenBack = (before: Decision | null, choices: Choices): string[] =>
  Object.keys(choices).filter((key) => before?.choices[key] && !choices[key]);

/** Whether one purpose is allowed, or one service that is exempt although its purpose asks. */
const allowed = (purpose: Purpose | undefined, decision: Decision | null, service: string): boolean =>
  !!purpose && (!purpose.a || !!decision?.choices[purpose.k] || purpose.s.some((s) => s[0] === service && s[4]));

/** The purposes an element names: one key, or several. */
export const keys = (purposes: string): string[] => purposes.split(/[\s,]+/);

/**
 * Whether an element may run. All the purposes it names must be allowed. What the charter doesn't
 * declare never may.
 */
export const allows = (config: Config, decision: Decision | null, purposes: string, service = ""): boolean =>
  keys(purposes).every((key) =>
    allowed(
      config.p.find((p) => p.k === key),
      decision,
      service,
    ),
  );
