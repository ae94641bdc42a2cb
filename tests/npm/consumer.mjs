// Somebody else's project, with the packed package in it and nothing else.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** An environment variable that `cargo xtask` sets. */
export function required(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set: start this by \`cargo xtask test\``);
  }
  return value;
}

/** A program among the development dependencies, by its path in its package. */
export function tool(path) {
  return fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));
}

/** An empty folder with the package installed into it. */
export function consumer(name) {
  const folder = join(required("SSE_COST_TEST_OUTPUT"), name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  const flags = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"];
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  execFileSync(npm, ["install", ...flags, required("SSE_COST_PACKAGE")], { cwd: folder, stdio: "inherit" });
  return {
    folder,
    write: (file, content) => writeFileSync(join(folder, file), content),
    /** What a script prints. */
    node: (...words) => execFileSync(process.execPath, words, { cwd: folder, encoding: "utf8" }),
    /** The same, whatever comes of it. */
    attempt: (...words) => spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8" }),
    installed: (file) => readFileSync(join(folder, "node_modules/sse-cost", file), "utf8"),
  };
}

/** The examples of the package's README, by the name in their first line. */
export function examples(readme) {
  const found = {};
  for (const [, , text] of readme.matchAll(/^```(js|ts|html)\n([^]*?)^```$/gm)) {
    const [, name] = text.match(/^(?:\/\/|<!--) (\S+)/);
    found[name] = text;
  }
  return found;
}

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

/** Serves a folder on loopback while `work` runs. */
export async function served(folder, work) {
  const server = createServer((request, response) => {
    try {
      const content = readFileSync(join(folder, decodeURIComponent(new URL(request.url, "http://x").pathname)));
      response.writeHead(200, { "content-type": TYPES[extname(request.url)] ?? "application/octet-stream" });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await work(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
