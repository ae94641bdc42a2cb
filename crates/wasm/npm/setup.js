// For browsers and bundlers: the engine comes from its own file, beside this one.

import start from "./setup-engine.js";

await start({ module_or_path: new URL("./setup-engine.wasm", import.meta.url) });

export * from "./setup.functions.js";
