// How soon the page can be read and used, beside the same small calculator in React (bench/react): one run, the two in turn,
// the processor slowed. node bench/load.mjs FOLDER OF THE PAGE, FOLDER OF THE COMPARISON. Started by `cargo xtask bench web`.
//
// First contentful paint is the browser's own entry. Interactive is when the page answers what is typed (the calculator has
// taken over, or React has drawn) and no task of over 50 ms that has begun by then is still to end. The bytes are those
// that the server sent, compressed with brotli, until then.

import { chromium } from "@playwright/test";
import { launchOptions } from "../chromium.mjs";
import { host } from "./host.mjs";

const SLOWDOWN = 4;
const RUNS = 9;
const LIMITS = { paint: 0.35, interactive: 0.4 };
const LONG_TASK_MS = 50;

/** Runs in the page before anything of it. */
function watch() {
  const seen = { long: [] };
  globalThis.loading = seen;
  new PerformanceObserver((list) => {
    seen.long.push(...list.getEntries().map(({ startTime, duration }) => ({ startTime, duration })));
  }).observe({ type: "longtask", buffered: true });
  const look = () => {
    // The page's own mark of a calculator that has not yet taken over; React's page has none, and no table until it has.
    const ready = document.querySelector("table.options") && !document.getElementById("late") && document.readyState !== "loading";
    if (ready && seen.ready === undefined) {
      seen.ready = performance.now();
      changes.disconnect();
    }
  };
  const changes = new MutationObserver(look);
  changes.observe(document, { childList: true, subtree: true });
}

async function load(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.addInitScript(watch);
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  await page.goto(url);
  await page.waitForFunction(() => globalThis.loading.ready !== undefined);
  // Whatever the page still does of itself.
  await page.waitForTimeout(1500);
  const seen = await page.evaluate(() => ({
    ...globalThis.loading,
    paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    answer: document.querySelector("table.options").textContent,
  }));
  for (const figure of ["$6.94", "$1.38"]) {
    if (!seen.answer.includes(figure)) {
      throw new Error(`${url} does not show ${figure}: it is no calculator to compare with`);
    }
  }
  const until = seen.long.filter(({ startTime }) => startTime <= seen.ready).map(({ startTime, duration }) => startTime + duration);
  // What is not painted yet, nobody uses.
  const interactive = Math.max(seen.ready, seen.paint, ...until);
  const later = seen.long.filter(({ startTime }) => startTime > interactive).map(({ duration }) => duration);
  await page.locator("#documents").focus();
  await page.evaluate(() => (globalThis.loading.long.length = 0));
  for (const key of ["1", "2", "Backspace", "5", "Backspace", "Backspace"]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(200);
  }
  const typing = await page.evaluate(() => globalThis.loading.long.map(({ duration }) => duration));
  await context.close();
  return { paint: seen.paint, interactive, later, typing };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

const [ours, react] = await Promise.all(process.argv.slice(2, 4).map(host));
const browser = await chromium.launch(launchOptions);
try {
  const runs = { ours: [], react: [] };
  // One unmeasured, for what the browser compiles and reads once.
  for (let run = 0; run <= RUNS; run += 1) {
    for (const [name, { url }] of [["ours", ours], ["react", react]]) {
      const seen = await load(browser, url);
      if (run > 0) {
        runs[name].push(seen);
      }
    }
  }
  const bytes = ({ sent }) => [...sent].reduce((sum, [name, size]) => (name === "sw.js" ? sum : sum + size), 0);
  const figures = (name) => ({
    paint: median(runs[name].map(({ paint }) => paint)),
    interactive: median(runs[name].map(({ interactive }) => interactive)),
  });
  const [page, other] = [figures("ours"), figures("react")];
  console.log(`\n${browser.version()}, processor slowed ${SLOWDOWN} times, ${RUNS} loads each, medians\n`);
  const line = (label, a, b, ratio, limit) =>
    console.log(`${label.padEnd(30)}${String(a).padStart(10)}${String(b).padStart(10)}${ratio.padStart(8)}${limit.padStart(16)}`);
  line("", "page", "React", "ratio", "limit");
  let over = false;
  for (const [key, label] of [["paint", "first contentful paint, ms"], ["interactive", "interactive, ms"]]) {
    const ratio = page[key] / other[key];
    over ||= ratio > LIMITS[key];
    line(label, page[key].toFixed(0), other[key].toFixed(0), ratio.toFixed(2), `${LIMITS[key]}${ratio > LIMITS[key] ? ", OVER" : ""}`);
  }
  line("bytes, brotli", bytes(ours), bytes(react), (bytes(ours) / bytes(react)).toFixed(2), "");
  const longest = (name, when) => Math.max(0, ...runs[name].flatMap((run) => run[when]));
  for (const [when, label] of [["later", "longest task once interactive"], ["typing", "longest task while typing"]]) {
    const [a, b] = [longest("ours", when), longest("react", when)];
    over ||= a > LONG_TASK_MS;
    const shown = (value) => (value === 0 ? "< 50" : value.toFixed(0));
    line(`${label}, ms`, shown(a), shown(b), "", `${LONG_TASK_MS}${a > LONG_TASK_MS ? ", OVER" : ""}`);
  }
  console.log(over ? "\nsomething is over its limit" : "\nall within their limits");
} finally {
  await browser.close();
  ours.close();
  react.close();
}
