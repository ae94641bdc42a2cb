// What somebody did before the calculator ran, carried over into the one that does. The page arrives with every field in
// place, and a slow line leaves seconds to type into them.

/** Where a control is, in a way that finds its like in the page as the calculator draws it. */
function place(control, app) {
  const kind = control.localName;
  return { id: control.id, kind, index: [...app.querySelectorAll(kind)].indexOf(control) };
}

function find({ id, kind, index }, app) {
  return id ? app.querySelector(`#${CSS.escape(id)}`) : app.querySelectorAll(kind)[index];
}

/** The property of a control that somebody has changed, and to what; `undefined` where it stands as it arrived. */
function change(control) {
  const { localName, type } = control;
  if (type === "checkbox" || type === "radio") {
    return control.checked === control.defaultChecked ? undefined : ["checked", control.checked];
  }
  if (localName === "select") {
    const first = [...control.options].findIndex(({ defaultSelected }) => defaultSelected);
    return control.selectedIndex === Math.max(first, 0) ? undefined : ["value", control.value];
  }
  if (localName === "details") {
    return control.open ? ["open", true] : undefined;
  }
  return control.value === control.defaultValue ? undefined : ["value", control.value];
}

/**
 * Notes what was typed, chosen, opened and pressed in `app`, and where the focus is. Returns what does it all again in
 * `drawn`, once that has taken the place of `app`.
 */
export function note(app, pressed) {
  const controls = [...app.querySelectorAll("input, select, textarea, details")];
  const changes = controls.flatMap((control) => {
    const changed = change(control);
    return changed ? [{ at: place(control, app), changed }] : [];
  });
  const presses = pressed.map((button) => place(button, app));
  const focused = app.contains(document.activeElement) ? document.activeElement : null;
  const focus = focused && place(focused, app);
  const { selectionStart, selectionEnd, selectionDirection } = focused ?? {};

  return (drawn) => {
    const changed = changes.flatMap(({ at, changed: [property, value] }) => {
      const control = find(at, drawn);
      if (control) {
        control[property] = value;
      }
      return control ? [control] : [];
    });
    const now = focus && find(focus, drawn);
    now?.focus({ preventScroll: true });
    // What is no text has no selection, and says null.
    if (typeof selectionStart === "number") {
      now?.setSelectionRange?.(selectionStart, selectionEnd, selectionDirection);
    }
    for (const control of changed.filter(({ localName }) => localName !== "details")) {
      control.dispatchEvent(new Event("input", { bubbles: true }));
      control.dispatchEvent(new Event("change", { bubbles: true }));
    }
    for (const at of presses) {
      find(at, drawn)?.click();
    }
  };
}
