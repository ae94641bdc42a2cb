// The page without a network, and how it becomes a newer one: whole, or not at all.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { TYPES } from "./bench/host.mjs";
import { required } from "./chromium.mjs";
import { expect, test as base } from "./fixtures.mjs";

const LIST = /const FILES = (\[\[.*\]\]);/;

/** The built page: address -> content. */
function built() {
  const folder = required("SSE_COST_SITE");
  const names = readdirSync(folder, { recursive: true }).map((name) => name.replaceAll(path.sep, "/"));
  const files = names.filter((name) => path.extname(name) in TYPES);
  return new Map(files.map((name) => [name, readFileSync(path.join(folder, name))]));
}

/** Another version of it: other words in index.html, another style sheet under another name, and no trace of the old. */
function next(site, word) {
  const style = [...site.keys()].find((name) => /^assets\/style-\w+\.css$/.test(name));
  const renamed = `assets/style-${word}.css`;
  const text = (name) => site.get(name).toString();
  const index = text("index.html").replace(style, renamed).replace(/<title>.*<\/title>/, `<title>${word}</title>`);
  const css = `${text(style)}\nhtml { --version: ${word}; }\n`;
  const digest = (content) => `sha256-${createHash("sha256").update(content).digest("base64")}`;
  const files = JSON.parse(LIST.exec(text("sw.js"))[1]).map(([name, known]) => {
    const changed = { "./": ["./", digest(index)], [style]: [renamed, digest(css)] };
    return changed[name] ?? [name, known];
  });
  const worker = text("sw.js").replace(LIST, `const FILES = ${JSON.stringify(files)};`);
  const version = new Map([...site, ["index.html", index], [renamed, css], ["sw.js", worker]]);
  version.delete(style);
  return version;
}

/** A host whose files can be exchanged, and that can be gone. */
async function host() {
  const state = { site: built(), broken: undefined, asked: [] };
  const server = createServer(({ url, socket }, response) => {
    const name = new URL(url, "http://host").pathname.slice(1) || "index.html";
    state.asked.push(name);
    const content = state.site.get(name);
    if (state.gone) {
      socket.destroy();
    } else if (!content || state.broken?.test(name)) {
      response.writeHead(content ? 500 : 404).end();
    } else {
      const kept = name.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache";
      response.writeHead(200, { "content-type": TYPES[path.extname(name)], "cache-control": kept }).end(content);
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    ...{ state, close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()) },
    url: `http://127.0.0.1:${server.address().port}/`,
  };
}

/** A test with a host of its own. */
const test = base.extend({
  site: async ({}, use) => {
    const site = await host();
    await use(site);
    await site.close();
  },
  baseURL: ({ site }, use) => use(site.url),
});

/** The page is kept: its worker runs, and answers for it. */
const kept = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

/** Asks for a newer version. Returns what became of it: "activated", "redundant", or "none". */
const updated = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const worker = registration.installing ?? registration.waiting;
    if (!worker) {
      return "none";
    }
    while (!["activated", "redundant"].includes(worker.state)) {
      await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
    }
    return worker.state;
  });

/** Which version each part of the page is of; of a page that is whole, both say the same. */
const version = (page) =>
  page.evaluate(() => [document.title, getComputedStyle(document.documentElement).getPropertyValue("--version")]);

/** Every part of the page works. */
async function expectWhole(page) {
  await expect(page.locator("#late")).toHaveCount(0);
  await expect(page.getByRole("alert")).toHaveCount(0);
  await page.locator("#documents").fill("100k");
  await expect(page.locator('tr[data-option="sse-kms"] [data-column="monthly"]')).toContainText("$1.54");
  await page.locator("#setup summary").click();
  await page.locator("#setup-bucket").fill("reports");
  await page.locator("#setup-account").fill("111122223333");
  await expect(page.locator("#setup")).toContainText("for the bucket reports");
}

test.describe("kept by the browser", () => {
  // A host that is gone, or has an answer that cannot be used, is what these tests are about.
  test.use({ serviceWorkers: "allow", provoked: /failed: http|status of (404|500)|net::ERR/ });

  test.beforeEach(async ({ page }) => {
    await page.goto("/");
    await kept(page);
  });

  test("the page works without a network after the first visit, setup and all", async ({ page, site }) => {
    site.state.gone = true;
    await expectWhole(page);
    await page.reload();
    await expectWhole(page);
    await page.goto("/index.html?from=mail#v=1");
    await expectWhole(page);
  });

  test("a kept page asks the host for nothing but a newer one", async ({ page, site }) => {
    site.state.asked.length = 0;
    await page.reload();
    await expectWhole(page);
    expect([...new Set(site.state.asked)].filter((name) => name !== "sw.js")).toEqual([]);
  });

  test("a newer version is loaded beside the page, and shown whole at the next load", async ({ page, site }) => {
    const [title] = await version(page);
    site.state.site = next(site.state.site, "second");
    expect(await updated(page)).toBe("activated");
    // The page that is open is still the one before, and finds all its files though the host has them no more.
    expect(await version(page)).toEqual([title, ""]);
    await expectWhole(page);
    await page.reload();
    expect(await version(page)).toEqual(["second", "second"]);
    await expectWhole(page);
    site.state.gone = true;
    await page.reload();
    expect(await version(page)).toEqual(["second", "second"]);
    await expectWhole(page);
  });

  test("of the versions before, only the last is kept", async ({ page, site }) => {
    for (const word of ["second", "third", "fourth"]) {
      site.state.site = next(built(), word);
      expect(await updated(page)).toBe("activated");
    }
    await expect.poll(() => page.evaluate(() => caches.keys())).toHaveLength(2);
    await page.reload();
    expect(await version(page)).toEqual(["fourth", "fourth"]);
  });

  for (const [what, broken] of [
    ["a file that does not come", /^assets\/style-second\.css$/],
    ["an index.html that does not come", /^index\.html$/],
  ]) {
    test(`with ${what}, the version before stays whole`, async ({ page, site }) => {
      const before = await version(page);
      site.state.site = next(site.state.site, "second");
      site.state.broken = broken;
      expect(await updated(page)).toBe("redundant");
      await page.reload();
      expect(await version(page)).toEqual(before);
      await expectWhole(page);
      expect(await page.evaluate(() => caches.keys())).toHaveLength(1);
      // And the next try succeeds.
      site.state.broken = undefined;
      expect(await updated(page)).toBe("activated");
      await page.reload();
      expect(await version(page)).toEqual(["second", "second"]);
    });
  }

  test("under development what was kept is dropped, and the page shown is the one built last", async ({ page, site }) => {
    const worker = readFileSync(new URL("../../xtask/src/no_worker.js", import.meta.url));
    site.state.site = new Map([...next(site.state.site, "second"), ["sw.js", worker]]);
    // The kept page comes once more, and asks for its worker.
    await page.reload();
    await expect(page).toHaveTitle("second");
    await expect.poll(() => page.evaluate(() => caches.keys())).toEqual([]);
    await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  });

  test("with an index.html of yet another version, the version before stays whole", async ({ page, site }) => {
    const before = await version(page);
    const second = next(site.state.site, "second");
    const third = next(site.state.site, "third");
    // A host that is in the middle of an upload.
    site.state.site = new Map([...third, ...second, ["index.html", third.get("index.html")]]);
    expect(await updated(page)).toBe("redundant");
    await page.reload();
    expect(await version(page)).toEqual(before);
    await expectWhole(page);
  });
});

test("the page can be installed", async ({ page }) => {
  await page.goto("/");
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // In a private window, which a test's is, nothing can be installed.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual([]);
  const { errors, data } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const { icons } = JSON.parse(data);
  const { url } = await session.send("Page.getAppManifest");
  for (const { src, sizes } of icons.filter(({ type }) => type === "image/png")) {
    const size = await page.evaluate(async (address) => {
      const picture = await createImageBitmap(await (await fetch(address)).blob());
      return `${picture.width}x${picture.height}`;
    }, new URL(src, url).href);
    expect(size).toBe(sizes);
  }
});
