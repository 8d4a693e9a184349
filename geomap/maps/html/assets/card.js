/* The card of a place while somebody edits: what it is called, how it is drawn, where it lies. */
import { gm } from "./core.js";
import { drawing } from "./drawing.js";
import { symbolsOf } from "./finder.js";
import { move } from "./moving.js";

const h = gm.h;
const style = gm.data.style;
/* Colours that a map of news has a use for, as far as the style has them. */
const COLOURS = ["city", "military", "site", "nature", "zone", "disputed", "province", "water", "relative", "movement"];
const KEPT = ["place", "point", "name", "label", "kind", "symbol", "colour", "group", "hidden"];
const PICTURE_PX = 22;

/* Whether what is said is said of the mention alone that was pressed. */
let isOnly = false;
/* Whether the fields of names and looks are unfolded: in every card, once in one. */
let isOpen = false;
/** @type {Mention | null | undefined} */
let pressed = null;

/* Where the keyboard was in the card that stood here before. */
let field = "";

const only = (/** @type {Feature} */ feature) =>
  isOnly && pressed && feature.m.includes(pressed) ? pressed : undefined;

const say = (/** @type {Feature} */ feature, /** @type {any} */ changes, what = "edit.did.said") =>
  gm.edits.say(feature, changes, { only: only(feature), what });

const ruleOf = (/** @type {Feature} */ feature) =>
  gm.edits.ruleOf(only(feature) || feature.m.find((m) => KEPT.some((key) => gm.edits.ruleOf(m)[key])) || feature.m[0]);

/* A symbol without the colour that a person has given to it. */
const plainOf = (/** @type {Feature} */ feature) => {
  const { colour } = ruleOf(feature);
  const end = colour ? "-" + colour.toLowerCase().replace("#", "") : "";
  return end && feature.symbol.endsWith(end) ? feature.symbol.slice(0, -end.length) : feature.symbol;
};

/* What is written in a field is said when the keyboard has gone on, and before the next press: a card that is made anew
   in between would lose both. */
/** @type {(() => void) | null} */
let pending = null;
let isDown = false;
function flush() {
  const run = pending;
  pending = null;
  run?.();
}
function later(/** @type {() => void} */ run, /** @type {Feature} */ feature) {
  pending = () => gm.features.includes(feature) && run();
  if (!isDown) setTimeout(flush);
}

const button = (/** @type {string} */ key, /** @type {() => void} */ click) =>
  h("button", { type: "button", "data-field": key, text: gm.t(key), on: { click } });

function written(
  /** @type {Feature} */ feature,
  /** @type {string} */ key,
  /** @type {string} */ text,
  /** @type {string} */ value,
) {
  const commit = () =>
    input.value.trim() !== value && later(() => say(feature, { [key]: input.value.trim() }), feature);
  const input = h("input", {
    type: "text",
    maxlength: 300,
    dir: "auto",
    autocomplete: "off",
    "data-field": key,
    value,
    list: key === "group" ? "gm-groups" : null,
    on: {
      change: commit,
      keydown(/** @type {KeyboardEvent} */ event) {
        if (event.key !== "Escape") event.stopPropagation();
        if (event.key !== "Enter") return;
        commit();
        flush();
      },
    },
  });
  return h("label", { class: "gm-field" }, gm.t(text), input);
}

/* Which picture the keyboard is at, should the card be made anew meanwhile. */
/** @type {[Feature | null, number]} */
let pictured = [null, 0];

/* Pictures to choose from: one stop of the keyboard, arrows go among them, Enter takes one. */
function symbols(/** @type {Feature} */ feature) {
  const now = plainOf(feature);
  const keys = symbolsOf(feature.poly ? "area" : feature.line ? "line" : "pin");
  let at = pictured[0] === feature && field === "symbol" ? pictured[1] : Math.max(keys.indexOf(now), 0);
  const options = keys.map((key, i) =>
    h(
      "li",
      {
        role: "option",
        id: "gm-symbol-" + i,
        title: gm.t("symbol." + key),
        "aria-label": gm.t("symbol." + key),
        "aria-selected": String(key === now),
        on: { click: () => say(feature, { symbol: key }) },
      },
      gm.symbols.swatch(key, PICTURE_PX),
    ),
  );
  const go = (/** @type {number} */ to) => {
    at = (to + keys.length) % keys.length;
    options.forEach((node, i) => node.classList.toggle("gm-at", i === at));
    list.setAttribute("aria-activedescendant", options[at].id);
    pictured = [feature, at];
  };
  /** @type {HTMLElement} */
  const list = h(
    "ul",
    {
      role: "listbox",
      tabindex: "0",
      class: "gm-pictures",
      "aria-label": gm.t("edit.symbol"),
      "data-field": "symbol",
      on: {
        focus: () => go(at),
        blur: () => options.forEach((node) => node.classList.remove("gm-at")),
        keydown(event) {
          const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[/** @type {"ArrowUp"} */ (event.key)];
          if (by) go(at + by);
          else if (event.key === "Enter" || event.key === " ") say(feature, { symbol: keys[at] });
          else return;
          event.preventDefault();
          event.stopPropagation();
        },
      },
    },
    options,
  );
  return h("div", { class: "gm-field" }, h("span", { text: gm.t("edit.symbol") }), list);
}

/* Colours of the style as the page has them; asking makes the browser lay the page out. */
const hexes = new Map();
function hexOf(/** @type {string} */ name) {
  if (!hexes.has(name))
    hexes.set(
      name,
      getComputedStyle(document.documentElement)
        .getPropertyValue("--" + name)
        .trim(),
    );
  return hexes.get(name);
}

function colours(/** @type {Feature} */ feature) {
  const now = (ruleOf(feature).colour || "").toLowerCase();
  const own = drawing(style, plainOf(feature)).colour;
  const choose = (/** @type {string} */ name, /** @type {string} */ label) => {
    const node = h("button", {
      type: "button",
      class: "gm-tint",
      "data-field": "colour-" + name,
      "aria-pressed": String(now === name),
      "aria-label": label,
      title: label,
      on: { click: () => say(feature, { colour: name }) },
    });
    node.style.background = "var(--" + (name || own) + ")";
    return node;
  };
  const free = h("input", {
    type: "color",
    "data-field": "colour",
    "aria-label": gm.t("edit.colour.free"),
    value: now.startsWith("#") ? now : hexOf(own),
    on: { change: () => say(feature, { colour: free.value }) },
  });
  return h(
    "div",
    { class: "gm-field" },
    h("span", { text: gm.t("edit.colour") }),
    h(
      "span",
      { class: "gm-tints", role: "group", "aria-label": gm.t("edit.colour") },
      choose("", gm.t("edit.colour.own")),
      COLOURS.filter((name) => name !== own && hexOf(name)).map((name) => choose(name, hexOf(name))),
      free,
    ),
  );
}

/* All mentions of this name, or the one that was pressed. */
function scope(/** @type {Feature} */ feature) {
  if (!pressed || feature.m.length < 2 || !feature.m.includes(pressed)) return null;
  const choice = (/** @type {boolean} */ value, /** @type {string} */ text) =>
    h(
      "label",
      {},
      h("input", {
        type: "radio",
        name: "gm-scope",
        "data-field": "scope-" + value,
        checked: value === isOnly,
        on: {
          change() {
            isOnly = value;
            gm.select(feature, { from: "edit" });
          },
        },
      }),
      text,
    );
  return h(
    "div",
    { class: "gm-scope", role: "radiogroup", "aria-label": gm.t("edit.scope") },
    choice(false, gm.count("edit.scope.all", feature.m.length)),
    choice(true, gm.t("edit.scope.one", { name: pressed.t })),
  );
}

function another(/** @type {Feature} */ feature) {
  const m = only(feature) || feature.m[0];
  gm.finder.open({
    title: gm.t("edit.place-of", { name: feature.title }),
    words: m.t,
    where: gm.data.docs[m.d].text ? gm.edits.whereOf(m) : undefined,
    symbol: feature.sure?.[1] || plainOf(feature),
    beside: m.node?.getBoundingClientRect(),
    done: (changes) => say(feature, { place: undefined, ...changes }, "edit.did.chosen"),
  });
}

/* As if nobody had said anything. */
const reset = (/** @type {Feature} */ feature) => say(feature, Object.fromEntries(KEPT.map((key) => [key, undefined])));

function card(/** @type {Feature} */ feature) {
  if (pressed !== gm.state.mention) isOnly = false;
  pressed = gm.state.mention;
  const rule = ruleOf(feature);
  const isSaid = KEPT.some((key) => rule[key] !== undefined);
  const made = h(
    "section",
    /* The click goes no further: its button leaves the page, and Leaflet would take it for one on the map. */
    { class: "gm-card", "aria-label": gm.t("edit"), on: { click: (event) => event.stopPropagation() } },
    scope(feature),
    h(
      "p",
      { class: "gm-actions" },
      button("edit.another", () => another(feature)),
      button("edit.move", () => move(feature)),
      button("not-a-place", () => gm.emit("correct", { feature, rival: null })),
      button("edit.hide", () => say(feature, { hidden: true }, "edit.did.hidden")),
      isSaid ? button("edit.reset", () => reset(feature)) : null,
    ),
    h(
      "details",
      { open: isOpen, on: { toggle: (event) => (isOpen = event.currentTarget.open) } },
      h("summary", { "data-field": "looks", text: gm.t("edit.looks") }),
      written(feature, "label", "edit.label", feature.title),
      written(feature, "kind", "edit.kind", feature.what),
      symbols(feature),
      colours(feature),
      written(feature, "group", "edit.group", rule.group || ""),
      h(
        "datalist",
        { id: "gm-groups" },
        gm.edits.groups.map((name) => h("option", { value: name })),
      ),
    ),
  );
  made.addEventListener("click", flush, true);
  return made;
}

const titled = (/** @type {string} */ key, /** @type {Mention[]} */ all) => gm.byKey.get(key)?.title || all[0].t;

/* What the map leaves out can be shown again. */
function hidden() {
  const list = new Map();
  for (const { m, key } of gm.edits.hidden) list.set(key, [...(list.get(key) || []), m]);
  if (!list.size || !gm.editor.on) return null;
  return h(
    "section",
    { class: "gm-unplaced gm-hidden-places" },
    h("h2", { text: gm.t("edit.hidden") }),
    h(
      "ul",
      {},
      [...list].map(([key, all]) =>
        h(
          "li",
          {},
          h("bdi", { text: titled(key, all) }),
          " ",
          h("button", {
            type: "button",
            class: "gm-link",
            text: gm.t("edit.show"),
            "aria-label": gm.t("edit.show") + ": " + titled(key, all),
            on: {
              click: () =>
                gm.edits.say(
                  /** @type {any} */ ({ id: "correction:", m: all }),
                  { hidden: undefined },
                  { what: "edit.did.shown" },
                ),
            },
          }),
        ),
      ),
    ),
  );
}

function remember(/** @type {FocusEvent} */ event) {
  const node = /** @type {HTMLElement} */ (event.target);
  if (node.closest(".gm-card")) field = node.dataset.field || "";
  else if (!node.matches(".gm-details")) field = "";
}

/* What is hidden stands below the list of places. */
function list() {
  document.querySelector(".gm-hidden-places")?.remove();
  const made = hidden();
  if (made) document.querySelector(".gm-list")?.append(made);
}

gm.card = { only };
gm.editor.cards.push(card);
gm.on("edited", () => {
  list();
  const node = field && document.querySelector(`.gm-card [data-field="${field}"]`);
  if (node instanceof HTMLElement) node.focus({ preventScroll: true });
});
gm.on("editing", () => {
  isOnly = false;
  list();
});
document.addEventListener("focusin", remember);
document.addEventListener("pointerdown", () => (isDown = true), true);
for (const type of ["pointerup", "pointercancel"])
  document.addEventListener(
    type,
    () => {
      isDown = false;
      if (pending) setTimeout(flush);
    },
    true,
  );
