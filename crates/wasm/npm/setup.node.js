// For Node: the engine is read from disk.

import { readFileSync } from "node:fs";
import { initSync } from "./setup-engine.js";

initSync({ module: readFileSync(new URL("./setup-engine.wasm", import.meta.url)) });

export * from "./setup.functions.js";
