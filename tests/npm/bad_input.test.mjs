// Whatever is handed over: an SseCostError with the field at fault, and an engine that goes on working.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { pathToFileURL } from "node:url";
import { consumer } from "./consumer.mjs";

const project = consumer("bad-input");
const load = (file) => import(pathToFileURL(`${project.folder}/node_modules/sse-cost/${file}`));
const { breakEven, compare, compareMany, forecast, prices, recommend, SseCostError } = await load("node.js");
const { setup, SseCostError: SetupError } = await load("setup.node.js");
const { call } = await load("call.js");

afterEach(() => {
  assert.equal(compare({ uploads: 1_000_000, downloads: 1_000_000 }).options[1].monthly, "6.94");
});

function refused(field, work, says = "") {
  assert.throws(work, (error) => {
    assert.ok(error instanceof SseCostError && error instanceof Error, `${error.stack}`);
    assert.equal(error.name, "SseCostError");
    assert.equal(error.field, field, error.message);
    assert.ok(error.message.startsWith(`${field}: `), error.message);
    assert.ok(error.message.includes(says), error.message);
    return true;
  });
}

/** Values that are no count from 0 to 2^53 - 1. */
const NO_COUNTS = [
  "1", "", "many", true, [], {}, -1, 0.5, NaN, Infinity, -Infinity, 2 ** 53, 1e21, 1e308, 5n, Symbol("five"), () => 5, new Date(0),
];

const COUNTS = [
  "uploads", "downloads", "copies", "completeCalls", "dsseCalls", "keys", "replicas", "rotations", "freeRequests", "trails",
  "storedBytes", "peakFactor",
];

test("a count is a whole number that JavaScript holds exactly", () => {
  for (const field of COUNTS) {
    for (const value of NO_COUNTS) {
      // So many bytes are allowed, but cannot be given back.
      const echoed = field === "storedBytes" && value === 2 ** 53;
      refused(echoed ? "result" : field, () => compare({ [field]: value }));
    }
  }
  refused("uploads", () => compare({ uploads: NaN }), '"NaN" is not a whole number');
  refused("uploads", () => compare({ uploads: 10 ** 15 + 1 }), '"1000000000000001" is not a whole number');
  for (const field of ["requesters", "windowSeconds", "activeHours"]) {
    for (const value of NO_COUNTS) {
      refused(`bucketKey.${field}`, () => compare({ bucketKey: { method: "model", [field]: value } }));
    }
  }
});

test("every other field says what it wants", () => {
  refused("region", () => compare({ region: "us-east1" }), 'did you mean "us-east-1"?');
  refused("region", () => compare({ region: 5 }), '"5" is not a text');
  refused("objectSize", () => compare({ objectSize: "4MiB" }));
  refused("objectSize", () => compare({ objectSize: 0 }));
  refused("objectSize[1].bytes", () => compare({ objectSize: [{ bytes: 1, share: "50" }, { bytes: "2", share: "50" }] }));
  refused("objectSize[0].byte", () => compare({ objectSize: [{ bytes: 1, share: "100", byte: 1 }] }));
  refused("client", () => compare({ client: "ftp" }));
  refused("client.multipartThreshold", () => compare({ client: { partSize: 8 << 20 } }));
  refused("keyHours", () => compare({ keyHours: 5 }));
  refused("bucketKey", () => compare({ bucketKey: "99%" }));
  refused("bucketKey.method", () => compare({ bucketKey: {} }));
  refused("bucketKey.reduction", () => compare({ bucketKey: { method: "reduction", reduction: "101" } }));
  refused("bucketKey.calls", () => compare({ bucketKey: { method: "measured" } }));
  refused("bucketKey.readBack", () => compare({ bucketKey: { method: "model", readBack: 5 } }));
  refused("shareBeforeBucketKey", () => compare({ shareBeforeBucketKey: 5 }));
  refused("assumed", () => compare({ assumed: "all" }));
  refused("uplaods", () => compare({ uplaods: 1 }), "one of the fields region, uploads");
  // As the first of those that were written, whatever was read before it.
  refused("b", () => compare({ region: "us-east-1", b: 1, uploads: 1, a: 1 }));
  refused("a\nb", () => compare({ "a\nb": 1 }));
});

test("no workload at all", () => {
  for (const value of [undefined, null, 5, "x", [], NaN, Symbol("x"), () => ({})]) {
    refused("workload", () => compare(value));
    refused("workload", () => recommend(value));
  }
  refused("options", () => compare({}, 5));
  refused("options", () => forecast({}));
  refused("workloads", () => compareMany({}));
  refused("workload", () => compareMany([]).concat(compare()));
  assert.deepEqual(compareMany([]), []);
});

test("the place among many", () => {
  const good = { uploads: 1 };
  refused("[2].region", () => compareMany([good, good, { region: "mars-1" }]));
  for (const none of [7, null, undefined, [], "x"]) {
    refused("[1]", () => compareMany([good, none]), "is not an object");
  }
});

/** Past what the engine takes at once. */
test("the place among very many", () => {
  const many = Array.from({ length: 1_001 }, (_, index) => ({ uploads: index }));
  const comparisons = compareMany(many);
  assert.deepEqual(comparisons.map(({ workload }) => workload.uploads), many.map(({ uploads }) => uploads));
  for (const place of [0, 999, 1_000]) {
    refused(`[${place}].uploads`, () => compareMany(many.with(place, { uploads: -1 })), `[${place}].uploads: "-1"`);
    refused(`[${place}]`, () => compareMany(many.with(place, 7)));
  }
  refused("require[0]", () => compareMany([], { require: ["speed"] }));
});

test("what stops the engine is an error of the arguments", () => {
  const trap = new WebAssembly.RuntimeError("unreachable");
  for (const cause of [trap, new RangeError("Maximum call stack size exceeded")]) {
    const stops = () => {
      throw cause;
    };
    refused("arguments", () => call(stops, {}), "more than the engine can take");
    assert.throws(() => call(stops, {}), (error) => error.cause === cause);
  }
});

test("a Map, a Set and a Promise are no objects of fields", () => {
  refused("workload", () => compare(new Map([["uploads", 1_000_000]])), '"a Map" is not an object');
  refused("workload", () => compare(Promise.resolve({ uploads: 1 })), '"a Promise" is not an object');
  refused("bucketKey", () => compare({ bucketKey: new Map([["method", "model"]]) }));
  refused("options", () => compare({}, new Map([["require", ["audit-trail"]]])));
  refused("require", () => compare({}, { require: new Set(["audit-trail"]) }), '"a Set" is not a list');
  refused("workloads", () => compareMany(new Set([{}])));
  refused("[0]", () => compareMany([new Map()]));
});

test("options of the other functions", () => {
  refused("require[0]", () => recommend({}, { require: ["speed"] }));
  // Left out, each would recommend what does not meet it.
  for (const entry of [undefined, null, "", "audit-trail,key-policy"]) {
    refused("require[1]", () => recommend({}, { require: ["audit-trail", entry] }));
    refused("require[1]", () => compare({}, { require: ["audit-trail", entry] }));
    refused("require[1]", () => compareMany([{}], { require: ["audit-trail", entry] }));
  }
  refused("require[1]", () => recommend({}, { require: ["audit-trail", 5] }));
  refused("require", () => compare({}, { require: "audit-trail" }));
  for (const months of [0, 601, "12", 1.5, undefined, null]) {
    refused("months", () => forecast({}, { months }));
  }
  refused("growth", () => forecast({}, { months: 1, growth: "fast" }));
  refused("growth", () => forecast({}, { months: 1, growth: 5 }));
  refused("rotationDays", () => forecast({}, { months: 1, rotationDays: 89 }));
  refused("budget", () => breakEven({}, { budget: "-1" }));
  refused("budget", () => breakEven({}, { budget: 5 }));
  refused("region", () => prices("mars-1"));
  refused("region", () => prices(5));
});

test("a setup says which input AWS would refuse", () => {
  const good = { option: "sse-kms", bucket: "reports", region: "eu-central-1", account: "111122223333" };
  const wrong = [
    ["option", { option: "sse" }],
    ["bucket", { bucket: "Reports" }],
    ["region", { region: "mars-1" }],
    ["account", { account: 111122223333 }],
    ["keyArn", { keyArn: "alias/x" }],
    ["appRole", { appRole: "a b" }],
    ["rotationDays", { rotationDays: 1 }],
    ["bucketPolicy", { bucketPolicy: "none" }],
    ["existingObjects", { existingObjects: -1 }],
    ["workload.uploads", { workload: { uploads: "x" } }],
    ["workload.region", { workload: { region: "us-east-1" } }],
    ["workload", { workload: 5 }],
    ["workload", { workload: [] }],
    ["workload.workload", { workload: { workload: 5 } }],
    ["workload.bucketKey.calls", { workload: { uploads: 1, bucketKey: { method: "measured", calls: 2 } } }],
    ["color", { color: "blue" }],
  ];
  assert.equal(SetupError, SseCostError);
  for (const [field, change] of wrong) {
    refused(field, () => setup({ ...good, ...change }));
  }
  refused("options", () => setup());
  const { monthly } = setup({ ...good, workload: { region: null, uploads: 1_000_000, downloads: 1_000_000 } });
  assert.equal(monthly, "6.94");
});

test("what JSON has no form for", () => {
  const cycle = { uploads: 1 };
  cycle.self = cycle;
  refused("arguments", () => compare(cycle));
  const deep = {};
  let at = deep;
  for (let level = 0; level < 100_000; level += 1) {
    at = at.region = {};
  }
  refused("arguments", () => compare(deep));
  const sixteen = JSON.parse(`${'{"region":'.repeat(20)}1${"}".repeat(20)}`);
  refused("arguments", () => compare(sixteen));
  const throws = {
    get uploads() {
      throw new Error("no");
    },
  };
  refused("arguments", () => compare(throws));
  // Half a letter is no Unicode.
  refused("region", () => compare({ region: "\ud800" }));
});

test("a count in the result that JavaScript would round", () => {
  const workload = { uploads: 10 ** 15, objectSize: 5 * 2 ** 40 };
  refused("result", () => compare(workload), "holds exactly, up to 9,007,199,254,740,991");
});

test("what is handed over stays as it is", () => {
  const workload = Object.freeze({ uploads: 5, bucketKey: Object.freeze({ method: "measured", calls: 2 }) });
  const before = JSON.stringify(workload);
  compare(workload);
  assert.equal(JSON.stringify(workload), before);
});
