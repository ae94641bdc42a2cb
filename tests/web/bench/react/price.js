// What each option costs, in decimal.js: the part of the project's model that the comparison shows.

import Decimal from "decimal.js";

const FREE_REQUESTS = 20_000;
const HOURS = 730;

export const OPTIONS = [
  { id: "sse-s3", name: "SSE-S3" },
  { id: "sse-kms", name: "SSE-KMS", calls: "each", own: true },
  { id: "sse-kms-bucket-key", name: "SSE-KMS with Bucket Key", calls: "bucket-key", own: true },
  { id: "sse-kms-aws-managed", name: "SSE-KMS, AWS managed key", calls: "each" },
  { id: "sse-kms-aws-managed-bucket-key", name: "SSE-KMS, AWS managed key, with Bucket Key", calls: "bucket-key" },
  { id: "dsse-kms", name: "DSSE-KMS", calls: "each", own: true, byGb: true },
  { id: "sse-c", name: "SSE-C" },
];

/** "1.5M" as a number; `null` for what is none. */
export function count(text) {
  const [, digits, unit = ""] = /^([\d.,_]+)([kmb]?)$/i.exec(text.trim()) ?? [];
  const value = Number(digits?.replaceAll(/[,_]/g, "")) * { "": 1, k: 1e3, m: 1e6, b: 1e9 }[unit.toLowerCase()];
  return Number.isSafeInteger(value) ? value : null;
}

/** Operations spread evenly over cells: the cells that are hit. */
function occupied(operations, cells) {
  return cells * (1 - Math.exp(-operations / cells));
}

function bucketKeyCalls({ documents, requesters, windowSeconds, activeHours, readBack }) {
  const windows = Math.ceil((activeHours * 3600) / windowSeconds);
  const uploads = occupied(documents, requesters * windows);
  const downloads = readBack.map(({ seconds, share }) => {
    const written = (documents * seconds) / (activeHours * 3600);
    const keys = Math.max(1, occupied(written, requesters * Math.max(1, seconds / windowSeconds)));
    return occupied(documents * share, requesters * windows * keys);
  });
  return Math.round(uploads) + Math.round(downloads.reduce((sum, calls) => sum + calls, 0));
}

/** Every option: its cost a month, the lines it is made of, and its calls. */
export function compare(workload, prices) {
  return OPTIONS.map((option) => {
    const calls = { each: 2 * workload.documents, "bucket-key": bucketKeyCalls(workload) }[option.calls] ?? 0;
    const free = workload.freeTier ? Math.min(calls, FREE_REQUESTS) : 0;
    const lines = [
      ["KMS requests", calls, prices.request],
      ["Free tier", -free, prices.request],
      ["Keys", option.own ? workload.keys : 0, prices.key],
    ].map(([label, quantity, price]) => ({ label, quantity, price, amount: new Decimal(price).mul(quantity) }));
    const monthly = lines.reduce((sum, { amount }) => sum.add(amount), new Decimal(0));
    return { ...option, calls, lines, monthly, annual: monthly.mul(12), isKnown: !option.byGb };
  });
}

export { HOURS };
