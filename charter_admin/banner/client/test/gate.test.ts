import assert from "node:assert/strict";
import { test } from "node:test";
import { gate } from "../src/gate";
import type { Piece } from "../src/piece";
import { at, open, tell, turn, type Page } from "./page";

type Given = Partial<Page> & { pieces?: Piece[] };
const opened = (html: string, allowed = ["a"], given: Given = {}) => open(gate, html, allowed, given);
const released = (html: string, allowed = ["a"], given: Given = {}) => {
  const page = opened(html, allowed, given);
  page.it.release();
  return page;
};

const inline = (id: string, more = "") => `<script id="${id}" type="text/plain" data-purpose="a" ${more}>${id}()</script>`;
const external = (id: string, more = "") => `<script id="${id}" type="text/plain" data-purpose="a" src="/${id}.js" ${more}></script>`;
const frame = (id: string, more = 'data-src="/frame"') => `<iframe id="${id}" data-purpose="a" ${more}></iframe>`;

test("nothing goes before a release, then only what is allowed", () => {
  const page = opened(inline("yes") + frame("no", 'data-purpose="b" data-src="/"').replace('data-purpose="a"', ""));
  assert.deepEqual([page.freed, page.held], [[], []]);
  page.it.release();
  assert.deepEqual([page.freed, new Set(page.held)], [["yes"], new Set(["no"])]);
  assert.equal(at("no").getAttribute("src"), null);
  assert.equal(at("no").dataset.src, "/");
  page.allowed.add("b");
  page.it.release();
  assert.deepEqual(page.freed, ["yes", "no"]);
  assert.deepEqual([...page.it.ran], ["a", "b"]);
});

test("what isn't marked as waiting is left alone", () => {
  const page = released('<script data-purpose="a" id="x">1</script><img id="y" data-src="/y"><b data-purpose="a"></b>');
  assert.deepEqual([page.freed, page.held], [[], []]);
});

test("each kind of waiting element is found", () => {
  const page = released(
    inline("script") + '<template id="template" data-purpose="a"></template>' + frame("frame") + '<link id="link" data-purpose="a" data-href="/l"><a data-purpose="a" data-href="/no"></a>',
  );
  assert.deepEqual(page.freed, ["script", "template", "frame", "link"]);
});

test("several purposes must all be allowed, and all of them have run", () => {
  const page = released(inline("x", "").replace('"a"', '"a, b"'));
  assert.deepEqual(page.held, ["x"]);
  assert.deepEqual([...page.it.ran], []);
  page.allowed.add("b");
  page.it.release();
  assert.deepEqual(page.freed, ["x"]);
  assert.deepEqual([...page.it.ran], ["a", "b"]);
});

test("an allowed service goes without its purpose", () => {
  assert.deepEqual(released(inline("x", 'data-service="s"') + inline("y"), ["service s"]).freed, ["x"]);
});

test("an element goes once", () => {
  const page = released(inline("x") + frame("y"));
  page.it.release();
  assert.deepEqual(page.freed, ["x", "y"]);
});

test("a script is made anew, whole", () => {
  const html = inline("x", 'nonce="n0nce" class="c" data-src-set="s" typed="t" data-my-src="m" my-type="y"') + inline("y", 'data-type="module" async');
  const page = opened(html);
  const before = at("x");
  page.it.release();
  const after = at("x");
  assert.notEqual(after, before);
  assert.deepEqual(page.freed, ["x", "y"]);
  assert.deepEqual([after.text, after.type, after.async, after.nonce, after.className], ["x()", "", false, "n0nce", "c"]);
  assert.equal(after.getAttribute("src"), null);
  for (const [name, value] of [["data-src-set", "s"], ["typed", "t"], ["data-my-src", "m"], ["my-type", "y"]] as const)
    assert.equal(after.getAttribute(name), value, name);
  const module = at("y");
  assert.deepEqual([module.type, module.async, module.dataset.type], ["module", true, undefined]);
});

test("a script without a source of its own is given it", () => {
  const page = released('<script id="x" type="text/plain" data-purpose="a" data-src="/s.js">x()</script>' + inline("next"));
  const after = at("x");
  assert.equal(after.getAttribute("src"), "/s.js");
  assert.equal(after.text, "");
  assert.equal(after.async, false);
  assert.equal(after.dataset.src, undefined);
  assert.deepEqual(page.freed, ["x"]);
  tell("x", "load");
  assert.deepEqual(page.freed, ["x", "next"]);
});

test("a script's own source comes first", () => {
  released(external("x", 'data-src="/other.js"'));
  assert.equal(at("x").getAttribute("src"), "/x.js");
  assert.equal(at("x").dataset.src, undefined);
});

test("an external script holds back the ordered ones behind it until it has loaded or failed", () => {
  const page = released(external("one") + inline("two") + external("three") + inline("four"));
  assert.deepEqual(page.freed, ["one"]);
  page.it.release();
  assert.deepEqual(page.freed, ["one"]);
  tell("one", "load");
  assert.deepEqual(page.freed, ["one", "two", "three"]);
  tell("three", "error");
  assert.deepEqual(page.freed, ["one", "two", "three", "four"]);
  assert.deepEqual(page.held, []); // what waits for its turn isn't held for want of consent
});

test("what holds nothing back and waits for nothing", () => {
  const page = released(external("one", "async") + external("two") + external("three", "async") + frame("four") + inline("five"));
  assert.deepEqual(page.freed, ["one", "two", "three", "four"]);
  tell("one", "load");
  tell("three", "error");
  assert.deepEqual(page.freed, ["one", "two", "three", "four"]);
  tell("two", "load");
  assert.deepEqual(page.freed, ["one", "two", "three", "four", "five"]);
});

test("a script for browsers without modules, which never runs, holds back none", () => {
  assert.deepEqual(released(external("one", "nomodule") + inline("two")).freed, ["one", "two"]);
});

test("only the end of an external script counts", () => {
  const page = released(inline("one") + external("two") + inline("three"));
  tell("one", "load");
  assert.deepEqual(page.freed, ["one", "two"]);
});

test("a held script holds back none behind it", () => {
  const page = released(external("one").replace('"a"', '"b"') + inline("two"));
  assert.deepEqual([new Set(page.held), page.freed], [new Set(["one"]), ["two"]]);
});

test("a template's content takes its place, and its scripts run in order", async () => {
  const held = '<script id="own" type="text/plain" data-purpose="b" data-service="s" data-type="module">own()</script>';
  const inside = `<p id="p">text</p><script id="one" src="/one.js"></script><script id="two" type="module">two()</script>${held}`;
  const page = released(`<i></i><template id="t" data-purpose="a" data-service="t">${inside}</template><b></b>`);
  assert.deepEqual(page.freed, ["t"]);
  assert.equal(document.body.querySelector("template"), null);
  assert.equal(document.body.firstElementChild!.nextElementSibling, at("p"));
  assert.equal(document.body.lastElementChild!.tagName, "B");
  assert.equal(at("p").ownerDocument, document);
  assert.deepEqual([at("one").type, at("one").dataset.purpose, at("own").dataset.purpose], ["text/plain", "a", "b"]);
  assert.deepEqual([at("one").dataset.service, at("own").dataset.service], ["t", "s"]);
  await turn();
  assert.deepEqual([page.freed, page.held], [["t", "one"], []]); // the other two wait for their turn
  tell("one", "load");
  assert.deepEqual(page.freed, ["t", "one", "two"]);
  assert.deepEqual([at("one").type, at("two").type], ["", "module"]);
  page.allowed.add("b");
  page.it.release();
  assert.equal(at("own").type, "module");
});

test("an element gets its addresses while it is out of the page, and comes back where it was", () => {
  const page = opened(`<i></i>${frame("x", 'data-src="/s" data-href="/h"')}<b></b><img id="y" data-purpose="a" data-src="/i" data-srcset="/i 2x">`);
  const [x, y] = [at("x"), at("y")];
  const places: boolean[] = [];
  const set = x.setAttribute.bind(x);
  x.setAttribute = (name, value) => (places.push(x.isConnected), set(name, value));
  page.it.release();
  assert.deepEqual(places, [false, false]);
  assert.equal(document.body.firstElementChild!.nextElementSibling, x);
  assert.equal(x.nextElementSibling!.tagName, "B");
  assert.equal(document.body.lastElementChild, y);
  const told = (element: Element) => ["src", "href", "srcset"].map((name) => element.getAttribute(name));
  assert.deepEqual([told(x), told(y)], [["/s", "/h", null], ["/i", null, "/i 2x"]]);
  assert.deepEqual([{ ...x.dataset }, { ...y.dataset }], [{ purpose: "a" }, { purpose: "a" }]);
});

test("a template without a service gives its scripts none", () => {
  released('<template data-purpose="a"><script id="x">x()</script></template>');
  assert.equal(at("x").dataset.service, "");
});

test("what is put into the head again as it was written doesn't run again, elsewhere it does", async () => {
  const page = released("", []);
  const html = inline("x") + inline("y").replace('"a"', '"b"');
  for (const allowed of [["a"], ["a", "b"]]) {
    for (const name of allowed) page.allowed.add(name);
    document.head.innerHTML = html;
    await turn();
  }
  assert.deepEqual(page.freed, ["x", "y"]);
  for (const place of [document.body, document.head.appendChild(document.createElement("div"))]) {
    place.innerHTML = inline("x");
    await turn();
  }
  assert.deepEqual(page.freed, ["x", "y", "x", "x"]);
});

test("once lets one element go whatever was chosen, and never again", () => {
  const page = released(frame("x") + frame("y"), []);
  page.it.once(at("x"));
  assert.deepEqual([page.held, page.freed], [["x", "y"], ["x"]]);
  assert.equal(at("x").getAttribute("src"), "/frame");
  assert.deepEqual([...page.it.ran], ["a"]);
  page.it.once(at("x"));
  page.allowed.add("a");
  page.it.release();
  assert.deepEqual(page.freed, ["x", "y"]);
});

test("while the page loads, an element waits until something follows it", async () => {
  const page = released(`<div>${inline("x")}</div>`, ["a"], { ready: "loading" });
  assert.deepEqual([page.freed, page.held], [[], []]);
  document.body.append("text"); // follows its parent
  await turn();
  assert.deepEqual(page.freed, ["x"]);
});

test("while the page loads, what is followed goes at once, a template and a frame as well", () => {
  const html = `${inline("x")}<template id="t" data-purpose="a"></template>${frame("y")}${frame("z")}`;
  const page = released(html, ["a"], { ready: "loading" });
  assert.deepEqual(page.freed, ["x", "t", "y"]);
  page.ready = "interactive";
  page.it.release();
  assert.deepEqual(page.freed, ["x", "t", "y", "z"]);
});

test("deferred scripts and modules wait for the rest of the page and hold back nothing", () => {
  const page = released(external("x", "defer") + inline("y", 'data-type="module"') + inline("z", 'data-type="text/x"') + "<b></b>", ["a"], {
    ready: "loading",
  });
  assert.deepEqual([page.freed, page.held], [["z"], []]);
  page.ready = "interactive";
  page.it.release();
  assert.deepEqual(page.freed, ["z", "x"]);
  tell("x", "load");
  assert.deepEqual(page.freed, ["z", "x", "y"]);
});

test("after loading, only what brings a waiting element is a reason to look", async () => {
  const page = released(frame("x"), []);
  document.body.append("text", document.createElement("p"));
  await turn();
  document.body.lastChild!.remove();
  await turn();
  assert.deepEqual(page.held, ["x"]);
  at("x").remove();
  document.body.insertAdjacentHTML("beforeend", `text<p></p>${frame("y")}text`);
  document.body.append("text");
  await turn();
  assert.deepEqual(page.held, ["x", "y"]);
  document.body.insertAdjacentHTML("beforeend", `text<p>${frame("z")}</p>`);
  await turn();
  assert.deepEqual(page.held, ["x", "y", "y", "z"]);
});

test("what was taken out meanwhile doesn't run", () => {
  const page = opened(inline("x") + inline("y"));
  const { push } = page.freed;
  page.freed.push = (id) => (id === "x" && at("y").remove(), push.call(page.freed, id));
  page.it.release();
  assert.deepEqual([...page.freed], ["x"]);
});

test("pieces adopt what they ask for before each release, and have it seen when it comes later", async () => {
  const adopted: string[] = [];
  const piece: Piece = {
    selector: ".theirs:not([data-purpose])",
    adopt(element, ran) {
      adopted.push(element.id);
      element.dataset.purpose = "a";
      ran?.add("c");
    },
  };
  const silent: Piece = { adopt: (element) => adopted.push("silent " + element.id) };
  const page = released('<iframe id="x" class="theirs" data-src="/x"></iframe>', ["a"], { pieces: [silent, piece] });
  assert.deepEqual([adopted, page.freed, [...page.it.ran]], [["x"], ["x"], ["c", "a"]]);
  document.body.insertAdjacentHTML("beforeend", '<p><iframe id="y" class="theirs" data-src="/y"></iframe></p>');
  await turn();
  assert.deepEqual([adopted, page.freed], [["x", "y"], ["x", "y"]]);
});
