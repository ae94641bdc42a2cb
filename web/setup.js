// The setup of a bucket: a form, and the files that its values make. boot.js loads this when somebody opens "Set it up".
//
// What is right and what the files say is the library's: see the crate in web/setup/. Here are only words and elements.

import start, { choices, files, zip } from "./setup-files.js";

/** What the page recommends for sensitive data. */
const PRESET = "sse-kms-bucket-key";

const POLICIES = {
  "refuse-wrong": "Refuse a wrong header",
  "require-header": "Require the header",
};

/** Field by field: its name as the library has it, its label, what it means, and what it is when left empty. */
const GROUPS = [
  ["Bucket", [
    ["option", "Option", "How the bucket encrypts what is uploaded."],
    ["bucket", "Bucket", "Its name. setup.sh expects that it exists.", ""],
    ["region", "Region", "Of the bucket and of the key.", ""],
    ["account", "Account", "Of the bucket, the key and the roles: 12 digits.", ""],
    ["bucketPolicy", "Bucket policy", "Both refuse a wrong encryption header and requests without TLS. Required, an upload without the header is refused too."],
  ]],
  ["Key", [
    ["keyArn", "Key that exists", "Its ARN. Left empty, a key is created.", "a new key"],
    ["alias", "Alias", "Left empty, a new key is named after the bucket.", "alias/s3/ and the bucket"],
    ["rotationDays", "Days between rotations", "Of a new key: 90 to 2,560.", "365"],
  ]],
  ["Roles", [
    ["appRole", "Application", "Writes and reads objects.", "app"],
    ["operatorRole", "Operator", "Manages the bucket, writes objects, reads none.", "operator"],
    ["securityRole", "Security team", "Manages the key and reads the trail.", "security"],
  ]],
  ["Cost", [
    ["documents", "Documents a month", "Uploaded, and as many downloaded, for the month in README.md. All else as the calculator has it at first.", "no cost"],
    ["existingObjects", "Objects that exist", "For the one-time cost in migrate.md.", "none"],
  ]],
];

const LABELS = Object.fromEntries(GROUPS.flatMap(([, fields]) => fields));

/** An element with attributes and children. `undefined` leaves an attribute out. */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children);
  return element;
}

function choice(value, name, chosen) {
  const option = el("option", { value }, name);
  option.selected = chosen;
  return option;
}

/** A field in the look of the calculator's own. */
function field([name, label, help, empty], options) {
  const id = `setup-${name}`;
  const attributes = { id, name, "aria-describedby": `${id}-error ${id}-help` };
  const control = options
    ? el("select", attributes, ...options)
    : el("input", { ...attributes, type: "text", placeholder: empty, autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
  return el(
    "div",
    { class: "field" },
    el("div", { class: "label" }, el("label", { for: id }, label)),
    control,
    el("p", { class: "help", id: `${id}-help` }, help),
  );
}

function form({ options, bucketPolicies }) {
  const selects = {
    option: options.map(({ id, name }) => choice(id, name, id === PRESET)),
    bucketPolicy: bucketPolicies.map((id) => choice(id, POLICIES[id] ?? id, id === "refuse-wrong")),
  };
  const group = ([name, fields]) =>
    el("fieldset", { "data-group": name }, el("legend", {}, name), ...fields.map((each) => field(each, selects[each[0]])));
  return el("form", { id: "setup-form" }, ...GROUPS.map(group));
}

/** What is wrong with a field, at the field. Whoever has not yet come to a field has done nothing wrong. */
function mark(control, problem) {
  const id = `${control.id}-error`;
  document.getElementById(id)?.remove();
  if (!problem) {
    control.removeAttribute("aria-invalid");
    return;
  }
  const { value, allowed } = problem;
  control.setAttribute("aria-invalid", "true");
  control.after(el("p", { class: "error", id }, value ? `“${value}” is not ${allowed}` : `needed: ${allowed}`));
}

function download(name, content, type) {
  const href = URL.createObjectURL(new Blob([content], { type }));
  el("a", { href, download: name }).click();
  // Not at once: the browser has yet to read it.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

function button(id, text, act) {
  const made = el("button", { id, type: "button" }, text);
  made.addEventListener("click", act);
  return made;
}

/** The files: what they are for, a tab for each, the chosen one, and what can be done with them. */
class Files {
  constructor() {
    this.summary = el("p", { id: "setup-summary", role: "status" });
    this.command = el("code");
    this.tabs = el("div", { role: "tablist", "aria-label": "Files" });
    this.about = el("p", { class: "help" });
    this.code = el("code");
    this.said = el("p", { id: "setup-said", class: "help", role: "status" });
    const copy = (of) => () => this.copy(of);
    this.panel = el(
      "div",
      { id: "setup-panel", role: "tabpanel" },
      el(
        "div",
        { class: "actions" },
        this.about,
        button("setup-copy", "Copy", copy(() => [this.chosen.name, this.code])),
        button("setup-download", "Download", () => download(this.chosen.name.split("/").pop(), this.chosen.content, "text/plain")),
        button("setup-zip", "Download all (zip)", () => this.downloadAll()),
      ),
      // Whoever has no mouse scrolls it by the arrow keys.
      el("pre", { tabindex: "0", role: "region", "aria-label": "Content" }, this.code),
    );
    this.made = el(
      "div",
      { hidden: "" },
      this.tabs,
      this.panel,
      el(
        "div",
        { class: "actions" },
        el("p", { class: "help" }, "The same by the command-line program:"),
        button("setup-copy-command", "Copy command", copy(() => ["the command", this.command])),
      ),
      el("pre", { id: "setup-command" }, this.command),
    );
    this.root = el("div", { id: "setup-files" }, this.summary, this.made, this.said);
    this.tabs.addEventListener("click", ({ target }) => this.choose(target.closest("[role=tab]")));
    this.tabs.addEventListener("keydown", (event) => this.move(event));
  }

  show(answer, values) {
    this.answer = answer;
    this.values = values;
    this.command.textContent = answer.command;
    const names = answer.files.map(({ name }) => name).join();
    if (names !== this.names) {
      this.names = names;
      this.tabs.replaceChildren(
        ...answer.files.map(({ name }, place) => el("button", { id: `setup-tab-${place}`, type: "button", role: "tab", "aria-controls": "setup-panel" }, name)),
      );
    }
    const tabs = [...this.tabs.children];
    this.choose(tabs.find(({ textContent }) => textContent === this.chosen?.name) ?? tabs[0]);
    this.made.hidden = false;
    this.say("");
    this.sum(`${answer.files.length} files for the bucket ${answer.bucket}, ${answer.option}.`, false);
  }

  /** What was made stays, and says what it was made of. */
  keep(problems) {
    const labels = [...new Set(problems.map(({ field }) => LABELS[field] ?? field))].join(", ");
    if (this.answer) {
      this.sum(`The files are those of before, for the bucket ${this.answer.bucket}, ${this.answer.option}. To be mended: ${labels}.`, true);
    } else {
      this.sum(`Still needed for the files: ${labels}.`, false);
    }
  }

  sum(words, stale) {
    // Written only when it changes: a screen reader would read it out anew.
    if (this.summary.textContent !== words) {
      this.summary.textContent = words;
    }
    this.summary.classList.toggle("banner", stale);
    this.root.toggleAttribute("data-stale", stale);
  }

  choose(tab) {
    if (!tab) {
      return;
    }
    for (const each of this.tabs.children) {
      each.setAttribute("aria-selected", each === tab);
      each.tabIndex = each === tab ? 0 : -1;
    }
    this.chosen = this.answer.files.find(({ name }) => name === tab.textContent);
    this.panel.setAttribute("aria-labelledby", tab.id);
    this.about.textContent = this.chosen.about;
    if (this.code.textContent !== this.chosen.content) {
      this.code.textContent = this.chosen.content;
    }
    this.say("");
  }

  /** The keys of the tabs pattern: arrows go round, Home and End to the ends. */
  move(event) {
    const tabs = [...this.tabs.children];
    const last = tabs.length - 1;
    const at = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    tabs[to].focus();
    this.choose(tabs[to]);
  }

  async copy(of) {
    const [name, code] = of();
    try {
      await navigator.clipboard.writeText(code.textContent);
      this.say(`Copied ${name}.`);
    } catch {
      // Without leave, or not served over HTTPS.
      getSelection().selectAllChildren(code);
      this.say(`The browser does not let the page copy. ${name} is selected: copy it by the keyboard.`);
    }
  }

  downloadAll() {
    const bytes = zip(this.values, Date.now() / 1000);
    download(`${this.answer.bucket}-setup.zip`, bytes, "application/zip");
  }

  say(words) {
    this.said.textContent = words;
  }
}

/** Fills the section. `fetchProgram` fetches a program, `fail` says in the section's place that it cannot go on. */
export async function open(body, fetchProgram, fail) {
  await start({ module_or_path: await fetchProgram(new URL("./setup-files.wasm", import.meta.url)) });
  const known = JSON.parse(choices());
  const inputs = form(known);
  const made = new Files();

  const update = () => {
    const { ownKey } = known.options.find(({ id }) => id === inputs.elements.option.value);
    const key = inputs.querySelector("[data-group=Key]");
    key.hidden = !ownKey;
    // What is hidden is not of this option and takes no part; it is there again with the next one.
    key.disabled = !ownKey;
    const values = JSON.stringify(Object.fromEntries(new FormData(inputs)));
    const answer = JSON.parse(files(values));
    const problems = answer.problems ?? [];
    if (answer.files) {
      made.show(answer, values);
    } else {
      made.keep(problems);
    }
    for (const control of inputs.querySelectorAll("input, select")) {
      const problem = problems.find(({ field }) => field === control.name);
      mark(control, control.value.trim() || made.answer ? problem : undefined);
    }
  };
  const guarded = () => {
    try {
      update();
    } catch (error) {
      fail(error);
    }
  };

  // What the calculator has: it is there unless it could not start.
  const { region, chosen } = document.querySelector("main")?.dataset ?? {};
  inputs.elements.region.value = region || "us-east-1";
  inputs.elements.option.value = chosen || PRESET;
  inputs.elements.documents.value = document.getElementById("documents")?.value ?? "";
  inputs.addEventListener("input", guarded);
  // The page has nowhere to send a form to.
  inputs.addEventListener("submit", (event) => event.preventDefault());
  body.replaceChildren(inputs, made.root);
  update();
}
