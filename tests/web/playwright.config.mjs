import { defineConfig } from "@playwright/test";
import { launchOptions, required } from "./chromium.mjs";

export default defineConfig({
  testMatch: "*.spec.mjs",
  outputDir: required("SSE_COST_TEST_OUTPUT"),
  reporter: "list",
  forbidOnly: true,
  // A machine with much else to do is slow, not wrong.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // A test that passes on the second try has found something.
  retries: 0,
  workers: 2,
  fullyParallel: true,
  use: {
    baseURL: required("SSE_COST_URL"),
    browserName: "chromium",
    launchOptions,
    // What a service worker fetches passes by the tests that hold a file back. offline.spec.mjs is about it.
    serviceWorkers: "block",
    // What the browser says of itself is the same for everyone who runs this.
    locale: "en-US",
    timezoneId: "UTC",
  },
});
