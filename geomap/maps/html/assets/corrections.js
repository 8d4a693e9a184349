/* A reader's corrections: the map changes at once, and a file tells geomap. Nothing leaves the page by itself. */
import { gm } from "./core.js";
import { written } from "./form.js";

const h = gm.h;
/** @type {HTMLElement} */
let box;

function target(/** @type {Feature} */ feature, /** @type {Rival} */ rival) {
  const known = gm.features.find((f) => f.id === rival[0] && !f.approximate);
  if (known) return known;
  /* The text's own word goes with its mentions, as it does when geomap reads the correction. */
  const isWord = feature.m.some((m) => m.t.includes(feature.title));
  /** @type {Feature} */
  const made = {
    key: rival[0] + "#chosen",
    id: rival[0],
    layer: "cities",
    symbol: "city",
    title: isWord ? feature.title : rival[1],
    also: isWord && feature.title !== rival[1] ? rival[1] : undefined,
    what: rival[2],
    where: rival[3],
    lon: rival[4],
    lat: rival[5],
    conf: 1,
    prominence: feature.prominence,
    about: feature.about,
    credits: [],
    m: [],
    corrected: true,
    made: true,
  };
  if (!gm.places.groups.cities) made.layer = feature.layer;
  gm.features.push(made);
  gm.byKey.set(made.key, made);
  gm.places.make(made);
  gm.emit("made", made);
  return made;
}

/** @param {{ feature: Feature, rival: Rival | null }} said */
function correct({ feature, rival }) {
  const to = rival && target(feature, rival);
  const moved = feature.m;
  gm.state.corrections.push({ feature, to, moved });
  feature.m = [];
  feature.removed = true;
  if (to) {
    to.m = to.m.concat(moved).sort((/** @type {any} */ a, /** @type {any} */ b) => a.d - b.d || a.s - b.s);
    to.removed = false;
  }
  repaint(moved, to);
  gm.emit("filter");
  draw();
  gm.select(to, { from: "correction" });
}

function undo() {
  const last = gm.state.corrections.pop();
  if (!last) return;
  const { to, moved } = last;
  if (to) {
    to.m = to.m.filter((m) => !moved.includes(m));
    to.removed = !to.m.length;
  }
  last.feature.m = moved;
  last.feature.removed = false;
  repaint(moved, last.feature);
  gm.emit("filter");
  draw();
  gm.select(last.feature, { from: "correction" });
}

/**
 * Marks in the text change hands with their mentions.
 * @param {Mention[]} mentions
 * @param {Feature | null} feature
 */
function repaint(mentions, feature) {
  for (const m of mentions) {
    if (!m.node) continue;
    const changed = [m.node, ...(m.more || [])].map((node) => {
      const text = node.textContent || "";
      const fresh = feature
        ? gm.story.mark(feature, m, text)
        : h("span", { class: "gm-mark unplaced", tabindex: "-1", title: gm.t("not-a-place"), text });
      node.replaceWith(fresh);
      node.successor = fresh;
      return fresh;
    });
    m.node = changed[0];
    if (m.more) m.more = changed.slice(1);
  }
}

/* What was said when the page was made, and over it the last word on each mention; spans count characters of the text, as
   in every output of geomap. */
function file() {
  const said = JSON.parse(gm.data.corrections || '{"format": "geomap-corrections", "version": 2}');
  const final = new Map();
  for (const { to, moved } of gm.state.corrections) {
    for (const m of moved) {
      const document = gm.data.docs[m.d];
      const [start, end] = m.p || [m.s, m.e];
      final.set(m, {
        document: document.source || document.title,
        start,
        end,
        text: m.t,
        place: to ? to.id : false,
      });
    }
  }
  return written(said, [...final.values()]);
}

function download() {
  const text = file();
  const field = /** @type {HTMLTextAreaElement} */ (box.querySelector("textarea"));
  field.value = text;
  /* In a sandboxed frame nothing can be downloaded: then the text is there to be copied. */
  if (window.origin === "null" && window.parent !== window) {
    /** @type {HTMLElement} */ (box.querySelector(".gm-copy")).hidden = false;
    field.focus();
    field.select();
    return;
  }
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const anchor = h("a", { href: url, download: "corrections.json" });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function draw() {
  const n = gm.state.corrections.length;
  box.hidden = !n;
  /** @type {HTMLElement} */ (box.querySelector(".gm-count")).textContent = gm.count("corrections", n);
}

gm.corrections = {
  build() {
    box = h(
      "div",
      { class: "gm-corrections", role: "status", hidden: true },
      h("span", { class: "gm-count" }),
      h("button", { type: "button", text: gm.t("download"), on: { click: download } }),
      h("button", { type: "button", class: "gm-link", text: gm.t("undo"), on: { click: undo } }),
      h(
        "label",
        { class: "gm-copy", hidden: true },
        gm.t("copy-corrections"),
        h("textarea", { rows: 6, readonly: true }),
      ),
    );
    gm.on("correct", correct);
    return box;
  },
  file,
  focus() {
    const node = box.hidden ? document.querySelector(".gm-panel:not([hidden])") : box.querySelector(".gm-link");
    /** @type {HTMLElement} */ (node).focus();
  },
};
