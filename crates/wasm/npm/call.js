// Plain objects into the engine and out of it, as JSON text: one set of serializers writes what the program `sse-cost` prints
// and what comes from here.

import { SseCostError } from "./error.js";

/** What JSON has no form for becomes a text, which the engine then refuses by the name of its field. */
function plain(_, value) {
  // Objects that JSON takes for empty, whatever they hold.
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  if (kind === "Map" || kind === "Set" || kind === "Promise") {
    return `a ${kind}`;
  }
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? value : String(value);
    case "bigint":
    case "symbol":
      return String(value);
    case "function":
      return "a function";
    default:
      return value;
  }
}

function written(values) {
  try {
    return JSON.stringify(values, plain);
  } catch (cause) {
    throw new SseCostError("arguments", "arguments: JSON has no form for them", { cause });
  }
}

/** The function of the engine, of plain values. */
export function call(engine, ...values) {
  const text = written(values);
  let answer;
  try {
    answer = engine(text);
  } catch (error) {
    // The engine stops where its memory ends. It writes its errors as texts.
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
      throw new SseCostError("arguments", "arguments: more than the engine can take", { cause: error });
    }
    if (typeof error !== "string") {
      throw error;
    }
    const { field, message } = JSON.parse(error);
    throw new SseCostError(field, message);
  }
  return JSON.parse(answer);
}
