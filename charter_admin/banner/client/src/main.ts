/** Where it starts: the configuration put in by the server, and the address this script came from. */
import type { Config } from "./config";
import { wire } from "./wire";

/** Replaced at build time by the literal that the server replaces by the configuration. */
declare const CHARTER_CONFIG: Config;

function start(config: Config): void {
  const page = window as unknown as { charter?: { version?: number } };
  // The same tag twice, or two banners: the first one has the page. (An element named "charter" has no version.)
  if (page.charter?.version) return;
  // A module has no currentScript; its tag is found by its address instead. `import()` without a tag isn't supported.
  const own = document.currentScript || document.querySelector(`script[src*="/c/${config.id}/"]`);
  const source = (own as HTMLScriptElement | null)?.src || location.href;
  page.charter = wire(config, new URL(source).origin);
}

start(CHARTER_CONFIG);
