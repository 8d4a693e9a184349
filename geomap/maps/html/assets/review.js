/* What there is to check, in order, and all that is said as a list from which single rows can be taken back. */
import { asRow } from "./form.js";

/* Of a place that the story is not about at all, a doubt counts a quarter of that in a place it is all about. */
const LEAST_WEIGHT = 0.25;
/* More rows than a reader looks at. */
const MOST = 500;

/* doubt times weight: score = (1 - confidence) x (0.25 + prominence) */
const score = (/** @type {Feature} */ { conf, prominence }) => (1 - conf) * (LEAST_WEIGHT + prominence);

/* A place that a person can decide on: one that the text names, and that is a place of the gazetteer. */
const isCheckable = (/** @type {Feature} */ feature) =>
  !feature.approximate && !feature.removed && feature.m.some((m) => !m.quiet && m.kind !== "relative");

/**
 * The places to check, those first that are doubtful and that the story is about; in the order of the text otherwise.
 * @param {Feature[]} features
 */
const queue = (features) =>
  features.filter(isCheckable).sort((a, b) => score(b) - score(a) || a.m[0].d - b.m[0].d || a.m[0].s - b.m[0].s);

/* How many names are said to be no place: they are checked, too. */
/** @param {any} said */
const refused = ({ names = {}, mentions = [] }) =>
  new Set([
    ...Object.keys(names).filter((name) => asRow(names[name]).place === false),
    ...mentions.flatMap((/** @type {any} */ row) => (row.place === false ? [row.text] : [])),
  ]).size;

/**
 * @typedef {{ of: string, at: string | number, row: any }} Change a key of the form, where in it, and what stands there
 */

/**
 * All that is said, one by one.
 * @param {any} said
 * @returns {Change[]}
 */
function changes(said) {
  const { names = {}, mentions = [], added = [], annotations = [], ...rest } = said;
  /** @type {(of: string, rows: any[]) => Change[]} */
  const listed = (of, rows) => rows.map((row, at) => ({ of, at, row }));
  return [
    ...Object.keys(names).map((at) => ({ of: "names", at, row: asRow(names[at]) })),
    ...listed("mentions", mentions),
    ...listed("added", added),
    ...listed("annotations", annotations),
    ...Object.entries(rest)
      .filter(([of]) => !["format", "version", "decided_by"].includes(of))
      .map(([of, row]) => ({ of, at: "", row })),
  ].slice(0, MOST);
}

/**
 * The same without one of them.
 * @param {any} said
 * @param {Change} change
 */
function without(said, { of, at }) {
  if (Array.isArray(said[of]) && at !== "")
    return { ...said, [of]: said[of].filter((/** @type {any} */ _, /** @type {number} */ n) => n !== at) };
  const { [at === "" ? of : at]: _, ...others } = at === "" ? said : said[of];
  return at === "" ? others : { ...said, [of]: others };
}

/**
 * The same under another name: what somebody else has said stays theirs.
 * @param {any} said
 * @param {string} name
 * @param {string} before who has said what has no name of its own, "" for the same person
 */
function signed(said, name, before) {
  const { decided_by: _, ...rest } = said;
  const own = (/** @type {any} */ row) => (before && !row.decided_by ? { ...row, decided_by: before } : row);
  const named = (/** @type {any} */ row) => (before ? own(asRow(row)) : row);
  for (const key of ["mentions", "added", "annotations"]) if (rest[key]) rest[key] = rest[key].map(own);
  if (rest.names) rest.names = Object.fromEntries(Object.entries(rest.names).map(([key, row]) => [key, named(row)]));
  return name ? { ...rest, decided_by: name } : rest;
}

export { changes, queue, refused, signed, without };
