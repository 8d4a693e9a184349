/* Drawings as the corrections have them: made of points, changed point by point, kept in a list. */

/** @typedef {import("./unrolled.js").Annotation} Annotation */

const MAX_LAT = 85;
const ORDER = "kind text point line polygon place text_at side symbol colour decided_by".split(" ");
/* What of each kind the points are; and how many different ones it takes. */
const GEOMETRY = /** @type {Record<string, "point" | "line" | "polygon">} */ ({
  callout: "point",
  line: "line",
  arrow: "line",
  area: "polygon",
  polygon: "polygon",
});
const LEAST = { point: 1, line: 2, polygon: 3 };

/**
 * A position as corrections have it: to a metre, on the Earth's first turn.
 * @param {{ lat: number, lng: number }} at
 */
function lonLat({ lat, lng }) {
  const turned = lng - 360 * Math.floor((lng + 180) / 360);
  return [turned, Math.max(-MAX_LAT, Math.min(MAX_LAT, lat))].map((value) => Number(value.toFixed(5)) + 0);
}

const isEnough = (/** @type {string} */ kind, /** @type {number[][]} */ points) =>
  new Set(points.map(String)).size >= LEAST[GEOMETRY[kind]];

/**
 * One with something said anew of it; what is empty is left out.
 * @param {Annotation} one
 * @param {Record<string, unknown>} changes
 * @returns {Annotation}
 */
function changed(one, changes) {
  const all = /** @type {Record<string, unknown>} */ ({ ...one, ...changes });
  return /** @type {any} */ (Object.fromEntries(ORDER.filter((key) => all[key]).map((key) => [key, all[key]])));
}

/**
 * @param {string} kind
 * @param {number[][]} points
 * @param {Record<string, unknown>} [more]
 */
function made(kind, points, more) {
  const key = GEOMETRY[kind];
  return changed({ kind }, { [key]: key === "point" ? points[0] : points, ...more });
}

/**
 * With another list of points; as it is where these are too few.
 * @param {Annotation} one
 * @param {number[][]} points
 */
const through = (one, points) => (isEnough(one.kind, points) ? made(one.kind, points, { ...rest(one) }) : one);

const rest = (/** @type {Annotation} */ { kind: _kind, point: _point, line: _line, polygon: _polygon, ...others }) =>
  others;

/**
 * A list with another item at a place; without the item there where none is given.
 * @template T
 * @param {T[]} list
 * @param {number} at
 * @param {...T} items
 */
const put = (list, at, ...items) => [...list.slice(0, at), ...items, ...list.slice(at + 1)];

/**
 * A list with an item moved up or down.
 * @template T
 * @param {T[]} list
 * @param {number} at
 * @param {number} by
 */
function moved(list, at, by) {
  const made = put(list, at);
  made.splice(Math.max(0, at + by), 0, list[at]);
  return made;
}

export { changed, isEnough, lonLat, made, moved, put, through };
