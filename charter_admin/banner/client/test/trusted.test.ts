/** Trusted Types, in a file of their own: the policy a page has is made once, and each file has its own. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gate } from "../src/gate";
import { at, open, tell } from "./page";

const DATA = '<script id="x" type="text/plain" data-purpose="a" data-src="/s.js">x()</script>';
const OWN = '<script id="x" type="text/plain" data-purpose="a" src="/s.js">x()</script>';
const NEXT = '<script id="next" type="text/plain" data-purpose="a">next()</script>';
const refusing = {
  createPolicy(): never {
    throw new TypeError("Policy disallowed");
  },
};

test("where our policy is refused, what has a source of its own still runs, in order", () => {
  const page = open(gate, OWN + NEXT, ["a"], { trusted: refusing });
  const before = at("x");
  page.it.release();
  assert.equal(at("x"), before);
  assert.deepEqual([before.getAttribute("type"), before.async], ["", false]);
  assert.deepEqual(page.freed, ["x"]);
  tell("x", "load");
  assert.deepEqual(page.freed, ["x", "next"]);
});

test("where our policy is refused, a script keeps its type and its async", () => {
  const page = open(gate, OWN.replace("src", 'data-type="module" async src'), ["a"], { trusted: refusing });
  page.it.release();
  assert.deepEqual([at("x").type, at("x").async, page.freed], ["module", true, ["x"]]);
});

test("where our policy is refused, what would need it holds back nothing", () => {
  const page = open(gate, DATA + NEXT, ["a"], { trusted: refusing });
  page.it.release();
  assert.equal(at("x").getAttribute("src"), null);
  assert.deepEqual(page.freed, ["x", "next"]);
});

test("addresses and texts pass through one policy, named charter", () => {
  const names: string[] = [];
  const trusted = {
    createPolicy(name: string, rules: { [rule: string]: (text: string) => string }) {
      names.push(name);
      return {
        createScriptURL: (url: string) => rules.createScriptURL!(url) + "?trusted",
        createScript: (text: string) => rules.createScript!(text) + "//trusted",
      };
    },
  };
  const page = open(gate, NEXT + DATA, ["a"], { trusted });
  page.it.release();
  assert.equal(at("x").getAttribute("src"), "/s.js?trusted");
  assert.equal(at("next").text, "next()//trusted");
  assert.deepEqual(names, ["charter"]);
});
