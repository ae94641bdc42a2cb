// How long after a key press the page has painted the answer. Started by `cargo xtask bench web`.
//
// Measured inside the page, so that the way from this script to the browser does not count: from the keydown event's own
// time stamp (when the browser took the key in, not when a listener got its turn) to the first task after the next
// frame's painting. requestAnimationFrame runs before that frame is painted, and a message posted from there arrives after.
// Beside it stands the browser's own Event Timing for the same keys: from key to presented frame, rounded to 8 ms by
// the specification.

import { chromium } from "@playwright/test";
import { launchOptions, required } from "../chromium.mjs";

const FIELD = "input#documents";
const SLOWDOWN = 4;
const KEYS = 60;
// The first keys pay for code that is compiled once.
const WARM_UP = 5;
const PAUSE_MS = 120;

/** Runs in the page. */
function watch(field) {
  const samples = [];
  const presented = [];
  globalThis.typing = { samples, presented };
  const painted = (key) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => samples.push(performance.now() - key);
      port2.postMessage(null);
    });
  };
  document.querySelector(field).addEventListener("keydown", (event) => painted(event.timeStamp), { capture: true });
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

async function type(page) {
  const field = page.locator(FIELD);
  try {
    await field.waitFor({ timeout: 15_000 });
  } catch {
    throw new Error(`the page has no ${FIELD} to type into`);
  }
  await page.evaluate(watch, FIELD);
  await field.click();
  await field.press("End");
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  // The key that moved the cursor is none of the samples.
  await page.waitForTimeout(500);
  await page.evaluate(() => (globalThis.typing.samples.length = globalThis.typing.presented.length = 0));
  for (let index = 0; index < KEYS + WARM_UP; index += 1) {
    await field.press(keyAt(index));
    await page.waitForTimeout(PAUSE_MS);
  }
  return page.evaluate(() => globalThis.typing);
}

function row(label, values, expected) {
  const figures = [0.5, 0.95, 1].map((share) => quantile(values, share)?.toFixed(1).padStart(9) ?? "-".padStart(9));
  console.log(`${label.padEnd(44)}${String(expected).padStart(6)}${figures.join("")}`);
}

const browser = await chromium.launch(launchOptions);
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(required("SSE_COST_URL"));
  const { samples, presented } = await type(page);
  if (samples.length !== KEYS + WARM_UP) {
    throw new Error(`${samples.length} of ${KEYS + WARM_UP} key presses were measured`);
  }
  const warm = samples.slice(WARM_UP);
  console.log(`\n${browser.version()}, processor slowed ${SLOWDOWN} times, ${FIELD}\n`);
  console.log(`${"milliseconds".padEnd(44)}${"keys".padStart(6)}${["median", "p95", "worst"].map((name) => name.padStart(9)).join("")}`);
  row("key press to painted answer", warm, warm.length);
  row("Event Timing, keys of 16 ms and more", presented, presented.length);
} finally {
  await browser.close();
}
