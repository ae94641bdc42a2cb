// How Chromium is started, for the tests, the benchmark and the screenshots alike.
// `cargo xtask` finds the browser and passes it on; Playwright never downloads one.

/** An environment variable that `cargo xtask` sets. */
export function required(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set: start this by \`cargo xtask test\`, \`bench web\` or \`screenshots\``);
  }
  return value;
}

export const launchOptions = {
  executablePath: required("CHROME"),
  headless: true,
  args: [
    // The sandbox does not start as root, as in a container. The only page opened is our own.
    "--no-sandbox",
    "--disable-gpu",
    // The browser's own errands: none belongs to the page, and some wait for a network.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};
