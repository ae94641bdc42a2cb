// Starts the calculator. When it cannot start, or stops later, the page says so: never a blank page.

const app = document.getElementById("app");
const setup = document.getElementById("setup");

/** An alert in the words of the reader first, with the technical cause last. */
function alertOf(what, advice, cause, heading = "h1") {
  const box = document.createElement("div");
  box.setAttribute("role", "alert");
  for (const [tag, text] of [[heading, what], ["p", advice], ["p", `Cause: ${cause}`]]) {
    box.appendChild(document.createElement(tag)).textContent = text;
  }
  return box;
}

async function fetchProgram(url) {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url.pathname} came back with status ${response.status}`);
  }
  return response;
}

async function start() {
  if (typeof WebAssembly !== "object") {
    throw new Error("WebAssembly is missing from this browser, or switched off");
  }
  // The glue is imported here, not at the top: a failed top-level import would stop this file before it could say so.
  const [glue, response] = await Promise.all([
    import("./calculator.js"),
    fetchProgram(new URL("./calculator.wasm", import.meta.url)),
  ]);
  await glue.default({ module_or_path: response });
}

/** The reasons in the table of criteria, which is part of the page and not of the calculator. */
function openReasons({ target }) {
  const button = target.closest("#criteria-section button");
  if (button) {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    document.getElementById(button.getAttribute("aria-controls")).hidden = !open;
  }
}

addEventListener("click", openReasons);

let stopped = false;

/** A panic ends the program in a trap. What was on the page stays readable below the alert, but no longer reacts. */
function stop(error) {
  // One alert: every later touch of a stopped program is a trap again.
  if (stopped || typeof WebAssembly !== "object" || !(error instanceof WebAssembly.RuntimeError)) {
    return;
  }
  stopped = true;
  const advice = "The figures below no longer change. Reload the page to go on.";
  document.body.prepend(alertOf("The calculator has stopped", advice, error.message));
}

// A trap in an event listener comes as the first, one in work that Yew put off to a microtask as the second.
addEventListener("error", ({ error }) => stop(error));
addEventListener("unhandledrejection", ({ reason }) => stop(reason));

/** Before the page's foot, which the calculator draws. Hidden until then, so that nothing jumps. */
function showSetup() {
  app.querySelector("footer")?.before(setup);
  setup.hidden = false;
}

/** Loads what writes the files of a setup, which the first load does without. */
async function openSetup(body) {
  const fail = (error) => {
    const advice =
      "Reload the page to try again, or let the command-line program write the files: " +
      "sse-cost setup --option=sse-kms-bucket-key --bucket=NAME --region=REGION --account=ID --out=FOLDER";
    body.replaceChildren(alertOf("The setup cannot be shown", advice, error.message, "h3"));
    console.error(error);
  };
  body.textContent = "Loading the setup…";
  try {
    const { open } = await import("./setup.js");
    await open(body, fetchProgram, fail);
  } catch (error) {
    fail(error);
  }
}

setup.querySelector("details").addEventListener("toggle", ({ target }) => openSetup(target.lastElementChild), { once: true });

try {
  await start();
  // By then the calculator has drawn itself.
  requestAnimationFrame(showSetup);
} catch (error) {
  const advice =
    "Reload the page. If that does not help, try a current version of Firefox, Chrome, Edge or Safari, " +
    "or use the command-line program sse-cost, which gives the same figures.";
  app.replaceChildren(alertOf("The calculator could not start", advice, error.message));
  showSetup();
  console.error(error);
}
