/** What the server puts in front of the code: short keys, because every visitor downloads them. */

/** A declared tracker: name (`*` stands for any run), where it lives, and 1 when it needs no consent. */
export type Tracker = readonly [name: string, storage: "c" | "l" | "s", exempt?: 1];

/** A service and its provider; `e` is 1 when this service is exempt although its purpose asks. */
export interface Service {
  readonly n: string;
  readonly p: string;
  readonly e?: 1;
}

/** A purpose: key, name, description, whether it asks, its services and its trackers. */
export interface Purpose {
  readonly k: string;
  readonly n: string;
  readonly d: string;
  readonly a: boolean;
  readonly s: readonly Service[];
  readonly x: readonly Tracker[];
}

/** Visitor texts. Their one list, with what each is for, is in `bundle.py`; a test keeps the two equal. */
export interface Texts {
  readonly title: string;
  readonly intro: string;
  readonly note: string;
  readonly charter: string;
  readonly accept: string;
  readonly refuse: string;
  readonly customize: string;
  readonly save: string;
  readonly close: string;
  readonly always: string;
  readonly accepted: string;
  readonly refused: string;
  readonly given: string;
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
  /** Whether the locale is written from right to left. */
  readonly r: boolean;
  /** Name of the banner's own cookie. */
  readonly c: string;
  /** How long a choice holds, in seconds. */
  readonly m: number;
  /** Whether anything needs consent at all. */
  readonly ask: boolean;
  readonly p: readonly Purpose[];
  /** Keys of services that are exempt although their purpose asks. */
  readonly e: readonly string[];
  readonly t: Texts;
}
