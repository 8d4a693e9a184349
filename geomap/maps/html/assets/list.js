/* All places of the text: searched, sorted, counted. */
import { gm } from "./core.js";
import { rove } from "./roving.js";
import { fold } from "./wording.js";

const h = gm.h;
/** @type {HTMLElement} */
let body;
/** @type {HTMLSelectElement} */
let order;
/** @type {HTMLInputElement} */
let query;
/** @type {HTMLElement} */
let empty;
/** @type {HTMLElement} */
let missing;
const rows = new Map();
const MOST = 300;

/** @type {Record<string, (a: Feature, b: Feature) => number>} */
const sorts = {
  text: () => 0,
  mentions: (a, b) => gm.counted(b) - gm.counted(a),
  name: (a, b) => a.title.localeCompare(b.title, gm.data.lang),
  confidence: (a, b) => a.conf - b.conf,
};

function row(/** @type {Feature} */ feature) {
  const count = h("td", { class: "gm-num" });
  const line = h(
    "tr",
    {
      class: feature.uncertain ? "unsure" : null,
      on: { mouseenter: () => gm.emit("lit", feature), mouseleave: () => gm.emit("lit", null) },
    },
    h("td", { class: "gm-key" }, gm.symbols.swatch(feature.symbol, 15)),
    h(
      "th",
      { scope: "row" },
      h("button", {
        type: "button",
        tabindex: "-1",
        dir: "auto",
        text: feature.title,
        on: {
          click: () => gm.select(feature, { from: "list" }),
          focus: () => gm.emit("lit", feature),
          blur: () => gm.emit("lit", null),
        },
      }),
      h(
        "span",
        { class: "gm-dim" },
        gm.decided(feature) &&
          h("span", { class: "gm-checked", role: "img", "aria-label": gm.t("edit.checked"), text: "✓" }),
        [feature.also, feature.what, feature.where].filter(Boolean).join(" · "),
      ),
    ),
    count,
    h("td", { class: "gm-num", title: gm.sure(feature.conf), text: gm.percent(feature.conf) }),
  );
  rows.set(feature, {
    line,
    count,
    words: fold(
      [
        feature.title,
        feature.also,
        feature.what,
        feature.where,
        ...feature.m.map((/** @type {Mention} */ m) => m.t),
      ].join(" "),
    ),
  });
}

function draw() {
  const wanted = fold(query.value.trim());
  const list = gm.features.filter(
    (f) => !f.removed && gm.counted(f) && (!wanted || rows.get(f).words.includes(wanted)),
  );
  for (const feature of gm.many.top(MOST, wanted ? (title) => fold(title).includes(wanted) : null)) {
    if (!rows.has(feature)) row(feature);
    list.push(feature);
  }
  list.sort(sorts[order.value]);
  for (const feature of list) rows.get(feature).count.textContent = gm.number(gm.counted(feature));
  body.replaceChildren(...list.map((feature) => rows.get(feature).line));
  empty.hidden = list.length > 0;
  empty.textContent = gm.t(gm.features.length ? "none-match" : "no-places");
}

function unplaced() {
  const names = new Map();
  for (const u of gm.data.unplaced) names.set(u.text, (names.get(u.text) || 0) + 1);
  if (!names.size) return null;
  return h(
    "section",
    { class: "gm-unplaced" },
    h("h2", { text: gm.t("unplaced") }),
    h("p", { class: "gm-dim", text: gm.t("unplaced.note") }),
    h(
      "ul",
      {},
      [...names].map(([text, n]) =>
        h("li", { dir: "auto" }, h("bdi", { text }), n > 1 ? " (" + gm.number(n) + ")" : null, gm.adding?.offer(text)),
      ),
    ),
  );
}

gm.list = {
  redraw() {
    rows.clear();
    gm.features.forEach(row);
    draw();
    const section = unplaced() || h("section", { class: "gm-unplaced", hidden: true });
    missing.replaceWith(section);
    missing = section;
  },
  build() {
    query = h("input", {
      type: "search",
      placeholder: gm.t("search"),
      "aria-label": gm.t("search"),
      on: { input: draw },
    });
    order = h(
      "select",
      { "aria-label": gm.t("sort"), on: { change: draw } },
      Object.keys(sorts).map((key) => h("option", { value: key, text: gm.t("sort." + key) })),
    );
    body = h("tbody");
    empty = h("p", { class: "gm-dim" });
    missing = unplaced() || h("section", { class: "gm-unplaced", hidden: true });
    gm.features.forEach(row);
    /* Behind the story, a very long list waits until somebody opens it. */
    if (!gm.many.count || !gm.story.exists) draw();
    else gm.on("tab", (key) => key === "places" && !body.hasChildNodes() && draw());
    rove(body, "th button", true);
    gm.on("filter", draw);
    gm.on("selected", (chosen) =>
      rows.forEach(({ line }, feature) => line.classList.toggle("gm-chosen", feature === chosen)),
    );
    gm.on("lit", (lit) => rows.forEach(({ line }, feature) => line.classList.toggle("gm-lit", feature === lit)));
    const column = (/** @type {string} */ key, name = "") => h("th", { scope: "col", class: name, text: gm.t(key) });
    return h(
      "div",
      { class: "gm-list" },
      h("div", { class: "gm-tools" }, query, order),
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("td"),
            column("col.name"),
            column("col.mentions", "gm-num"),
            column("col.confidence", "gm-num"),
          ),
        ),
        body,
      ),
      empty,
      missing,
    );
  },
};
