/* Edit mode: a bar in the heading, a tab of its own, and the keys. The tools put themselves in from their own modules. */
import { gm } from "./core.js";

const h = gm.h;
const ORDER = ["check", "map", "draw", "frame", "changes", "save"];
/** @type {Record<string, any>} */
const parts = {};
const sheet = new CSSStyleSheet();
sheet.replaceSync(gm.css);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

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
function show(on) {
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

function dim() {
  for (const [name, list] of /** @type {const} */ ([
    ["undo", gm.edits.past],
    ["redo", gm.edits.future],
  ]))
    parts[name].disabled = !list.length;
}

/** @param {KeyboardEvent} event */
function press(event) {
  if (!gm.editor.on || event.defaultPrevented) return;
  const found = gm.editor.keys.get(combination(event));
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

gm.editor.show = show;
gm.editor.open = async (key) => {
  if (!gm.editor.on) await gm.editor.turn(true);
  gm.openTab("edit");
  const section = /** @type {HTMLDetailsElement | null} */ (document.getElementById("gm-edit-" + key));
  if (!section) return;
  section.open = true;
  section.scrollIntoView({ block: "nearest" });
};
/* A line that says what has happened, also to a reader's voice. */
gm.editor.say = (text) => {
  parts.said.textContent = text;
};
/* Bar and panel are there, and empty. */
gm.editor.fill = (bar, panel) => {
  const button = (/** @type {"undo" | "redo"} */ key, /** @type {string} */ keys) =>
    (parts[key] = h("button", {
      type: "button",
      "data-edit": key,
      text: gm.t("edit." + key),
      title: gm.t("edit." + key) + " (" + keys + ")",
      on: { click: () => step(key) },
    }));
  parts.toggle = bar.firstChild;
  parts.tools = h("span", { class: "gm-edit-tools", hidden: true }, button("undo", "Ctrl+Z"), button("redo", "Ctrl+Y"));
  parts.said = h("span", { class: "gm-said gm-dim", role: "status" });
  bar.append(parts.tools, parts.said);
  const list = ORDER.filter((key) => gm.editor.sections.has(key)).map((key, i) =>
    h(
      "details",
      {
        class: "gm-edit-section",
        id: "gm-edit-" + key,
        open: i === 0,
        /* What is opened at the foot of the panel is seen. */
        on: { toggle: (event) => event.currentTarget.open && event.currentTarget.scrollIntoView({ block: "nearest" }) },
      },
      h("summary", { text: gm.t("edit." + key) }),
      gm.editor.sections.get(key)?.(),
    ),
  );
  panel.append(...list);
  gm.editor.key("ctrl+z", () => step("undo"), "edit.undo");
  gm.editor.key("ctrl+y", () => step("redo"), "edit.redo");
  gm.editor.key("ctrl+shift+z", () => step("redo"), "");
  document.addEventListener("keydown", press);
  gm.on("edited", dim);
  dim();
};
