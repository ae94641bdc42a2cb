// For Node: the engine is read from disk.

import { readFileSync } from "node:fs";
import { initSync } from "./engine.js";

initSync({ module: readFileSync(new URL("./engine.wasm", import.meta.url)) });

export * from "./functions.js";
