/* The page's skeleton: what stands where, and what is said of it to those who hear it. */
import { first } from "./data.js";
import { country, h, language, n, t } from "./words.js";

const LAYERS = ["place", "hexagon", "country", "province", "auto"];
const MEASURES = ["documents", "mentions", "people"];
const nodes = {};

const option = (value, text) => h("option", { value: String(value), text });

function picker(key, label, options) {
  nodes[key] = h("select", { id: "gm-" + key });
  nodes[key].append(...options);
  return h("label", { class: "gm-field", for: "gm-" + key }, h("span", { text: label }), nodes[key]);
}

/* Countries and languages by name: so many that the first picture does not wait for them. */
function choices() {
  const { compare } = new Intl.Collator(first.language);
  const fill = (key, values, name) => {
    const rows = values.map((value, i) => [i, name(value)]).sort((a, b) => compare(a[1], b[1]));
    nodes[key].append(...rows.map(([i, text]) => option(i, text)));
  };
  fill("country", first.countries, country);
  fill("language", first.languages, language);
}

function filters() {
  const all = option(-1, t("all"));
  nodes.reset = h("button", { type: "button", class: "gm-link", text: t("reset"), hidden: true });
  return h(
    "div",
    { class: "gm-filters", role: "group", "aria-label": t("filters") },
    picker(
      "measure",
      t("measure"),
      MEASURES.map((key) => option(key, t("measure." + key))),
    ),
    picker("country", t("filter.country"), [all.cloneNode(true)]),
    picker("kind", t("filter.kind"), [
      all.cloneNode(true),
      ...first.kinds.map((kind, i) => option(i, t("kind." + kind))),
    ]),
    picker("language", t("filter.language"), [all]),
    nodes.reset,
  );
}

function layers() {
  nodes.layers = LAYERS.map((value) =>
    h("input", { type: "radio", name: "gm-layer", id: "gm-layer-" + value, value, checked: value === "place" }),
  );
  const rows = nodes.layers.flatMap((input) => [input, h("label", { for: input.id, text: t("layer." + input.value) })]);
  return h("fieldset", { class: "gm-layers" }, h("legend", { text: t("layer") }), ...rows);
}

function about() {
  const {
    records,
    documents,
    rejected,
    mentions,
    drawn,
    unplaced,
    beside,
    uncertain,
    min_confidence: least,
  } = first.totals;
  const [among, , most, skipped] = first.links;
  const line = (key, values = {}) => h("p", { text: t(key, values) });
  const source = ([text, licence, url]) =>
    h("li", {}, url ? h("a", { href: url, rel: "noopener noreferrer", text }) : text, licence ? ` (${licence})` : "");
  return h(
    "details",
    { class: "gm-about" },
    h("summary", { text: t("about") }),
    line("about.documents", { records: n(records), documents: n(documents), rejected: n(rejected) }),
    line("about.mentions", {
      mentions: n(mentions),
      drawn: n(drawn),
      unplaced: n(unplaced),
      beside: n(beside),
      uncertain: n(uncertain),
      least: Math.round(100 * least),
    }),
    line("about.once"),
    line("about.hexagons"),
    line("about.time." + first.unit),
    line("about.links", { among: n(among), most: n(most), skipped: n(skipped) }),
    h("p", { text: t("sources") }),
    h("ul", {}, ...first.sources.map(source)),
  );
}

function build() {
  const put = (key, node) => {
    nodes[key] = node;
    return node;
  };
  const page = document.getElementById("gm-corpus");
  page.append(
    h("a", { class: "gm-skip", href: "#gm-table", text: t("skip") }),
    h(
      "header",
      {},
      h("h1", { text: first.title }),
      put("summary", h("p", { class: "gm-summary", role: "status", text: t("loading") })),
      filters(),
    ),
    h(
      "main",
      {},
      put("map", h("div", { id: "gm-map", role: "region", "aria-label": t("map"), tabindex: "0" })),
      layers(),
      put("legend", h("div", { class: "gm-legend" })),
      put("tip", h("div", { class: "gm-tip", hidden: true })),
    ),
    put("time", h("section", { class: "gm-time", "aria-label": t("time"), hidden: true })),
    put("card", h("aside", { class: "gm-card", "aria-label": t("card"), tabindex: "-1", hidden: true })),
    h(
      "section",
      { class: "gm-side", "aria-label": t("table") },
      put(
        "search",
        h("input", { type: "search", id: "gm-search", placeholder: t("search"), "aria-label": t("search") }),
      ),
      put("table", h("div", { id: "gm-table", tabindex: "-1" })),
      h("footer", {}, about(), h("span", { class: "gm-made", text: t("made") })),
    ),
  );
}

export { build, choices, nodes };
