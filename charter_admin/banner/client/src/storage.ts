/** What the browser keeps: the banner's own cookie, and the trackers a visitor no longer wants. */
import type { Config, Tracker } from "./config";
import type { Choices } from "./decision";

const attributes = (path: string, maxAge: number, domain: string): string =>
  `; path=${path}; max-age=${maxAge}; samesite=lax` +
  (domain && "; domain=" + domain) +
  (location.protocol === "https:" ? "; secure" : "");

/** Runs what a sandboxed page or a browser without storage may forbid; the page must not notice. */
const attempt = (work: () => void): void => {
  try {
    work();
  } catch {
    // Without storage the choice holds for this page only.
  }
};

const cookies = (): string[][] => document.cookie.split("; ").map((pair) => pair.split("="));

/** The value of a cookie, or an empty string. */
export function read(name: string): string {
  let value = "";
  attempt(() => {
    value = (cookies().find((pair) => pair[0] === name) || [])[1] || "";
  });
  return value;
}

export const write = (name: string, value: string, maxAge: number): void =>
  attempt(() => {
    document.cookie = name + "=" + value + attributes("/", maxAge, "");
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

function eraseCookie(name: string): void {
  for (const domain of domains(location.hostname)) {
    for (const path of paths(location.pathname)) {
      document.cookie = name + "=" + attributes(path, 0, domain);
    }
  }
}

/** The trackers of refused purposes, and those no erasing may touch: exempt or accepted, or our own. */
export function sorted(config: Config, choices: Choices): { gone: Tracker[]; kept: Tracker[] } {
  const gone: Tracker[] = [];
  const kept: Tracker[] = [[config.c, "c"]];
  for (const purpose of config.p) {
    for (const tracker of purpose.x) {
      (purpose.a && !tracker[2] && !choices[purpose.k] ? gone : kept).push(tracker);
    }
  }
  return { gone, kept };
}

/** Erases every declared tracker of the refused purposes that a script of this page can reach. */
export function erase(config: Config, choices: Choices): void {
  const { gone, kept } = sorted(config, choices);
  const sweep = (storage: string, names: () => string[], remove: (name: string) => void): void =>
    attempt(() => {
      const hit = (name: string) => (t: Tracker) => t[1] === storage && covers(t[0], name);
      names()
        .filter((name) => gone.some(hit(name)) && !kept.some(hit(name)))
        .forEach(remove);
    });
  sweep("c", () => cookies().map((pair) => pair[0]!), eraseCookie);
  sweep("l", () => Object.keys(localStorage), (name) => localStorage.removeItem(name));
  sweep("s", () => Object.keys(sessionStorage), (name) => sessionStorage.removeItem(name));
}
