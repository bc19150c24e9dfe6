// Mutation testing of the two modules that decide what may run: `make mutants`.
//
// The survivors change nothing that can be seen:
// - decision.ts, the defaults of `id`, `digest` and `service`: no other text is a UUID, a digest or a service's key.
// - gate.ts, `piece.selector || []` and `if (piece.selector)`: the texts they let through as selectors ("Stryker was
//   here", "undefined") match no element of a page.
// - gate.ts, `early`: a script that nothing follows is the last element of the page, so a pass meets none after it that
//   could be held back, unless what just ran moved one from behind it to before it.
import { delimiter, dirname } from "node:path";

// The runner names its files after the process it started: `node` must be node itself, not the wheel's command for it.
process.env.PATH = dirname(process.execPath) + delimiter + process.env.PATH;

export default {
  mutate: ["src/decision.ts", "src/gate.ts"],
  buildCommand: "node build.mjs --tests --out build/tests", // once: a mutant is switched on by a variable
  testRunner: "tap",
  tap: {
    testFiles: ["build/tests/{decision,gate,trusted}.test.mjs"],
    nodeArgs: ["--test-reporter=tap", "-r", "{{hookFile}}", "{{testFile}}"],
  },
  coverageAnalysis: "perTest", // by test file
  concurrency: 1,
  timeoutMS: 20_000,
  thresholds: { high: 95, low: 90, break: 85 },
  reporters: ["clear-text", "progress-append-only", "html"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: "build/mutants.html" },
  tempDirName: "build/stryker",
  cleanTempDir: "always",
  allowEmpty: false,
};
