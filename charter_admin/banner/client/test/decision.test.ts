import assert from "node:assert/strict";
import { test } from "node:test";
import type { Config } from "../src/config";
import { all, allows, complete, decode, encode, takenBack } from "../src/decision";

const purpose = (k: string, a: boolean, ...s: unknown[]) => ({ k, n: k, d: "", ...(a && { a: 1 }), s, x: {} });
const config = {
  d: "0123456789abcdef",
  m: 1000,
  p: [
    purpose("necessary", false),
    purpose("statistics", true, ["matomo", "Matomo", "Ville", [], 1], ["analytics", "Analytics", "Google"]),
    purpose("media-2", true),
  ],
} as unknown as Config;
const id = "0189f7a2-1111-4222-8333-444455556666";
const decision = {
  id,
  time: 5000,
  version: 3,
  digest: config.d,
  choices: { statistics: true, "media-2": false },
};

test("a decision survives its cookie", () => {
  const value = encode(decision);
  assert.equal(value, `1/${id}/5000/3/0123456789abcdef/statistics:1/media-2:0`); // others read it too
  assert.match(value, /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/); // RFC 6265, cookie-octet
  assert.deepEqual(decode(value, config, 5000), decision);
});

test("a choice holds for its time and not a second longer", () => {
  assert.ok(decode(encode(decision), config, 5999));
  assert.equal(decode(encode(decision), config, 6000), null);
});

test("a choice from the future is none", () => {
  assert.equal(decode(encode(decision), config, 4999), null);
});

test("a changed charter asks again, a new version of the same one does not", () => {
  assert.equal(decode(encode({ ...decision, digest: "f".repeat(16) }), config, 5000), null);
  assert.ok(decode(encode({ ...decision, version: 9 }), config, 5000));
});

test("what is malformed counts as no choice", () => {
  const value = encode(decision);
  const broken = [
    "",
    "1",
    "1/2/3/4/5",
    "%",
    "%00%ff//////",
    value.replace(/^1/, "2"),
    value.replace(id, "x"),
    value.replace(id, "0" + id),
    value.replace(id, id + "0"),
    value.replace("5000", "NaN"),
    value.replace("5000", ""),
    value.replace("5000", "1e999"),
    value.replace("/3/", "/-3/"),
    value.replace("/3/", "/0/"),
    value.replace("statistics:1", "statistics:2"),
    value.replace("statistics:1", ""),
    value.slice(0, -1),
  ];
  for (const each of broken) assert.equal(decode(each, config, 5000), null, each);
});

test("only declared purposes are ever allowed", () => {
  assert.equal(allows(config, decision, "statistics"), true);
  assert.equal(allows(config, decision, "media-2"), false);
  assert.equal(allows(config, decision, "necessary"), true);
  assert.equal(allows(config, null, "necessary"), true);
  assert.equal(allows(config, null, "statistics"), false);
  for (const unknown of ["other", "", "constructor", "__proto__", "toString"]) {
    assert.equal(allows(config, decision, unknown), false, unknown);
    assert.equal(allows(config, decision, unknown, "matomo"), false, unknown);
  }
});

test("an exempt service runs without a choice, in its declared purpose", () => {
  assert.equal(allows(config, null, "statistics", "matomo"), true);
  assert.equal(allows(config, null, "statistics", "analytics"), false);
});

test("several purposes must all be allowed", () => {
  assert.equal(allows(config, decision, "statistics necessary"), true);
  assert.equal(allows(config, { ...decision, choices: { statistics: true, "media-2": true } }, "statistics,other"), false);
  assert.equal(allows(config, decision, "statistics, necessary"), true);
});

test("answers are for exactly the purposes that ask", () => {
  assert.deepEqual(all(config, true), { statistics: true, "media-2": true });
  assert.deepEqual(complete(config, decision, {}), decision.choices);
  assert.deepEqual(complete(config, null, { statistics: true, necessary: false, other: true }), {
    statistics: true,
    "media-2": false,
  });
  const odd = { statistics: "yes" } as unknown as { [key: string]: boolean };
  assert.equal(complete(config, null, odd)["statistics"], false);
});

test("taking back is giving less than before", () => {
  assert.deepEqual(takenBack(null, all(config, false)), []);
  assert.deepEqual(takenBack(decision, all(config, false)), ["statistics"]);
  assert.deepEqual(takenBack(decision, all(config, true)), []);
  assert.deepEqual(takenBack({ ...decision, choices: all(config, false) }, all(config, false)), []);
});
