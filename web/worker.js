// Keeps the page for use without a network: a service worker, which the build writes to sw.js beside index.html.
//
// No two versions mix. The name of every file but index.html follows from its content, and index.html names all others,
// directly or through them. So a version is whole when the page shown and every file it may ask for are kept. A new one is
// loaded beside the old one and takes its place, for the next load, once each of its files has arrived with the content that
// the build wrote down; else it is dropped. Pages that are open go on with the files of the version before.

/** Every file of the page, index.html as "./", with the digest of its content. The build fills it in. */
const FILES = [];

const OURS = `sse-cost ${registration.scope} `;
const VERSION = OURS + new Map(FILES).get("./");

async function keep() {
  const known = await caches.has(VERSION);
  const cache = await caches.open(VERSION);
  try {
    await Promise.all(FILES.map((file) => keepFile(cache, file)));
  } catch (error) {
    if (!known) {
      await caches.delete(VERSION);
    }
    throw error;
  }
}

async function keepFile(cache, [path, integrity]) {
  if (await cache.match(path)) {
    return;
  }
  // A name that stays may have been kept by the browser with an older content.
  const response = await fetch(path, { integrity, cache: path === "./" ? "no-cache" : "default" });
  if (!response.ok) {
    throw new Error(`${path} came back with status ${response.status}`);
  }
  await cache.put(path, response);
}

/** The caches come in the order in which they were made: the last one but this is what open pages may still ask for. */
async function retire() {
  const others = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== VERSION);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await clients.claim();
}

async function page(request) {
  const cache = await caches.open(VERSION);
  return (await cache.match("./")) ?? fetch(request);
}

async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

addEventListener("install", (event) => {
  event.waitUntil(keep());
  skipWaiting();
});

addEventListener("activate", (event) => event.waitUntil(retire()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const address = origin + pathname;
  if (request.method !== "GET" || !address.startsWith(registration.scope)) {
    return;
  }
  if (request.mode !== "navigate") {
    event.respondWith(file(request));
  } else if (["", "index.html"].includes(address.slice(registration.scope.length))) {
    event.respondWith(page(request));
  }
});
