/* Review work: what to check first, by keys or by buttons, and how much is checked. */
import { gm } from "./core.js";
import { queue, refused, signed } from "./review.js";

const h = gm.h;
/* Ids that no gazetteer has: what lies there is told by its position. */
const POINTS = /^(position|correction):/;
/** @type {Record<string, any>} */
const parts = {};
/* The place whose card was opened, and those that were passed over. */
/** @type {Feature | null} */
let current = null;
const passed = new Set();
/* Whose word was on the page when it was opened. */
let before = "";

const open = () => queue(gm.features).filter((feature) => !gm.decided(feature));

/* The place that the panel shows: whose card was opened, or what comes first. */
const target = () => current || open()[0];

/* The next that is not checked; those that were passed over come again when all others are done. */
function next() {
  const all = open();
  if (all.every((feature) => passed.has(feature.key))) passed.clear();
  const feature = all.find((one) => !passed.has(one.key)) || null;
  current = null;
  gm.select(feature, { from: "check", mention: feature?.m[0] });
  draw();
}

/* What is decided of it; its mentions may lie elsewhere afterwards. */
/** @param {any} changes @param {string} what */
function decide(changes, what) {
  const feature = target();
  /* The card of the next place comes at once: that of this one is not drawn anew before. */
  gm.current = null;
  if (feature) gm.edits.say(feature, changes, { what, shown: null });
  next();
}

const accept = () => {
  const feature = target();
  if (!feature) return;
  const at = { point: [feature.lon, feature.lat].map((value) => Number(value.toFixed(5))) };
  decide(POINTS.test(feature.id) ? at : { place: feature.id }, "edit.did.accepted");
};
const refuse = () => decide({ place: false }, "edit.did.refused");

function pass() {
  const feature = target();
  if (feature) passed.add(feature.key);
  next();
}

function showRivals() {
  const feature = target();
  if (!feature) return;
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
  const none = refused(gm.edits.said);
  const [done, count] = [all.filter(gm.decided).length + none, all.length + none];
  parts.bar.max = count || 1;
  parts.bar.value = done;
  parts.count.textContent = gm.t("edit.check.count", { n: gm.number(done), all: gm.number(count) });
  if (current && !gm.features.includes(current)) current = null;
  const first = target();
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
    h("p", {}, parts.bar, " ", parts.count),
    h("p", {}, parts.name, " ", parts.facts),
    parts.quote,
    parts.tools,
    h("p", {}, h("label", {}, gm.t("edit.check.who"), " ", parts.who)),
  );
  before = gm.edits.said.decided_by || "";
  draw();
  gm.on("edited", draw);
  gm.on("selected", (feature) => {
    if (!feature || !gm.features.includes(feature)) return;
    current = feature;
    draw();
  });
  return panel;
});

/* What the page was made with may have decided some. */
gm.on("start", () => gm.features.some(gm.decided) && gm.list.redraw());
gm.editor.key("a", accept, "edit.check.accept");
gm.editor.key("r", showRivals, "edit.check.rivals");
gm.editor.key("x", refuse, "edit.check.refuse");
gm.editor.key("j", pass, "edit.check.next");
