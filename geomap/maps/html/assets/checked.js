/* Corrections from a file, a saved page, the browser's storage or a host: hostile until they have passed here. What does
   not pass is left out and told. As docs/corrections.md and corrections.schema.json say, without what needs geomap. */
import { folded } from "./applied.js";

/**
 * What a value must be: a text of so many letters, one of a pattern, a table of rules, or what a function makes of it.
 * Undefined is what does not pass.
 * @typedef {number | RegExp | { [key: string]: Rule } | ((value: any) => any)} Rule
 * @typedef {{ symbols?: string[], position?: (text: string) => number[] | null }} Known
 */

const MOST_LETTERS = 16e6;
const MOST_ROWS = 1e5;
const DEEPEST = 8;
const DIGITS = 5;

/* Where in the document we are, and what has been left out of it. */
/** @type {(string | number)[]} */
const path = [];
/** @type {string[]} */
let left = [];

const isTable = (/** @type {any} */ value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
const metre = (/** @type {number} */ value) => Number(value.toFixed(DIGITS)) + 0;

/** @param {Rule} rule @param {any} value @returns {any} */
function take(rule, value) {
  if (typeof rule === "function") return rule(value);
  if (typeof rule === "object" && !(rule instanceof RegExp)) return fields(rule)(value);
  if (typeof value !== "string") return undefined;
  if (typeof rule === "object") return rule.test(value) ? value : undefined;
  return value.length <= 2 * rule && [...value].length <= rule ? value : undefined;
}

/** @param {string | number} key @param {Rule} rule @param {any} value @returns {any} */
function taken(key, rule, value) {
  path.push(key);
  const made = take(rule, value);
  if (made === undefined) left.push(path.join("."));
  path.pop();
  return made;
}

/** @param {[string, any][]} list */
const tableOf = (list) => Object.fromEntries(list.filter(([, value]) => value !== undefined));

/* A table with its known keys, in their order. */
/** @param {{ [key: string]: Rule }} rules @returns {(value: any) => any} */
const fields = (rules) => (/** @type {any} */ value) => {
  if (!isTable(value)) return undefined;
  for (const key of Object.keys(value)) if (!Object.hasOwn(rules, key)) left.push([...path, key].join("."));
  const keys = Object.keys(rules).filter((key) => Object.hasOwn(value, key));
  return tableOf(keys.map((key) => [key, taken(key, rules[key], value[key])]));
};

/* A list without the entries that do not pass; or whole and of a least length, where it is another without them. */
/** @param {Rule} rule @param {number} most @param {number} [least] @returns {(value: any) => any} */
const list = (rule, most, least) => (/** @type {any} */ value) => {
  if (!Array.isArray(value) || value.length > most || value.length < (least || 0)) return undefined;
  const made = value.map((one, n) => (least === undefined ? taken(n, rule, one) : take(rule, one)));
  if (least === undefined) return made.filter((one) => one !== undefined);
  return made.includes(undefined) ? undefined : made;
};

/** @param {...any} all */
const among =
  (...all) =>
  (/** @type {any} */ value) =>
    all.includes(value) ? value : undefined;
/** @param {number} low @param {number} high */
const number = (low, high) => (/** @type {any} */ value) =>
  typeof value === "number" && value >= low && value <= high ? value : undefined;
const whole = (/** @type {any} */ value) => (Number.isInteger(value) ? number(0, 2 ** 40 - 1)(value) : undefined);

/* Data of a style: of numbers and plain words, of no depth in which a script would get lost. */
/** @param {number} depth @returns {(value: any) => any} */
const tree = (depth) => (value) => {
  if (typeof value === "string") return take(/^[\w .,#-]{0,1000}$/, value);
  if (typeof value === "boolean" || Number.isFinite(value)) return value;
  if (!depth) return undefined;
  if (Array.isArray(value)) return list(tree(depth - 1), 1000, 0)(value);
  const keys = Object.keys(value || {}).filter((key) => /^[$\w -]{1,60}$/.test(key) && !(key in {}));
  return fields(Object.fromEntries(keys.map((key) => [key, tree(depth - 1)])))(value);
};

const SHORT = 300;
const LONG = 500;
const PLACE = /^[^\s:]{1,60}:\S(.{0,298}\S)?$/u;
const NAME = /^[a-z][a-z0-9-]{0,30}$/;
const COLOUR = /^(#[0-9a-fA-F]{6}|[a-z][a-z0-9-]{0,30})$/;
const RATIO = /^([1-9]\d{0,2}(\.\d{1,2})?:[1-9]\d{0,2}(\.\d{1,2})?|[1-9]\d{2,3}x[1-9]\d{2,3})$/;
const SIDE = /^((above|below)(-left|-right)?|left|right)$/;
/* The geometry of what is drawn, and how many points it has at least. */
/** @type {Record<string, [string, number]>} */
const GEOMETRY = {
  callout: ["point", 1],
  line: ["line", 2],
  arrow: ["line", 2],
  area: ["polygon", 3],
  polygon: ["polygon", 3],
};
const degrees = number(-180, 180);
const flag = among(true, false);
const placeOrNone = (/** @type {any} */ value) => (value === false ? value : take(PLACE, value));

/** @param {Known} known @param {any} style */
function rulesOf({ symbols, position: read }, style) {
  const all = symbols && [...symbols, ...Object.keys(style?.symbols || {})];
  const symbol = (/** @type {any} */ value) => (all && !all.includes(value) ? undefined : take(NAME, value));
  const position = (/** @type {any} */ value) => {
    const at = typeof value === "string" ? value.length <= 100 && read?.(value) : value;
    const pair = list(degrees, 2, 2)(at);
    return pair && Math.abs(pair[1]) <= 90 ? pair.map(metre) : undefined;
  };
  const edit = {
    place: placeOrNone,
    point: position,
    name: SHORT,
    label: SHORT,
    kind: SHORT,
    symbol,
    colour: COLOUR,
    group: SHORT,
    hidden: flag,
    decided_by: SHORT,
  };
  const positions = list(position, 2000, 2);
  const annotation = {
    kind: among(...Object.keys(GEOMETRY)),
    text: LONG,
    point: position,
    line: positions,
    polygon: positions,
    place: PLACE,
    text_at: position,
    side: SIDE,
    symbol,
    colour: COLOUR,
    decided_by: SHORT,
  };
  return { edit, position, annotation };
}

/* What is said of a place, if it can be said: what is no place has no point, and a name is for a point. */
/** @param {{ [key: string]: Rule }} rules */
const edits = (rules) => (/** @type {any} */ value) => {
  const row = fields(rules)(value);
  if (!row || (row.place === false && row.point)) return undefined;
  if (row.name && !row.point) {
    left.push([...path, "name"].join("."));
    delete row.name;
  }
  return row;
};

/** @param {{ [key: string]: Rule }} edit @param {boolean} isAdded */
const mentions = (edit, isAdded) => (/** @type {any} */ value) => {
  const seen = new Set();
  const rules = { document: 2000, start: whole, end: whole, text: 2000, ...edit };
  return list((raw) => {
    const row = edits(rules)(raw);
    if (!row || row.text === undefined || !(row.start < row.end)) return undefined;
    if (isAdded && (!row.text || row.place === false)) return undefined;
    const key = JSON.stringify([row.document || "", row.start, row.end]);
    if (seen.has(key)) return undefined;
    seen.add(key);
    return { document: "", ...row };
  }, MOST_ROWS)(value);
};

/* A name stands once, however it is written; and none is called as scripts call the origin of all tables. */
/** @param {{ [key: string]: Rule }} edit */
const names = (edit) => (/** @type {any} */ value) => {
  if (!isTable(value)) return undefined;
  const seen = new Set(["__proto__"]);
  const one = (/** @type {string} */ name) => (/** @type {any} */ row) => {
    if (seen.has(folded(name)) || seen.has(name) || take(SHORT, name) === undefined) return undefined;
    seen.add(folded(name));
    return isTable(row) ? edits(edit)(row) : placeOrNone(row);
  };
  const all = Object.entries(value).slice(0, MOST_ROWS);
  return tableOf(all.map(([name, row]) => [name, taken(name.slice(0, 40), one(name), row)]));
};

/** @param {{ [key: string]: Rule }} rules */
const drawn = (rules) => (/** @type {any} */ value) => {
  const row = fields(rules)(value);
  if (!row?.kind) return undefined;
  const [wanted, least] = row.kind === "area" && row.place ? ["place", 1] : GEOMETRY[row.kind];
  if (["point", "line", "polygon", "place"].some((key) => key in row !== (key === wanted))) return undefined;
  if (row.kind === "callout" ? !row.text?.trim() : "text_at" in row) return undefined;
  return least > 1 && new Set(row[wanted].map(String)).size < least ? undefined : row;
};

/** @param {Rule} position */
const frame = (position) => (/** @type {any} */ value) => {
  const row = fields({ bounds: list(degrees, 4, 4), centre: position, zoom: number(0, 18) })(value);
  if (!row?.bounds) return row?.centre && row.zoom !== undefined ? row : undefined;
  const [west, south, east, north] = row.bounds.map(metre);
  const isRight = !row.centre && row.zoom === undefined && south < north && south >= -90 && north <= 90;
  return isRight && west !== east ? { bounds: [west, south, east, north] } : undefined;
};

/* The list that pages once offered. */
const older = (/** @type {any} */ rows) => ({
  version: 2,
  mentions: Array.isArray(rows) ? rows.map((one) => (one?.place === null ? { ...one, place: false } : one)) : rows,
});

/** @param {any} raw */
function read(raw) {
  if (typeof raw !== "string") return raw;
  try {
    return raw.length > MOST_LETTERS ? null : JSON.parse(raw.replace(/^\ufeff/, ""));
  } catch {
    return null;
  }
}

/**
 * What passes of corrections, null where they are none at all; and the keys of what was left out.
 * @param {unknown} raw text of a file, or data
 * @param {Known} [known]
 * @returns {{ said: Record<string, any> | null, left: string[] }}
 */
function checked(raw, known = {}) {
  let data = read(raw);
  if (data?.version === 1 && data.format === "geomap-corrections") data = older(data.corrections);
  left = [];
  if (!isTable(data) || data.version !== 2) return { said: null, left };
  const { $schema: _, ...own } = data;
  const { edit, position, annotation } = rulesOf(known, data.style);
  const said = fields({
    format: among("geomap-corrections"),
    version: among(2),
    decided_by: SHORT,
    headline: LONG,
    caption: 3000,
    credit: LONG,
    source_line: LONG,
    frame: frame(position),
    ratio: RATIO,
    theme: among("light", "dark", "print"),
    style: (value) => (isTable(value) ? tree(DEEPEST)(value) : undefined),
    layers: list(NAME, 60),
    tour: list(SHORT, 1000),
    names: names(edit),
    mentions: mentions(edit, false),
    added: mentions(edit, true),
    annotations: list(drawn(annotation), 500),
  })(own);
  return { said: { format: "geomap-corrections", ...said }, left };
}

export { checked };
