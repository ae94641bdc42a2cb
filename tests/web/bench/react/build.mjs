// Builds the comparison: node build.mjs FOLDER. Its prices and its look are the page's own.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const [folder] = process.argv.slice(2);
const root = new URL("../../../../", import.meta.url);

function regions() {
  const table = readFileSync(new URL("crates/pricing/prices/2025-06-05.csv", root), "utf8");
  const [head, ...rows] = table.trim().split("\n").filter((line) => !line.startsWith("#")).map((line) => line.split(","));
  const at = (row, column) => row[head.indexOf(column)];
  return rows.map((row) => ({ code: at(row, "region"), name: at(row, "name"), key: at(row, "kms_key_month"), request: at(row, "kms_request") }));
}

const prices = {
  name: "prices",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/regions\.json$/ }, () => ({ path: "regions", namespace: "prices" }));
    onLoad({ filter: /.*/, namespace: "prices" }, () => ({ contents: JSON.stringify(regions()), loader: "json" }));
  },
};

mkdirSync(folder, { recursive: true });
await build({
  entryPoints: [new URL("app.jsx", import.meta.url).pathname],
  outfile: path.join(folder, "app.js"),
  plugins: [prices],
  bundle: true,
  minify: true,
  format: "esm",
  jsx: "automatic",
  target: "es2022",
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "none",
});
const styles = ["main", "tables"].map((name) => readFileSync(new URL(`web/style/${name}.css`, root), "utf8"));
writeFileSync(path.join(folder, "app.css"), styles.join("\n"));
writeFileSync(
  path.join(folder, "index.html"),
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<title>What S3 server-side encryption costs</title><link rel="stylesheet" href="app.css">` +
    `<script type="module" src="app.js"></script><div id="app"></div></html>`,
);
