// The examples of the package's README, each in its environment. Figures are those of the reference table: a million uploads and
// downloads under SSE-KMS cost $6.94 a month.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
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
  assert.match(files, /^\d\d files, 1\.375045 a month$/m);
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

test("TypeScript", () => {
  const project = consumer("types");
  const { "example.ts": example } = examples(project.installed("README.md"));
  const check = (text, ...flags) => {
    project.write("checked.ts", text);
    const strict = ["--strict", "--noEmit", "--module", "nodenext", "--target", "es2022", "--types", "", ...flags];
    return project.attempt(tool("typescript/bin/tsc"), ...strict, "checked.ts");
  };
  const globals = 'declare const console: { log(...values: unknown[]): void };\n';
  const checked = check(globals + example);
  assert.equal(checked.status, 0, checked.stdout);
  // What the types refuse.
  const wrong = [
    'import { compare } from "sse-cost"; compare({ uploads: "1" });',
    'import { compare } from "sse-cost"; compare({ upload: 1 });',
    'import { compare } from "sse-cost"; const monthly: number | null = compare({}).options[0]!.monthly;',
    'import { recommend } from "sse-cost"; recommend({}, { require: ["speed"] });',
    'import { forecast } from "sse-cost"; forecast({}, {});',
    'import { setup } from "sse-cost/setup"; setup({ option: "sse-s3", bucket: "reports", region: "eu-central-1" });',
  ];
  for (const text of wrong) {
    const { status, stdout } = check(text);
    assert.notEqual(status, 0, text);
    assert.match(stdout, /error TS/);
  }
  assert.doesNotMatch(project.installed("index.d.ts") + project.installed("setup.d.ts"), /[:<|]\s*any\b|\bany\[\]/);
});
