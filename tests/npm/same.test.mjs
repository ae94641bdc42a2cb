// The package against the program: the same bytes for the same input.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { test } from "node:test";
import { consumer, required } from "./consumer.mjs";

const project = consumer("same");
const load = (file) => import(pathToFileURL(`${project.folder}/node_modules/sse-cost/${file}`));
const { breakEven, compare, compareMany, forecast, prices, recommend, regions } = await load("node.js");
const { setup } = await load("setup.node.js");

/** What the program prints for a workload. */
function program(words, workload) {
  const input = workload === undefined ? undefined : JSON.stringify(workload);
  const from = input === undefined ? [] : ["--workload", "-"];
  return spawnSync(required("SSE_COST_BIN"), [...words, ...from, "--format", "json"], {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
}

/** The result as the program prints one. */
function text(result) {
  return `${JSON.stringify(result, null, 2)}\n`;
}

function same(result, words, workload) {
  const { stdout, stderr } = program(words, workload);
  assert.equal(stderr, "");
  if (text(result) !== stdout) {
    assert.fail(`${words.join(" ")} differs for ${JSON.stringify(workload)}`);
  }
}

/** Numbers from 0 up to 1 that are the same in every run: mulberry32, public domain. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Workloads with any of their fields, from none to 10^10 operations. */
function workloads(seed) {
  const next = random(seed);
  const whole = (least, most) => least + Math.floor(next() * (most - least + 1));
  const scaled = (most) => Math.floor(most ** next()) - (next() < 0.2 ? 1 : 0);
  const one = (...values) => values[whole(0, values.length - 1)];
  const codes = regions().map(({ region }) => region);
  /** Shares of 100 % in hundredths. */
  const shares = (count) => {
    const cuts = Array.from({ length: count - 1 }, () => whole(1, 9_999)).sort((one, other) => one - other);
    return [...cuts, 10_000].map((cut, index) => String((cut - (cuts[index - 1] ?? 0)) / 100));
  };
  const distinct = (count, make) => [...new Set(Array.from({ length: count }, make))];
  const fields = {
    region: () => one(...codes),
    uploads: () => scaled(1e10),
    downloads: () => scaled(1e10),
    copies: () => scaled(1e8),
    objectSize: () => {
      if (next() < 0.6) {
        return scaled(5e9) + 1;
      }
      const bytes = distinct(whole(2, 4), () => scaled(1e9) + 1);
      const parts = shares(bytes.length);
      return bytes.map((size, index) => ({ bytes: size, share: parts[index] }));
    },
    client: () => one("boto3", "aws-cli", "dotnet", "single", { partSize: whole(5, 64) << 20, multipartThreshold: whole(5, 128) << 20 }),
    completeCalls: () => whole(0, 1),
    dsseCalls: () => whole(1, 4),
    keys: () => scaled(1e4) + 1,
    replicas: () => whole(0, 4),
    rotations: () => whole(0, 5),
    keyHours: () => ({ existed: whole(0, 672), month: one(672, 720, 730, 744) }),
    freeRequests: () => whole(0, 20_000),
    bucketKey: ({ uploads = 0, downloads = 0, copies = 0 }) => {
      // Each upload, download and copy is a request at the least; of more than there are, no calls can be left.
      const calls = whole(0, Math.max(0, uploads + downloads + copies));
      return one(
        {
          method: "model",
          requesters: scaled(1e4) + 1,
          windowSeconds: whole(1, 3_600),
          activeHours: whole(1, 744),
          readBack: one(null, [{ withinSeconds: whole(1, 10_000_000), share: "100" }]),
        },
        { method: "model" },
        { method: "reduction", reduction: String(whole(0, 1_000_000) / 10_000) },
        { method: "measured", calls },
      );
    },
    shareBeforeBucketKey: () => String(whole(0, 10_000) / 100),
    trails: () => whole(0, 5),
    storedBytes: () => scaled(1e15),
    peakFactor: () => whole(1, 100),
  };
  return () => {
    const workload = {};
    for (const [name, make] of Object.entries(fields)) {
      if (next() < 0.5) {
        workload[name] = make(workload);
      }
    }
    return workload;
  };
}

test("random workloads give the same bytes, or the same error", () => {
  const count = Number(process.env.SSE_COST_WORKLOADS ?? 500);
  const make = workloads(20_250_605);
  let [priced, refused, measured] = [0, 0, 0];
  while (priced < count) {
    const workload = make();
    const { status, stdout, stderr } = program(["compare"], workload);
    let result;
    try {
      result = text(compare(workload));
    } catch (error) {
      refused += 1;
      assert.ok(refused <= 10 + count, "nearly everything is refused");
      assert.equal(status, 1, `${error.message}, and the program priced ${JSON.stringify(workload)}`);
      assert.ok(stderr.trimEnd().endsWith(error.message), `${error.message} is not ${stderr}`);
      continue;
    }
    priced += 1;
    measured += workload.bucketKey?.calls > 0 ? 1 : 0;
    assert.equal(stderr, "", JSON.stringify(workload));
    if (result !== stdout) {
      assert.fail(`the results differ for ${JSON.stringify(workload)}`);
    }
  }
  assert.ok(measured > 0, "none had measured calls");
  console.log(`${priced} workloads have the same bytes; both refused ${refused} more with the same words`);
});

test("every function gives what the program's subcommand prints", () => {
  const make = workloads(1);
  const plain = { uploads: 1_000_000, downloads: 1_000_000 };
  const made = Array.from({ length: 40 }, make).filter((workload) => program(["compare"], workload).status === 0);
  assert.ok(made.length > 20);
  for (const workload of [plain, ...made]) {
    const demands = ["audit-trail", "key-policy"];
    same(compare(workload, { require: demands }), ["compare", "--require", demands.join()], workload);
    same(recommend(workload, { require: demands }), ["recommend", "--require", demands.join()], workload);
    same(recommend(workload), ["recommend"], workload);
  }
  assert.equal(JSON.stringify(compareMany(made)), JSON.stringify(made.map((workload) => compare(workload))));
  const plan = { months: 26, growth: "2.5", rotationDays: 90, keyAgeDays: 10 };
  const flags = ["--months", "26", "--growth", "2.5%", "--rotation-days", "90", "--key-age-days", "10"];
  for (const workload of [plain, { ...plain, keys: 3, replicas: 1 }]) {
    same(forecast(workload, plan), ["forecast", ...flags], workload);
    same(forecast(workload, { months: 13, rotationDays: null }), ["forecast", "--months", "13", "--rotation-days", "none"], workload);
    same(breakEven(workload), ["break-even"], workload);
    same(breakEven(workload, { budget: "12.5" }), ["break-even", "--budget", "12.5"], workload);
  }
  same(prices(), ["prices", "list"]);
  for (const { region } of regions()) {
    same(prices(region), ["prices", "show", region]);
  }
});

test("every option's setup is the program's", () => {
  const bucket = { bucket: "reports", region: "eu-central-1", account: "111122223333" };
  const flags = ["--bucket", "reports", "--region", "eu-central-1", "--account", "111122223333"];
  for (const { id } of compare({}).options) {
    same(setup({ option: id, ...bucket }), ["setup", "--option", id, ...flags]);
  }
  const more = { alias: "alias/reports", appRole: "writer", rotationDays: 200, bucketPolicy: "require-header" };
  const workload = { region: "eu-central-1", uploads: 5_000, downloads: 7 };
  same(
    setup({ option: "sse-kms", ...bucket, ...more, existingObjects: 1_000, workload }),
    ["setup", "--option", "sse-kms", ...flags, "--alias", "alias/reports", "--app-role", "writer", "--rotation-days", "200",
      "--bucket-policy", "require-header", "--existing-objects", "1000"],
    workload,
  );
});
