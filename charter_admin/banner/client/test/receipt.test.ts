import assert from "node:assert/strict";
import { test } from "node:test";
import type { Config } from "../src/config";
import { receipt, send, uuid } from "../src/receipt";

test("a UUID is random, or of version 7 with its time first", () => {
  assert.match(uuid(), /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  const time = Date.UTC(2026, 2, 12, 10, 30, 5);
  const sortable = uuid(time);
  assert.match(sortable, /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  assert.equal(parseInt(sortable.replace("-", "").slice(0, 12), 16), time);
  assert.equal(new Set(Array.from({ length: 500 }, () => uuid(time))).size, 500);
});

test("a receipt says who chose what, when, on which text and script", () => {
  const config = { v: 4, d: "abc", b: "b1", l: "fr", o: "corner" } as Config;
  const decision = { id: "x", time: 1773311405, version: 4, digest: "abc", choices: { statistics: true } };
  const { id, ...rest } = receipt(config, decision, "customise") as { id: string };
  assert.match(id, /-7/);
  assert.deepEqual(rest, {
    consent_id: "x",
    version: 4,
    digest: "abc",
    build: "b1",
    locale: "fr",
    action: "customise",
    choices: { statistics: true },
    time: "2026-03-12T10:30:05.000Z",
    layout: "corner",
  });
});

test("sending never throws, not even where there is no fetch", () => {
  const page = globalThis as { fetch?: unknown };
  const kept = page.fetch;
  page.fetch = undefined;
  send("http://127.0.0.1:9/", {});
  page.fetch = kept;
});
