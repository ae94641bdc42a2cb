// What Lighthouse says of the page, as on a phone with a slow line (its own defaults). Started by `cargo xtask bench lighthouse`.

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { launchOptions, required } from "../../chromium.mjs";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

const chrome = await launch({ chromePath: launchOptions.executablePath, chromeFlags: ["--headless=new", ...launchOptions.args] });
try {
  const { lhr } = await lighthouse(required("SSE_COST_URL"), { port: chrome.port, onlyCategories: CATEGORIES, logLevel: "error" });
  console.log(`\nLighthouse ${lhr.lighthouseVersion}\n`);
  for (const { title, score, auditRefs } of Object.values(lhr.categories)) {
    console.log(`${title.padEnd(20)}${String(Math.round(score * 100)).padStart(4)}`);
    for (const { id, weight } of auditRefs) {
      const audit = lhr.audits[id];
      if (weight > 0 && audit.score !== null && audit.score < 1) {
        console.log(`    ${audit.title}: ${audit.displayValue ?? "no"}`);
      }
    }
  }
} finally {
  chrome.kill();
}
