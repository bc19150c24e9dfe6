import assert from "node:assert/strict";
import { test } from "node:test";
import type { Config } from "../src/config";
import { address, placed } from "../src/pieces/players";
import { groups, list, named, place } from "../src/pieces/words";

const config = {
  p: [
    { k: "necessary", s: [["session", "Session", "Rives"]] },
    { k: "statistics", a: 1, s: [["google-analytics", "Google Analytics", "Google"], ["matomo", "Matomo", "Rives"]] },
    { k: "marketing", a: 1, s: [] },
    { k: "media", a: 1, s: [["film", "Film", "Vidéothèque", ["video.example"]], ["vimeo", "Vimeo", "Vimeo"]] },
    { k: "maps", a: 1, s: [["plan", "Plan", "Rives", ["plan.example"]]] },
  ],
} as unknown as Config;
const bare = { p: [{ k: "audience", a: 1, s: [["analytics", "Analytics", "Rives"]] }] } as unknown as Config;
const reads = (attributes: { [name: string]: string }) => (name: string) => attributes[name] || "";

test("a word is a purpose of ours before anything else", () => {
  assert.deepEqual(place(config, "statistics"), ["statistics"]);
  assert.deepEqual(place(config, "Statistics"), ["statistics"]);
});

test("a word may be what others call a purpose, where the charter has that one", () => {
  for (const word of ["analytics", "performance", "C0002", "2"]) assert.deepEqual(place(config, word), ["statistics"]);
  for (const word of ["ads", "targeting", "C0004", "C0005"]) assert.deepEqual(place(config, word), ["marketing"]);
  assert.deepEqual(place(config, "essential"), ["necessary"]);
  assert.deepEqual(place(config, "functional"), ["functional"]);
  assert.deepEqual(place(bare, "analytics"), ["audience", "analytics", "Analytics"]);
});

test("a service is known by key or name, however that is written", () => {
  for (const word of ["google-analytics", "googleAnalytics", "Google Analytics"]) {
    assert.deepEqual(place(config, word), ["statistics", "google-analytics", "Google Analytics"]);
  }
  assert.equal(named(config, ""), undefined);
  assert.equal(named(config, "*"), undefined);
});

test("an unknown word stays as it is, which blocks", () => {
  for (const word of ["V2STACK42", "unclassified", "constructor", "__proto__", "*"]) {
    assert.deepEqual(place(config, word), [word]);
  }
});

test("lists are split as their tools write them", () => {
  assert.deepEqual(list(" statistics, marketing "), ["statistics", "marketing"]);
  assert.deepEqual(groups("film optanon-category-C0002-C0004 wide"), ["C0002", "C0004"]);
  assert.deepEqual(groups("optanon-category-C0002,C0004"), ["C0002", "C0004"]);
  assert.deepEqual(groups("optanon-category-C0002 optanon-category-VID01"), ["C0002", "VID01"]);
  assert.deepEqual(groups("film"), []);
});

test("an address is made of what the element says", () => {
  assert.equal(address("youtube_player", reads({ videoID: "a1" })), "https://www.youtube-nocookie.com/embed/a1");
  assert.equal(
    address("youtube_player", reads({ videoID: "a1", rel: "0", autoplay: "1", theme: "dark" })),
    "https://www.youtube-nocookie.com/embed/a1?rel=0&autoplay=1",
  );
  assert.equal(
    address("youtube_playlist_player", reads({ playlistID: "p", mute: "1" })),
    "https://www.youtube-nocookie.com/embed/videoseries?list=p&mute=1",
  );
  assert.equal(address("vimeo_player", reads({ videoID: "7", hash: "h" })), "https://player.vimeo.com/video/7?h=h");
  assert.equal(address("dailymotion_player", reads({ videoID: "x" })), "https://www.dailymotion.com/embed/video/x");
  assert.equal(address("tac_iframe", reads({ url: "https://a.example/?b={id}" })), "https://a.example/?b={id}");
});

test("without what it needs there is no address", () => {
  assert.equal(address("youtube_player", reads({ rel: "0" })), "");
  assert.equal(address("deezer_player", reads({ embedType: "album" })), "");
  assert.equal(address("openstreetmap", reads({})), "");
});

test("a frame is for the service of its host, then for the one of its name", () => {
  assert.deepEqual(placed(config, "tac_iframe", "https://eu.video.example:444/1"), ["media", "film", "Film"]);
  assert.deepEqual(placed(config, "vimeo_player", "https://player.vimeo.com/video/7"), ["media", "vimeo", "Vimeo"]);
  assert.deepEqual(placed(config, "openstreetmap", "//plan.example"), ["maps", "plan", "Plan"]);
});

test("an undeclared player is a video, any other undeclared frame is nothing", () => {
  assert.deepEqual(placed(config, "youtube_player", "https://www.youtube-nocookie.com/embed/a1"), ["media"]);
  assert.deepEqual(placed(bare, "youtube_player", "https://www.youtube-nocookie.com/embed/a1"), ["?"]);
  assert.deepEqual(placed(config, "gforms_embed", "https://docs.google.com/forms/d/e/1/viewform"), ["?"]);
  for (const source of [
    "https://notvideo.example/",
    "https://video.example@elsewhere.example/",
    "https://video.example:1@elsewhere.example/",
    "https://elsewhere.example\\.video.example/",
    "https://elsewhere.example/video.example",
    "/x/video.example/",
    "javascript:alert(1)//video.example",
  ]) {
    assert.deepEqual(placed(config, "tac_iframe", source), ["?"], source);
  }
});
