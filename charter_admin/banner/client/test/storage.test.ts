import assert from "node:assert/strict";
import { test } from "node:test";
import type { Config } from "../src/config";
import { covers, domains, paths, sorted } from "../src/storage";

test("a star stands for any run of characters, everything else for itself", () => {
  const cases: [string, string, boolean][] = [
    ["_ga_*", "_ga_ABC123", true],
    ["_ga_*", "_ga", false],
    ["_ga", "_gat", false],
    ["_pk_id.*", "_pk_id.1.abcd", true],
    ["_pk_id.*", "_pk_idx1", false],
    ["a*c", "abbbc", true],
    ["a*c", "abbbcd", false],
    ["(x|y)[1]$^", "(x|y)[1]$^", true],
    ["été-1", "été-1", true],
  ];
  for (const [pattern, name, hit] of cases) assert.equal(covers(pattern, name), hit, `${pattern} ${name}`);
});

test("a host and its parents", () => {
  assert.deepEqual(domains("www.ville.fr"), ["", "www.ville.fr", "ville.fr", "fr"]);
});

test("the current path and its parents, with and without the last slash", () => {
  assert.deepEqual(paths("/"), ["/"]);
  assert.deepEqual(paths("/a/b"), ["/", "/a", "/a/", "/a/b", "/a/b/"]);
  assert.deepEqual(paths("/a/"), ["/", "/a", "/a/"]);
});

test("exempt and accepted trackers, and our own cookie, are kept", () => {
  const config = {
    c: "charter_consent",
    p: [
      { k: "necessary", x: { c: ["sessionid", "charter_consent"], l: ["charter_receipts"] } }, // as a charter declares us
      { k: "statistics", a: 1, x: { c: ["_ga*"], t: ["IDE"] }, e: { c: ["_pk*"] } },
      { k: "marketing", a: 1, x: { l: ["_mk"] } },
    ],
  } as unknown as Config;
  assert.deepEqual(sorted(config, { statistics: false, marketing: true }), {
    gone: [{ c: ["_ga*"], t: ["IDE"] }],
    kept: [
      { c: ["sessionid", "charter_consent"], l: ["charter_receipts"] },
      { c: ["_pk*"] },
      { l: ["_mk"] },
    ],
  });
});
