/* Places that an application has found for a person, and the page was not made with: a finished page takes along those that
   it shows. What comes from a file is hostile until it has passed here. */
const MOST = 1e5;
const LETTERS = 300;
const PLACE = /^[^\s:]{1,60}:\S(.{0,298}\S)?$/u;
const NAME = /^[a-z][a-z0-9-]{0,30}$/;

/** @param {Found} found */
const plain = ({ id, title, what, where, lon, lat, symbol, layer }) => ({
  id,
  title,
  what,
  where,
  lon,
  lat,
  symbol,
  layer,
});

/* Ids of places that are named in what is said. */
/** @param {any} said @returns {string[]} */
function named({ names = {}, mentions = [], added = [] }) {
  const rows = [...Object.values(names), ...mentions, ...added];
  const ids = rows.map((row) => (row && typeof row === "object" ? row.place : row));
  return [...new Set(ids.filter((id) => typeof id === "string"))].sort();
}

/**
 * The places that what is said needs beyond what a page was made with, as text; "" if there are none.
 * @param {any} said
 * @param {{ features: { id: string }[], rivals: any[] }} base
 * @param {Map<string, Found>} known
 */
function learnt(said, { features, rivals }, known) {
  const own = new Set([...features.map((one) => one.id), ...rivals.map((one) => one[0])]);
  const list = named(said)
    .filter((id) => !own.has(id))
    .flatMap((id) => known.get(id) || [])
    .map(plain);
  return list.length ? JSON.stringify(list) : "";
}

/**
 * What passes of such a text.
 * @param {string} text
 * @param {string[]} symbols that the page can draw
 * @returns {Found[]}
 */
function heard(text, symbols) {
  let list;
  try {
    list = JSON.parse(text);
  } catch {
    return [];
  }
  if (!Array.isArray(list)) return [];
  const isText = (/** @type {any} */ value) => typeof value === "string" && value.length <= LETTERS;
  const isWithin = (/** @type {any} */ value, /** @type {number} */ most) =>
    typeof value === "number" && Math.abs(value) <= most;
  const isPlace = (/** @type {any} */ one) =>
    one &&
    [one.id, one.title, one.what, one.where, one.symbol, one.layer].every(isText) &&
    PLACE.test(one.id) &&
    NAME.test(one.layer) &&
    symbols.includes(one.symbol) &&
    isWithin(one.lon, 180) &&
    isWithin(one.lat, 90);
  return list.slice(0, MOST).filter(isPlace).map(plain);
}

export { heard, learnt, named };
