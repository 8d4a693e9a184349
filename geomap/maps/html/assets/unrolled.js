/* What a person has drawn, as it is shown: around the nearest turn of the Earth, as geomap/maps/annotations.py does it. */
import { lines } from "./codec.js";

/** @typedef {{ kind: string, text?: string, point?: number[], line?: number[][], polygon?: number[][], place?: string, text_at?: number[], side?: string, symbol?: string, colour?: string }} Annotation */
/** @typedef {{ poly: string[], steps: number }} Outline */

/* Of a bow: how far it stands off the straight line, as a share of its length, and its pieces. */
const BEND = 0.14;
const STEPS = 48;
const MAX_LAT = 85;
/* On which parallels, in sixteenths of its height, an area is looked for its widest stretch. */
const PARALLELS = [8, 7, 9, 6, 10, 5, 11, 4, 12];
const RAD = Math.PI / 180;
/* What Python takes for spaces. */
const SPACES = /(?:(?!\ufeff)[\s\x85])+/;

const SYMBOLS = /** @type {Record<string, string>} */ ({
  callout: "annotation",
  area: "annotation-area",
  polygon: "annotation-polygon",
  line: "annotation-line",
  arrow: "annotation-arrow",
});

const metres = (/** @type {number} */ degrees) => Number(degrees.toFixed(5));

/* Halves go to the even side, as Python's do. */
function even(/** @type {number} */ value) {
  const whole = Math.round(value);
  return whole - value === 0.5 && whole % 2 ? whole - 1 : whole;
}

/**
 * A longitude shifted by whole turns so that it lies within 180 degrees of another.
 * @param {number} lon
 * @param {number} near
 */
const nearest = (lon, near) => lon + 360 * even((near - lon) / 360);

/**
 * Where its points stand in the corrections, as a list.
 * @param {Annotation} one
 */
const points = (one) => (one.point ? [one.point] : one.line || one.polygon || []);

/**
 * Points joined by the shorter way around the Earth.
 * @param {number[][]} all
 * @param {number} near
 */
function chained(all, near) {
  /** @type {number[][]} */
  const made = [];
  for (const [lon, lat] of all) made.push([nearest(lon, made.length ? made[made.length - 1][0] : near), lat]);
  return made;
}

const northing = (/** @type {number} */ lat) =>
  Math.asinh(Math.tan(Math.max(-MAX_LAT, Math.min(MAX_LAT, lat)) * RAD)) / RAD;
const latitude = (/** @type {number} */ north) => Math.atan(Math.sinh(north * RAD)) / RAD;

/* A bow that looks alike at every zoom, bent to the north. */
function bow(/** @type {number[]} */ start, /** @type {number[]} */ end) {
  const [x0, y0, x1, y1] = [start[0], northing(start[1]), end[0], northing(end[1])];
  const side = x1 >= x0 ? BEND : -BEND;
  const [x, y] = [(x0 + x1) / 2 - 2 * side * (y1 - y0), (y0 + y1) / 2 + 2 * side * (x1 - x0)];
  const line = [];
  for (let step = 0; step < STEPS; step++) {
    const t = step / STEPS;
    const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
    line.push(a * x0 + b * x + c * x1, latitude(a * y0 + b * y + c * y1));
  }
  return [...line, ...end].map(metres);
}

/* Where a ring crosses a parallel. */
function crossings(/** @type {number[]} */ ring, /** @type {number} */ lat) {
  const cut = [];
  for (let i = 0, k = ring.length - 2; i < ring.length; k = i, i += 2) {
    const [x0, y0, x1, y1] = [ring[k], ring[k + 1], ring[i], ring[i + 1]];
    if (y0 > lat !== y1 > lat) cut.push(x0 + ((lat - y0) / (y1 - y0)) * (x1 - x0));
  }
  return cut;
}

/* The middle of the widest stretch of an area on one of a few parallels; those near its middle are preferred a little. */
function middle(/** @type {number[][]} */ rings) {
  const lats = rings[0].filter((_, i) => i % 2);
  const south = lats.reduce((a, b) => Math.min(a, b));
  const north = lats.reduce((a, b) => Math.max(a, b));
  let best = [-1, rings[0][0], rings[0][1]];
  for (const step of PARALLELS) {
    const lat = south + ((north - south) * (step + 0.013)) / 16;
    const cut = rings.flatMap((ring) => crossings(ring, lat)).sort((a, b) => a - b);
    for (let i = 0; i + 1 < cut.length; i += 2) {
      const wide = (cut[i + 1] - cut[i]) * (1 - Math.abs(step - 8) / 16);
      if (wide > best[0]) best = [wide, (cut[i] + cut[i + 1]) / 2, lat];
    }
  }
  return best.slice(1);
}

function size(/** @type {number[]} */ ring) {
  let sum = 0;
  for (let i = 0, k = ring.length - 2; i < ring.length; k = i, i += 2)
    sum += ring[k] * ring[i + 1] - ring[i] * ring[k + 1];
  return Math.abs(sum);
}

/* The words of a place's outline stand in its largest piece. */
function seatOf(/** @type {Outline} */ { poly, steps }) {
  const pieces = poly.map((text) => lines(text, steps).map((ring) => ring.flatMap(([lat, lon]) => [lon, lat])));
  return middle(pieces.reduce((best, one) => (size(one[0]) > size(best[0]) ? one : best))).map(metres);
}

/**
 * What its words speak of.
 * @param {string} kind
 * @param {number[]} line
 * @returns {[number, number]}
 */
function seat(kind, line) {
  const count = line.length / 2;
  const at = Math.floor(count / 2) * 2;
  if (kind !== "area" && kind !== "polygon" && count % 2) return [line[at], line[at + 1]];
  const [lon, lat] =
    kind === "area" || kind === "polygon"
      ? middle([line])
      : [(line[at - 2] + line[at]) / 2, (line[at - 1] + line[at + 1]) / 2];
  return [metres(lon), metres(lat)];
}

/**
 * An annotation of a corrections document as the map draws it.
 * @param {Annotation} one
 * @param {number} near the longitude in the middle of the first view: of all turns around the Earth the nearest one is drawn
 * @param {string} [symbol] key of its drawing; its own or its kind's without it
 * @param {Outline | null} [outline] of a place that is highlighted; nothing is drawn of one that the page does not know
 * @returns {AnnotationData}
 */
function unrolled(one, near, symbol, outline) {
  const way = chained(points(one), near);
  const line = one.kind === "arrow" && way.length === 2 ? bow(way[0], way[1]) : way.flat();
  /** @type {AnnotationData} */
  const made = {
    kind: one.kind,
    symbol: symbol || one.symbol || SYMBOLS[one.kind],
    layer: one.kind === "callout" ? "callouts" : "drawings",
    side: one.side || "above-right",
    text: (one.text || "").split(SPACES).filter(Boolean).join(" "),
    line,
    at: way.length ? seat(one.kind, line) : [0, 0],
  };
  if (outline) Object.assign(made, { at: seatOf(outline), poly: outline.poly, steps: outline.steps });
  else if (!way.length) made.text = "";
  if (one.text_at) made.words = [nearest(one.text_at[0], way[0][0]), one.text_at[1]];
  return made;
}

export { chained, metres, nearest, points, SYMBOLS, unrolled };
