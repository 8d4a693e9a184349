/* What a person has said, applied to the data that the page was made with, as geomap applies it (geomap/maps/edited.py,
   geomap/resolution/corrections.py). Nothing here touches the page. */
import { asRow } from "./form.js";
import { SYMBOLS, unrolled } from "./unrolled.js";

const WORDS = /** @type {const} */ (["label", "kind", "symbol", "colour", "group"]);
const UNCERTAIN = 0.5;
/* Letters that Unicode does not decompose, and what is dropped or stands for a space: geomap/gazetteer/names.py. */
const LETTERS = { ł: "l", đ: "d", ø: "o", ı: "i", ħ: "h", æ: "ae", œ: "oe", ð: "d", þ: "th", ŧ: "t", ə: "e", ß: "ss" };
const DROPPED = /['’‘‛`´ʻʼʽʾʿˈʹ′.·\u200b-\u200f\u00ad\ufeff\p{M}]/gu;

/**
 * The form in which names are compared.
 * @param {string} name
 */
const folded = (name) =>
  name
    .toLowerCase()
    .normalize("NFKD")
    .replace(DROPPED, "")
    .replace(/[łđøıħæœðþŧəß]/g, (c) => /** @type {any} */ (LETTERS)[c])
    .replace(/[-‐‑‒–—_/\s]+/g, " ")
    .trim();

/* Positions count characters in what is said, and UTF-16 units on the page. */
/** @param {string} text */
function counting(text) {
  if (!/[\ud800-\udfff]/.test(text))
    return { units: (/** @type {number} */ n) => n, characters: (/** @type {number} */ n) => n };
  const starts = [0];
  for (const c of text) starts.push(starts[starts.length - 1] + c.length);
  /** @param {number} unit */
  const characters = (unit) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] < unit) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return { units: (/** @type {number} */ n) => starts[Math.min(Math.max(n, 0), starts.length - 1)], characters };
}

/** @param {string} text */
const plain = (text) => text.split(/\s+/).filter(Boolean).join(" ");

/* The titles of all groups, in the order of their layers. */
/** @param {any} said */
function groupsOf({ names = {}, mentions = [], added = [] }) {
  const rows = [...Object.values(names), ...mentions, ...added];
  return [...new Set(rows.map((row) => plain(row.group || "")).filter(Boolean))].sort();
}

/** @param {any} rule */
const decides = (rule) => rule.place !== undefined || rule.point !== undefined;

/* What is said of a mention, over what is said of its name: who says that another place is meant has not said that it is
   called, or drawn, like the first. */
/**
 * @param {any} a
 * @param {any} b
 */
const over = (a, b) => (decides(a) ? a : { ...b, ...a });

/* What is said of the mentions of one document, by span: of that document over what is said of any. */
/**
 * @param {any[]} rows
 * @param {DocumentData} document
 * @param {(row: any) => boolean} isMeant
 */
function bySpan(rows, document, isMeant) {
  const made = new Map();
  for (const key of new Set(["", document.title, document.source]))
    for (const row of rows) if ((row.document || "") === key && isMeant(row)) made.set(row.start + "-" + row.end, row);
  return made;
}

/**
 * A document of the page, with what is said of it.
 * @param {DocumentData} document
 * @param {any} said
 */
function readDocument(document, said) {
  const { text } = document;
  const { units, characters } = counting(text);
  const slice = (/** @type {number} */ start, /** @type {number} */ end) => text.slice(units(start), units(end));
  const isThere = (/** @type {any} */ row) => {
    if (!text) return true;
    const words = slice(row.start, row.end);
    return words !== "" && (!row.text || words.includes(row.text) || row.text.includes(words));
  };
  const mentions = bySpan(said.mentions || [], document, isThere);
  const exact = bySpan(said.added || [], document, (row) => text !== "" && slice(row.start, row.end) === row.text);
  const added = new Map();
  let end = 0;
  for (const row of [...exact.values()].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (row.start < end) continue;
    added.set(row.start + "-" + row.end, row);
    end = row.end;
  }
  return { text, units, characters, slice, mentions, added };
}

/**
 * @param {any} base the data that the page was made with; `made` keeps the mentions that were added
 * @param {any} said
 * @param {Map<string, any>} known places that a search has given, by id
 */
function applied(base, said, known) {
  const docs = base.docs.map((/** @type {DocumentData} */ one) => readDocument(one, said));
  const names = new Map(Object.entries(said.names || {}).map(([name, row]) => [folded(name), asRow(row)]));
  const features = new Map(base.features.map((/** @type {Feature} */ one) => [one.key, { ...one, m: [], rules: [] }]));
  const colours = new Map();
  /** @type {{ m: Mention, rule: any, key: string | null }[]} */
  const hidden = [];
  /** @type {Mention[]} */
  const refused = [];
  /** @type {any[]} */
  const unplaced = [];

  /* Every mention that there is, with its span in characters and the feature that it has been put to. */
  /** @type {any[]} */
  const all = [];
  for (const feature of base.features)
    for (const m of feature.m) all.push({ m, key: feature.key, span: m.p || [m.s, m.e] });
  for (const m of base.unplaced) {
    const { characters } = docs[m.d];
    all.push({ m, key: null, span: [characters(m.s), characters(m.e)] });
  }
  /** @type {any[]} */
  let kept = all;
  docs.forEach((/** @type {any} */ document, /** @type {number} */ d) => {
    const there = new Set(all.filter(({ m }) => m.d === d).map(({ span }) => span.join("-")));
    const pointed = [...document.mentions].filter(([, row]) => row.place || row.point !== undefined);
    for (const [key, row] of [...pointed, ...document.added]) {
      if (there.has(key) || !document.text) continue;
      const span = [row.start, row.end];
      kept = kept.filter(
        (one) => one.m.d !== d || one.span[1] <= span[0] || span[1] <= one.span[0] || one.m.kind === "relative",
      );
      kept.push({ m: added(base, d, document, span), key: null, span });
    }
  });

  /**
   * What is said of a mention.
   * @param {any} one
   */
  function ruleOf({ m, span }) {
    const document = docs[m.d];
    const key = span.join("-");
    const words = document.text ? document.slice(span[0], span[1]) : m.t;
    const found = [document.mentions.get(key), document.added.get(key)];
    found.push([words, m.n || ""].map((name) => names.get(folded(name))).find(Boolean));
    return found.filter(Boolean).reduceRight((rest, row) => (rest ? over(row, rest) : row), null);
  }

  for (const one of kept) {
    const { m, key } = one;
    const rule = ruleOf(one);
    m.decided = Boolean(rule && decides(rule));
    let feature = key === null ? null : features.get(key);
    if (m.decided && rule.place === false) {
      refused.push(m);
      continue;
    }
    if (m.decided) feature = target(features, rule, m, feature, known, base);
    if (!feature) unplaced.push(m);
    else if (rule?.hidden) hidden.push({ m, rule, key: feature.key });
    else {
      feature.m.push(m);
      if (rule) feature.rules.push(rule);
    }
  }
  const made = [...features.values()].filter((feature) => feature.m.length);
  const groups = groupsOf(said);
  return {
    features: made.map((feature) => dressed(feature, base.style, colours, groups)),
    refused,
    hidden,
    unplaced,
    groups,
    colours,
    annotations: (said.annotations || []).map((/** @type {any} */ one) =>
      unrolled(
        one,
        base.middle,
        tinted(one.symbol || SYMBOLS[one.kind], one.colour, base.style, colours),
        base.features.find((/** @type {any} */ feature) => feature.key === one.place && feature.poly),
      ),
    ),
  };
}

/* A mention that a person has added: the same object each time, since the page keeps its mark there. */
/**
 * @param {any} base
 * @param {number} d
 * @param {any} document
 * @param {number[]} span
 */
function added(base, d, document, span) {
  const [s, e] = span.map(document.units);
  const key = d + ":" + s + ":" + e;
  if (!base.made.has(key)) {
    const t = document.text.slice(s, e);
    base.made.set(key, {
      d,
      s,
      e,
      t,
      text: t,
      kind: "literal",
      c: 1,
      ...(s === span[0] && e === span[1] ? {} : { p: span }),
    });
  }
  return base.made.get(key);
}

/** @param {number} value */
const degrees = (value) => value.toFixed(5);

/* The feature that a decided mention goes to: one of the page, a rival or a find of a search, or a place of its own. */
/**
 * @param {Map<string, any>} features
 * @param {any} rule
 * @param {Mention} m
 * @param {any} from
 * @param {Map<string, any>} known
 * @param {{ byHand?: string, rivals?: any[] }} base what a place is called that is only a point, and all rivals
 */
function target(features, rule, m, from, known, { byHand = "", rivals = [] }) {
  const { place, point } = rule;
  const id = place || "correction:" + degrees(point[1]) + "," + degrees(point[0]);
  if (from && (from.id === id || (from.approximate && from.id === id))) return from;
  const there = [...features.values()].find((one) => one.id === id && !one.approximate);
  if (there) return there;
  const found = place
    ? known.get(id)
    : { title: rule.name || rule.label || m.t.split(/\s+/).join(" "), what: byHand, where: "" };
  if (!found) return from;
  /* The text's own words are a name of a rival; of a place that was searched for, nobody knows. */
  const isNamed = from && m.riv?.some((n) => rivals[n]?.[0] === place);
  const title = isNamed && m.t.includes(from.title) ? from.title : found.title;
  const sites = { layer: "sites", symbol: "site" };
  const made = {
    ...(place ? { layer: "cities", symbol: "city" } : sites),
    ...found,
    key: id,
    id,
    title,
    also: title === found.title ? undefined : found.title,
    lon: place ? found.lon : point[0],
    lat: place ? found.lat : point[1],
    conf: 1,
    prominence: from ? from.prominence : 0.3,
    about: from ? from.about : [],
    credits: [],
    m: [],
    rules: [],
    made: true,
  };
  features.set(id, made);
  return made;
}

/* Of several mentions the first of which something is said. */
/**
 * @param {any} feature
 * @param {string} key
 */
const said_ = (feature, key) => feature.rules.map((/** @type {any} */ rule) => rule[key]).find(Boolean);

/**
 * The key of a symbol in a colour; its own without one.
 * @param {string} symbol
 * @param {string | undefined} colour
 * @param {any} style
 * @param {Map<string, { symbol: string, colour: string }>} colours
 */
function tinted(symbol, colour, style, colours) {
  if (!colour || !Object.hasOwn(style.symbols, symbol)) return symbol;
  const name = colour.toLowerCase().replace("#", "");
  if (symbol.endsWith("-" + name)) return symbol;
  const key = symbol + "-" + name;
  colours.set(key, { symbol, colour: colour.toLowerCase() });
  return key;
}

/* A feature as a person names and draws it. */
/**
 * @param {any} drafted
 * @param {any} style
 * @param {Map<string, any>} colours
 * @param {string[]} groups
 */
function dressed({ rules, ...feature }, style, colours, groups) {
  const [label, kind, symbol, colour, group] = WORDS.map((key) => said_({ rules }, key));
  const point = said_({ rules }, "point");
  feature.m.sort((/** @type {Mention} */ a, /** @type {Mention} */ b) => a.d - b.d || a.s - b.s);
  const loud = feature.m.filter((/** @type {Mention} */ m) => !m.quiet);
  const counted = loud.length ? loud : feature.m;
  if (counted.some((/** @type {any} */ m) => m.decided)) {
    feature.conf =
      counted.reduce((/** @type {number} */ sum, /** @type {any} */ m) => sum + (m.decided ? 1 : m.c), 0) /
      counted.length;
    feature.corrected = counted.every((/** @type {any} */ m) => m.decided);
    if (feature.uncertain && feature.conf >= UNCERTAIN) {
      delete feature.uncertain;
      if (feature.sure) [feature.layer, feature.symbol] = feature.sure;
    }
  }
  if (label) feature.title = plain(label);
  if (kind) feature.what = plain(kind);
  if (symbol && Object.hasOwn(style.symbols, symbol)) {
    if ((style.symbols[symbol].form || "pin") === "pin" && !feature.poly && !feature.line)
      feature.layer = style.layers.of[symbol] || style.layers.of.any;
    feature.symbol = symbol;
  }
  feature.symbol = tinted(feature.symbol, colour, style, colours);
  if (group) feature.layer = "group-" + groups.indexOf(plain(group));
  if (point) {
    feature.lon = point[0] + 360 * Math.round((feature.lon - point[0]) / 360);
    feature.lat = point[1];
  }
  return feature;
}

export { applied, counting, folded };
