/* Corrections from a file, a saved page, the browser's storage or a host: hostile until they have passed here. What does
   not pass is left out and told. As docs/corrections.md and corrections.schema.json say, without what needs geomap. */
import { fold } from "./wording.js";

/**
 * A rule gives back what it takes of a value, undefined for nothing; where is its path, left gathers what is left out.
 * @typedef {(value: any, where: string, left: string[]) => any} Rule
 * @typedef {{ symbols?: string[], position?: (text: string) => [number, number] | null }} Known
 */

const MOST_LETTERS = 16e6;
const MOST_ROWS = 1e5;
const DEEPEST = 8;
const DIGITS = 5;

const isTable = (/** @type {any} */ value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
const isNumber = (/** @type {any} */ value) => typeof value === "number" && Number.isFinite(value);
const metre = (/** @type {number} */ value) => Number(value.toFixed(DIGITS)) + 0;

/** @type {(most: number) => Rule} */
const text = (most) => (value) =>
  typeof value === "string" && value.length <= 2 * most && [...value].length <= most ? value : undefined;
/** @type {(pattern: RegExp) => Rule} */
const like = (pattern) => (value) => (typeof value === "string" && pattern.test(value) ? value : undefined);
/** @type {(...all: any[]) => Rule} */
const among =
  (...all) =>
  (value) =>
    all.includes(value) ? value : undefined;
/** @type {(low: number, high: number) => Rule} */
const number = (low, high) => (value) => (isNumber(value) && value >= low && value <= high ? value : undefined);
/** @type {Rule} */
const whole = (value) => (Number.isInteger(value) && value >= 0 && value < 2 ** 40 ? value : undefined);
/** @type {Rule} */
const flag = (value) => (typeof value === "boolean" ? value : undefined);
/** @type {(...rules: Rule[]) => Rule} */
const either =
  (...rules) =>
  (value, where, left) => {
    for (const rule of rules) {
      const taken = rule(value, where, left);
      if (taken !== undefined) return taken;
    }
  };

/* A list without the entries that do not pass. */
/** @type {(rule: Rule, most: number) => Rule} */
const list = (rule, most) => (value, where, left) => {
  if (!Array.isArray(value) || value.length > most) return undefined;
  return value.flatMap((one, n) => {
    const taken = rule(one, where + "." + n, left);
    if (taken === undefined) left.push(where + "." + n);
    return taken === undefined ? [] : [taken];
  });
};

/* A list that passes whole or not at all: a line without one of its points is another line. */
/** @type {(rule: Rule, least: number, most: number) => Rule} */
const exact = (rule, least, most) => (value, where, left) => {
  if (!Array.isArray(value) || value.length < least || value.length > most) return undefined;
  const taken = value.map((one) => rule(one, where, left));
  return taken.includes(undefined) ? undefined : taken;
};

/* A table with its known keys, in their order. */
/** @type {(rules: [string, Rule][]) => Rule} */
const table = (rules) => (value, where, left) => {
  if (!isTable(value)) return undefined;
  const known = new Map(rules);
  /** @type {[string, any][]} */
  const made = [];
  for (const [key, rule] of rules) {
    if (!Object.hasOwn(value, key)) continue;
    const taken = rule(value[key], where + "." + key, left);
    if (taken === undefined) left.push(where + "." + key);
    else made.push([key, taken]);
  }
  for (const key of Object.keys(value)) if (!known.has(key)) left.push(where + "." + key);
  return Object.fromEntries(made);
};

/* Data of a style: of numbers and plain words, of no depth in which a script would get lost. */
/** @type {(depth: number) => Rule} */
const tree = (depth) => (value, where, left) => {
  if (typeof value === "string") return /^[\w .,#-]{0,1000}$/.test(value) ? value : undefined;
  if (typeof value === "boolean" || isNumber(value)) return value;
  if (!depth) return undefined;
  if (Array.isArray(value)) return exact(tree(depth - 1), 0, 1000)(value, where, left);
  if (!isTable(value)) return undefined;
  const keys = Object.keys(value).filter((key) => /^[$\w -]{1,60}$/.test(key) && !(key in {}));
  return table(keys.map((key) => [key, tree(depth - 1)]))(value, where, left);
};

const short = text(300);
const long = text(500);
const placeId = like(/^[^\s:]{1,60}:\S(.{0,298}\S)?$/u);
const name = like(/^[a-z][a-z0-9-]{0,30}$/);
const colour = like(/^(#[0-9a-fA-F]{6}|[a-z][a-z0-9-]{0,30})$/);
const noPlace = among(false);
const degrees = number(-180, 180);
/* No name of a place; and a script of the page may take it for something else. */
const UNNAMED = "__proto__";

/** @param {Known} known */
function rulesFor({ symbols, position: read }) {
  /** @type {Rule} */
  const symbol = (value) => (!symbols || symbols.includes(value) ? name(value, "", []) : undefined);
  /** @type {Rule} */
  const position = (value, where, left) => {
    const at = typeof value === "string" && value.length <= 100 && read ? read(value) : value;
    const pair = exact(degrees, 2, 2)(at, where, left);
    return pair && Math.abs(pair[1]) <= 90 ? pair.map(metre) : undefined;
  };
  /** @type {[string, Rule][]} */
  const edit = [
    ["place", either(noPlace, placeId)],
    ["point", position],
    ["name", short],
    ["label", short],
    ["kind", short],
    ["symbol", symbol],
    ["colour", colour],
    ["group", short],
    ["hidden", flag],
    ["decided_by", short],
  ];
  /** @type {[string, Rule][]} */
  const mention = [["document", text(2000)], ["start", whole], ["end", whole], ["text", text(2000)], ...edit];
  const positions = exact(position, 2, 2000);
  /** @type {[string, Rule][]} */
  const annotation = [
    ["kind", among("callout", "area", "polygon", "line", "arrow")],
    ["text", long],
    ["point", position],
    ["line", positions],
    ["polygon", positions],
    ["place", placeId],
    ["text_at", position],
    ["side", like(/^(above|below)(-left|-right)?$|^(left|right)$/)],
    ["symbol", symbol],
    ["colour", colour],
    ["decided_by", short],
  ];
  return { edit: table(edit), mention: table(mention), annotation: table(annotation), position };
}

/* What is said of a place, if it can be said: what is no place has no point, and a name is for a point. */
/** @type {(rule: Rule) => Rule} */
const sound = (rule) => (value, where, left) => {
  const row = rule(value, where, left);
  if (!row || (row.place === false && row.point)) return undefined;
  if (row.name && !row.point) {
    left.push(where + ".name");
    delete row.name;
  }
  return row;
};

/** @type {(rule: Rule, isAdded: boolean) => Rule} */
const mentions = (rule, isAdded) => (value, where, left) => {
  const seen = new Set();
  /** @type {Rule} */
  const one = (raw, here) => {
    const row = sound(rule)(raw, here, left);
    if (!row || row.text === undefined || !(row.start < row.end)) return undefined;
    if (isAdded && (!row.text || row.place === false)) return undefined;
    const key = JSON.stringify([row.document || "", row.start, row.end]);
    if (seen.has(key)) return undefined;
    seen.add(key);
    return { document: "", ...row };
  };
  return list(one, MOST_ROWS)(value, where, left);
};

/** @type {(edit: Rule) => Rule} */
const names = (edit) => (value, where, left) => {
  if (!isTable(value)) return undefined;
  const seen = new Set();
  const said = either(noPlace, placeId, sound(edit));
  const made = Object.entries(value)
    .slice(0, MOST_ROWS)
    .flatMap(([key, one]) => {
      const here = where + "." + key.slice(0, 40);
      const taken =
        key === UNNAMED || seen.has(fold(key)) ? undefined : short(key, here, left) && said(one, here, left);
      seen.add(fold(key));
      if (taken === undefined) left.push(here);
      return taken === undefined ? [] : [[key, taken]];
    });
  return Object.fromEntries(made);
};

const GEOMETRY = /** @type {Record<string, [string, number]>} */ ({
  callout: ["point", 1],
  line: ["line", 2],
  arrow: ["line", 2],
  area: ["polygon", 3],
  polygon: ["polygon", 3],
});

/** @type {(rule: Rule) => Rule} */
const annotation = (rule) => (value, where, left) => {
  const row = rule(value, where, left);
  if (!row?.kind) return undefined;
  const [wanted, least] = row.kind === "area" && row.place ? ["place", 1] : GEOMETRY[row.kind];
  if (["point", "line", "polygon", "place"].some((key) => key in row !== (key === wanted))) return undefined;
  if (row.kind === "callout" ? !row.text?.trim() : "text_at" in row) return undefined;
  if (least > 1 && new Set(row[wanted].map(String)).size < least) return undefined;
  return row;
};

/** @type {(position: Rule) => Rule} */
const frame = (position) => (value, where, left) => {
  const row = table([
    ["bounds", exact(degrees, 4, 4)],
    ["centre", position],
    ["zoom", number(0, 18)],
  ])(value, where, left);
  if (!row) return undefined;
  if (row.bounds && Object.keys(row).length === 1) {
    const [west, south, east, north] = row.bounds.map(metre);
    return south < north && south >= -90 && north <= 90 && west !== east
      ? { bounds: [west, south, east, north] }
      : undefined;
  }
  return row.centre && row.zoom !== undefined && !row.bounds ? row : undefined;
};

/* The list that pages once offered. */
const older = (/** @type {any} */ { corrections }) => ({
  version: 2,
  mentions: Array.isArray(corrections)
    ? corrections.map((one) => (isTable(one) ? { ...one, place: one.place === null ? false : one.place } : one))
    : corrections,
});

/**
 * What passes of corrections, null where they are none at all; and the keys of what was left out.
 * @param {unknown} raw text of a file, or data
 * @param {Known} [known]
 * @returns {{ said: Record<string, any> | null, left: string[] }}
 */
function checked(raw, known = {}) {
  /** @type {any} */
  let data = raw;
  /** @type {string[]} */
  const left = [];
  try {
    if (typeof raw === "string") data = raw.length > MOST_LETTERS ? null : JSON.parse(raw.replace(/^\ufeff/, ""));
  } catch {
    data = null;
  }
  if (isTable(data) && data.version === 1 && data.format === "geomap-corrections") data = older(data);
  if (!isTable(data) || data.version !== 2) return { said: null, left };
  const rules = rulesFor(known);
  const { $schema: _, ...own } = data;
  const said = table([
    ["format", among("geomap-corrections")],
    ["version", among(2)],
    ["decided_by", short],
    ["headline", long],
    ["caption", text(3000)],
    ["credit", long],
    ["source_line", long],
    ["frame", frame(rules.position)],
    ["ratio", like(/^([1-9]\d{0,2}(\.\d{1,2})?:[1-9]\d{0,2}(\.\d{1,2})?|[1-9]\d{2,3}x[1-9]\d{2,3})$/)],
    ["theme", among("light", "dark", "print")],
    ["style", (value, where, left) => (isTable(value) ? tree(DEEPEST)(value, where, left) : undefined)],
    ["layers", list(name, 60)],
    ["tour", list(short, 1000)],
    ["names", names(rules.edit)],
    ["mentions", mentions(rules.mention, false)],
    ["added", mentions(rules.mention, true)],
    ["annotations", list(annotation(rules.annotation), 500)],
  ])(own, "", left);
  return { said: { format: "geomap-corrections", ...said }, left: left.map((where) => where.slice(1)) };
}

export { checked };
