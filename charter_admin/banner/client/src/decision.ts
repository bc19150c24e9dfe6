/** The state, as plain values: what was chosen, whether it still holds, what it allows. No DOM, no clock. */
import type { Config } from "./config";

export type Choices = { [purpose: string]: boolean };
export type Action = "accept_all" | "refuse_all" | "customise" | "withdraw";

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
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

export const asked = (config: Config): string[] => config.p.filter((p) => p.a).map((p) => p.k);

/** The cookie's value: `1/id/time/version/digest/key:1/key:0`, every character legal in a cookie. */
export const encode = (d: Decision): string =>
  [FORMAT, d.id, d.time, d.version, d.digest]
    .concat(Object.keys(d.choices).map((key) => encodeURIComponent(key) + ":" + +d.choices[key]!))
    .join("/");

/** The decision a cookie holds if it still answers what this charter asks; else null, and we ask again. */
export function decode(value: string, config: Config, now: number): Decision | null {
  const [format, id = "", seconds, version, digest = "", ...pairs] = value.split("/");
  const time = Number(seconds);
  const choices: Choices = {};
  for (const key of asked(config)) {
    const given = pairs.indexOf(encodeURIComponent(key) + ":1") >= 0;
    if (!given && pairs.indexOf(encodeURIComponent(key) + ":0") < 0) return null;
    choices[key] = given;
  }
  const fresh = time <= now && time > now - config.m;
  return format === FORMAT && UUID.test(id) && digest === config.d && Number(version) > 0 && fresh
    ? { id, time, version: Number(version), digest, choices }
    : null;
}

/** Choices for exactly the purposes that ask: what `wanted` leaves out stays as it was, else refused. */
export function complete(config: Config, before: Decision | null, wanted: Choices): Choices {
  const choices: Choices = {};
  for (const key of asked(config)) {
    choices[key] = (key in wanted ? wanted[key] : before?.choices[key]) === true;
  }
  return choices;
}

/** Every purpose that asks, answered alike. */
export const all = (config: Config, answer: boolean): Choices => {
  const choices: Choices = {};
  for (const key of asked(config)) choices[key] = answer;
  return choices;
};

/** Whether a consent given before is taken back. */
export const takesBack = (before: Decision | null, choices: Choices): boolean =>
  !!before && Object.keys(choices).some((key) => before.choices[key] && !choices[key]);

/** Whether an element of this purpose (and service) may run. What the charter doesn't declare never may. */
export function allows(config: Config, decision: Decision | null, purpose: string, service = ""): boolean {
  const declared = config.p.find((p) => p.k === purpose);
  return !!declared && (!declared.a || config.e.includes(service) || decision?.choices[purpose] === true);
}
