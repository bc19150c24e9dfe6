import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import type { Config } from "../src/config";
import { idOf, keep, post, receipt, uuid, waiting } from "../src/receipt";

const ID = "0199a1f2-0000-4abc-8def-0123456789ab";
const page = globalThis as unknown as { fetch: unknown; localStorage: unknown };
const before = { fetch: page.fetch, localStorage: page.localStorage };
const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

/** Answers with these statuses one after the other, and keeps what was sent; 0 is a network that fails. */
function server(...statuses: number[]): string[] {
  const sent: string[] = [];
  page.fetch = async (_url: string, { body }: { body: string }) => {
    sent.push(body);
    const status = statuses.shift();
    if (!status) throw new TypeError("failed");
    return { status };
  };
  return sent;
}

beforeEach(() => {
  page.localStorage = {};
});
afterEach(() => {
  mock.timers.reset();
  Object.assign(page, before);
});

test("a UUID is random", () => {
  assert.match(uuid(), /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  assert.equal(new Set(Array.from({ length: 500 }, uuid)).size, 500);
});

test("the id of a receipt is of version 7, its time first, and always that of its decision", () => {
  const time = Date.UTC(2026, 2, 12, 10, 30, 5, 678);
  const id = idOf({ id: ID, time: time / 1e3, version: 1, digest: "", choices: {} });
  assert.match(id, /^[\da-f]{8}-[\da-f]{4}-7abc-8def-0123456789ab$/);
  assert.equal(parseInt(id.replace("-", "").slice(0, 12), 16), time);
});

test("a receipt says who chose what, when, on which text and script, and after which other", () => {
  const config = { v: 4, d: "abc", b: "b1", l: "fr", o: "corner" } as Config;
  const decision = { id: ID, time: 1773311405.25, version: 4, digest: "abc", choices: { statistics: true } };
  const first = { ...decision, time: 1773311400 };
  assert.deepEqual(JSON.parse(receipt(config, decision, first, "customise")), {
    id: idOf(decision),
    consent_id: ID,
    version: 4,
    digest: "abc",
    build: "b1",
    locale: "fr",
    action: "customise",
    choices: { statistics: true },
    time: "2026-03-12T10:30:05.250Z",
    layout: "corner",
    previous: idOf(first),
  });
  assert.equal(JSON.parse(receipt(config, first, null, "gpc")).previous, null);
});

test("a receipt waits until it was taken in, or refused for good", async () => {
  const sent = server(204, 400);
  keep(["a", "b", "c"]);
  post("/", "a");
  post("/", "b");
  await settled();
  assert.deepEqual(sent, ["a", "b"]);
  assert.deepEqual(waiting(), ["c"]);
});

test("what failed is sent again every half a minute", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const sent = server(503, 0, 429, 204);
  keep(["a"]);
  post("/", "a");
  for (let times = 1; times < 4; times++) {
    await settled();
    assert.deepEqual([sent.length, waiting()], [times, ["a"]]);
    mock.timers.tick(29_999);
    assert.equal(sent.length, times);
    mock.timers.tick(1);
  }
  await settled();
  assert.deepEqual([sent.length, waiting()], [4, []]);
  assert.deepEqual(page.localStorage, {}); // nothing is left of it
  mock.timers.tick(60_000);
  assert.equal(sent.length, 4);
});

test("nine receipts wait at most, the newest", () => {
  keep(Array.from("abcdefghijkl"));
  assert.deepEqual(waiting(), Array.from("defghijkl"));
});

test("without storage and without fetch nothing is thrown", () => {
  page.localStorage = undefined;
  page.fetch = undefined;
  keep(["a"]);
  assert.deepEqual(waiting(), []);
  post("/", "a");
});
