/* Edit mode: a bar in the heading, a tab of its own, and the keys. The tools put themselves in from their own modules. */
import { gm } from "./core.js";

const h = gm.h;
const ORDER = ["check", "map", "draw", "frame", "changes", "save"];
/** @type {Map<string, () => HTMLElement>} */
const sections = new Map();
/** @type {Map<string, { action: (event: KeyboardEvent) => void, text: string }>} */
const keys = new Map();
/** @type {Record<string, any>} */
const parts = {};

/** @param {KeyboardEvent} event */
const combination = (event) =>
  [
    event.ctrlKey || event.metaKey ? "ctrl" : "",
    event.altKey ? "alt" : "",
    event.shiftKey ? "shift" : "",
    event.key.toLowerCase(),
  ]
    .filter(Boolean)
    .join("+");

/** @param {boolean} on */
function turn(on) {
  gm.editor.on = on;
  document.documentElement.classList.toggle("gm-editing", on);
  parts.toggle.setAttribute("aria-pressed", String(on));
  parts.tools.hidden = !on;
  const tab = document.getElementById("gm-tab-edit");
  if (tab) tab.hidden = !on;
  if (!on && !gm.node("gm-panel-edit").hidden) gm.openTab(gm.story.exists ? "story" : "places");
  if (on) gm.openTab("edit");
  if (gm.current && !gm.current.many) gm.select(gm.current, { from: "edit" });
  gm.emit("editing", on);
}

function fill() {
  for (const [name, list] of /** @type {const} */ ([
    ["undo", gm.edits.past],
    ["redo", gm.edits.future],
  ]))
    parts[name].disabled = !list.length;
}

/** @param {KeyboardEvent} event */
function press(event) {
  if (!gm.editor.on || event.defaultPrevented) return;
  const found = keys.get(combination(event));
  const target = /** @type {HTMLElement} */ (event.target);
  const isWriting = target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (!found || isWriting || (event.key === "Escape" && gm.current)) return;
  event.preventDefault();
  found.action(event);
}

/** @param {"undo" | "redo"} way */
function step(way) {
  const what = way === "undo" ? gm.edits.past.length && gm.edits.what : gm.edits.future.at(-1)?.what;
  gm.edits[way]();
  gm.editor.say(what ? gm.t("edit." + way + "ne", { what: gm.t(what) }) : "");
}

gm.editor = {
  on: false,
  cards: [],
  keys,
  section: (key, build) => sections.set(key, build),
  key: (combination, action, text) => keys.set(combination, { action, text }),
  open(key) {
    if (!gm.editor.on) turn(true);
    gm.openTab("edit");
    const section = /** @type {HTMLDetailsElement | null} */ (document.getElementById("gm-edit-" + key));
    if (!section) return;
    section.open = true;
    section.scrollIntoView({ block: "nearest" });
  },
  /* A line that says what has happened, also to a reader's voice. */
  say(text) {
    parts.said.textContent = text;
  },
  bar() {
    /** @param {string} key @param {() => void} action */
    const button = (key, action, properties = {}) =>
      (parts[key] = h("button", {
        type: "button",
        "data-edit": key,
        text: gm.t("edit." + key),
        on: { click: action },
        ...properties,
      }));
    parts.tools = h(
      "span",
      { class: "gm-edit-tools", hidden: true },
      button("undo", () => step("undo"), { title: gm.t("edit.undo") + " (Ctrl+Z)" }),
      button("redo", () => step("redo"), { title: gm.t("edit.redo") + " (Ctrl+Y)" }),
    );
    const toggle = button("toggle", () => turn(!gm.editor.on), { "aria-pressed": "false" });
    parts.said = h("span", { class: "gm-said gm-dim", role: "status" });
    return h("div", { class: "gm-edit-bar" }, toggle, parts.tools, parts.said);
  },
  build() {
    const list = ORDER.filter((key) => sections.has(key)).map((key, i) =>
      h(
        "details",
        { class: "gm-edit-section", id: "gm-edit-" + key, open: i === 0 },
        h("summary", { text: gm.t("edit." + key) }),
        /** @type {() => HTMLElement} */ (sections.get(key))(),
      ),
    );
    return h("div", { class: "gm-editor" }, list);
  },
  start() {
    const tab = document.getElementById("gm-tab-edit");
    if (!tab) return;
    tab.hidden = true;
    gm.editor.key("ctrl+z", () => step("undo"), "edit.undo");
    gm.editor.key("ctrl+y", () => step("redo"), "edit.redo");
    keys.set("ctrl+shift+z", { action: () => step("redo"), text: "" });
    document.addEventListener("keydown", press);
    gm.on("edited", fill);
    fill();
    gm.emit("start");
  },
  turn,
};
