/* Where the names of countries may stand: amid what the view shows of them, never upon disputed ground. */
import { lines } from "./codec.js";
import { gm } from "./core.js";
import { looks } from "./drawing.js";
import { holds } from "./geometry.js";

const GRID = 14;
const claims = gm.data.claims.map(({ name, by, holds: held, poly, steps }) => ({
  name,
  by,
  holds: held,
  rings: poly.flatMap((text) => lines(text, steps)),
}));

/* All rings of an area, whatever its pieces. */
const ringsOf = (/** @type {Shape} */ shape) =>
  shape.getLatLngs().flatMap((/** @type {any} */ piece) => (Array.isArray(piece[0]) ? piece : [piece]));

/**
 * Points of an area in the view, upon which a wide name may stand: those deep inside it first.
 * @param {L.Map} map
 * @param {Shape} shape
 * @returns {LatLng[]}
 */
function seatsIn(map, shape) {
  const view = map.getBounds().pad(-0.04);
  const rings = ringsOf(shape);
  /** @type {Map<number, LatLng>} */
  const cells = new Map();
  for (let i = 0; i < GRID; i++) {
    for (let k = 0; k < GRID; k++) {
      const lat = view.getSouth() + ((view.getNorth() - view.getSouth()) * (i + 0.5)) / GRID;
      const lon = view.getWest() + ((view.getEast() - view.getWest()) * (k + 0.5)) / GRID;
      if (holds(rings, lat, lon)) cells.set(100 * i + k, [lat, lon]);
    }
  }
  const around = [-102, -101, -99, -98, -2, -1, 1, 2, 98, 99, 101, 102];
  const depth = (/** @type {number} */ cell) => around.filter((step) => cells.has(cell + step)).length;
  return [...cells.keys()]
    .map((cell) => ({ cell, deep: depth(cell) }))
    .sort((a, b) => b.deep - a.deep || a.cell - b.cell)
    .map(({ cell }) => /** @type {LatLng} */ (cells.get(cell)));
}

/* Where a country's name would stand best: at its own point, or amid what the view shows of it. */
/**
 * @param {L.Map} map
 * @param {Feature} feature
 * @returns {LatLng}
 */
function seatOf(map, feature) {
  /** @type {LatLng} */
  const own = [feature.lat, feature.lon];
  if (!feature.shape || !feature.poly || map.getBounds().pad(-0.06).contains(own)) return own;
  const found = seatsIn(map, feature.shape);
  if (found.length < 3) return found[0] || own;
  const mean = found.reduce((sum, p) => [sum[0] + p[0] / found.length, sum[1] + p[1] / found.length], [0, 0]);
  const far = (/** @type {LatLng} */ p) => Math.hypot(p[0] - mean[0], p[1] - mean[1]);
  return found.reduce((best, p) => (far(p) < far(best) ? p : best));
}

/**
 * The disputed areas in the view: those around, and what the story hatches.
 * @param {(at: LatLng) => Point} project
 * @returns {Contested[]}
 */
function contested(project) {
  const onScreen = (/** @type {any[][]} */ rings) =>
    rings.map((ring) =>
      ring.map((/** @type {any} */ at) => {
        const { x, y } = project(at);
        return { lat: y, lng: x };
      }),
    );
  const hatched = gm.features.filter(
    (f) => f.shape && f.poly && gm.places.shown(f) && looks(gm.data.style, f.symbol).area.hatch !== "none",
  );
  return [
    ...claims.map((claim) => ({ ...claim, rings: onScreen(claim.rings) })),
    /* Across hatching no country's name stands at all, whoever holds a part of the ground. */
    ...hatched.map((f) => {
      const name = f.also || f.title;
      const rings = onScreen(ringsOf(/** @type {Shape} */ (f.shape)));
      return { name, by: f.status?.claimants || [], holds: [], rings };
    }),
  ];
}

export { contested, ringsOf, seatOf, seatsIn };
