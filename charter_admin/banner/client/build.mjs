// Builds the banner's pieces into ../dist, or bundles and runs the unit tests; with --out and a folder, builds or
// bundles into that one and runs nothing.
import { parse } from "acorn";
import { build, transform } from "esbuild";
import { minify } from "terser";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const PIECES = ["google", "microsoft", "matomo", "foreign", "automatic", "shown"];
const LAYOUTS = ["bar", "corner", "dialog"]; // the rules of one of them go with a platform's settings

const minified = async (path) =>
  (await transform(readFileSync(path, "utf8"), { loader: "css", minify: true })).code.trim().replace(/(--\w+): /g, "$1:");

/** Style sheets become strings, minified: esbuild's text loader would keep the comments. */
const styles = {
  name: "styles",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await minified(path), loader: "text" }));
  },
};

/** Marks a function that few visits need (src/lazy.d.ts). */
const LAZY = "LAZY";
const SHORT = 20; // characters of a function that costs more memory than compiling it later takes time

const common = { absWorkingDir: here, bundle: true, logLevel: "warning", plugins: [styles] };

/** Each piece by itself; the server joins those a platform uses around the variable `P`. */
async function pieces(outdir) {
  mkdirSync(outdir, { recursive: true });
  await build({
    ...common,
    entryPoints: { banner: "src/main.ts", ...Object.fromEntries(PIECES.map((name) => [name, `src/pieces/${name}.ts`])) },
    outdir,
    minifySyntax: true,
    minifyWhitespace: true,
    format: "iife",
    target: "es2022",
    legalComments: "none",
    define: { CHARTER_CONFIG: '"__CHARTER_CONFIG__"', CHARTER_PIECES: "P" },
  });
  for (const name of ["banner", ...PIECES]) await squeeze(join(outdir, `${name}.js`));
  for (const name of LAYOUTS) writeFileSync(join(outdir, `${name}.css`), await minified(join(here, `src/css/${name}.css`)));
  copyFileSync(join(here, "src/charter.d.ts"), join(outdir, basename("charter.d.ts")));
}

/** Terser makes of what esbuild bundled some 4 % less after compression. */
async function squeeze(path) {
  const options = { ecma: 2020, compress: { passes: 3, unsafe_arrows: true, hoist_props: true }, mangle: { reserved: ["P", LAZY] }, format: { ascii_only: true } };
  const { code } = await minify(readFileSync(path, "utf8").replace('"use strict";', ""), options);
  writeFileSync(path, eager(code) + "\n");
}

/** Puts functions in parentheses, but not those that can wait, nor what is in them. */
function eager(code) {
  const edits = []; // from where to where, and what to put there
  const visit = (node, parent) => {
    if (node.callee?.name === LAZY) {
      const [work] = node.arguments;
      edits.push([node.start, work.start, ""], [work.end, node.end, ""]);
      return;
    }
    const called = parent.callee === node && code[node.start - 1] === "("; // in parentheses already
    if (/^(Arrow)?FunctionExpression$/.test(node.type) && !parent.method && !called && node.end - node.start > SHORT) {
      edits.push([node.start, node.start, "("], [node.end, node.end, ")"]);
    }
    for (const child of Object.values(node).flat()) if (child?.type) visit(child, node);
  };
  visit(parse(code, { ecmaVersion: 2022 }), {});
  return edits.sort((a, b) => b[0] - a[0]).reduce((text, [from, to, put]) => text.slice(0, from) + put + text.slice(to), code);
}

/** Bundles stay below this folder: they find jsdom in its node_modules. */
async function tests(outdir) {
  const entryPoints = readdirSync(join(here, "test")).filter((name) => name.endsWith(".test.ts")).map((name) => join("test", name));
  await build({ ...common, entryPoints, outdir, platform: "node", format: "esm", banner: { js: `const ${LAZY} = (work) => work;` }, external: ["jsdom"], outExtension: { ".js": ".mjs" } });
}

async function runTests() {
  mkdirSync(join(here, "build"), { recursive: true });
  const outdir = mkdtempSync(join(here, "build/tests-"));
  try {
    await tests(outdir);
    const files = readdirSync(outdir).map((name) => join(outdir, name));
    process.exitCode = spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" }).status ?? 1;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const given = process.argv.indexOf("--out");
const out = given < 0 ? undefined : process.argv[given + 1];
if (!process.argv.includes("--tests")) await pieces(out ?? join(here, "../dist"));
else if (out) await tests(out);
else await runTests();
