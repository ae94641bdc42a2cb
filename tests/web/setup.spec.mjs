// The setup in the page: the files are the program's, byte for byte, and everybody can use it.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { unzipSync } from "fflate";
import { required } from "./chromium.mjs";
import { expect, program, test } from "./fixtures.mjs";

const summary = (page) => page.locator("#setup-summary");
const input = (page, name) => page.locator(`#setup-${name}`);
const tabs = (page) => page.getByRole("tab");
const content = (page) => page.locator("#setup-panel pre");

/** What every setup needs. */
const NEEDED = { bucket: "reports", account: "111122223333" };

/** The page with its program running, or with the word that it cannot run: what is clicked in the moment between is lost. */
async function visit(page) {
  await page.goto("/");
  await expect(page.locator("#late")).toHaveCount(0);
}

async function open(page, values = {}) {
  await visit(page);
  await page.locator("#setup summary").click();
  await expect(page.locator("#setup-form")).toBeVisible();
  await fill(page, values);
}

async function fill(page, values) {
  for (const [name, value] of Object.entries(values)) {
    const control = input(page, name);
    if (["option", "bucketPolicy"].includes(name)) {
      await control.selectOption(value);
    } else {
      await control.fill(value);
    }
  }
}

/** What the program makes of the same values: `keyArn` is `--key-arn`. */
function programs(values) {
  const flag = (name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const flags = Object.entries(values).flatMap(([name, value]) => (value ? [`${flag(name)}=${value}`] : []));
  return program("setup", ...flags, "--format", "json").files;
}

/** Every file that the page shows, by going through its tabs: within the page, for there are many. */
function shown(page) {
  return page.evaluate(() => {
    const files = {};
    for (const tab of document.querySelectorAll("#setup [role=tab]")) {
      tab.click();
      files[tab.textContent] = document.querySelector("#setup-panel pre").textContent;
    }
    return files;
  });
}

const byName = (files) => Object.fromEntries(files.map(({ name, content }) => [name, content]));

async function downloaded(page, selector) {
  const arriving = page.waitForEvent("download");
  await page.locator(selector).click();
  const download = await arriving;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test.describe("the files are the program's", () => {
  // Those of the calculator.
  const defaults = { region: "us-east-1", documents: "1000000", ...NEEDED };
  const arn = "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  const cases = [
    ...["sse-s3", "sse-kms", "sse-kms-bucket-key", "sse-kms-aws-managed", "sse-kms-aws-managed-bucket-key", "dsse-kms", "sse-c"].map(
      (option) => ({ option, ...defaults }),
    ),
    { option: "sse-kms", ...defaults, region: "us-gov-west-1", keyArn: arn, bucketPolicy: "require-header" },
    { option: "sse-kms-aws-managed-bucket-key", ...defaults, region: "eu-central-1", documents: "2.5M", existingObjects: "300k" },
    {
      option: "sse-kms-bucket-key",
      ...defaults,
      region: "cn-north-1",
      // China has no prices.
      documents: "",
      alias: "alias/reports",
      rotationDays: "90",
      appRole: "writer=1",
      operatorRole: "o.p",
      securityRole: "-s@c",
    },
  ];
  for (const values of cases) {
    const { option, region } = values;
    test(`${option} in ${region}${values.keyArn ? " with a key that exists" : ""}${values.alias ? " with everything given" : ""}${values.existingObjects ? " with objects that exist" : ""}`, async ({ page }) => {
      await open(page, values);
      const expected = programs(values);
      await expect(summary(page)).toContainText(`${expected.length} files for the bucket reports`);
      expect(await shown(page)).toEqual(byName(expected));
    });
  }

  test("in the zip of all, in a folder of their own", async ({ page }) => {
    await open(page, NEEDED);
    const { name, bytes } = await downloaded(page, "#setup-zip");
    expect(name).toBe("reports-setup.zip");
    const unzipped = Object.entries(unzipSync(bytes)).map(([path, bytes]) => [path, Buffer.from(bytes).toString("utf8")]);
    const expected = programs({ option: "sse-kms-bucket-key", ...defaults });
    expect(Object.fromEntries(unzipped)).toEqual(
      Object.fromEntries(expected.map(({ name, content }) => [`reports-setup/${name}`, content])),
    );
  });

  test("in the download of one and in the clipboard", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await open(page, NEEDED);
    const files = byName(programs({ option: "sse-kms-bucket-key", ...defaults }));
    await page.getByRole("tab", { name: "bucket-policy.json" }).click();
    const { name, bytes } = await downloaded(page, "#setup-download");
    expect(name).toBe("bucket-policy.json");
    expect(bytes.toString("utf8")).toBe(files["bucket-policy.json"]);

    await page.getByRole("tab", { name: "verify.sh" }).click();
    await page.locator("#setup-copy").click();
    await expect(page.locator("#setup-said")).toHaveText("Copied verify.sh.");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(files["verify.sh"]);
  });

  test("when the command that the page shows is run", async ({ page }) => {
    await open(page, { ...NEEDED, option: "sse-kms", appRole: "-writer", rotationDays: "180", existingObjects: "1.5M" });
    const command = await page.locator("#setup-command").evaluate((pre) => pre.textContent);
    const [name, ...args] = command.split(" ");
    expect(name).toBe("sse-cost");
    const folder = mkdtempSync(path.join(tmpdir(), "sse-cost-setup-"));
    try {
      execFileSync(required("SSE_COST_BIN"), args, { cwd: folder });
      const written = {};
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (entry.isFile()) {
          const file = path.join(entry.parentPath ?? entry.path, entry.name);
          const name = path.relative(path.join(folder, "reports-setup"), file);
          written[name.split(path.sep).join("/")] = readFileSync(file, "utf8");
        }
      }
      expect(await shown(page)).toEqual(written);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test("nothing of it is loaded before it is opened", async ({ page }) => {
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const ofSetup = () => asked.filter((file) => /setup.*\.(js|wasm)$/.test(file)).map((file) => file.replace(/-[0-9a-f]{10}/, ""));
  await visit(page);
  await expect(page.locator("#setup summary")).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(ofSetup()).toEqual([]);
  await page.locator("#setup summary").click();
  await expect(page.locator("#setup-form")).toBeVisible();
  expect(ofSetup().sort()).toEqual(["/assets/setup-files.js", "/assets/setup-files.wasm", "/assets/setup.js"]);
});

test("it stands before the page's foot", async ({ page }) => {
  await visit(page);
  await expect(page.locator("#app > #setup + footer")).toBeVisible();
  // The calculator draws around it.
  await page.locator("#documents").fill("5M");
  await page.locator("#documents").fill("not a number");
  await page.locator("#region").fill("eu-central-1");
  await expect(page.locator("#app > #setup + footer")).toBeVisible();
});

test("it takes the Region and the volume that the calculator has", async ({ page }) => {
  await visit(page);
  await page.locator("#documents").fill("250k");
  await page.locator("#region").fill("eu-central-1");
  await page.locator("#setup summary").click();
  await expect(input(page, "region")).toHaveValue("eu-central-1");
  await expect(input(page, "documents")).toHaveValue("250k");
  await expect(input(page, "option")).toHaveValue("sse-kms-bucket-key");
});

test.describe("what is wrong", () => {
  test("is named at its field, and the files of before stay and say so", async ({ page }) => {
    await open(page);
    await expect(summary(page)).toHaveText("Still needed for the files: Bucket, Account.");
    await expect(page.locator("#setup-form [aria-invalid]")).toHaveCount(0);
    await expect(tabs(page)).toHaveCount(0);

    await fill(page, NEEDED);
    await page.getByRole("tab", { name: "setup.sh" }).click();
    const before = await content(page).textContent();
    await fill(page, { bucket: "Reports", rotationDays: "1" });
    await expect(input(page, "bucket")).toHaveAttribute("aria-invalid", "true");
    await expect(input(page, "bucket")).toHaveAccessibleDescription(/“Reports” is not a bucket name: 3 to 63/);
    await expect(input(page, "rotationDays")).toHaveAccessibleDescription(/“1” is not a whole number of days from 90 to 2,560/);
    await expect(page.locator("#setup-files")).toHaveAttribute("data-stale", "");
    await expect(summary(page)).toContainText("those of before, for the bucket reports");
    await expect(summary(page)).toContainText("To be mended: Bucket, Days between rotations.");
    expect(await content(page).textContent()).toBe(before);

    await fill(page, { bucket: "", rotationDays: "" });
    await expect(input(page, "bucket")).toHaveAccessibleDescription(/needed: a bucket name/);
    await fill(page, { bucket: "other" });
    await expect(page.locator("#setup [aria-invalid], #setup [data-stale], #setup .error")).toHaveCount(0);
    await expect(summary(page)).toContainText("for the bucket other");
    await expect(content(page)).toContainText("other");
  });

  for (const [name, text] of [
    ["bucket", "$(id)"],
    ["region", "eu-central-1; id"],
    ["account", "1111'22223333"],
    ["alias", "alias/aws/s3"],
    ["keyArn", "arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab"],
    ["appRole", "<script>alert(1)</script>"],
    ["securityRole", "app"],
    ["rotationDays", "90.5"],
    ["documents", "many"],
    ["existingObjects", "-1"],
  ]) {
    test(`such as ${name} ${text}`, async ({ page }) => {
      await open(page, { ...NEEDED, [name]: text });
      await expect(input(page, name)).toHaveAttribute("aria-invalid", "true");
      await expect(page.locator("#setup .error")).toHaveCount(1);
      await expect(page.locator("#setup .error")).toContainText(`“${text}” is not `);
    });
  }

  test("in a field that the option does not have takes no part", async ({ page }) => {
    await open(page, { ...NEEDED, alias: "no alias" });
    await expect(page.locator("#setup .error")).toHaveCount(1);
    await fill(page, { option: "sse-s3" });
    await expect(page.locator("#setup .error")).toHaveCount(0);
    await expect(input(page, "alias")).toBeHidden();
    await expect(summary(page)).toContainText("SSE-S3");
    await fill(page, { option: "dsse-kms" });
    await expect(input(page, "alias")).toHaveAttribute("aria-invalid", "true");
  });
});

test("the tabs go by the keyboard, and the chosen file stays chosen", async ({ page }) => {
  await open(page, NEEDED);
  const selected = page.locator("[role=tab][aria-selected=true]");
  await tabs(page).first().focus();
  const names = await tabs(page).allTextContents();
  for (const [key, at] of [["ArrowRight", 1], ["ArrowRight", 2], ["ArrowLeft", 1], ["Home", 0], ["ArrowLeft", names.length - 1], ["ArrowRight", 0], ["End", names.length - 1]]) {
    await page.keyboard.press(key);
    await expect(selected).toHaveText(names[at]);
    await expect(selected).toBeFocused();
    await expect(page.locator("#setup-panel")).toHaveAccessibleName(names[at]);
  }
  // One stop of the Tab key for all tabs, then what the panel offers, then its text.
  await page.keyboard.press("Tab");
  await expect(page.locator("#setup-copy")).toBeFocused();
  for (let stop = 0; stop < 3; stop += 1) {
    await page.keyboard.press("Tab");
  }
  await expect(content(page)).toBeFocused();
  await fill(page, { bucket: "other" });
  await expect(selected).toHaveText(names.at(-1));
});

test.describe("without leave to copy", () => {
  test("the text is selected instead", async ({ page }) => {
    await page.addInitScript(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed"));
    });
    await open(page, NEEDED);
    await page.locator("#setup-copy").click();
    await expect(page.locator("#setup-said")).toContainText("is selected");
    const text = await page.evaluate(() => getSelection().toString());
    expect(text.trim()).toBe((await content(page).textContent()).trim());
  });
});

test.describe("with its program missing", () => {
  test.use({ provoked: /status (of )?404|ERR_ABORTED/ });

  test("the section says what to do, and the calculator goes on", async ({ page }) => {
    await page.route(/setup-files.*\.wasm$/, (route) => route.fulfill({ status: 404 }));
    await visit(page);
    await page.locator("#setup summary").click();
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("The setup cannot be shown");
    await expect(alert).toContainText("sse-cost setup --option=sse-kms-bucket-key");
    await expect(alert).toContainText("status 404");
    await page.locator("#documents").fill("100k");
    await expect(page.locator('tr[data-option="sse-kms"] [data-column="monthly"]')).toContainText("$1.54");
  });
});

test.describe("with the calculator's program missing", () => {
  test.use({ provoked: /status (of )?404|ERR_ABORTED/ });

  test("the setup works all the same", async ({ page }) => {
    await page.route(/calculator.*\.wasm$/, (route) => route.fulfill({ status: 404 }));
    await open(page, NEEDED);
    await expect(input(page, "region")).toHaveValue("us-east-1");
    await expect(summary(page)).toContainText("for the bucket reports");
  });
});

for (const [name, options] of [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["320 px", { viewport: { width: 320, height: 640 } }],
  ["forced colours", { forcedColors: "active" }],
]) {
  test.describe(name, () => {
    test.use(options);

    test("axe finds nothing, and the page is not wider than the window", async ({ page }) => {
      // Through the whole section several times, on what may be a busy machine.
      test.slow();
      const findings = async () =>
        (await new AxeBuilder({ page }).include("#setup").analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
      await visit(page);
      await expect(page.locator("#setup summary")).toBeVisible();
      expect(await findings()).toEqual([]);
      await page.locator("#setup summary").click();
      await fill(page, NEEDED);
      await page.getByRole("tab", { name: "setup.sh" }).click();
      expect(await findings()).toEqual([]);
      await fill(page, { account: "x" });
      await expect(page.locator("#setup-files")).toHaveAttribute("data-stale", "");
      expect(await findings()).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow).toBe(0);
    });
  });
}
