// The page before its program: it is there at once, it can be read without scripts, and what is typed early is kept.

import AxeBuilder from "@axe-core/playwright";
import { cells } from "./figures.mjs";
import { expect, program, test } from "./fixtures.mjs";

const PROGRAM = /calculator-\w+\.wasm$/;

/** Opens the page and holds its program back. Returns what lets it go on. */
async function openWithoutProgram(page) {
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  await page.route(PROGRAM, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/", { waitUntil: "domcontentloaded" });
  await expect(page.locator("#results")).toBeVisible();
  return letGo;
}

/** The program has taken over: what it draws is another element. */
async function started(page, letGo) {
  const arrived = await page.locator("#app").elementHandle();
  letGo();
  await expect.poll(() => arrived.evaluate((app) => app.isConnected)).toBe(false);
}

async function expectDefaults(page) {
  const { options } = program("compare", "--documents", "1M", "--format", "json");
  for (const option of options) {
    for (const [column, text] of Object.entries(cells(option))) {
      if (text !== null) {
        await expect(page.locator(`tr[data-option="${option.id}"] [data-column="${column}"]`)).toContainText(text);
      }
    }
  }
}

test("the page arrives with the program's figures", async ({ page }) => {
  const letGo = await openWithoutProgram(page);
  await expectDefaults(page);
  await started(page, letGo);
  await expectDefaults(page);
});

test("nothing moves when the program takes over, and nothing looks different", async ({ page }) => {
  const letGo = await openWithoutProgram(page);
  await page.evaluate(() => {
    globalThis.shifts = 0;
    new PerformanceObserver((list) => {
      globalThis.shifts += list.getEntries().length;
    }).observe({ type: "layout-shift", buffered: true });
    scrollTo(0, 700);
  });
  // The program's elements have the same attributes, in another order; what a field holds is none. Each with its box, not
  // its pixels: a text in two pieces is set by a quarter of a pixel otherwise.
  const content = () =>
    page.locator("#app").evaluate((app) =>
      // The paths of the charts come with the program.
      [...app.querySelectorAll(":not(path)")].map((element) => {
        const { localName, attributes, childElementCount, textContent } = element;
        const own = [...attributes].filter(({ name }) => !["value", "checked"].includes(name));
        const named = own.map(({ name, value }) => `${name}=${value}`).sort();
        const { x, y, width, height } = element.getBoundingClientRect();
        return [localName, ...named, childElementCount === 0 ? textContent : "", x, y, width, height].join(" ");
      }),
    );
  const arrived = await content();
  expect(arrived.length).toBeGreaterThan(500);
  await started(page, letGo);
  expect(await content()).toEqual(arrived);
  expect(await page.evaluate(() => scrollY)).toBe(700);
  expect(await page.evaluate(() => globalThis.shifts)).toBe(0);
});

test("what is typed, chosen, opened and pressed before the program runs counts", async ({ page }) => {
  const letGo = await openWithoutProgram(page);
  await page.locator("#region").fill("eu-central-1");
  await page.locator("#free-tier").uncheck();
  await page.locator("#results tr.option button").nth(1).click();
  await page.locator("#criteria-section button").first().click();
  await page.locator("#documents").fill("100");
  await page.locator("#documents").press("End");
  await page.keyboard.type("k0");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await started(page, letGo);
  // The cursor stands where it stood: 100|k0.
  await expect(page.locator("#documents")).toBeFocused();
  await page.keyboard.press("Delete");
  await page.keyboard.press("Delete");
  await page.keyboard.type("000");
  await expect(page.locator("#documents")).toHaveValue("100000");
  const { options } = program(
    ...["compare", "--documents", "100k", "--region", "eu-central-1", "--free-requests", "0", "--format", "json"],
  );
  for (const option of options) {
    const { monthly } = cells(option);
    await expect(page.locator(`tr[data-option="${option.id}"] [data-column="monthly"]`)).toContainText(monthly);
  }
  await expect(page.locator("#results tr.option button").nth(1)).toHaveAttribute("aria-expanded", "true");
  await expect(page.locator("#criteria-section button").first()).toHaveAttribute("aria-expanded", "true");
});

test("a link's inputs are not answered with the figures of others", async ({ page }) => {
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  await page.route(PROGRAM, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/#v=1&documents=10M", { waitUntil: "domcontentloaded" });
  await expect(page.locator("#app h1")).toBeVisible();
  await expect(page.locator("#results")).toBeHidden();
  letGo();
  await expect(page.locator("#results")).toBeVisible();
});

test.describe("with its first script missing", () => {
  test.use({ provoked: /404|preloaded|boot-\w+\.js net::ERR_ABORTED/ });

  test("the page says that it is still loading", async ({ page }) => {
    await page.route(/boot-\w+\.js$/, (route) => route.fulfill({ status: 404 }));
    await page.goto("/");
    await expect(page.locator("#results")).toBeVisible();
    await expect(page.locator("#late")).toBeHidden();
    await expect(page.locator("#late")).toBeVisible({ timeout: 15_000 });
  });
});

test.describe("without scripts", () => {
  // What index.html asks for ahead of time then goes unused, and the browser says so.
  test.use({ javaScriptEnabled: false, provoked: /preloaded|(calculator|carry)-\w+\.js csp/ });

  test("the figures, the criteria and their reasons can be read", async ({ page }) => {
    await page.goto("/");
    await expectDefaults(page);
    const { options } = program("criteria", "--format", "json");
    const reasons = page.locator("#criteria-section");
    for (const { answers } of options) {
      for (const { reason } of answers) {
        await expect(reasons.getByText(reason).first()).toBeVisible();
      }
    }
  });

  test("the page says why it cannot be changed, and shows nothing to be pressed in vain", async ({ page }) => {
    await page.goto("/");
    // Not by its text: Playwright's text search passes over <noscript>.
    await expect(page.locator("noscript p")).toBeVisible();
    await expect(page.locator("noscript p")).toContainText("switch JavaScript on");
    await expect(page.locator("noscript p")).toContainText("sse-cost");
    for (const dead of ["#workload", "#setup", "#late", "#chart-figures", ".take", ".today"]) {
      await expect(page.locator(dead)).toBeHidden();
    }
  });
});

test("axe finds nothing before the program runs", async ({ page }) => {
  const letGo = await openWithoutProgram(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
  await started(page, letGo);
});
