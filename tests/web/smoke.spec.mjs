// The page arrives, starts, keeps to itself, and says so when it cannot start.

import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures.mjs";

const POLICY = "meta[http-equiv=Content-Security-Policy]";

test("the page starts, without a complaint and without a call to anyone else", async ({ page }) => {
  await page.goto("/");
  await expect(page.locator("#app h1")).toBeVisible();
  await expect(page.locator("#late")).toHaveCount(0);
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("the policy forbids inline code and comes as a header too", async ({ page }) => {
  const response = await page.goto("/");
  const policy = await page.locator(POLICY).getAttribute("content");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("'unsafe-inline'");
  expect(policy).not.toContain("'unsafe-eval'");
  expect(response.headers()["content-security-policy"]).toBe(policy);
});

test("the program comes compressed, with its type, and is kept for ever", async ({ page }) => {
  const arriving = page.waitForResponse(/\.wasm$/);
  await page.goto("/");
  const headers = await (await arriving).allHeaders();
  expect(headers["content-type"]).toBe("application/wasm");
  expect(headers["content-encoding"]).toMatch(/^(br|gzip)$/);
  expect(headers["cache-control"]).toContain("immutable");
});

test.describe("with the program missing", () => {
  // The page gives up the body of an answer that it cannot use.
  test.use({ provoked: /status (of )?404|ERR_ABORTED/ });

  test("the page says that it could not start, and what to do", async ({ page }) => {
    await page.route(/\.wasm$/, (route) => route.fulfill({ status: 404 }));
    await page.goto("/");
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("The calculator could not start");
    await expect(alert).toContainText("Reload the page");
    await expect(alert).toContainText("status 404");
    // What the page arrived with stays, what is typed too.
    await expect(page.locator('#results tr[data-option="sse-kms"]')).toContainText("$6.94");
    await expect(page.locator("#criteria-section")).toBeVisible();
    await page.locator("#documents").fill("100k");
    await page.unroute(/\.wasm$/);
    await alert.getByRole("button", { name: "Reload with what I have entered" }).click();
    await expect(page.locator('#results tr[data-option="sse-kms"]')).toContainText("$1.54");
    await expect(page.locator("#documents")).toHaveValue("100k");
    await expect(alert).toHaveCount(0);
  });
});

test.describe("with a program that traps", () => {
  test.use({ provoked: /uncaught: unreachable|favicon\S* net::ERR_ABORTED/ });

  test("one can start anew, should what was entered have led to it", async ({ page }) => {
    await page.goto("/#v=1&documents=5M");
    await expect(page.locator("#late")).toHaveCount(0);
    await page.locator("#documents").fill("7M");
    await page.evaluate(() => {
      setTimeout(() => {
        throw new WebAssembly.RuntimeError("unreachable");
      });
    });
    await page.getByRole("button", { name: "Start anew" }).click();
    await expect(page.getByRole("alert")).toHaveCount(0);
    await expect(page.locator('tr[data-option="sse-kms"] [data-column="monthly"]')).toContainText("$6.94");
    await expect(page.locator("#documents")).toHaveValue("1000000");
    expect(new URL(page.url()).hash).toBe("");
  });

  test("the page says once that it has stopped, and keeps its figures", async ({ page }) => {
    await page.goto("/");
    await expect(page.locator("#late")).toHaveCount(0);
    await page.locator("#documents").fill("100k");
    await page.locator("#free-tier").uncheck();
    await page.evaluate(() => {
      const trap = () => {
        throw new WebAssembly.RuntimeError("unreachable");
      };
      setTimeout(trap);
      queueMicrotask(trap);
      Promise.resolve().then(trap);
    });
    await expect(page.getByRole("alert")).toContainText("The calculator has stopped");
    await expect(page.getByRole("alert")).toHaveCount(1);
    await expect(page.locator("#app h1")).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);

    await page.getByRole("button", { name: "Reload with what I have entered" }).click();
    await expect(page.getByRole("alert")).toHaveCount(0);
    await expect(page.locator("#documents")).toHaveValue("100k");
    await expect(page.locator("#free-tier")).not.toBeChecked();
    // 200,000 calls at $0.03 per 10,000 and a key at $1, with no request free.
    await expect(page.locator('tr[data-option="sse-kms"] [data-column="monthly"]')).toContainText("$1.60");
  });
});

test("a browser that knows no modules is told so", async ({ page }) => {
  await page.route(/boot-\w+\.js$/, (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
  await page.goto("/");
  // This browser does know them, and passes the script by.
  const old = await page.locator("script[nomodule]").getAttribute("src");
  await page.addScriptTag({ url: old });
  await expect(page.getByRole("alert")).toContainText("too old for the calculator");
  await expect(page.locator("#results")).toBeVisible();
  await expect(page.locator("#late")).toHaveCount(0);
});
