// What every spec starts from: import { test, expect, program } from "./fixtures.mjs"

import { execFileSync } from "node:child_process";
import { test as base, expect } from "@playwright/test";
import { required } from "./chromium.mjs";

export { expect };

/** Whether the page stays within its own files. `data:` and `blob:` never leave the browser. */
function isForeign(url, origin) {
  return !["data:", "blob:"].includes(new URL(url).protocol) && new URL(url).origin !== origin;
}

/** What the browser asks for of itself, for its tab, and gives up when the machine is slow and the test over first. */
const ERRAND = /(favicon-\w+\.svg|manifest-\w+\.webmanifest) net::ERR_ABORTED$/;

/**
 * A test whose page must not complain and must not call anyone: every message on the console of kind error or warning,
 * every uncaught error, every failed request and every request to another origin fails the test at its end.
 *
 * A test that provokes one says so: test.use({ provoked: /part of the message/ })
 */
export const test = base.extend({
  provoked: [undefined, { option: true }],

  page: async ({ page, baseURL, provoked }, use) => {
    const problems = [];
    const origin = new URL(baseURL).origin;
    page.on("console", (message) => {
      // See playwright.config.mjs.
      const blocked = message.text().startsWith("Service Worker registration blocked");
      if (["error", "warning"].includes(message.type()) && !blocked) {
        problems.push(`console ${message.type()}: ${message.text()}`);
      }
    });
    page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
    page.on("requestfailed", (request) => problems.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
    page.on("request", (request) => {
      if (isForeign(request.url(), origin)) {
        problems.push(`request to another origin: ${request.url()}`);
      }
    });
    await use(page);
    const unexpected = problems.filter((problem) => !provoked?.test(problem) && !ERRAND.test(problem));
    expect(unexpected, "what the page complained about, or whom it called").toEqual([]);
  },
});

/** Runs the program sse-cost and gives its JSON: program("compare", "--documents", "1M", "--format", "json"). */
export function program(...args) {
  return JSON.parse(execFileSync(required("SSE_COST_BIN"), args, { encoding: "utf8" }));
}
