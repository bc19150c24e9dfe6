/** Types of the banner's interface to the page: copy this file into a TypeScript project, or reference it. */

export type CharterChoices = { [purpose: string]: boolean };

export interface CharterState {
  /** Random id of this visitor's consent. */
  readonly id: string;
  /** When it was given, in Unix seconds. */
  readonly time: number;
  /** Number of the charter it was given on. */
  readonly version: number;
  readonly digest: string;
  readonly choices: CharterChoices;
}

export interface Charter {
  /** Number of the charter. */
  readonly version: number;
  /** The stored decision, or `null`. */
  state(): CharterState | null;
  /** Whether a purpose is allowed now. */
  has(purpose: string): boolean;
  /** Shows the banner. */
  open(): void;
  acceptAll(): void;
  refuseAll(): void;
  /** Chooses; purposes not named keep their choice. */
  set(choices: CharterChoices): void;
  /** Takes one consent back, or all of them. */
  withdraw(purpose?: string): void;
  /** Calls `heard` after each change; gives the function that stops it. */
  on(event: "change", heard: (choices: CharterChoices) => void): () => void;
  /** The same, for the next time only. */
  once(event: "change", heard: (choices: CharterChoices) => void): () => void;
}

declare global {
  /** Also `window.charter`. Until the banner's script has run there is only the queue. */
  var charter: Charter;
  /** Calls made before the banner is there, and after: each function gets the interface once it is. */
  var charterQueue: { push(...calls: ((charter: Charter) => void)[]): unknown };
  interface DocumentEventMap {
    "charter:change": CustomEvent<CharterChoices>;
  }
}
