// Draws the icons of the installed page from the one in SVG: node icons.mjs web. Started by `cargo xtask screenshots`.

import { readFileSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { launchOptions } from "./chromium.mjs";

const [folder] = process.argv.slice(2);
const drawing = readFileSync(path.join(folder, "favicon.svg"));

// Of a maskable icon nothing counts but a circle of 80 % of its width (W3C, Web Application Manifest, "Icon masks").
// On its own, an icon may be cut to any shape: iOS fills what is clear with black.
const ICONS = [
  { file: "icon-192.png", size: 192, share: 1, ground: "transparent" },
  { file: "icon-512.png", size: 512, share: 1, ground: "transparent" },
  { file: "icon-maskable-512.png", size: 512, share: 0.7, ground: "#1b4d89" },
  { file: "icon-apple-180.png", size: 180, share: 0.8, ground: "#1b4d89" },
];

const browser = await chromium.launch(launchOptions);
try {
  for (const { file, size, share, ground } of ICONS) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<!doctype html><style>body{margin:0;height:100vh;display:grid;place-items:center;background:${ground}}</style>` +
        `<img alt="" width="${size * share}" src="data:image/svg+xml;base64,${drawing.toString("base64")}">`,
    );
    await page.screenshot({ path: path.join(folder, "icons", file), omitBackground: true });
    await page.close();
    console.log(file);
  }
} finally {
  await browser.close();
}
