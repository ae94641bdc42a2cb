// What people plan with: requirements, presets, links, two scenarios, months ahead, files to take along.

import { readFile } from "node:fs/promises";
import { execFileSync } from "node:child_process";
import AxeBuilder from "@axe-core/playwright";
import { required } from "./chromium.mjs";
import { dollars } from "./figures.mjs";
import { expect, program, test } from "./fixtures.mjs";

const row = (page, option) => page.locator(`tr[data-option="${option}"]`);
const answer = (page) => page.locator(".headline .sentence");
const link = (page) => page.locator("main").getAttribute("data-link");

/** The program's output as it is. */
const printed = (...args) => execFileSync(required("SSE_COST_BIN"), args, { encoding: "utf8" });

/** A command line as the page shows it, in the words that a shell would make of it. */
const words = (command) => [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain).slice(1);

async function saved(page, name) {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name, exact: true }).click();
  return readFile(await (await download).path(), "utf8");
}

test.describe("the answer", () => {
  test("follows what is required, and says why the others are out", async ({ page }) => {
    await page.goto("/");
    await expect(answer(page)).toContainText("SSE-S3");
    await page.getByLabel("Access separation").check();
    await page.getByLabel("Audit trail of decryption").check();
    await expect(answer(page)).toHaveText(/Use SSE-KMS with Bucket Key: about \$1\.38 a month, \$16\.50 a year\./);
    await expect(row(page, "sse-kms-bucket-key")).toContainText("recommended");
    await expect(row(page, "sse-s3")).toHaveAttribute("data-out", "true");
    const { recommendation } = program("compare", "--documents", "1M", "--require", "access-separation,audit-trail", "--format", "json");
    expect(recommendation.choice.option).toBe("sse-kms-bucket-key");
    const why = row(page, "sse-s3").locator("+ tr.why");
    await expect(why).toContainText("s3:GetObject");
    await page.getByLabel("Keys that only you hold").check();
    await expect(answer(page)).toContainText("No option");
    await expect(page.locator(".headline")).toContainText("contradict each other");
  });

  test("a preset says what it sets, and Back brings the old inputs again", async ({ page }) => {
    await page.goto("/");
    await page.locator("#documents").fill("123k");
    await page.locator("#preset").selectOption("backup");
    await expect(page.locator(".notice")).toContainText("object size 1GiB");
    await expect(page.locator("#uploads")).toHaveValue("20k");
    await page.waitForFunction(() => location.hash.includes("uploads"));
    await page.goBack();
    await expect(page.locator("#documents")).toHaveValue("123k");
  });
});

test.describe("volumes as people have them", () => {
  for (const [typed, size, count] of [
    ["200/s", "", "525,600,000"],
    ["10k a day", "", "304,167"],
    ["3 TB a day", "4MiB", "21,755,695"],
  ]) {
    test(`${typed} ${size}`, async ({ page }) => {
      await page.goto("/");
      await page.locator("#object-size").fill(size);
      await page.locator("#documents").fill(typed);
      await expect(page.locator("#documents-echo")).toHaveText(`= ${count} a month`);
    });
  }

  test("a Region by its place", async ({ page }) => {
    await page.goto("/");
    await page.locator("#region").fill("Frankfurt");
    await expect(page.locator("#region-echo")).toHaveText("= eu-central-1, EU (Frankfurt)");
    await page.locator("#region").fill("us-east");
    await expect(page.locator("#region-error")).toContainText("us-east-1, us-east-2");
  });

  test("is not said of a text that is not priced, while another is wrong", async ({ page }) => {
    await page.goto("/#v=1&documents=many&region=Paris");
    await expect(page.locator("#documents-error")).toBeVisible();
    await expect(page.locator("#region-echo")).toHaveCount(0);
    await page.locator("#documents").fill("1M");
    await expect(page.locator("#region-echo")).toHaveText("= eu-west-3, EU (Paris)");
  });
});

test.describe("a link", () => {
  test("holds everything, and the program's JSON is the same", async ({ page }) => {
    await page.goto("/#v=1&volume=apart&uploads=3M&downloads=12M&object-size=20MiB&region=Frankfurt&require=key-policy");
    await expect(answer(page)).toContainText("SSE-KMS");
    const json = await saved(page, "JSON");
    const command = await page.locator(".take code").first().textContent();
    expect(command).toContain("--region eu-central-1");
    expect(json).toBe(printed(...words(command), "--format", "json"));
    expect(await saved(page, "CSV")).toBe(printed(...words(command), "--format", "csv"));
    expect(await saved(page, "Markdown")).toContain(command);
  });

  test("follows the inputs, and is copied", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto("/");
    await page.locator("#documents").fill("2M");
    await page.waitForFunction(() => location.hash === "#v=1&documents=2M");
    await page.getByRole("button", { name: "Copy link" }).click();
    await expect(page.locator("#take-said")).toContainText("Copied the link");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(new URL(copied).hash).toBe("#v=1&documents=2M");
  });

  test("that is damaged keeps what it can, and says what it could not", async ({ page }) => {
    await page.goto("/#v=1&documents=100k&colour=red&keys=%E0%A4");
    await expect(page.locator(".notice")).toContainText("colour=red");
    await expect(row(page, "sse-kms")).toContainText("$1.54");
  });

  test("two hundred at random come back the same, and as many damaged ones never break the page", async ({ page }) => {
    // A thousand of each go through the reader of links natively (web/inputs/src/link.rs); these, through the whole page.
    test.setTimeout(180_000);
    await page.goto("/");
    await expect(page.locator("#late")).toHaveCount(0);
    const result = await page.evaluate(async () => {
      // A generator with a seed: a failure can be had again.
      let seed = 20250605;
      const random = (below) => {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        return seed % below;
      };
      const one = (of) => of[random(of.length)];
      const VALUES = {
        documents: ["1", "10k", "2.5M", "200/s", "1,000"], region: ["eu-west-1", "Frankfurt", "sa-east-1"], keys: ["0", "3", "12"],
        requesters: ["1", "40"], "object-size": ["4MiB", "1GiB"], trails: ["1", "2"], rotations: ["1"], "free-tier": ["used-up", "left"],
        "bucket-key-method": ["flat"], growth: ["5%"], months: ["12"], require: ["audit-trail", "key-policy,no-code-changes"],
      };
      const main = () => document.querySelector("main");
      const frame = () => new Promise((resolve) => setTimeout(resolve));
      const follow = async (fragment) => {
        history.replaceState(null, "", `#${fragment}`);
        dispatchEvent(new HashChangeEvent("hashchange"));
        for (let tries = 0; tries < 2; tries += 1) {
          await frame();
        }
      };
      const wrong = [];
      for (let index = 0; index < 200; index += 1) {
        const keys = Object.keys(VALUES).filter(() => random(3) === 0);
        const fragment = ["v=1", ...keys.map((key) => `${key}=${encodeURIComponent(one(VALUES[key]))}`)].join("&");
        await follow(fragment);
        const sorted = (text) => decodeURIComponent(text).split("&").sort().join("&");
        const back = main().dataset.link;
        if (keys.length > 0 && sorted(back) !== sorted(fragment)) {
          wrong.push([fragment, back]);
        }
      }
      for (let index = 0; index < 200; index += 1) {
        const bytes = Array.from({ length: 1 + random(60) }, () => String.fromCharCode(33 + random(94))).join("");
        await follow(`v=1&documents=10k&${bytes}`);
        if (!main() || !document.querySelector('tr[data-option="sse-kms"]')) {
          wrong.push([bytes, "no table"]);
        }
      }
      return wrong;
    });
    expect(result).toEqual([]);
    await expect(page.getByRole("alert")).toHaveCount(0);
  });
});

test("two sets of inputs are held against each other, line by line", async ({ page }) => {
  await page.goto("/#v=1&documents=100k");
  await page.getByRole("button", { name: "Keep this as today" }).click();
  await page.locator("#documents").fill("1M");
  // 1,800,000 requests more at $0.03 per 10,000.
  await expect(row(page, "sse-kms").locator('[data-column="today"]')).toContainText("+$5.40");
  await row(page, "sse-kms").getByRole("button").click();
  await expect(page.locator("#sse-kms-lines")).toContainText("+$5.4");
  await page.getByRole("button", { name: "Swap the two" }).click();
  await expect(row(page, "sse-kms").locator('[data-column="monthly"]')).toContainText("$1.54");
  await expect(row(page, "sse-kms").locator('[data-column="today"]')).toContainText("-$5.40");
  expect(await link(page)).toContain("today=");
  await page.getByRole("button", { name: "Stop comparing" }).click();
  await expect(page.locator('[data-column="today"]')).toHaveCount(0);
});

test("the months ahead are the program's", async ({ page }) => {
  await page.goto("/#v=1&growth=5%25&months=24");
  const { months, options } = program("forecast", "--documents", "1M", "--months", "24", "--growth", "5%", "--format", "json");
  const details = page.locator("details#ahead-figures");
  await details.locator("summary").click();
  await expect(details.getByRole("table").locator("tbody tr")).toHaveCount(24);
  await expect(page.locator("#ahead ul.points")).toContainText("Month 13, first rotation");
  const last = details.getByRole("table").locator("tbody tr").last();
  for (const { id, monthly, range } of months.at(-1).options.filter(({ id, monthly }) => monthly !== null && id !== "sse-c")) {
    const cost = range.low === range.high ? dollars(monthly) : `${dollars(monthly)} (${dollars(range.low)} – ${dollars(range.high)})`;
    await expect(last, id).toContainText(cost);
  }
  const total = options.find(({ id }) => id === "sse-kms").total;
  await expect(page.locator("#ahead .totals")).toContainText(`SSE-KMS: ${dollars(total)} in 24 months.`);
  await expect(page.locator("#ahead svg[role=img]")).toBeVisible();
});

test("where the free tier ends, where a Bucket Key pays, what a budget buys", async ({ page }) => {
  await page.goto("/#v=1&budget=5");
  const points = page.locator("#by-volume ul.points");
  await expect(points).toContainText("SSE-KMS is past the free requests from 10,001 documents a month");
  // $4 past the key's fee buy 1,333,333 requests, and 20,000 are free.
  await expect(points).toContainText("$5.00 a month buys SSE-KMS for up to 676,666 documents a month");
});

test("months that grow too large say so, and the month stays", async ({ page }) => {
  await page.goto("/#v=1&growth=1000%25&months=600");
  await expect(page.locator("#ahead")).toContainText("grows too large to be priced");
  await expect(row(page, "sse-kms")).toContainText("$6.94");
});

test("a size says what it comes to, and figures that rest on it say as assumed", async ({ page }) => {
  await page.goto("/#v=1&object-size=20MiB");
  await expect(page.locator("#object-size-echo")).toHaveText("= 20,971,520 bytes, uploaded in 3 parts");
  await expect(row(page, "sse-kms").locator('[data-column="range"]')).toContainText("as assumed");
  await expect(page.locator("#client-tag")).toHaveText("assumed");
  // Exact is what nobody has to assume anything for.
  await page.goto("/#v=1&object-size=20&client=boto3&free-tier=left");
  await expect(page.locator("#object-size-echo")).toHaveText("= 20 bytes");
  await expect(row(page, "sse-kms").locator('[data-column="range"]')).toContainText("exact");
});

test("the chart can be saved as a picture", async ({ page }) => {
  await page.goto("/");
  await expect(answer(page)).toBeVisible();
  const svg = await saved(page, "Chart as SVG");
  expect(svg).toContain("<svg");
  expect(svg).toContain("SSE-KMS + Bucket Key");
  // A picture is seen without the page: it says what it is of.
  expect(svg).toContain("sse-cost compare --documents 1000000");
  const png = await saved(page, "Chart as PNG");
  expect(png.slice(1, 4)).toBe("PNG");
});

test("the chart's picture holds its whole caption on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto("/#v=1&documents=12345678&object-size=64KiB:70%25,8MiB:30%25&requesters=40&window=10m&active-hours=700&keys=12");
  await expect(answer(page)).toBeVisible();
  const svg = await saved(page, "Chart as SVG");
  // On a page of its own: this one allows no style within the text.
  const viewer = await page.context().newPage();
  await viewer.setContent(svg);
  const { widest, width, caption } = await viewer.evaluate(() => {
    const picture = document.querySelector("svg");
    const texts = [...picture.querySelectorAll(":scope > text")];
    return {
      widest: Math.max(...texts.map((line) => line.getBBox().x + line.getBBox().width)),
      width: picture.width.baseVal.value,
      caption: texts.map((line) => line.textContent).join(" "),
    };
  });
  expect(widest).toBeLessThanOrEqual(width);
  expect(caption).toContain(await page.locator(".take code").first().textContent());
  expect(caption).toContain("SSE-KMS + Bucket Key");
});

test("axe finds nothing with requirements, a comparison and a notice", async ({ page }) => {
  await page.goto("/#v=1&documents=2M&require=two-layers&colour=red&today=documents%3D1M&growth=5%25");
  await row(page, "dsse-kms").getByRole("button").click();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
});
