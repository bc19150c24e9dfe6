/** The words of other tools in ours: a purpose for each, and a service where it is one. No DOM. */
import type { Config, Service } from "../config";

/** What others call the standard purposes, written plainly. The codes and numbers are OneTrust's. */
const ALIASES: { [purpose: string]: string } = {
  necessary: "essential c0001 1",
  preferences: "preference functional functionality personalization c0003 3",
  statistics: "analytics performance measurement c0002 2",
  marketing: "advertising advertisement ads targeting social c0004 c0005 4",
};

/** A purpose, and the key and the name of the service it is for. */
export type Place = readonly [purpose: string, service?: string | undefined, name?: string];

/** "Google Analytics", "googleAnalytics" and "google-analytics" are one name. */
const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Where the first declared service is that something holds for. */
export function declared(config: Config, holds: (service: Service) => unknown): Place | undefined {
  for (const { k, s } of config.p) for (const service of s) if (holds(service)) return [k, service[0], service[1]];
  return;
}

/** Where a service is, by its key or name. */
export const named = (config: Config, name = ""): Place | undefined =>
  declared(config, ([key, label]) => plain(name) && [key, label].some((one) => plain(one) === plain(name)));

/** Our purpose for a word: one of ours, what others call it, or that of a service. Unknown words stay, and block. */
export function place(config: Config, word: string): Place {
  const called = plain(word);
  const alias = Object.keys(ALIASES).find((key) => ALIASES[key]!.split(" ").includes(called));
  const own = (key = "") => config.p.find((p) => plain(p.k) === key)?.k;
  const key = own(called) || own(alias);
  return key ? [key] : named(config, word) || [word];
}

/** The words of a list, as `a,b`, `a b` or, with OneTrust, `a-b`. */
export const list = (words: string, between = /[\s,]+/): string[] => words.split(between).filter((word) => word);

/** The groups in OneTrust's classes; an element waits for all of them. */
export const groups = (classes: string): string[] =>
  [...classes.matchAll(/optanon-category-([\w,-]+)/g)].flatMap((found) => list(found[1]!, /[,-]+/));
