/* What is drawn on the map as a list, the highest first: chosen, its words, its colour, its order. */
import { gm } from "./core.js";
import { changed, moved, put } from "./sketch.js";
import { SYMBOLS } from "./unrolled.js";

/** @typedef {import("./unrolled.js").Annotation} Annotation */

const { h } = gm;
const MOST = 500;
/** @type {HTMLElement} */
let list;
/** @type {Annotation[]} */
let known = [];
let due = 0;

const all = () => /** @type {Annotation[]} */ (gm.edits.said.annotations || []);
const kindOf = (/** @type {Annotation} */ one) => gm.t("symbol." + SYMBOLS[one.kind]);
const say = (/** @type {string} */ what, /** @type {Annotation[]} */ annotations) =>
  gm.edits.change(what, { ...gm.edits.said, annotations });

/* The colours of the style, each with the name of what is drawn in it. */
function palette() {
  const names = new Map();
  for (const [key, { colour }] of Object.entries(gm.data.style.symbols))
    if (!names.has(colour) && !colour.startsWith("edit-")) names.set(colour, gm.t("symbol." + key, {}, key));
  return [...names];
}

/** @param {Annotation} one @param {number} number */
function colours(one, number) {
  const set = (/** @type {string} */ colour) => say("edit.did.redrew", put(all(), number, changed(one, { colour })));
  const choice = (/** @type {string} */ value, /** @type {string} */ label) => {
    const sample = h("span", { class: "gm-colour", title: label });
    if (value) sample.style.background = "var(--" + value + ")";
    const input = h("input", {
      type: "radio",
      name: "gm-colour",
      value,
      "data-focus": "colour-" + value,
      checked: value === (one.colour || ""),
      "aria-label": label,
      on: { change: () => set(value) },
    });
    return h("label", {}, input, sample);
  };
  const free = h("input", {
    type: "color",
    "data-focus": "free",
    "aria-label": gm.t("edit.draw.free"),
    title: gm.t("edit.draw.free"),
    value: one.colour?.startsWith("#") ? one.colour : undefined,
    on: { change: () => set(free.value) },
  });
  return h(
    "fieldset",
    { class: "gm-colours" },
    h("legend", { text: gm.t("edit.draw.colour") }),
    choice("", gm.t("edit.draw.own")),
    palette().map(([value, label]) => choice(value, label)),
    free,
  );
}

/** @param {Annotation} one @param {number} number */
function form(one, number) {
  const field = h("input", {
    type: "text",
    maxlength: MOST,
    dir: "auto",
    "data-focus": "words",
    value: one.text || "",
    on: {
      change() {
        const text = field.value.trim();
        /* A callout is nothing without its words. */
        if (!text && one.kind === "callout") field.value = one.text;
        else say("edit.did.redrew", put(all(), number, changed(one, { text })));
      },
    },
  });
  const act = (/** @type {string} */ key, /** @type {boolean} */ can, /** @type {() => void} */ action) =>
    h("button", {
      type: "button",
      "data-focus": key,
      "data-action": key,
      disabled: !can,
      text: gm.t("edit." + key),
      on: { click: action },
    });
  const shift = (/** @type {number} */ by) => {
    gm.drawings.chosen = number + by;
    say("edit.did.order", moved(all(), number, by));
  };
  return h(
    "div",
    { class: "gm-form" },
    h("label", {}, gm.t("edit.draw.words"), field),
    colours(one, number),
    h(
      "p",
      { class: "gm-actions" },
      act("up", number < all().length - 1, () => shift(1)),
      act("down", number > 0, () => shift(-1)),
      one.text_at
        ? act("draw.beside", true, () => say("edit.did.redrew", put(all(), number, changed(one, { text_at: null }))))
        : null,
      act("remove", true, () => {
        gm.drawings.chosen = -1;
        say("edit.did.undrew", put(all(), number));
        fill();
        list.focus();
      }),
    ),
  );
}

/** @param {Annotation} one @param {number} number */
function row(one, number) {
  const isChosen = number === gm.drawings.chosen;
  const place = one.place && gm.features.find((feature) => feature.id === one.place);
  const symbol = gm.data.annotations?.[number]?.symbol || SYMBOLS[one.kind];
  return h(
    "li",
    {},
    h(
      "button",
      {
        type: "button",
        class: "gm-drawn",
        "data-focus": "row-" + number,
        "aria-expanded": String(isChosen),
        on: { click: () => gm.drawings.choose(isChosen ? -1 : number) },
      },
      gm.symbols.swatch(symbol, 14, false),
      h("span", { dir: "auto", text: one.text || (place ? place.title : kindOf(one)) }),
    ),
    isChosen ? form(one, number) : null,
  );
}

/* Who works in the list goes on where the keyboard was. */
function fill() {
  clearTimeout(due);
  if (!list) return;
  const { chosen } = gm.drawings;
  const at = list.contains(document.activeElement)
    ? /** @type {HTMLElement} */ (document.activeElement).dataset.focus
    : undefined;
  const rows = all().map(row).reverse();
  list.replaceChildren(...(rows.length ? rows : [h("li", { class: "gm-dim", text: gm.t("edit.draw.none") })]));
  if (at) focus(/^row-/.test(at) && chosen >= 0 ? "row-" + chosen : at);
}

const focus = (/** @type {string} */ key) =>
  /** @type {HTMLElement | null} */ (list.querySelector('[data-focus="' + key + '"]'))?.focus();

gm.drawings = {
  chosen: -1,
  all,
  say(number, one, what) {
    say(what || "edit.did.redrew", put(all(), number, one));
  },
  add(one) {
    if (all().length >= MOST) return;
    gm.drawings.chosen = all().length;
    say("edit.did.drew", [...all(), one]);
    gm.editor.open("draw");
    fill();
    focus("words");
    /** @type {HTMLInputElement | null} */ (list.querySelector("[data-focus=words]"))?.select();
  },
  choose(number) {
    gm.drawings.chosen = number;
    fill();
    gm.emit("handles");
  },
};

gm.editor.section("draw", () => {
  list = h("ol", { class: "gm-drawings", tabindex: "-1" });
  fill();
  return list;
});
gm.on("drawn", (number) => {
  gm.editor.open("draw");
  gm.drawings.choose(number);
});
gm.on("edited", () => {
  /* Undone, or with another list: what was chosen may be there no longer. */
  if (gm.drawings.chosen >= all().length) gm.drawings.chosen = -1;
  /* After the key that left a field has done its work, else there is nowhere to go on to. */
  if (all() !== known) due = window.setTimeout(fill);
  known = all();
  gm.emit("handles");
});
gm.on("editing", () => gm.drawings.choose(-1));
