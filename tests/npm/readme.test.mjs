// The examples of the package's README, each in its environment. Figures are those of the reference table: a million uploads and
// downloads under SSE-KMS cost $6.94 a month.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "../web/node_modules/playwright-core/index.mjs";
import { launchOptions } from "../web/chromium.mjs";
import { consumer, examples, served, tool } from "./consumer.mjs";

let browser;
before(async () => {
  browser = await chromium.launch(launchOptions);
});
after(() => browser.close());

/** What a page shows, and where it asked for what. */
async function shown(address, locator) {
  const page = await browser.newPage();
  const [requests, errors] = [[], []];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => errors.push(error));
  await page.goto(address);
  const text = page.locator(locator, { hasText: "sse-kms 6.94" });
  await text.waitFor({ timeout: 10_000 }).catch(() => assert.fail(`nothing is shown: ${errors}, ${requests}`));
  const content = await text.textContent();
  await page.close();
  return { content, requests };
}

function everyOption(content) {
  for (const id of ["sse-s3 0", "sse-kms 6.94", "sse-kms-bucket-key ", "sse-kms-aws-managed 5.94", "dsse-kms ", "sse-c 0"]) {
    assert.ok(content.includes(id), `${id} in ${content}`);
  }
}

/** The calls that the model of a Bucket Key leaves, by its definition: windows of 5 minutes in 730 hours, one requester. */
function callsWithBucketKey(documents) {
  const [window, month] = [300, 730 * 3_600];
  // Of so many cells, those that requests spread evenly fall into.
  const occupied = (requests, cells) => cells * (1 - Math.exp(-requests / cells));
  // Shares of the reads by the time since the write, in seconds: the default, medians of traces.
  const readBack = [[0.83, 300], [0.11, 3_600], [0.06, 86_400]];
  const reads = readBack.map(([share, span]) => {
    const keys = Math.max(1, occupied((documents * span) / month, Math.max(1, span / window)));
    return occupied(share * documents, (month / window) * keys);
  });
  return reads.reduce((sum, calls) => sum + calls, occupied(documents, month / window));
}

test("Node", () => {
  const project = consumer("node");
  const { "example.mjs": example, "setup.mjs": setup } = examples(project.installed("README.md"));
  project.write("example.mjs", example);
  const printed = project.node("example.mjs");
  assert.match(printed, /^SSE-KMS: 6\.94 \(6\.94 to 6\.94\)$/m);
  assert.match(printed, /^recommended: SSE-KMS with Bucket Key$/m);
  // The volume of month n is a million times 1.05^(n - 1). $0.000003 for each request after the free 20,000, $1 for the key.
  let total = 0;
  for (let month = 0; month < 12; month += 1) {
    total += 0.000003 * (2 * Math.round(1_000_000 * 1.05 ** month) - 20_000) + 1;
  }
  const year = Number(printed.match(/^SSE-KMS for a year: (.*)$/m)[1]);
  assert.ok(Math.abs(year - total) < 0.0001, `${year} is not about ${total}`);
  // $1 for the key leaves $4, which buys 1,333,333 requests; with the free ones 1,353,333, of 676,666 documents.
  assert.match(printed, /^\$5 pays for 676666 documents$/m);
  assert.match(printed, /^wrong: uploads$/m);

  project.write("setup.mjs", setup);
  const files = project.node("setup.mjs");
  const monthly = Number(files.match(/^\d\d files, (\S+) a month$/m)[1]);
  // $1 for the key, and the calls that a Bucket Key leaves of a million uploads and downloads.
  const bucketKey = 1 + 0.000003 * (callsWithBucketKey(1_000_000) - 20_000);
  assert.ok(Math.abs(monthly - bucketKey) < 0.00001, `${monthly} is not about ${bucketKey}`);
  assert.match(files, /"Version": "2012-10-17"/);
});

test("a browser", async () => {
  const project = consumer("browser");
  project.write("browser.html", examples(project.installed("README.md"))["browser.html"]);
  await served(project.folder, async (address) => {
    const { content, requests } = await shown(`${address}/browser.html`, "output");
    everyOption(content);
    // Its own files and nothing else; of those, the one WebAssembly file.
    assert.ok(requests.every((url) => url.startsWith(address)), `${requests}`);
    assert.equal(requests.filter((url) => url.endsWith(".wasm")).length, 1);
  });
});

test("a bundler", async () => {
  const project = consumer("bundler");
  project.write("main.js", examples(project.installed("README.md"))["main.js"]);
  project.write("index.html", '<!doctype html><title>Costs</title><script type="module" src="main.js"></script>');
  project.node(tool("vite/bin/vite.js"), "build", "--logLevel", "warn");
  await served(`${project.folder}/dist`, async (address) => {
    const { content, requests } = await shown(`${address}/index.html`, "body");
    everyOption(content);
    assert.ok(requests.every((url) => url.startsWith(address)), `${requests}`);
    // Nothing of the setup files comes along.
    assert.equal(requests.filter((url) => /setup/.test(url)).length, 0);
  });
});

/** Checks a TypeScript file in a project. */
function typed(project, text) {
  project.write("checked.ts", text);
  const strict = ["--strict", "--noEmit", "--module", "nodenext", "--target", "es2022", "--types", ""];
  return project.attempt(tool("typescript/bin/tsc"), ...strict, "checked.ts");
}

test("TypeScript", () => {
  const project = consumer("types");
  const { "example.ts": example } = examples(project.installed("README.md"));
  const checked = typed(project, `declare const console: { log(...values: unknown[]): void };\n${example}`);
  assert.equal(checked.status, 0, checked.stdout);
  // What the types allow, and say of what comes back.
  const right = typed(project, `
    import { breakEven, compare, SseCostError, type Age, type Requirement, type Workload } from "sse-cost";
    const require: readonly Requirement[] = ["audit-trail"];
    const sizes = [{ bytes: 1, share: "100" }] as const;
    const readBack = [{ withinSeconds: 1, share: "100" }] as const;
    const workload: Workload = { objectSize: sizes, assumed: ["client"] as const, keyHours: { existed: 1, month: 696 } };
    const { workload: full } = compare({ ...workload, bucketKey: { method: "model", readBack } }, { require });
    if (full.bucketKey.method === "model") {
      const inputs: [number, number, number, Age[]] =
        [full.bucketKey.requesters, full.bucketKey.windowSeconds, full.bucketKey.activeHours, full.bucketKey.readBack];
    }
    const fed: Workload = full;
    const below: string | undefined = breakEven({}).overtakes[0]?.threshold?.below[0].id;
    const error: Error = new SseCostError("uploads", "uploads: \\"x\\" is not a count", { cause: below });
  `);
  assert.equal(right.status, 0, right.stdout);
  // What the types refuse.
  const wrong = [
    'import { compare } from "sse-cost"; compare({ uploads: "1" });',
    'import { compare } from "sse-cost"; compare({ upload: 1 });',
    'import { compare } from "sse-cost"; compare({ keyHours: { existed: 1, month: 730 } });',
    'import { SseCostError } from "sse-cost"; new SseCostError("uploads");',
    'import { compare } from "sse-cost"; const monthly: number | null = compare({}).options[0]!.monthly;',
    'import { recommend } from "sse-cost"; recommend({}, { require: ["speed"] });',
    'import { forecast } from "sse-cost"; forecast({}, {});',
    'import { setup } from "sse-cost/setup"; setup({ option: "sse-s3", bucket: "reports", region: "eu-central-1" });',
  ];
  const refused = typed(project, wrong.map((text) => `{ const _ = async () => { ${text.replace(/^import (.*) from (\S+);/, "const $1 = await import($2);")} }; }`).join("\n"));
  assert.notEqual(refused.status, 0);
  const lines = new Set([...refused.stdout.matchAll(/^checked\.ts\((\d+),\d+\): error TS/gm)].map(([, line]) => Number(line)));
  assert.deepEqual([...lines], wrong.map((_, index) => index + 1), refused.stdout);
  assert.doesNotMatch(project.installed("index.d.ts") + project.installed("setup.d.ts"), /[:<|]\s*any\b|\bany\[\]/);
});

test("the types are what comes back, field for field", async () => {
  const project = consumer("fields");
  const load = (file) => import(pathToFileURL(`${project.folder}/node_modules/sse-cost/${file}`));
  const { breakEven, compare, forecast, prices, recommend, regions } = await load("node.js");
  const { setup } = await load("setup.node.js");
  const objectSize = [{ bytes: 1 << 20, share: "60" }, { bytes: 64 << 20, share: "40" }];
  const plain = { uploads: 1_000_000, downloads: 1_000_000 };
  const full = { ...plain, objectSize, client: { partSize: 8 << 20, multipartThreshold: 8 << 20 }, trails: 1,
    keyHours: { existed: 700, month: 720 }, storedBytes: 10 ** 12, bucketKey: { method: "measured", calls: 5 } };
  const bucket = { option: "sse-kms", bucket: "reports", region: "eu-central-1", account: "111122223333" };
  const values = {
    Comparison: [compare(plain), compare(full, { require: ["audit-trail"] })],
    Forecast: [forecast({ ...plain, rotations: 0 }, { months: 14, growth: "5" })],
    BreakEven: [breakEven(plain), breakEven(full, { budget: "5" })],
    Recommended: [recommend(plain), recommend(full, { require: ["key-holder", "audit-trail"] })],
    PriceList: [prices("us-east-1")],
    "{ region: string; name: string }": [regions()[0]],
    Setup: [setup(bucket), setup({ ...bucket, workload: plain, existingObjects: 5 })],
  };
  // As literals: TypeScript refuses a field of theirs that the type has not, as well as one that is missing.
  const names = "BreakEven, Comparison, Forecast, PriceList, Recommended";
  const header = `import type { ${names} } from "sse-cost";\nimport type { Setup } from "sse-cost/setup";\n`;
  const literals = Object.entries(values).flatMap(([type, all]) =>
    all.map((value) => `((value: ${type}) => value)(${JSON.stringify(value)});`),
  );
  const { status, stdout } = typed(project, header + literals.join("\n"));
  assert.equal(status, 0, stdout.slice(0, 2_000));
});
