// Builds the banner (default: ../dist/banner.js, or the path after --out), or bundles and runs the unit tests.
import { build, transform } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** Style sheets become strings, minified: esbuild's text loader would keep the comments. */
const styles = {
  name: "styles",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minify: true, target: "es2020" });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

const common = { absWorkingDir: here, bundle: true, logLevel: "warning", plugins: [styles] };

async function banner(outfile) {
  await build({
    ...common,
    entryPoints: ["src/main.ts"],
    outfile,
    minify: true,
    format: "iife",
    target: "es2020",
    legalComments: "none",
    define: { CHARTER_CONFIG: '"__CHARTER_CONFIG__"' },
  });
}

async function tests() {
  const outdir = mkdtempSync(join(tmpdir(), "charter-banner-"));
  const entryPoints = readdirSync(join(here, "test")).map((name) => join("test", name));
  try {
    await build({ ...common, entryPoints, outdir, platform: "node", format: "esm", outExtension: { ".js": ".mjs" } });
    const files = readdirSync(outdir).map((name) => join(outdir, name));
    process.exitCode = spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" }).status ?? 1;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const out = process.argv.indexOf("--out");
if (process.argv.includes("--tests")) await tests();
else await banner(out < 0 ? join(here, "../dist/banner.js") : process.argv[out + 1]);
