// How long after a key press the page has painted the answer. Started by `cargo xtask bench web`.
//
// Measured inside the page, so that the way from this script to the browser does not count: from the keydown event's own
// time stamp (when the browser took the key in, not when a listener got its turn) to the first task after the next
// frame's painting. requestAnimationFrame runs before that frame is painted, and a message posted from there arrives after.
// The page paints the key first and what it changes after that; both are measured, the second from the change of the
// table. Beside them stands the browser's own Event Timing for the same keys: from key to presented
// frame, rounded to 8 ms by the specification. And a page with nothing but a field to type into, in the same run: what is
// left of a frame on this machine before any page has done anything.

import { chromium } from "@playwright/test";
import { launchOptions, required } from "../chromium.mjs";

const FIELD = "input#documents";
const TABLE = "table.options";
const SLOWDOWN = 4;
const KEYS = 60;
// The first keys pay for code that is compiled once.
const WARM_UP = 5;
const PAUSE_MS = 120;

/** Runs in the page. */
function watch({ field, table }) {
  const keys = [];
  const answers = [];
  const presented = [];
  globalThis.typing = { keys, answers, presented };
  const painted = (samples, key) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => samples.push(performance.now() - key);
      port2.postMessage(null);
    });
  };
  let last = 0;
  const pressed = (event) => painted(keys, (last = event.timeStamp));
  document.querySelector(field).addEventListener("keydown", pressed, { capture: true });
  const shown = document.querySelector(table);
  if (shown) {
    const changes = new MutationObserver(() => painted(answers, last));
    changes.observe(shown, { subtree: true, characterData: true, childList: true });
  }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.name === "keydown") {
        presented.push(entry.duration);
      }
    }
  }).observe({ type: "event", durationThreshold: 16 });
}

/** The value that this share of the values does not exceed (nearest rank). */
function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** A person typing a count: digits, taken back before the number gets out of hand. */
function keyAt(index) {
  return index % 10 < 5 ? String((index % 9) + 1) : "Backspace";
}

/** Without the first keys; every key must have been measured. */
function warm(samples) {
  if (samples.length !== KEYS + WARM_UP) {
    throw new Error(`${samples.length} of ${KEYS + WARM_UP} key presses were measured`);
  }
  return samples.slice(WARM_UP);
}

async function type(page) {
  const field = page.locator(FIELD);
  try {
    await field.waitFor({ timeout: 15_000 });
  } catch {
    throw new Error(`the page has no ${FIELD} to type into`);
  }
  await page.evaluate(watch, { field: FIELD, table: TABLE });
  await field.click();
  await field.press("End");
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  // The key that moved the cursor is none of the samples.
  await page.waitForTimeout(500);
  await page.evaluate(() => Object.values(globalThis.typing).forEach((samples) => (samples.length = 0)));
  for (let index = 0; index < KEYS + WARM_UP; index += 1) {
    await field.press(keyAt(index));
    await page.waitForTimeout(PAUSE_MS);
  }
  return page.evaluate(() => globalThis.typing);
}

function row(label, values) {
  const figures = [0.5, 0.95, 1].map((share) => quantile(values, share)?.toFixed(1).padStart(9) ?? "-".padStart(9));
  console.log(`${label.padEnd(44)}${String(values.length).padStart(6)}${figures.join("")}`);
}

const browser = await chromium.launch(launchOptions);
try {
  const newPage = () => browser.newPage({ viewport: { width: 1280, height: 900 }, serviceWorkers: "block" });
  const bare = await newPage();
  await bare.setContent(`<!doctype html><title>Nothing but a field</title><input id="documents" value="1M">`);
  const floor = warm((await type(bare)).keys);
  await bare.close();
  const page = await newPage();
  await page.goto(required("SSE_COST_URL"));
  const { keys, answers, presented } = await type(page);
  console.log(`\n${browser.version()}, processor slowed ${SLOWDOWN} times, ${FIELD}\n`);
  console.log(`${"milliseconds".padEnd(44)}${"keys".padStart(6)}${["median", "p95", "worst"].map((name) => name.padStart(9)).join("")}`);
  row("key press to paint, nothing but a field", floor);
  row("key press to painted key", warm(keys));
  row("key press to painted answer, table and chart", warm(answers));
  row("Event Timing, keys of 16 ms and more", presented);
  const ratio = quantile(keys, 0.5) / quantile(floor, 0.5);
  console.log(`\npainted key / nothing but a field: ${ratio.toFixed(2)} (medians)`);
} finally {
  await browser.close();
}
