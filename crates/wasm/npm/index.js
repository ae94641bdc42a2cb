// For browsers and bundlers: the engine comes from its own file, beside this one.

import start from "./engine.js";

await start({ module_or_path: new URL("./engine.wasm", import.meta.url) });

export * from "./functions.js";
