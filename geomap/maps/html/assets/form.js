/* The form of a file of corrections (docs/corrections.md): what is said, never changed in place, and its text. */

/**
 * What a person says of a name or a mention.
 * @typedef {{
 *   place?: string | false, point?: [number, number] | string, name?: string, label?: string, kind?: string,
 *   symbol?: string, colour?: string, group?: string, hidden?: boolean, decided_by?: string,
 * }} Said
 */

/** @typedef {{ document: string, start: number, end: number, text: string }} Where */

/* As geomap writes them (geomap/edits/write.py): the same bytes for the same corrections. */
const TOP =
  "format version decided_by headline caption credit source_line frame ratio theme style layers tour names mentions added annotations".split(
    " ",
  );
const ROW = "document start end text place point name label kind symbol colour group hidden decided_by".split(" ");
/** @type {any} */
const EMPTY = Object.freeze({ format: "geomap-corrections", version: 2 });

/**
 * @param {Where} a
 * @param {Where} b
 */
const inOrder = (a, b) =>
  a.document < b.document ? -1 : a.document > b.document ? 1 : a.start - b.start || a.end - b.end;

/**
 * @param {Where} a
 * @param {Where} b
 */
const isSame = (a, b) =>
  a.start === b.start && a.end === b.end && (!a.document || !b.document || a.document === b.document);

/** @param {string[]} keys */
const picked = (keys) => (/** @type {any} */ from) =>
  Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]));

const indented = (/** @type {string} */ text) => text.replaceAll("\n", "\n ");

/* An object, line by line: of itself, a script puts names that are numbers first. */
/** @param {[string, string][]} entries */
const lines = (entries) =>
  "{\n" + entries.map(([key, text]) => " " + JSON.stringify(key) + ": " + indented(text)).join(",\n") + "\n}";
const plain = (/** @type {any} */ value) => JSON.stringify(value, null, 1);

/**
 * The text of a file: the same for the same corrections.
 * @param {any} said
 */
function toText(said) {
  const row = picked(ROW);
  const { names = {}, mentions = [], added = [] } = said;
  const all = picked(TOP)({
    ...EMPTY,
    ...said,
    mentions: mentions.map(row).sort(inOrder),
    added: added.map(row).sort(inOrder),
  });
  /** @type {[string, string][]} */
  const written = [];
  for (const [key, value] of Object.entries(all)) {
    const isSaid = key === "layers" ? value : value && (typeof value !== "object" || Object.keys(value).length);
    if (!isSaid) continue;
    const each = Object.keys(names).sort();
    const text =
      key === "names" ? lines(each.map((name) => [name, plain(asName(row(asRow(names[name]))))])) : plain(value);
    written.push([key, text]);
  }
  return lines(written) + "\n";
}

/* Of a name, a place id or "no place" may stand alone. */
/**
 * @param {any} value
 * @returns {Said}
 */
const asRow = (value) => (value && typeof value === "object" ? value : { place: value });
/** @param {Said} row */
const asName = (row) => (Object.keys(row).join() === "place" ? row.place : row);

/**
 * A row with changes: what is undefined, empty or no longer hidden is said no more. Another place has another pin.
 * @param {any} row
 * @param {Said} changes
 */
function changed(row, changes) {
  const before = "place" in changes || "point" in changes ? { ...row, place: undefined, point: undefined } : row;
  const all = Object.entries({ ...before, ...changes });
  return Object.fromEntries(
    all.filter(([key, value]) => value !== undefined && value !== "" && (value !== false || key === "place")),
  );
}

/** @param {any} row */
const isEmpty = (row) =>
  !Object.keys(row).some((key) => !["document", "start", "end", "text", "decided_by"].includes(key));

/**
 * Say something of a name, wherever it stands; an empty row is said no more.
 * @param {any} said
 * @param {string} name
 * @param {Said} changes
 * @param {(name: string) => string} fold
 */
function ofName(said, name, changes, fold) {
  const all = said.names || {};
  const key = Object.keys(all).find((one) => fold(one) === fold(name)) ?? name;
  const { [key]: old, ...others } = all;
  const row = changed(old === undefined ? {} : asRow(old), changes);
  return { ...said, names: isEmpty(row) ? others : { ...others, [key]: asName(row) } };
}

/**
 * Say something of one mention: of an added one where that was added.
 * @param {any} said
 * @param {Where} where
 * @param {Said} changes
 */
function ofMention(said, where, changes) {
  const { mentions = [], added = [] } = said;
  const inAdded = added.find((/** @type {Where} */ one) => isSame(one, where));
  if (inAdded) {
    /** @type {any} */
    const row = { ...where, ...changed(inAdded, changes) };
    const isGone = row.place === false;
    const others = added.filter((/** @type {Where} */ one) => one !== inAdded);
    return { ...said, added: isGone ? others : [...others, row] };
  }
  const old = mentions.find((/** @type {Where} */ one) => isSame(one, where));
  const row = { ...where, ...changed(old || {}, changes) };
  const others = mentions.filter((/** @type {Where} */ one) => one !== old);
  return { ...said, mentions: isEmpty(row) ? others : [...others, row] };
}

/**
 * Mark words that were not marked, or were cut otherwise; what they overlap of what was added gives way.
 * @param {any} said
 * @param {Where} where
 * @param {Said} changes
 */
function add(said, where, changes) {
  const kept = (said.added || []).filter(
    (/** @type {Where} */ one) =>
      one.end <= where.start ||
      where.end <= one.start ||
      (one.document && where.document && one.document !== where.document),
  );
  return { ...said, added: [...kept, { ...where, ...changed({}, changes) }] };
}

/**
 * What is said of one mention alone is said no more.
 * @param {any} said
 * @param {Where} where
 */
function forget(said, where) {
  const kept = (/** @type {Where[]} */ rows = []) => rows.filter((one) => !isSame(one, where));
  return { ...said, mentions: kept(said.mentions), added: kept(said.added) };
}

export { EMPTY, add, asName, asRow, forget, isSame, ofMention, ofName, toText };
