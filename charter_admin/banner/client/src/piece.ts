/** Optional parts of the banner: each is built apart, and the server puts in front of the core those a platform uses. */
import type { Config } from "./config";
import type { Choices } from "./decision";

export interface Piece {
  /** Which elements `adopt` wants to see. */
  readonly selector?: string;
  /** Gives an element that waits in another tool's words our own markup; adds to `ran` the purpose of one that runs. */
  adopt?(element: HTMLElement, ran?: Set<string>): void;
  /** Hears the answers when the page starts and after each change; `null` while there are none. */
  tell?(choices: Choices | null, changed: boolean): void;
}

/** `allows` tells whether a purpose, or a service of it, is allowed by now; `place` is where our server has the platform. */
export type Make = (config: Config, allows: (purpose: string, service?: string) => boolean, place: string) => Piece;

declare global {
  /** Where pieces put themselves; at build time the name of a variable of the finished file. */
  const CHARTER_PIECES: Make[];
}
