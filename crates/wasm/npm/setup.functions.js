import { call } from "./call.js";
import * as engine from "./setup-engine.js";

export { SseCostError } from "./error.js";

export function setup(options) {
  return call(engine.setup, options);
}
