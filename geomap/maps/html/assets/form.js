/* The form of a file of corrections (docs/corrections.md): what is said anew over what was said before. */

/** @typedef {{ document: string, start: number, end: number, text: string, place?: string | false }} Said */

/**
 * @param {Said} a
 * @param {Said} b
 */
const same = (a, b) =>
  a.start === b.start && a.end === b.end && (!a.document || !b.document || a.document === b.document);

/**
 * @param {Said} a
 * @param {Said} b
 */
const order = (a, b) =>
  a.document < b.document ? -1 : a.document > b.document ? 1 : a.start - b.start || a.end - b.end;

/**
 * The text of a file with further decisions on mentions, as geomap writes it: the same for the same corrections. A mention
 * that was added stays one, with its new place; as no place it is added no longer.
 * @param {Record<string, any>} said as geomap wrote it
 * @param {Said[]} decided
 */
function written({ mentions = [], added = [], annotations = [], ...head }, decided) {
  const chosen = (/** @type {Said} */ one) => decided.find((row) => same(one, row));
  const isAdded = (/** @type {Said} */ row) => added.some((/** @type {Said} */ one) => same(one, row));
  const kept = added.flatMap((/** @type {Said} */ one) => {
    const row = chosen(one);
    if (!row) return [one];
    const { document, start, end, text } = one;
    return row.place ? [{ document, start, end, text, place: row.place }] : [];
  });
  const others = mentions.filter((/** @type {Said} */ one) => !chosen(one));
  const lists = {
    mentions: [...others, ...decided.filter((row) => !isAdded(row))].sort(order),
    added: kept,
    annotations,
  };
  const filled = Object.entries(lists).filter(([, list]) => list.length);
  return JSON.stringify({ ...head, ...Object.fromEntries(filled) }, null, 1) + "\n";
}

export { written };
