/* What is known about one place: the popup. */
import { gm } from "./core.js";
import { asTable } from "./grid.js";
import { around } from "./wording.js";

const h = gm.h;
const MOST = 12;
const MOST_QUOTED = 2;
/* Notes of the gazetteer are English in every page: from the left, and told to a reader's voice. */
const ENGLISH = { dir: "ltr", lang: "en" };

/* An address from the data becomes a link only if it is a web address. */
const link = (/** @type {string} */ name, /** @type {string} */ url) =>
  /^https?:\/\//.test(url || "")
    ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer", text: name })
    : h("span", { text: name });

function confidence(/** @type {Feature} */ feature) {
  if (gm.data.published) return feature.uncertain ? h("p", { class: "gm-flag", text: gm.t("unsure") }) : null;
  const value = feature.corrected ? 1 : feature.conf;
  return h(
    "div",
    { class: "gm-sure" + (feature.uncertain ? " low" : "") },
    h("span", { class: "gm-bar", "aria-hidden": "true" }, h("span", { class: "gm-fill s" + Math.round(value * 10) })),
    h("span", {
      text: feature.corrected
        ? gm.t("corrected")
        : gm.t("confidence") + ": " + gm.sure(value) + " (" + gm.percent(value) + ")",
    }),
  );
}

function mention(/** @type {Feature} */ feature, /** @type {Mention} */ m) {
  const document = gm.data.docs[m.d];
  const item = h("li", { class: m.quiet ? "quiet" : null });
  const [quote, first, last] = m.q
    ? [gm.data.quotes[m.q[0]], m.q[1], m.q[2]]
    : feature.many && document.text && m.e > m.s
      ? around(document.text, m.s, m.e)
      : [];
  if (quote) {
    item.append(
      asTable(
        h(
          "div",
          { dir: "auto", class: "gm-quote", lang: document.lang },
          quote.slice(0, first),
          h("mark", { text: quote.slice(first, last) }),
          quote.slice(last),
        ),
      ),
    );
  } else if (m.t) item.append(h("div", {}, h("mark", { dir: "auto", lang: document.lang, text: m.t })));
  const origin = gm.data.docs.length > 1 ? document.title || document.source : "";
  if (m.anchor) item.append(h("span", { class: "gm-origin", text: gm.t("anchor.note") }));
  if (origin) item.append(h("span", { class: "gm-origin", text: origin, dir: "auto" }));
  if (document.text) {
    item.append(
      h("button", {
        type: "button",
        class: "gm-link",
        text: gm.t("show-in-text"),
        on: { click: () => gm.emit("read", { feature, mention: m }) },
      }),
    );
  }
  return item;
}

const day = (/** @type {string} */ date) =>
  new Intl.DateTimeFormat(gm.data.lang, { dateStyle: "long", timeZone: "UTC" }).format(new Date(date));

function status(/** @type {Feature} */ feature) {
  const s = feature.status;
  if (!s) return null;
  const names = (/** @type {string[]} */ list) => new Intl.ListFormat(gm.data.lang).format(list);
  return h(
    "div",
    { class: "gm-status" },
    h("strong", { text: gm.t("disputed") + (s.of ? " · " + s.of : "") }),
    h("p", { dir: "auto", lang: s.lang, text: s.text }),
    s.claimants.length ? h("p", { text: gm.t("claimed", { names: names(s.claimants) }) }) : null,
    s.held ? h("p", { text: gm.t("held", { names: s.held }) }) : null,
    s.line ? h("p", {}, gm.t("line", { names: "" }), h("bdi", { lang: s.lang, text: s.line })) : null,
    s.checked ? h("p", { class: "gm-dim", text: gm.t("checked", { date: day(s.checked) }) }) : null,
  );
}

/* Who has reasons and rivals: each mention, and of very many points the point itself. */
const told = (/** @type {Feature} */ feature) => (feature.many ? [feature] : feature.m);

function rivals(/** @type {Feature} */ feature) {
  const seen = new Map();
  for (const m of told(feature))
    for (const number of m.riv || []) seen.set(gm.data.rivals[number][0], gm.data.rivals[number]);
  if (!seen.size) return null;
  const items = [...seen.values()].map((rival) =>
    h(
      "li",
      {},
      h(
        "span",
        {},
        h("strong", { text: rival[1] }),
        " ",
        h("span", {
          class: "gm-dim",
          text: [rival[2], rival[3], gm.t("away", { km: gm.km(rival[6]) })].filter(Boolean).join(" · "),
        }),
      ),
      feature.many
        ? null
        : h("button", {
            type: "button",
            class: "gm-link",
            text: gm.t("choose"),
            on: { click: correction(feature, rival) },
          }),
    ),
  );
  return h(
    "details",
    {},
    h("summary", { text: gm.t("rivals") + " (" + gm.number(items.length) + ")" }),
    h("ul", { class: "gm-rivals" }, items),
  );
}

function reasons(/** @type {Feature} */ feature) {
  const all = new Set();
  for (const m of told(feature)) for (const number of m.why || []) all.add(gm.data.reasons[number]);
  if (!all.size) return null;
  return h(
    "details",
    { open: feature.uncertain },
    h("summary", { text: gm.t("why") }),
    h(
      "ul",
      { class: "gm-reasons" },
      [...all].slice(0, 8).map((text) => h("li", { dir: "auto", text })),
    ),
  );
}

function sources(/** @type {Feature} */ feature) {
  const items = (feature.credits || []).map((/** @type {number} */ number) => {
    const [name, licence, url] = gm.data.credits[number];
    return h("li", {}, link(name, url), licence ? " · " + licence : "");
  });
  for (const address of feature.status?.sources || []) items.push(h("li", {}, link(address, address)));
  items.push(
    h(
      "li",
      { class: "gm-dim" },
      h("bdi", { text: feature.id }),
      " · ",
      h("bdi", { text: feature.lat.toFixed(4) + ", " + feature.lon.toFixed(4) }),
    ),
  );
  return h("details", {}, h("summary", { text: gm.t("sources") }), h("ul", { class: "gm-sources" }, items));
}

/* The click goes no further: its button leaves the page with the old details, and Leaflet would take a click on what is
   nowhere for one on the map. */
const correction =
  (/** @type {Feature} */ feature, /** @type {Rival | null} */ rival) => (/** @type {any} */ event) => {
    event.stopPropagation();
    gm.emit("correct", { feature, rival });
  };

/* What the readers of an article get: where the text speaks of it. */
function quoted(/** @type {Feature} */ feature, /** @type {Mention[]} */ list) {
  const shown = list.filter((m) => m.q).slice(0, MOST_QUOTED);
  return shown.length
    ? [
        h(
          "ul",
          { class: "gm-mentions" },
          shown.map((m) => mention(feature, m)),
        ),
      ]
    : [];
}

/* What an editor gets: every mention, why this place, which others, and whose record it is. */
function checked(/** @type {Feature} */ feature, /** @type {Mention[]} */ list, /** @type {Mention[]} */ loud) {
  return [
    h("h3", {
      text:
        list.length && !loud.length
          ? gm.t("quiet")
          : gm.count("mentions", feature.many ? gm.counted(feature) : loud.length),
    }),
    h(
      "ul",
      { class: "gm-mentions" },
      list.slice(0, MOST).map((m) => mention(feature, m)),
      list.length > MOST
        ? h("li", { class: "gm-dim", text: gm.t("more", { n: gm.number(list.length - MOST) }) })
        : null,
    ),
    reasons(feature),
    rivals(feature),
    feature.ends ? null : sources(feature),
    h(
      "p",
      { class: "gm-actions" },
      h("button", { type: "button", text: gm.t("zoom-to"), on: { click: () => gm.zoomTo(feature) } }),
      feature.many || feature.ends || gm.editor?.on
        ? null
        : h("button", { type: "button", text: gm.t("not-a-place"), on: { click: correction(feature, null) } }),
    ),
  ];
}

gm.details = (feature) => {
  const shown = feature.m.filter(gm.active);
  const loud = shown.filter((m) => !m.quiet);
  const list = [...loud, ...shown.filter((m) => m.quiet)];
  const facts = [feature.what, feature.where].filter(Boolean).join(" · ");
  return h(
    "div",
    { class: "gm-details", dir: gm.data.dir, tabindex: "-1", role: "dialog", "aria-label": feature.title },
    h("h2", {}, gm.symbols.swatch(feature.symbol, 17), h("bdi", { text: feature.title })),
    h("p", { class: "gm-facts", text: facts }),
    feature.also ? h("p", { class: "gm-facts" }, h("bdi", { text: feature.also })) : null,
    feature.pop ? h("p", { class: "gm-facts", text: gm.t("population", { n: gm.number(feature.pop) }) }) : null,
    gm.weighed(feature) !== null
      ? h("p", { class: "gm-facts gm-weight", text: gm.t("weight", { n: gm.number(gm.weighed(feature) || 0) }) })
      : null,
    feature.approximate ? h("p", { class: "gm-flag", text: gm.t("approximate") }) : null,
    feature.sketch
      ? h("p", { class: "gm-flag", text: gm.t("sketch") })
      : feature.rough
        ? h("p", { class: "gm-flag", text: gm.t("rough") })
        : null,
    confidence(feature),
    status(feature),
    feature.note ? h("p", Object.assign({ class: "gm-note", text: feature.note }, ENGLISH)) : null,
    gm.editor?.on && !feature.many && !feature.ends ? gm.editor.cards.map((card) => card(feature)) : null,
    gm.data.published ? quoted(feature, list) : checked(feature, list, loud),
  );
};
