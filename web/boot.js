// Starts the calculator in place of what the page arrived with, which looks the same. When it cannot start, or stops later,
// the page says so: never a blank page.

const app = document.getElementById("app");
const criteria = document.getElementById("criteria-section");
const setup = document.getElementById("setup");

// An address that holds inputs: the figures that the page arrives with are others.
app.toggleAttribute("data-pending", location.hash.includes("="));

/** An alert in the words of the reader first, with the technical cause last. */
function alertOf(what, advice, cause, heading = "h1") {
  const box = document.createElement("div");
  box.setAttribute("role", "alert");
  for (const [tag, text] of [[heading, what], ["p", advice], ["p", `Cause: ${cause}`]]) {
    box.appendChild(document.createElement(tag)).textContent = text;
  }
  return box;
}

/** Under which a tab keeps what its fields hold while it loads the page anew. */
const INPUTS = "sse-cost inputs";

/** What the fields hold, for the page after this one. Not the sliders: they follow a field, and would round what it says. */
function saveInputs() {
  const fields = document.querySelectorAll("#app :is(input:not([type=range]), select, textarea)[id]");
  const values = Array.from(fields, ({ id, type, checked, value }) => [id, type === "checkbox" ? checked : value]);
  sessionStorage.setItem(INPUTS, JSON.stringify(values));
}

/** What the page before this one saved, put into the fields as if it had been typed there. Once: it may be what stopped it. */
function restoreInputs() {
  const values = JSON.parse(sessionStorage.getItem(INPUTS) ?? "[]");
  sessionStorage.removeItem(INPUTS);
  for (const [id, value] of values) {
    const field = document.getElementById(id);
    if (field && app.contains(field)) {
      field[field.type === "checkbox" ? "checked" : "value"] = value;
    }
  }
}

/** An alert over the page, with the two ways on: with what was entered, and without, should that be the cause. */
function alertOver(what, advice, cause) {
  const way = (words, prepare) => {
    const button = document.createElement("button");
    button.textContent = words;
    button.addEventListener("click", () => {
      // A browser that lets a page keep nothing throws; the address holds what it holds all the same.
      try {
        prepare();
      } finally {
        location.reload();
      }
    });
    return button;
  };
  const box = alertOf(what, advice, cause);
  const anew = () => history.replaceState(null, "", location.pathname + location.search);
  box.append(way("Reload with what I have entered", saveInputs), way("Start anew", anew));
  document.body.prepend(box);
}

async function fetchProgram(url) {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url.pathname} came back with status ${response.status}`);
  }
  return response;
}

/**
 * The page as it arrived is on the screen. With a swift line the program would else be there first, and its work come before
 * anything can be read. A page in the background is not painted.
 */
const painted = new Promise((resolve) => {
  if (document.hidden) {
    resolve();
  } else {
    // A frame's own callback runs before that frame is painted, a timer set there after it.
    requestAnimationFrame(() => setTimeout(resolve));
    addEventListener("visibilitychange", resolve, { once: true });
  }
});

async function start() {
  if (typeof WebAssembly !== "object") {
    throw new Error("WebAssembly is missing from this browser, or switched off");
  }
  // Imported here, not at the top: a failed top-level import would stop this file before it could say so.
  const [glue, { note }, response] = await Promise.all([
    import("./calculator.js"),
    import("./carry.js"),
    fetchProgram(new URL("./calculator.wasm", import.meta.url)),
  ]);
  await glue.default({ module_or_path: response });
  await painted;
  try {
    restoreInputs();
  } catch (error) {
    console.info("nothing restored:", error);
  }
  await replace(glue, note);
}

/** In one task, so that nobody sees it happen and no key falls in between. */
async function replace(glue, note) {
  const repeat = note(app, pressed);
  const drawn = document.createElement("div");
  drawn.id = app.id;
  glue.start(drawn, criteria, setup);
  // It draws in a microtask that it has just asked for.
  await null;
  if (!drawn.contains(setup)) {
    throw new Error("it has drawn nothing");
  }
  app.replaceWith(drawn);
  removeEventListener("click", press, { capture: true });
  repeat(drawn);
}

/** The buttons that were pressed while there was no calculator to hear it. */
const pressed = [];

function press({ target }) {
  const button = target.closest("button");
  if (app.contains(button) && ![criteria, setup].some((section) => section.contains(button))) {
    pressed.push(button);
  }
}

addEventListener("click", press, { capture: true });

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
  const advice =
    "The figures below no longer change. That is a fault of the calculator, and what was entered last may have led to it. " +
    "The command-line program sse-cost gives the same figures.";
  alertOver("The calculator has stopped", advice, error.message);
}

// A trap in an event listener comes as the first, one in work that Yew put off to a microtask as the second.
addEventListener("error", ({ error }) => stop(error));
addEventListener("unhandledrejection", ({ reason }) => stop(reason));

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

/** What a button in "Take it with you" stands for. */
async function takeAlong({ target }) {
  const what = target.closest("button[data-take]")?.dataset.take;
  if (!what) {
    return;
  }
  const said = (words) => {
    document.getElementById("take-said").textContent = words;
  };
  try {
    const { take } = await import("./take.js");
    said(await take(what, fetchProgram));
  } catch (error) {
    said(`That did not work: ${error.message}. Reload the page to try again; the address keeps your inputs.`);
    console.error(error);
  }
}

addEventListener("click", takeAlong);

setup.querySelector("details").addEventListener("toggle", ({ target }) => openSetup(target.lastElementChild), { once: true });

try {
  await start();
} catch (error) {
  const advice =
    "The figures below are those of a million documents a month, and nothing changes them. Reload the page; if that does not " +
    "help, try a current version of Firefox, Chrome, Edge or Safari, or use the command-line program sse-cost, which gives " +
    "the same figures.";
  // What was drawn in part may have taken them.
  app.append(...[criteria, setup].filter((section) => !app.contains(section)));
  app.removeAttribute("data-pending");
  alertOver("The calculator could not start", advice, error.message);
  console.error(error);
}
document.getElementById("late").remove();

// From now on the page works without a network. Last, so that it takes nothing from the first load; and where the browser
// does not allow it, as in some private windows, the page works all the same.
navigator.serviceWorker?.register(new URL("../sw.js", import.meta.url)).catch(() => {});
