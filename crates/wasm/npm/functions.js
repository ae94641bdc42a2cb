import { call } from "./call.js";
import * as engine from "./engine.js";

export { SseCostError } from "./error.js";

export function compare(workload, options) {
  return call(engine.compare, workload, options);
}

/** As many workloads go to the engine at once: the results of very many would fill its memory. */
const PART = 1_000;

export function compareMany(workloads, options) {
  if (!Array.isArray(workloads)) {
    return call(engine.compare_many, workloads, options);
  }
  const comparisons = [];
  for (let from = 0; from === 0 || from < workloads.length; from += PART) {
    comparisons.push(...call(engine.compare_many, workloads.slice(from, from + PART), options, from));
  }
  return comparisons;
}

export function forecast(workload, options) {
  return call(engine.forecast, workload, options);
}

export function breakEven(workload, options) {
  return call(engine.break_even, workload, options);
}

export function recommend(workload, options) {
  return call(engine.recommend, workload, options);
}

export function prices(region) {
  return call(engine.prices, region);
}

export function regions() {
  return prices().regions.map(({ region, name }) => ({ region, name }));
}
