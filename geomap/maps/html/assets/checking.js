/* Review work: what to check first, by keys or by buttons, and how much is checked; and a list of the keys. */
import { gm } from "./core.js";
import { isChecked, queue, signed } from "./review.js";

const h = gm.h;
/* Ids that no gazetteer has: what lies there is told by its position. */
const POINTS = /^(position|correction):/;
/** @type {Record<string, any>} */
const parts = {};
/* The place that is looked at, and those that were passed over. */
/** @type {Feature | null} */
let current = null;
const passed = new Set();
/* Whose word was on the page when it was opened. */
let before = "";

const open = () => queue(gm.features).filter((feature) => !isChecked(feature));

/* The next that is not checked; those that were passed over come again when all others are done. */
function next() {
  let left = open().filter((feature) => feature !== current);
  if (!left.some((feature) => !passed.has(feature.key))) passed.clear();
  left = left.filter((feature) => !passed.has(feature.key));
  look(left[0] || null);
}

function look(/** @type {Feature | null} */ feature) {
  current = feature;
  draw();
  if (!feature) return gm.select(null, { from: "check" });
  const [m] = feature.m;
  gm.select(feature, { from: "check", mention: m });
}

/* What is decided of the place that is looked at; its feature may be another afterwards. */
/** @param {any} changes_ @param {string} what */
function decide(changes_, what) {
  const feature = target();
  if (!feature) return;
  current = null;
  gm.edits.say(feature, changes_, { what });
  next();
}

/* The place of the open card, if somebody has chosen another than the one that is next. */
const target = () => (gm.current && gm.features.includes(gm.current) ? gm.current : current);

const accept = () => {
  const feature = target();
  if (!feature) return next();
  const at = { point: [feature.lon, feature.lat].map((value) => Number(value.toFixed(5))) };
  decide(POINTS.test(feature.id) ? at : { place: feature.id }, "edit.did.accepted");
};
const refuse = () => decide({ place: false }, "edit.did.refused");

function pass() {
  if (current) passed.add(current.key);
  next();
}

function showRivals() {
  const feature = target();
  if (!feature) return next();
  if (gm.current !== feature) gm.select(feature, { from: "check" });
  const list = document.querySelector(".gm-details .gm-rivals");
  if (!list) return gm.editor.say(gm.t("edit.check.alone"));
  /** @type {HTMLDetailsElement} */ (list.parentElement).open = true;
  /** @type {HTMLElement | null} */ (list.querySelector("button"))?.focus();
}

/** @param {string} key @param {string} letter @param {() => void} click */
const button = (key, letter, click) =>
  h("button", {
    type: "button",
    "data-check": key,
    "aria-keyshortcuts": letter,
    title: gm.t("edit.check." + key) + " (" + letter.toUpperCase() + ")",
    text: gm.t("edit.check." + key),
    on: { click },
  });

/** @param {Feature} feature */
const facts = (feature) =>
  [feature.what, feature.where, gm.sure(feature.conf) + ", " + gm.percent(feature.conf)].filter(Boolean).join(" · ");

/** @param {Mention} m */
function sentence({ q }) {
  if (!q) return [];
  const quote = gm.data.quotes[q[0]];
  return [quote.slice(0, q[1]), h("mark", { text: quote.slice(q[1], q[2]) }), quote.slice(q[2])];
}

function draw() {
  const all = queue(gm.features);
  const done = all.filter(isChecked).length;
  parts.bar.max = all.length || 1;
  parts.bar.value = done;
  parts.count.textContent = gm.t("edit.check.count", { n: gm.number(done), all: gm.number(all.length) });
  if (current && !gm.features.includes(current)) current = null;
  const first = current || open()[0];
  parts.tools.hidden = !first;
  parts.name.replaceChildren(...(first ? [h("bdi", { text: first.title })] : [gm.t("edit.check.done")]));
  parts.facts.textContent = first ? facts(first) : "";
  parts.quote.replaceChildren(...(first ? sentence(first.m.find((m) => !m.quiet) || first.m[0]) : []));
  parts.who.value = gm.edits.said.decided_by || "";
}

function sign() {
  const { said } = gm.edits;
  const name = parts.who.value.trim().slice(0, 300);
  if (name !== (said.decided_by || "")) gm.edits.change("edit.did.signed", signed(said, name, before));
  before = "";
}

gm.editor.section("check", () => {
  parts.bar = h("progress", { id: "gm-check-bar", max: 1, value: 0 });
  parts.count = h("label", { for: "gm-check-bar" });
  parts.name = h("strong", { dir: "auto" });
  parts.facts = h("span", { class: "gm-dim" });
  parts.quote = h("p", { class: "gm-quote", dir: "auto" });
  parts.who = h("input", { type: "text", maxlength: 300, autocomplete: "name", on: { change: sign } });
  parts.tools = h(
    "p",
    { class: "gm-actions" },
    button("accept", "a", accept),
    button("rivals", "r", showRivals),
    button("refuse", "x", refuse),
    button("next", "j", pass),
  );
  const panel = h(
    "div",
    { class: "gm-check" },
    h("p", { class: "gm-bar" }, parts.bar, " ", parts.count),
    h("p", {}, parts.name, " ", parts.facts),
    parts.quote,
    parts.tools,
    h("p", {}, h("label", {}, gm.t("edit.check.who"), " ", parts.who)),
  );
  before = gm.edits.said.decided_by || "";
  draw();
  gm.on("edited", draw);
  return panel;
});

/* All keys that the editor knows, in a window of their own. */
function help() {
  const dialog = h(
    "dialog",
    { class: "gm-keys", "aria-labelledby": "gm-keys-title", on: { close: () => dialog.remove() } },
    h("h2", { id: "gm-keys-title", text: gm.t("edit.keys") }),
    h(
      "dl",
      {},
      [...gm.editor.keys]
        .filter(([, { text }]) => text)
        .map(([keys, { text }]) =>
          h(
            "div",
            {},
            h(
              "dt",
              {},
              keys.split("+").map((key) => h("kbd", { text: key.length === 1 ? key.toUpperCase() : key })),
            ),
            h("dd", { text: gm.t(text) }),
          ),
        ),
    ),
    h("form", { method: "dialog" }, h("button", { text: gm.t("close") })),
  );
  document.body.append(dialog);
  dialog.showModal();
}

gm.editor.key("a", accept, "edit.check.accept");
gm.editor.key("r", showRivals, "edit.check.rivals");
gm.editor.key("x", refuse, "edit.check.refuse");
gm.editor.key("j", pass, "edit.check.next");
gm.editor.key("?", help, "edit.keys");
gm.editor.key("shift+?", help, "");
