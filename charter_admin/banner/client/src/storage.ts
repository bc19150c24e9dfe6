/** What the browser keeps: the visitor's choice, and the trackers a visitor no longer wants. */
import type { Config, Storage, Trackers } from "./config";
import type { Choices } from "./decision";

const attributes = (path: string, maxAge: number, domain: string): string =>
  `; path=${path}; max-age=${maxAge}; samesite=lax` +
  (domain && "; domain=" + domain) +
  (location.protocol === "https:" ? "; secure" : "");

/** Runs what a sandboxed page or a browser without storage may forbid; the page must not notice. */
export const attempt = (work: () => unknown): void => {
  try {
    work();
  } catch {
    // Without storage the choice holds for this page only.
  }
};

const cookies = (): string[][] => document.cookie.split("; ").map((pair) => pair.split("="));

/** The domain the choice is kept for: the one asked for if this host belongs to it, else this host. */
const shared = ({ h }: Config): string => (h && `.${location.hostname}`.endsWith("." + h) ? h : "");

/** The values kept under our name; several where the domain of the cookie was changed. */
export function read(config: Config): string[] {
  let values: string[] = [];
  attempt(() => {
    values = config.w
      ? [localStorage.getItem(config.c) || ""]
      : cookies().flatMap(([name, value = ""]) => (name === config.c ? [value] : []));
  });
  return values;
}

export const write = (config: Config, value: string): void =>
  attempt(() => {
    if (config.w) localStorage.setItem(config.c, value);
    else document.cookie = config.c + "=" + value + attributes("/", config.m, shared(config));
  });

/** Whether a declared name (with `*` for any run of characters) covers a real one. */
export const covers = (pattern: string, name: string): boolean =>
  new RegExp("^" + pattern.replace(/[^*\w]/g, "\\$&").replace(/\*/g, ".*") + "$").test(name);

/** A host and its parents: `a.b.fr` gives itself without a domain attribute, then `a.b.fr`, `b.fr`, `fr`. */
export const domains = (host: string): string[] =>
  ["", ...host.split(".").map((_, at, labels) => labels.slice(at).join("."))];

/** The paths a cookie seen at `path` may have been set on. */
export const paths = (path: string): string[] => {
  const found = ["/"];
  path.split("/").reduce((parent, segment) => {
    const here = parent + "/" + segment;
    if (segment) found.push(here, here + "/");
    return here;
  });
  return found;
};

const eraseCookie = LAZY((name: string): void => {
  for (const domain of domains(location.hostname)) {
    for (const path of paths(location.pathname)) {
      document.cookie = name + "=" + attributes(path, 0, domain);
    }
  }
});

/** The trackers of refused purposes, and those no erasing may touch: exempt, as our own are, or accepted. */
export function sorted(config: Config, choices: Choices): { gone: Trackers[]; kept: Trackers[] } {
  const gone: Trackers[] = [];
  const kept: Trackers[] = [];
  for (const { k, a, x, e } of config.p) {
    (a && !choices[k] ? gone : kept).push(x);
    if (e) kept.push(e);
  }
  return { gone, kept };
}

/**
 * Erases every declared tracker of the refused purposes that a script of this page can reach, and gives the names of
 * those it can't: other sites' cookies as they are declared, and cookies that are still there.
 */
export const erase = LAZY((config: Config, choices: Choices): string[] => {
  const { gone, kept } = sorted(config, choices);
  const declared = (lists: Trackers[], storage: Storage): readonly string[] => lists.flatMap((list) => list[storage] || []);
  const found = (storage: Storage, names: string[]): string[] =>
    names.filter((name) => {
      const covering = (pattern: string): boolean => covers(pattern, name);
      return declared(gone, storage).some(covering) && !declared(kept, storage).some(covering);
    });
  const empty = (storage: Storage, box: () => globalThis.Storage): void =>
    attempt(() => found(storage, Object.keys(box())).forEach((name) => box().removeItem(name)));
  const seen = (): string[] => found("c", cookies().map((pair) => pair[0]!));
  const left = [...declared(gone, "t")];
  attempt(() => {
    seen().forEach(eraseCookie);
    left.push(...seen());
  });
  empty("l", () => localStorage);
  empty("s", () => sessionStorage);
  return left;
});
