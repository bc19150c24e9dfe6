/** What the server puts in front of the code: short keys, because every visitor downloads them. */

/** Where a declared tracker lives: cookie, local storage, session storage, or another site, out of our reach. */
export type Storage = "c" | "l" | "s" | "t";

/** Names of declared trackers (`*` stands for any run of characters), by where they live. */
export type Trackers = { readonly [storage in Storage]?: readonly string[] };

/** A service; it comes from the hosts, and is exempt with a 1 although its purpose asks. */
export type Service = readonly [key: string, name: string, provider: string, hosts?: readonly string[], exempt?: 1];

/** A purpose: key, name, description, 1 if it asks, its services, their trackers, and those of exempt services. */
export interface Purpose {
  readonly k: string;
  readonly n: string;
  readonly d: string;
  readonly a?: 1;
  readonly s: readonly Service[];
  readonly x: Trackers;
  readonly e?: Trackers;
}

/** The visitor texts, in the order of `Text`. */
export type Texts = { readonly [place in Text]: string };

/**
 * The places of the visitor texts in their list, which is the same in `texts.py`; a test keeps the two equal. Built
 * into the code as numbers: their names would be a tenth of what a visitor downloads.
 */
export const enum Text {
  title,
  intro,
  note,
  charter,
  accept,
  refuse,
  customize,
  save,
  close,
  always,
  accepted,
  refused,
  given,
  gpc,
  left,
  embed,
  once,
  allow,
  copy,
}

/** What a piece for other tools needs: see `google.ts`, `microsoft.ts`, `matomo.ts`. */
export interface Signals {
  /** What each purpose means, by key: places in the list of Google's types (`pieces/signals.ts`). */
  readonly m: { readonly [purpose: string]: string };
  /** Milliseconds that tags wait for an update. */
  readonly w: number;
  /** 1: identifiers are taken out of advertising requests without consent. */
  readonly r?: 1;
  /** 1: click identifiers travel in addresses without consent. */
  readonly u?: 1;
  /** 1: nothing is measured without consent; else without cookies only (Matomo). */
  readonly q?: 1;
}

export interface Config {
  /** Public id of the platform. */
  readonly id: string;
  /** Number of the charter version. */
  readonly v: number;
  /** Prefix of the consent digest: when it changes, the visitor is asked again. */
  readonly d: string;
  /** Build of the renderer. */
  readonly b: string;
  /** Locale of the texts. */
  readonly l: string;
  /** 1 when the locale is written from right to left. */
  readonly r?: 1;
  /** Name the choice is kept under. */
  readonly c: string;
  /** How long a choice holds, in seconds. */
  readonly m: number;
  /** 1: kept in local storage instead of a cookie. */
  readonly w?: 1;
  /** Domain of the cookie, where subdomains share it. */
  readonly h?: string;
  /** 1 when anything needs consent at all. */
  readonly a?: 1;
  /** Layout, as receipts name it. */
  readonly o: string;
  /** Style rules that come after ours: another layout, other colours. */
  readonly y?: string;
  readonly p: readonly Purpose[];
  readonly g?: Signals;
  readonly t: Texts;
}
