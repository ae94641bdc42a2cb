// In place of the page's service worker while it is developed: a kept page would be an old one, and a worker that stays would
// answer for whatever is next served on this port. Takes away what an earlier worker has left.

addEventListener("install", () => skipWaiting());

async function leave() {
  const kept = (await caches.keys()).filter((name) => name.startsWith(`sse-cost ${registration.scope} `));
  await Promise.all(kept.map((name) => caches.delete(name)));
  const open = await clients.matchAll({ type: "window" });
  await registration.unregister();
  if (kept.length > 0) {
    await Promise.all(open.map((client) => client.navigate(client.url)));
  }
}

addEventListener("activate", (event) => event.waitUntil(leave()));
