/** Where it starts: the configuration put in by the server, and the address this script came from. */
import type { Charter } from "./charter";
import type { Config } from "./config";
import { read } from "./storage";
import { wire } from "./wire";

/** Replaced at build time by the literal that the server replaces by the configuration. */
declare const CHARTER_CONFIG: Config;

const config: Config = CHARTER_CONFIG;
// A module has no currentScript; its tag is found by its address instead. `import()` without a tag isn't supported.
const own = (document.currentScript ||
  document.querySelector(`[data-charter],[src*="/c/${config.id}/"]`)) as HTMLScriptElement | null;

// Chromium looks up where in which function cookies are read, and for that parses anew every function on the way there.
// A microtask is there before the next tag of the page, and its way is short.
queueMicrotask(() => {
  type Call = (charter: Charter) => void;
  const page = window as unknown as { charter?: Charter; charterQueue?: Call[] | { push(...calls: Call[]): void } };
  // The same tag twice, or two banners: the first one has the page. (An element named "charter" has no version.)
  if (page.charter?.version) return;
  // A file on the site's own origin says where its server is.
  const source = own?.dataset.charter || own?.src || location.href;
  const charter = wire(config, new URL(source).origin, CHARTER_PIECES, read(config));
  // Later, each by itself: one bad call of the page must not cost it the others, nor the banner.
  const push = (...calls: Call[]): void => calls.forEach((call) => setTimeout(call, 0, charter));
  const waiting = page.charterQueue;
  page.charter = charter;
  page.charterQueue = { push };
  if (Array.isArray(waiting)) push(...waiting);
});
