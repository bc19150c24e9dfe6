import assert from "node:assert/strict";
import { test } from "node:test";
import type { Service } from "../src/config";
import { serviceOf } from "../src/embeds";

const film: Service = ["film", "Film", "Vidéothèque", ["video.example"]];
const live: Service = ["live", "Live", "Vidéothèque"];

test("an embed belongs to the service it names, else to that of its address", () => {
  assert.equal(serviceOf([film, live], "live", "https://video.example/1"), live);
  assert.equal(serviceOf([film, live], undefined, "https://www.video.example/1"), film);
  assert.equal(serviceOf([film, live], undefined, "//video.example:8443?x"), film);
});

test("where nothing tells, only a service alone can be meant", () => {
  assert.equal(serviceOf([film, live], undefined, "https://notvideo.example/1"), undefined);
  assert.equal(serviceOf([film, live], "other", "/local"), undefined);
  assert.equal(serviceOf([live], undefined, "/local"), live);
});
