// Serves a folder from memory, compressed beforehand, and counts what it sends.

import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";

/** The type of each file of the page, by its ending. */
export const TYPES = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** The page in a folder, at `url`; `sent` has the compressed bytes of each file that was asked for. */
export async function host(folder) {
  const names = readdirSync(folder, { recursive: true }).map((name) => name.replaceAll(path.sep, "/"));
  const files = names.filter((name) => path.extname(name) in TYPES);
  const content = new Map(files.map((name) => [name, brotliCompressSync(readFileSync(path.join(folder, name)))]));
  const sent = new Map();
  const server = createServer(({ url }, response) => {
    const name = new URL(url, "http://host").pathname.slice(1) || "index.html";
    const bytes = content.get(name);
    if (bytes) {
      sent.set(name, bytes.length);
      const headers = { "content-type": TYPES[path.extname(name)], "content-encoding": "br", "content-length": bytes.length };
      response.writeHead(200, { ...headers, "cache-control": "no-store" }).end(bytes);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, sent, close: () => server.close() };
}
