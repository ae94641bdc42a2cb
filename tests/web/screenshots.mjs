// Takes pictures of the page: node screenshots.mjs PICTURE [FOLDER FOR EVERY VARIANT]. Started by `cargo xtask screenshots`.

import { mkdirSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { launchOptions, required } from "./chromium.mjs";

const [picture, folder] = process.argv.slice(2);

// Enough of the page to see what it does, not so much that a reader of the README scrolls past a wall.
const CUT = 1600;

const MAIN = { width: 1280, colorScheme: "light", file: picture, cut: CUT };

const VARIANTS = [
  { width: 1280, colorScheme: "light", name: "wide-light" },
  { width: 1280, colorScheme: "dark", name: "wide-dark" },
  { width: 320, colorScheme: "light", name: "narrow-light" },
  { width: 320, colorScheme: "dark", name: "narrow-dark" },
].flatMap((variant) => [variant, { ...variant, name: `setup-${variant.name}`, only: "#setup" }])
  .map((variant) => ({ ...variant, file: folder && path.join(folder, `${variant.name}.png`) }));

/** The setup with its files, one field wrong on a narrow page: both looks are worth a look. */
async function openSetup(page, width) {
  await page.locator("#setup summary").click();
  await page.locator("#setup-bucket").fill("reports");
  await page.locator("#setup-account").fill("111122223333");
  await page.getByRole("tab", { name: "setup.sh" }).click();
  if (width < 400) {
    await page.locator("#setup-bucket").fill("Reports");
  }
}

async function take(browser, { width, colorScheme, file, cut, only }) {
  mkdirSync(path.dirname(file), { recursive: true });
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, locale: "en-US", serviceWorkers: "block" });
  await page.goto(required("SSE_COST_URL"));
  // The calculator has taken over from the page that arrived.
  await page.locator("#late").waitFor({ state: "detached" });
  await page.evaluate(() => document.fonts.ready);
  if (only) {
    await openSetup(page, width);
    await page.locator(only).screenshot({ path: file, animations: "disabled" });
    await page.close();
    console.log(file);
    return;
  }
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const clip = { x: 0, y: 0, width, height: Math.min(height, cut ?? height) };
  await page.screenshot({ path: file, fullPage: true, clip, animations: "disabled" });
  await page.close();
  console.log(`${file}  ${clip.width} x ${clip.height}`);
}

const browser = await chromium.launch(launchOptions);
try {
  for (const shot of folder ? [MAIN, ...VARIANTS] : [MAIN]) {
    await take(browser, shot);
  }
} finally {
  await browser.close();
}
