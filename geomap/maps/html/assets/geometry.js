/* Distances on the Earth, areas in degrees, and boxes on the screen. */

/**
 * Great-circle distance in km.
 * @param {{ lat: number, lng: number }} a
 * @param {{ lat: number, lng: number }} b
 */
function distance(a, b) {
  const rad = Math.PI / 180;
  const x = Math.sin(((b.lat - a.lat) * rad) / 2);
  const y = Math.sin(((b.lng - a.lng) * rad) / 2);
  const h = x * x + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * y * y;
  return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(h)));
}

/**
 * Is a point inside an area? Rays to the east, over all rings.
 * @param {{ lat: number, lng: number }[][]} rings
 * @param {number} lat
 * @param {number} lon
 */
function holds(rings, lat, lon) {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, k = ring.length - 1; i < ring.length; k = i++) {
      const a = ring[i];
      const b = ring[k];
      if (a.lat > lat !== b.lat > lat && lon < a.lng + ((lat - a.lat) / (b.lat - a.lat)) * (b.lng - a.lng))
        inside = !inside;
    }
  }
  return inside;
}

/**
 * The outline of land without the edges that the cut has made.
 * @param {LatLng[][]} rings
 * @param {Bounds | null} box
 */
function coasts(rings, box) {
  const [w, s, e, n] = box || [-180, -90, 180, 90];
  const isCut = (/** @type {LatLng} */ a, /** @type {LatLng} */ b) =>
    (a[1] === b[1] && (a[1] === w || a[1] === e || Math.abs(a[1]) === 180)) ||
    (a[0] === b[0] && (a[0] === s || a[0] === n || a[0] <= -89));
  /** @type {LatLng[][]} */
  const found = [];
  for (const ring of rings) {
    /** @type {LatLng[]} */
    let line = [];
    for (let i = 0; i < ring.length; i++) {
      const a = ring[i];
      const b = ring[(i + 1) % ring.length];
      if (isCut(a, b)) {
        if (line.length) found.push([...line, a]);
        line = [];
      } else line.push(a);
      if (i === ring.length - 1 && line.length) found.push([...line, b]);
    }
  }
  return found;
}

/**
 * The box around one that is turned about its middle, by degrees with the clock.
 * @param {Bounds} box left, top, right, bottom
 * @param {number} [angle]
 * @returns {Bounds}
 */
function turned([left, top, right, bottom], angle) {
  if (!angle) return [left, top, right, bottom];
  const a = (angle * Math.PI) / 180;
  const [w, h] = [(right - left) / 2, (bottom - top) / 2];
  const x = Math.abs(w * Math.cos(a)) + Math.abs(h * Math.sin(a));
  const y = Math.abs(w * Math.sin(a)) + Math.abs(h * Math.cos(a));
  const [cx, cy] = [(left + right) / 2, (top + bottom) / 2];
  return [cx - x, cy - y, cx + x, cy + y];
}

/**
 * Does a box have something in common with one of others?
 * @param {Bounds} box
 * @param {Bounds[]} taken
 */
const clash = (box, taken) =>
  taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);

/**
 * Where the corner of a name may lie beside its pin, the best first.
 * @param {number} pad
 * @param {number} w
 * @param {number} h
 */
function beside(pad, w, h) {
  const d = pad * 0.75;
  return [
    [pad, -h / 2],
    [-pad - w, -h / 2],
    [-w / 2, -pad - h],
    [-w / 2, pad],
    [d, -d - h + 2],
    [d, d - 2],
    [-d - w, -d - h + 2],
    [-d - w, d - 2],
  ];
}

/**
 * Where the corner of a name may lie from its point, the best first; an area's name stands on it, or a little above or below.
 * @param {{ isArea: boolean, base?: boolean, pad: number, country?: string }} wish
 * @param {number} w
 * @param {number} h
 */
function offers(wish, w, h) {
  if (!wish.isArea) return beside(wish.pad, w, h);
  /* A country's name that strays stands upon another's ground. */
  const rows = wish.country ? [0, -h / 2, h / 2] : wish.base ? [0] : [0, -h, h, -2 * h, 2 * h];
  return rows.map((dy) => [-w / 2, dy - h / 2]);
}

/**
 * A line without so many pixels of its length at either end; empty where nothing is left.
 * @param {{ x: number, y: number }[]} points
 * @param {number} before
 * @param {number} behind
 */
function trimmed(points, before, behind) {
  const cut = (/** @type {{ x: number, y: number }[]} */ line, /** @type {number} */ rest) => {
    for (let i = 1; i < line.length; i++) {
      const [a, b] = [line[i - 1], line[i]];
      const length = Math.hypot(b.x - a.x, b.y - a.y);
      if (length > rest) {
        const t = rest / length;
        return [{ x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) }, ...line.slice(i)];
      }
      rest -= length;
    }
    return [];
  };
  return cut(cut(points, before).reverse(), behind).reverse();
}

/**
 * The head of an arrow: tip and two corners; empty where the line is hardly longer than the head.
 * @param {{ x: number, y: number }[]} line
 * @param {number} length
 */
function headOf(line, length) {
  const base = trimmed(line, 0, length).at(-1);
  const tip = line.at(-1);
  if (!base || !tip || !trimmed(line, length, length).length) return [];
  const [x, y] = [(base.y - tip.y) * 0.42, (tip.x - base.x) * 0.42];
  return [tip, { x: base.x + x, y: base.y + y }, { x: base.x - x, y: base.y - y }];
}

/**
 * Where the corner of a name may lie apart from its point, from which a line leads to it: around it, and ever farther.
 * @param {{ nearest: number, step: number, directions: number }} leader
 * @param {number} w
 * @param {number} h
 * @param {number} farthest
 */
function apart({ nearest, step, directions }, w, h, farthest) {
  const found = [];
  for (let far = nearest; far <= farthest; far += step) {
    for (let k = 0; k < directions; k++) {
      const a = (2 * k * Math.PI) / directions;
      const x = far * Math.cos(a);
      const y = far * Math.sin(a);
      found.push([x + (Math.cos(a) < -0.1 ? -w : Math.cos(a) < 0.1 ? -w / 2 : 0), y - h / 2]);
    }
  }
  return found;
}

export { apart, beside, clash, coasts, distance, headOf, holds, offers, trimmed, turned };
