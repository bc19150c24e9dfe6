import assert from "node:assert/strict";
import { test } from "node:test";
import type { Config } from "../src/config";
import { TYPES, state } from "../src/pieces/signals";

const config = {
  p: [{ k: "necessary" }, { k: "statistics", a: 1 }, { k: "marketing", a: 1 }, { k: "tests", a: 1 }],
  g: { m: { necessary: "6", statistics: "3", tests: "3", marketing: "012" } },
} as unknown as Config;

test("before a choice everything is denied but what needs none", () => {
  const said = state(config, null);
  assert.deepEqual(Object.keys(said), TYPES);
  assert.deepEqual(TYPES.filter((type) => said[type] === "granted"), ["security_storage"]);
});

test("a type is granted when all purposes that mean it are accepted", () => {
  assert.equal(state(config, { statistics: true, tests: false })["analytics_storage"], "denied");
  assert.equal(state(config, { statistics: true, tests: true })["analytics_storage"], "granted");
  assert.equal(state(config, { marketing: true })["ad_user_data"], "granted");
});

test("what no purpose means stays denied", () => {
  assert.equal(state(config, { statistics: true, marketing: true, tests: true })["functionality_storage"], "denied");
});
