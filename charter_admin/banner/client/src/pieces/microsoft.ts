/** Microsoft: UET (advertising) and Clarity (consent v2). */
import type { Make } from "../piece";
import { state } from "./signals";

interface Page {
  uetq?: unknown[];
  clarity?: { (...call: unknown[]): void; q?: unknown[] };
}

/** Calls Clarity, or leaves the call where Clarity looks for it when it starts. */
function clarity(page: Page, ...call: unknown[]): void {
  page.clarity ||= function (...args: unknown[]) {
    (page.clarity!.q ||= []).push(args);
  };
  page.clarity(...call);
}

const make: Make = (config) => {
  const page = window as unknown as Page;
  return {
    tell(choices, changed) {
      const { ad_storage, analytics_storage } = state(config, choices, ["ad_storage", "analytics_storage"]);
      const uet = (page.uetq ||= []);
      if (!changed) uet.push("consent", "default", state(config, null, ["ad_storage"]));
      if (choices) uet.push("consent", "update", { ad_storage });
      clarity(page, "consentv2", { ad_Storage: ad_storage, analytics_Storage: analytics_storage });
    },
  };
};

CHARTER_PIECES.push(make);
