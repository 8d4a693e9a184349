/* The data of the page, and the only ways in which text enters it: textContent and attributes. */
import { insert, sureness } from "./wording.js";

const gm = /** @type {Page} */ ((window.geomap = /** @type {any} */ ({})));
/* The page has these elements: document.py wrote them. */
gm.node = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const read = (/** @type {string} */ id) => JSON.parse(gm.node(id).textContent || "");
gm.data = read("gm-data");
gm.names = read("gm-names");
/* By how much letters and pins are larger than the style says; a published map's frame decides. */
gm.type = 1;
gm.reduced = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * An element. Properties: "class", "text", "on" (listeners), everything else is an attribute.
 * @template {Element} T
 * @param {T} node
 * @param {Properties | undefined} properties
 * @param {(Child | Child[])[]} children
 */
function fill(node, properties, children) {
  for (const [key, value] of Object.entries(properties || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "text") node.textContent = String(value);
    else if (key === "on") for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  for (const child of children.flat()) if (child) node.append(child);
  return node;
}
gm.h = (tag, properties, ...children) => fill(document.createElement(tag), properties, children);
gm.s = (tag, properties, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children);

/* Interface texts. */
const texts = gm.data.texts;
gm.t = (key, values, other) => insert(texts[key] || other || key, values || {});
const plural = new Intl.PluralRules(gm.data.lang);
const whole = new Intl.NumberFormat(gm.data.lang);
gm.number = (value) => whole.format(value);
gm.count = (key, n) => insert(texts[key + "." + plural.select(n)] || texts[key + ".other"], { n: gm.number(n) });
const share = new Intl.NumberFormat(gm.data.lang, { style: "percent" });
gm.percent = (value) => share.format(value);
gm.km = (value) => new Intl.NumberFormat(gm.data.lang, { maximumSignificantDigits: value < 10 ? 2 : 3 }).format(value);
gm.sure = (value) => gm.t("confidence." + sureness(value));

/* Messages between the parts of the page. */
/** @type {Record<string, ((detail: any) => void)[]>} */
const listeners = {};
gm.on = (type, listener) => (listeners[type] = listeners[type] || []).push(listener);
gm.emit = (type, detail) => (listeners[type] || []).forEach((listener) => listener(detail));

/* Something that Enter and Space press, inside running text where a real button would break lines badly. */
gm.press = (action) => ({
  click: action,
  keydown(event) {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      action(event);
    }
  },
});

/* Inset maps are drawn by scripts of their own, which only a page that has some carries: insets.js. */
gm.insets = { room: () => 0, settle() {}, print() {}, holds: () => false, names: () => false, add() {} };

/* What is switched off. */
gm.state = { selected: null, documents: new Set(gm.data.docs.map((_, i) => i)), dates: new Set() };
gm.active = (mention) =>
  gm.state.documents.has(mention.d) &&
  (!gm.state.dates.size || (mention.dates || []).some((date) => gm.state.dates.has(date)));
gm.counted = (feature) =>
  feature.many ? feature.n || 0 : feature.m.filter((mention) => !mention.quiet && gm.active(mention)).length;
/* Whether a person has said what each of its names means. */
gm.decided = (feature) => {
  const loud = feature.m.filter((m) => !m.quiet);
  return loud.length > 0 && loud.every((m) => m.decided);
};
/* What tables give the place together, null where none weighs it. */
gm.weighed = (feature) => {
  const weights = (feature.m || []).filter((m) => m.w !== undefined && !m.quiet && gm.active(m));
  return weights.length ? weights.reduce((sum, m) => sum + (m.w || 0), 0) : null;
};
gm.features = gm.data.features;
gm.byKey = new Map(gm.features.map((feature) => [feature.key, feature]));

export { gm };
