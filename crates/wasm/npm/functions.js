import { call } from "./call.js";
import * as engine from "./engine.js";

export { SseCostError } from "./error.js";

export function compare(workload, options) {
  return call(engine.compare, workload, options);
}

export function compareMany(workloads, options) {
  return call(engine.compare_many, workloads, options);
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
