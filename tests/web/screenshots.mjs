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
].map((variant) => ({ ...variant, file: folder && path.join(folder, `${variant.name}.png`) }));

async function take(browser, { width, colorScheme, file, cut }) {
  mkdirSync(path.dirname(file), { recursive: true });
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, locale: "en-US" });
  await page.goto(required("SSE_COST_URL"));
  await page.locator("#app h1").waitFor();
  await page.evaluate(() => document.fonts.ready);
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
