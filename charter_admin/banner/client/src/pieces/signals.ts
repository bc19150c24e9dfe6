/** What other tools are told, in the words of Google's consent types: a type holds when all purposes that mean it do. */
import type { Config } from "../config";
import type { Choices } from "../decision";

/** The server names them by their places here. */
export const TYPES = [
  "ad_storage",
  "ad_user_data",
  "ad_personalization",
  "analytics_storage",
  "functionality_storage",
  "personalization_storage",
  "security_storage",
];

export type State = { [type: string]: "granted" | "denied" };

/** The state of each type; what no purpose of this platform means stays denied. */
export const state = (config: Config, choices: Choices | null, types: readonly string[] = TYPES): State => {
  const said: State = {};
  for (const type of types) {
    const meant = config.p.filter((p) => (config.g!.m[p.k] || "").includes(TYPES.indexOf(type) + ""));
    said[type] = meant.length > 0 && meant.every((p) => !p.a || choices?.[p.k]) ? "granted" : "denied";
  }
  return said;
};
