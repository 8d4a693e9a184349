/* What a person has said of this map, step by step; the page is drawn anew from each. Nothing leaves the page by itself. */
import { applied, counting, folded } from "./applied.js";
import { checked } from "./checked.js";
import { gm } from "./core.js";
import { EMPTY, add, asRow, forget, isSame, ofMention, ofName, toText } from "./form.js";
import { heard, learnt } from "./learnt.js";
import { position } from "./position.js";
import { unrolled } from "./unrolled.js";

/* A feature without what is drawn of it. */
/** @param {any} feature */
function plain(feature) {
  const { shape, marker, px, visible, pinned, removed, corrected, ...data } = feature;
  return data;
}

const TABLES = ["reasons", "rivals", "quotes", "credits", "dates", "base", "labels"];

/* The data that the page was made with. */
/** @param {any} data @param {string} [text] of data that the page did not come with */
function baseOf(data, text = "") {
  return {
    text,
    lang: data.lang,
    docs: data.docs,
    features: data.features.map(plain),
    unplaced: data.unplaced.map((/** @type {any} */ one) => ({ ...one, t: one.text, kind: "literal", c: 0 })),
    tour: data.tour,
    box: data.box,
    title: data.title,
    layers: data.layers.map((/** @type {any} */ one) => ({ ...one })),
    rivals: data.rivals,
    style: structuredClone(data.style),
    middle: (data.box[0] + data.box[2]) / 2,
    byHand: gm.t("by-hand"),
    made: new Map(),
    corrections: data.corrections,
    /* What its mentions and its ground are told by: numbers in one base mean nothing in another. */
    tables: Object.fromEntries(TABLES.map((key) => [key, data[key]])),
  };
}

/* Places that no gazetteer has: only their position can be said. */
const POINT = /^(?:correction|position|relative):/;
const known = new Map();
/** @type {{ base: any, said: any, what: string }[]} */
const past = [];
/** @type {typeof past} */
let future = [];
let base = baseOf(gm.data);
let now = { base, said: EMPTY, what: "" };
/** @type {any} */
let shown = { hidden: [], refused: [], groups: [] };
let marked = "";

/** @param {any} found */
function know(found) {
  known.set(found.id, found);
}

function knowRivals() {
  for (const [id, title, what, where, lon, lat, , , symbol = "city", layer = "cities"] of base.rivals)
    if (!known.has(id)) know({ id, title, what, where, lon, lat, symbol, layer });
  for (const { id, title, what, where, lon, lat, symbol, layer, also } of base.features)
    if (!known.has(id)) know({ id, title: also || title, what, where, lon, lat, symbol, layer });
}

/* The style as it was made, with what a person has changed; scripts hold it by its objects. */
/**
 * @param {any} into
 * @param {any} from
 * @param {any} changes
 */
function overlay(into, from, changes) {
  for (const [key, value] of Object.entries(from)) {
    const change = changes && Object.hasOwn(changes, key) ? changes[key] : undefined;
    if (value && typeof value === "object" && !Array.isArray(value)) {
      into[key] ??= {};
      overlay(into[key], value, change);
    } else into[key] = change === undefined ? value : change;
  }
}

/* What of a feature is drawn: where this is the same, its pin and its area stay. */
const looks = (/** @type {any} */ f) =>
  JSON.stringify([f.layer, f.symbol, f.title, f.what, f.where, f.lon, f.lat, f.uncertain]);

/** @param {Feature[]} wanted */
function redrawFeatures(wanted) {
  const live = new Map(gm.features.map((feature) => [feature.key, feature]));
  /** @type {Feature[]} */
  const fresh = [];
  const list = wanted.map((want) => {
    const one = live.get(want.key);
    live.delete(want.key);
    if (!one) {
      fresh.push(want);
      return want;
    }
    const isSame = looks(one) === looks(want);
    if (!isSame) gm.places.drop(one);
    for (const key of ["uncertain", "also", "corrected"]) if (!(key in want)) delete (/** @type {any} */ (one)[key]);
    Object.assign(one, want, { removed: false });
    if (!isSame) fresh.push(one);
    return one;
  });
  for (const gone of live.values()) {
    gm.places.drop(gone);
    gone.removed = true;
    gone.visible = false;
    gone.m = [];
  }
  gm.features.splice(0, gm.features.length, ...list);
  for (const feature of list) gm.byKey.set(feature.key, feature);
  for (const feature of fresh) gm.places.make(feature);
  return fresh.length > 0;
}

/* The headings of the legend, in their order, and which layers stand under the first and the last. */
const HEADINGS = ["places", "areas", "movements", "groups", "annotations"];
const PLACES = new Set(["cities", "sites", "nature", "uncertain", "anchors"]);
const DRAWN = new Set(["drawings", "callouts"]);

/* Layers that no place of the page has had, groups among them. */
/** @param {{ features: Feature[], groups: string[], annotations: any[] }} wanted */
function openLayers({ features, groups, annotations }) {
  const specs = groups.map((title, i) => ({ key: "group-" + i, title, group: "groups" }));
  for (const { key, title } of specs) {
    const layer = gm.data.layers.find((one) => one.key === key);
    if (layer) layer.title = title;
  }
  const counted = features.filter((one) => gm.counted(one) > 0);
  for (const { layer: key } of [...counted, ...annotations]) {
    if (gm.places.groups[key]) continue;
    const spec = specs.find((one) => one.key === key) || {
      key,
      title: gm.t("layer." + key),
      group: PLACES.has(key) ? "places" : DRAWN.has(key) ? "annotations" : "areas",
    };
    const rank = HEADINGS.indexOf(spec.group);
    const after = gm.data.layers.filter((one) => HEADINGS.indexOf(one.group) <= rank);
    gm.data.layers.splice(after.length, 0, spec);
    gm.places.open(key);
  }
}

/** @param {any} f */
const marksOf = (f) =>
  f.key + f.symbol + f.title + f.m.map((/** @type {any} */ m) => [m.d, m.s, m.e, m.decided]).join(";");

/* The tour that geomap made, or the order that a person wants: of steps whose places are there. */
/** @param {any} said */
function tour(said) {
  const at = (/** @type {Mention} */ m) => {
    const feature = gm.features.find((one) => one.m.includes(m));
    return feature ? [feature.key, feature.m.indexOf(m)] : null;
  };
  const arrows = new Set(gm.data.arrows.map((one) => one.key));
  const steps = base.tour.flatMap((/** @type {any} */ step) => {
    if (arrows.has(step[0])) return [step];
    const m = base.features.find((/** @type {any} */ one) => one.key === step[0])?.m[step[1]];
    const found = m && at(m);
    return found ? [[...found, step[2]]] : [];
  });
  if (!said.tour?.length) return steps;
  const byId = new Map(
    gm.features
      .filter((one) => one.m.length)
      .reverse()
      .map((one) => [one.id, [one.key, 0, -1]]),
  );
  /* A step to a part of a place, or along a way, is said by its own key. */
  for (const step of [...steps].reverse()) byId.set(step[0], step);
  return said.tour.flatMap((/** @type {string} */ id) => (byId.has(id) ? [byId.get(id)] : []));
}

/* Ways whose places have been moved. */
function ways() {
  const was = new Map(base.features.map((/** @type {Feature} */ one) => [one.key, one]));
  const made = new Map();
  for (const { key, ends = [] } of gm.arrows.all) {
    const now = ends.map((end) => gm.byKey.get(end));
    const isMoved = now.some(
      (one, i) => one && (one.lon !== was.get(ends[i])?.lon || one.lat !== was.get(ends[i])?.lat),
    );
    const line = now.flatMap((one) => (one ? [[one.lon, one.lat]] : []));
    if (isMoved && line.length === 2) made.set(key, unrolled({ kind: "arrow", line }, base.middle).line);
  }
  return made;
}

/* Draw what is said. */
function draw() {
  const { said } = now;
  const wanted = applied(base, said, known);
  shown = wanted;
  overlay(gm.data.style, base.style, said.style);
  gm.tints.add(wanted.colours);
  openLayers(wanted);
  redrawFeatures(wanted.features);
  gm.data.unplaced = wanted.unplaced;
  gm.data.tour = tour(said);
  gm.data.annotations = wanted.annotations;
  gm.data.box = said.frame ? boxOf(said.frame) : base.box;
  gm.data.title = said.headline || base.title;
  const marks = JSON.stringify([
    gm.features.map(marksOf),
    [...wanted.unplaced, ...wanted.refused].map((m) => [m.d, m.s, m.e]),
    said.headline,
  ]);
  if (marks !== marked) {
    marked = marks;
    if (gm.story.exists) gm.story.redraw();
    gm.setHeadline(said.headline || "");
    gm.list.redraw();
  }
  gm.arrows.bend(ways());
  gm.annotations?.redraw();
  gm.emit("filter");
}

/* As geomap/maps/edited.py has it: of a centre and a zoom what a window of 960 to 600 pixels shows there. */
/** @param {any} frame */
function boxOf({ bounds, centre, zoom = 0 }) {
  const most = 85;
  const cut = (/** @type {number} */ lat) => Math.max(-most, Math.min(most, lat));
  if (bounds) {
    const [west, south, east, north] = bounds;
    return [west, cut(south), east > west ? east : east + 360, cut(north)];
  }
  const degrees = 360 / (256 * 2 ** zoom);
  const [across, down] = [480 * degrees, 300 * degrees];
  const middle = (Math.asinh(Math.tan((cut(centre[1]) * Math.PI) / 180)) * 180) / Math.PI;
  const [south, north] = [-down, down].map(
    (side) => (Math.atan(Math.sinh(((middle + side) * Math.PI) / 180)) * 180) / Math.PI,
  );
  return [centre[0] - across, cut(south), centre[0] + across, cut(north)];
}

/**
 * @param {typeof now} next
 * @param {Mention} [m] the mention whose place is shown then
 */
function become(next, m) {
  const isNew = next.base !== base;
  now = next;
  base = next.base;
  if (isNew) {
    Object.assign(gm.data, base.tables);
    gm.basemap.redraw();
    knowRivals();
  }
  draw();
  if (isNew) gm.refit();
  const { current } = gm;
  if (m) gm.edits.follow(m);
  else if (current && !current.many && !current.ends)
    gm.select(gm.features.includes(current) ? current : null, { from: "edit" });
  gm.emit("edited", { what: next.what });
}

/**
 * One step that can be undone.
 * @param {string} what the key of the text that names it
 * @param {any} said
 * @param {Mention} [m]
 */
function change(what, said, m) {
  if (toText(said) === toText(now.said)) return;
  past.push(now);
  future = [];
  become({ base, said: Object.freeze(said), what }, m);
}

/**
 * @param {typeof past} from
 * @param {typeof past} to
 */
function step(from, to) {
  const next = from.pop();
  if (!next) return;
  to.push(now);
  become(next);
}

/* Where words stand, as what is said counts them. */
/**
 * @param {number} d
 * @param {number} s
 * @param {number} e
 */
function where(d, s, e) {
  const document = gm.data.docs[d];
  const { characters } = counting(document.text);
  return {
    document: document.source || document.title,
    start: characters(s),
    end: characters(e),
    text: document.text.slice(s, e),
  };
}

/** @param {Mention} m */
function whereOf(m) {
  const document = gm.data.docs[m.d];
  if (!m.p && document.text) return where(m.d, m.s, m.e);
  const [start, end] = m.p || [m.s, m.e];
  const { units } = counting(document.text);
  const text = document.text ? document.text.slice(units(start), units(end)) : m.t;
  return { document: document.source || document.title, start, end, text };
}

/* A name that means two places in the text says nothing of one of them. */
/** @param {Mention[]} mentions */
function namesOf(mentions) {
  const names = new Map(mentions.map((m) => [folded(whereOf(m).text), whereOf(m).text]));
  const others = gm.features.flatMap((one) => one.m).filter((m) => !mentions.includes(m));
  return others.some((m) => names.has(folded(whereOf(m).text))) ? null : [...names.values()];
}

/**
 * What is said with a change to a place's mentions: of their names, or of each where a name means two places.
 * @param {any} said
 * @param {Mention[]} mentions
 * @param {any} changes
 * @param {Mention | undefined} only
 */
function saying(said, mentions, changes, only) {
  if (only) return ofMention(said, whereOf(only), changes);
  const names = namesOf(mentions);
  if (!names || !gm.data.docs.every((one) => one.text))
    return mentions.reduce((made, m) => ofMention(made, whereOf(m), changes), said);
  let made = said;
  for (const m of mentions) {
    const at = whereOf(m);
    const isAdded = (made.added || []).some((/** @type {any} */ one) => isSame(one, at));
    if (isAdded) made = ofMention(made, at, changes);
    else if ((made.mentions || []).some((/** @type {any} */ one) => isSame(one, at))) {
      const nothing = Object.fromEntries(Object.keys(changes).map((key) => [key, undefined]));
      made = ofMention(made, at, nothing);
    }
  }
  return names.reduce((one, name) => ofName(one, name, changes, folded), made);
}

gm.edits = {
  /* The text of the data that the map was made with anew; "" as long as it is what the page was opened with. */
  get data() {
    return base.text;
  },
  /* What has been left out of what the page was opened with. */
  left: [],
  checked: (raw, style = base.style) =>
    checked(raw, { symbols: Object.keys(style.symbols), position: (text) => position(text, base.lang) }),
  get said() {
    return now.said;
  },
  get base() {
    return base;
  },
  get past() {
    return past;
  },
  get future() {
    return future;
  },
  get what() {
    return now.what;
  },
  get hidden() {
    return shown.hidden;
  },
  get refused() {
    return shown.refused;
  },
  get groups() {
    return shown.groups;
  },
  change,
  know,
  known,
  where,
  whereOf,
  undo: () => step(past, future),
  redo: () => step(future, past),
  text: () => toText(now.said),
  learnt: () => learnt(now.said, base, known),
  say(feature, changes, { only, what = "edit.did.said", shown: m = only || feature.m[0] } = {}) {
    const full = "point" in changes && !("place" in changes) && !POINT.test(feature.id);
    const said = saying(now.said, feature.m, full ? { place: feature.id, ...changes } : changes, only);
    change(what, said, m || undefined);
  },
  sayAll(list, what = "edit.did.said") {
    change(
      what,
      list.reduce((said, [feature, changes, only]) => saying(said, feature.m, changes, only), now.said),
    );
  },
  /* What the buttons of a card say; corrections.js. */
  correct() {},
  /* The card of the place that a mention has now. */
  follow(m) {
    const feature = gm.features.find((one) => one.m.includes(m));
    if (feature || gm.current) gm.select(feature || null, { from: "edit" });
  },
  add(at, changes, what = "edit.did.added") {
    change(what, add(now.said, at, changes));
  },
  forget(at, what = "edit.did.removed") {
    change(what, forget(now.said, at));
  },
  ruleOf(m) {
    const at = whereOf(m);
    const rows = [...(now.said.mentions || []), ...(now.said.added || [])].filter((one) => isSame(one, at));
    const name = Object.entries(now.said.names || {}).find(([key]) => folded(key) === folded(at.text));
    return { ...(name ? asRow(name[1]) : {}), ...rows[0] };
  },
  load(data, said) {
    past.push(now);
    future = [];
    const text = JSON.stringify(data);
    become({
      base: baseOf(data, text),
      said: Object.freeze(gm.edits.checked(said, data.style).said || EMPTY),
      what: "edit.did.again",
    });
  },
  /* The same said of data that were made with it: no step of its own. */
  renew(data) {
    become({ ...now, base: baseOf(data, JSON.stringify(data)) });
  },
  start() {
    gm.annotations?.add();
    knowRivals();
    const found = document.getElementById("gm-known")?.textContent || "[]";
    for (const one of heard(found, Object.keys(base.style.symbols))) if (!known.has(one.id)) know(one);
    const kept = document.getElementById("gm-edits");
    const made = gm.data.corrections ? JSON.parse(gm.data.corrections) : EMPTY;
    const { said, left } = kept ? gm.edits.checked(kept.textContent || "") : { said: made, left: [] };
    gm.edits.left = said ? left : ["gm-edits"];
    now = { base, said: Object.freeze(said || made), what: "" };
    shown = applied(base, now.said, known);
    if (!kept) return;
    draw();
    if (now.said.frame) gm.refit();
    gm.emit("edited", { what: "" });
  },
};
