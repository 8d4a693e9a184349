/* The places as GeoJSON and CSV: what a reader of the page may take away, under the names that every output of geomap has. */
import { lines } from "./codec.js";

/* A cell that begins so is run as a formula by spreadsheets; no text may become code. */
const FORMULA = /^[=+\-@\t\r]/;
const COLUMNS = /** @type {const} */ ([
  "place_id",
  "name",
  "what",
  "where",
  "lon",
  "lat",
  "mentions",
  "confidence",
  "uncertain",
]);

/**
 * @typedef {Record<(typeof COLUMNS)[number], string | number | boolean> & { group?: string }} Row
 * @typedef {{ row: Row, poly?: string[], line?: string, steps?: number }} Place
 */

const cell = (/** @type {string | number | boolean} */ value) => {
  if (typeof value !== "string") return String(value);
  const safe = FORMULA.test(value) ? "'" + value : value;
  return /[",\n\r]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
};

/** @param {Place[]} places */
function toCsv(places) {
  const columns = places.some(({ row }) => row.group) ? [...COLUMNS, /** @type {const} */ ("group")] : COLUMNS;
  const rows = places.map(({ row }) => columns.map((key) => cell(row[key] ?? "")).join(","));
  return [columns.join(","), ...rows].join("\n") + "\n";
}

const turnedBack = (/** @type {number} */ lon) => Math.round(((((lon + 180) % 360) + 360) % 360) * 1e5 - 180e5) / 1e5;
const pairs = (/** @type {LatLng[]} */ line) => line.map(([lat, lon]) => [lon, lat]);
const closed = (/** @type {LatLng[]} */ ring) => pairs([...ring, ring[0]]);

/** @param {Place} place */
function geometry({ row, poly, line, steps = 1 }) {
  if (poly)
    return { type: "MultiPolygon", coordinates: poly.map((text) => lines(text, steps).map((ring) => closed(ring))) };
  if (line) return { type: "MultiLineString", coordinates: lines(line, steps).map(pairs) };
  return { type: "Point", coordinates: [turnedBack(Number(row.lon)), row.lat] };
}

/* What a person has drawn. Of a callout what it speaks of. */
/** @param {AnnotationData} one */
function drawn({ kind, text, symbol, line, at, poly, steps = 1 }) {
  const [lon, lat] = at;
  /** @type {LatLng[]} */
  const course = line.filter((_, i) => i % 2 === 0).map((x, i) => [line[2 * i + 1], x]);
  const shape = poly
    ? { type: "MultiPolygon", coordinates: poly.map((rings) => lines(rings, steps).map(closed)) }
    : kind === "callout"
      ? { type: "Point", coordinates: [turnedBack(lon), lat] }
      : kind === "line" || kind === "arrow"
        ? { type: "LineString", coordinates: pairs(course) }
        : { type: "Polygon", coordinates: [closed(course)] };
  return { type: "Feature", geometry: shape, properties: { annotation: kind, text, symbol } };
}

/**
 * @param {Place[]} places
 * @param {string[]} attribution
 * @param {AnnotationData[]} annotations
 */
const toGeojson = (places, attribution, annotations = []) =>
  JSON.stringify(
    {
      type: "FeatureCollection",
      attribution,
      features: [
        ...places.map((place) => ({ type: "Feature", geometry: geometry(place), properties: place.row })),
        ...annotations.map(drawn),
      ],
    },
    null,
    1,
  ) + "\n";

export { toCsv, toGeojson, turnedBack };
