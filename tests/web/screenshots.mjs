// Takes pictures of the page: node screenshots.mjs DOCS [FOLDER FOR EVERY VARIANT]. Started by `cargo xtask screenshots`.

import { mkdirSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { launchOptions, required } from "./chromium.mjs";

const [docs, folder] = process.argv.slice(2);

// Enough of the page to see what it does, not so much that a reader scrolls past a wall.
const CUT = 1600;

const row = (page, option) => page.locator(`tr[data-option="${option}"]`);
const openLines = (page) => row(page, "sse-kms-bucket-key").getByRole("button").click();

/** The setup with its files; with a `bucket` that cannot be, what is said of it. */
const openSetup = (bucket) => async (page) => {
  await page.locator("#setup summary").click();
  await page.locator("#setup-bucket").fill("reports");
  await page.locator("#setup-account").fill("111122223333");
  await page.getByRole("tab", { name: "setup.sh" }).click();
  await page.locator("#setup-bucket").fill(bucket);
};

const SMALL = "documents=2M&object-size=256KiB";
const REQUIRE = "require=access-separation,audit-trail";
const REQUIRED = `${SMALL}&requesters=4&${REQUIRE}`;
const TODAY = `${SMALL}&requesters=40&${REQUIRE}&today=${encodeURIComponent(SMALL)}`;

// The main states, kept with the source: a change of the look is then seen where the change is.
const STATES = [
  { name: "calculator", cut: CUT },
  { name: "states/requirements", link: REQUIRED, cut: CUT },
  { name: "states/line-items", link: REQUIRED, prepare: openLines, only: "section[aria-labelledby=costs]" },
  { name: "states/today-and-planned", link: TODAY, prepare: openLines, only: "section[aria-labelledby=costs]" },
  { name: "states/by-volume", link: `${REQUIRED}&budget=5`, only: "#by-volume" },
  { name: "states/months-ahead", link: `${REQUIRED}&growth=5%25&months=36`, only: "#ahead" },
  { name: "states/mistakes", link: "documents=many&region=Paris&object-size=0&colour=red", cut: 1100 },
  { name: "states/setup", prepare: openSetup("reports"), only: "#setup" },
  { name: "states/phone-dark", link: REQUIRED, width: 320, colorScheme: "dark", cut: CUT },
  { name: "states/without-scripts", javaScriptEnabled: false, cut: CUT },
  { name: "states/print", link: REQUIRED, media: "print", width: 800 },
].map((state) => ({ ...state, file: path.join(docs, `${state.name}.png`) }));

const VARIANTS = [1280, 320].flatMap((width) =>
  ["light", "dark"].flatMap((colorScheme) => {
    const name = `${width === 320 ? "narrow" : "wide"}-${colorScheme}`;
    // One field wrong on a narrow page: both looks are worth a look.
    const prepare = openSetup(width === 320 ? "Reports" : "reports");
    const look = { width, colorScheme };
    return [{ ...look, name }, { ...look, name: `setup-${name}`, prepare, only: "#setup" }];
  }),
).map((variant) => ({ ...variant, file: folder && path.join(folder, `${variant.name}.png`) }));

async function take(browser, { width = 1280, colorScheme = "light", javaScriptEnabled = true, link = "", media, prepare, only, file, cut }) {
  mkdirSync(path.dirname(file), { recursive: true });
  const viewport = { width, height: 900 };
  const page = await browser.newPage({ viewport, colorScheme, javaScriptEnabled, locale: "en-US", serviceWorkers: "block" });
  await page.goto(required("SSE_COST_URL") + (link && `#v=1&${link}`));
  await page.emulateMedia({ media: media ?? "screen", colorScheme });
  if (javaScriptEnabled) {
    // The calculator has taken over from the page that arrived.
    await page.locator("#late").waitFor({ state: "detached" });
    await page.evaluate(() => document.fonts.ready);
  }
  await prepare?.(page);
  if (only) {
    await page.locator(only).screenshot({ path: file, animations: "disabled" });
  } else {
    const height = Math.round((await page.locator("html").boundingBox()).height);
    const clip = { x: 0, y: 0, width, height: Math.min(height, cut ?? height) };
    await page.screenshot({ path: file, fullPage: true, clip, animations: "disabled" });
  }
  await page.close();
  console.log(file);
}

const browser = await chromium.launch(launchOptions);
try {
  for (const shot of folder ? [...STATES, ...VARIANTS] : STATES) {
    await take(browser, shot);
  }
} finally {
  await browser.close();
}
