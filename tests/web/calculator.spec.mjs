// The calculator: its figures are the program's, and everybody can use it.

import AxeBuilder from "@axe-core/playwright";
import { cells } from "./figures.mjs";
import { expect, program, test } from "./fixtures.mjs";

const documents = (page) => page.locator("#documents");
const row = (page, option) => page.locator(`tr[data-option="${option}"]`);
const cell = (page, option, column) => row(page, option).locator(`[data-column="${column}"]`);

test.beforeEach(async ({ page }) => {
  await page.goto("/");
  await expect(row(page, "sse-kms")).toBeVisible();
});

/** Every cell of the table against the program's JSON for the same inputs. */
async function expectProgramsFigures(page, ...args) {
  const { options } = program("compare", ...args, "--format", "json");
  expect(options).toHaveLength(7);
  for (const option of options) {
    const expected = cells(option);
    for (const [column, text] of Object.entries(expected)) {
      if (text !== null) {
        await expect(cell(page, option.id, column), `${option.id} ${column}`).toContainText(text);
      }
    }
  }
}

/** Opens everything that a row folds away, by its button. */
async function open(page, option) {
  await row(page, option).getByRole("button").click();
  return page.locator(`#${option}-lines`);
}

test.describe("the table shows the program's figures", () => {
  test("for the page's own defaults", async ({ page }) => {
    await expectProgramsFigures(page, "--documents", "1M");
    await expect(cell(page, "sse-kms", "monthly")).toContainText("$6.94");
    await expect(cell(page, "sse-kms", "annual")).toContainText("$83.28");
  });

  for (const typed of ["0", "1", "10k", "100000", "1.5M", "1,000,000", "2B"]) {
    test(`for ${typed} documents`, async ({ page }) => {
      await documents(page).fill(typed);
      const count = typed.replaceAll(",", "");
      await expectProgramsFigures(page, "--documents", count);
    });
  }

  test("in another Region, with more keys, no free requests and a size", async ({ page }) => {
    await documents(page).fill("250k");
    await page.locator("#region").fill("us-gov-west-1");
    await page.locator("#keys").fill("3");
    await page.locator("#free-tier").uncheck();
    await page.locator("#object-size").fill("20MiB");
    await expectProgramsFigures(
      page,
      ...["--documents", "250k", "--region", "us-gov-west-1", "--keys", "3"],
      ...["--free-requests", "0", "--object-size", "20MiB"],
    );
  });

  test("with each way to say what a Bucket Key saves", async ({ page }) => {
    await page.locator("#requesters").fill("10");
    await page.locator("#read-back").fill("30d");
    await expectProgramsFigures(page, "--documents", "1M", "--requesters", "10", "--read-back", "30d");
    await page.locator("#bucket-key-method").selectOption({ index: 1 });
    await page.locator("#reduction").fill("90%");
    await expectProgramsFigures(page, "--documents", "1M", "--bucket-key-reduction", "90%");
  });

  test("down to the line items", async ({ page }) => {
    const { options } = program("compare", "--documents", "1M", "--format", "json");
    for (const option of options) {
      const lines = await open(page, option.id);
      for (const line of option.lines) {
        const item = lines.locator(`[data-line="${line.code}"]`);
        await expect(item).toContainText(line.explanation);
      }
      for (const warning of option.warnings) {
        await expect(lines).toContainText(warning);
      }
    }
  });
});

test("the table follows every key that is typed", async ({ page }) => {
  await documents(page).fill("");
  for (const [typed, monthly] of [["1", "$1.00"], ["0", "$1.00"], ["0", "$1.00"], ["k", "$1.54"]]) {
    await documents(page).pressSequentially(typed);
    await expect(cell(page, "sse-kms", "monthly")).toContainText(monthly);
  }
  await expect(documents(page)).toHaveValue("100k");
});

test("the slider and the field move together", async ({ page }) => {
  const slider = page.getByRole("slider");
  await slider.focus();
  await page.keyboard.press("End");
  await expect(documents(page)).toHaveValue(/^1[_,]?000[_,]?000[_,]?000$|^1B$/i);
  await page.keyboard.press("Home");
  await expect(documents(page)).toHaveValue("100");
  await expect(slider).toHaveAttribute("aria-valuetext", /100/);
});

test("bad text is marked and explained, and the last good result stays, visibly stale", async ({ page }) => {
  await documents(page).fill("12 apples");
  await expect(documents(page)).toHaveAttribute("aria-invalid", "true");
  const described = await documents(page).getAttribute("aria-describedby");
  const texts = await Promise.all(described.split(/\s+/).map((id) => page.locator(`[id="${id}"]`).allTextContents()));
  expect(texts.flat().join(" ")).toContain('"12 apples" is not a whole number');
  await expect(page.locator("#results")).toHaveAttribute("data-stale", "true");
  await expect(page.locator(".headline [aria-live=polite]")).toContainText("1,000,000");
  await expect(cell(page, "sse-kms", "monthly")).toContainText("$6.94");
  await expect(documents(page)).toHaveValue("12 apples");

  await documents(page).fill("100k");
  await expect(documents(page)).not.toHaveAttribute("aria-invalid", "true");
  await expect(page.locator("#results")).not.toHaveAttribute("data-stale");
  await expect(cell(page, "sse-kms", "monthly")).toContainText("$1.54");
});

test("each field explains what it does not take", async ({ page }) => {
  for (const [id, wrong, says] of [
    ["keys", "many", "whole number"],
    ["object-size", "large", "a size"],
    ["requesters", "0", "whole number"],
    ["read-back", "5m:50%", "100 %"],
  ]) {
    const before = await page.locator(`#${id}`).inputValue();
    await page.locator(`#${id}`).fill(wrong);
    await expect(page.locator(`#${id}`)).toHaveAttribute("aria-invalid", "true");
    await expect(page.locator(`#${id}-error`)).toContainText(says);
    await page.locator(`#${id}`).fill(before);
    await expect(page.locator(`#${id}`)).not.toHaveAttribute("aria-invalid", "true");
  }
});

test("an unknown total is shown as unknown, never as a sum", async ({ page }) => {
  await expect(cell(page, "dsse-kms", "monthly")).toContainText("≥");
  await page.locator("#object-size").fill("1GiB");
  // 2,000,000 GB at $0.003 and $6.94 beside them.
  await expect(cell(page, "dsse-kms", "monthly")).not.toContainText("≥");
});

test("the cheapest of each security class is marked, in words", async ({ page }) => {
  await expect(row(page, "sse-kms-bucket-key")).toContainText(/cheapest/i);
  await expect(row(page, "sse-kms")).not.toContainText(/cheapest/i);
});

test("what was assumed looks assumed, until somebody says so", async ({ page }) => {
  const field = page.locator(".field", { has: page.locator("#requesters") });
  await expect(field).toContainText(/assumed/i);
  await page.locator("#requesters").fill("3");
  await expect(field).not.toContainText(/assumed/i);
});

test.describe("with the keyboard alone", () => {
  test("one can reach and change everything", async ({ page }) => {
    const reached = new Set();
    for (let step = 0; step < 80; step += 1) {
      await page.keyboard.press("Tab");
      const id = await page.evaluate(() => document.activeElement?.id ?? "");
      if (id !== "") {
        reached.add(id);
      }
    }
    for (const id of ["documents", "region", "keys", "free-tier", "key-kind", "bucket-key-method", "requesters"]) {
      expect([...reached], "reached by the tab key").toContain(id);
    }
  });

  test("a row opens and closes", async ({ page }) => {
    const button = row(page, "sse-kms").getByRole("button");
    await button.focus();
    await expect(button).toHaveAttribute("aria-expanded", "false");
    await page.keyboard.press("Enter");
    await expect(button).toHaveAttribute("aria-expanded", "true");
    await expect(page.locator('#sse-kms-lines [data-line="kms-requests"]')).toBeVisible();
    await page.keyboard.press("Space");
    await expect(button).toHaveAttribute("aria-expanded", "false");
  });

  test("the focus can be seen", async ({ page }) => {
    await documents(page).focus();
    await page.keyboard.press("Tab");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    expect(outline).not.toBe("none");
  });
});

test("the chart has a name, and the figures behind it as a table", async ({ page }) => {
  const chart = page.locator("svg[role=img]").first();
  await expect(chart).toBeVisible();
  await expect(chart.locator("title, desc").first()).not.toBeEmpty();
  const figures = page.locator("details#chart-figures");
  await figures.locator("summary").click();
  // The reference table's figures at a million documents.
  await expect(figures.getByRole("table")).toContainText("$6.94");
});

test("the criteria answer for every option", async ({ page }) => {
  const { criteria, options } = program("criteria", "--format", "json");
  const table = page.locator("#criteria, section[aria-labelledby=criteria]").first();
  for (const { name } of criteria) {
    await expect(table).toContainText(name);
  }
  for (const { id, name, answers } of options) {
    const row = table.locator(`[data-criteria="${id}"]`);
    for (const { short } of answers) {
      await expect(row).toContainText(short);
    }
    const button = row.getByRole("button", { name, exact: true });
    const reasons = table.locator(`#${id}-reasons`);
    await expect(reasons).toBeHidden();
    await button.press("Enter");
    await expect(button).toHaveAttribute("aria-expanded", "true");
    for (const { reason, source } of answers) {
      await expect(reasons).toContainText(reason);
      await expect(reasons.locator(`a[href="${source}"]`).first()).toBeVisible();
    }
    await button.press("Enter");
    await expect(reasons).toBeHidden();
  }
});

for (const [name, settings] of [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["a phone", { viewport: { width: 320, height: 800 } }],
  ["a phone in the dark", { colorScheme: "dark", viewport: { width: 320, height: 800 } }],
  ["forced colours", { forcedColors: "active" }],
]) {
  test.describe(`in ${name}`, () => {
    test.use(settings);

    test("axe finds nothing, closed, open, and with bad text", async ({ page }) => {
      // Three times through the whole page: more than half a minute on two busy cores.
      test.slow();
      const findings = async () => (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
      expect(await findings()).toEqual([]);
      await open(page, "dsse-kms");
      await open(page, "sse-kms-bucket-key");
      for (const summary of await page.locator("details > summary").all()) {
        await summary.click();
      }
      expect(await findings()).toEqual([]);
      await documents(page).fill("12 apples");
      await expect(page.locator("#results")).toHaveAttribute("data-stale", "true");
      expect(await findings()).toEqual([]);
    });

    test("the page is not wider than the window", async ({ page }) => {
      await open(page, "sse-kms-bucket-key");
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow).toBe(0);
    });
  });
}

test("dark is dark", async ({ page }) => {
  // Of the card that the figures stand on: the lightness of its background and of its text, from 0 to 255.
  const lightness = () =>
    page.locator(".card").first().evaluate((card) => {
      const of = (colour) => Math.max(...colour.match(/[\d.]+/g).slice(0, 3).map(Number));
      const { backgroundColor, color } = getComputedStyle(card);
      return { background: of(backgroundColor), text: of(color) };
    });
  const light = await lightness();
  expect(light.background).toBeGreaterThan(light.text);
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await lightness();
  expect(dark.text).toBeGreaterThan(dark.background);
});

test("no key is lost, however slow the machine", async ({ page }) => {
  await page.goto("/");
  await expect(page.locator("#late")).toHaveCount(0);
  const client = await page.context().newCDPSession(page);
  await client.send("Emulation.setCPUThrottlingRate", { rate: 8 });
  // From the page's own timers: each key falls where it can, also between two pieces of the calculator's work. Zeros at
  // the front, so that each is priced.
  const typed = `${"0".repeat(150)}4M`;
  await page.locator("#documents").evaluate(async (field, typed) => {
    field.value = "";
    for (const key of typed) {
      field.value += key;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve));
    }
  }, typed);
  await client.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await expect(page.locator("#documents")).toHaveValue(typed);
  await expect(page.locator("#documents-echo")).toContainText("4,000,000");
});
