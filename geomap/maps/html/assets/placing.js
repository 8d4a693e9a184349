/* Where names find room: the rule of geomap/maps/svg/placement.py, for the page. */
import { apart, beside, clash, holds, turned } from "./geometry.js";

/* What lies between a pin and its name. */
const GAP_PX = 3;

/**
 * Where a line from a point meets a box.
 * @param {{ x: number, y: number }} at
 * @param {Bounds} box
 */
const endOf = (at, box) => ({
  x: Math.max(box[0], Math.min(at.x, box[2])),
  y: Math.max(box[1], Math.min(at.y, box[3])),
});

/**
 * Small boxes along a line, but for its start.
 * @param {{ x: number, y: number }} a
 * @param {{ x: number, y: number }} b
 */
function dotsOf(a, b) {
  /** @type {Bounds[]} */
  const made = [];
  for (let i = 1; i <= 12; i++) {
    const x = a.x + ((b.x - a.x) * i) / 12;
    const y = a.y + ((b.y - a.y) * i) / 12;
    made.push([x - 1, y - 1, x + 1, y + 1]);
  }
  return made;
}

/**
 * Does a line cross one of others? Which name belongs to which pin could not be told.
 * @param {{ x: number, y: number }[]} one
 * @param {{ x: number, y: number }[][]} others
 */
function crosses([a, b], others) {
  const side = (/** @type {any} */ p, /** @type {any} */ q, /** @type {any} */ r) =>
    (q.x - p.x) * (r.y - p.y) > (q.y - p.y) * (r.x - p.x);
  return others.some(([c, d]) => side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b));
}

/**
 * Does an area have a part in a box?
 * @param {Bounds} box
 * @param {{ lat: number, lng: number }[][]} rings on the screen: "lat" counts down, "lng" to the right
 */
function meets([left, top, right, bottom], rings) {
  for (const x of [left, (left + right) / 2, right])
    for (const y of [top, (top + bottom) / 2, bottom]) if (holds(rings, y, x)) return true;
  for (const ring of rings) {
    let a = ring[ring.length - 1];
    for (const b of ring) {
      const isNear =
        Math.max(a.lng, b.lng) >= left &&
        Math.min(a.lng, b.lng) <= right &&
        Math.max(a.lat, b.lat) >= top &&
        Math.min(a.lat, b.lat) <= bottom;
      const steps = isNear ? Math.ceil(Math.hypot(b.lng - a.lng, b.lat - a.lat) / 6) + 1 : -1;
      for (let i = 0; i <= steps; i++) {
        const x = a.lng + ((b.lng - a.lng) * i) / steps;
        const y = a.lat + ((b.lat - a.lat) * i) / steps;
        if (x >= left && x <= right && y >= top && y <= bottom) return true;
      }
      a = b;
    }
  }
  return false;
}

/**
 * Would a country's name in a box stand upon a disputed area, or claim it from beside?
 * @param {Contested} area
 * @param {Bounds} box
 * @param {string} country
 * @param {number} besidePx
 * @param {boolean} isHardPressed
 */
function refuses(area, box, country, besidePx, isHardPressed) {
  if (country === area.name || (isHardPressed && area.holds.includes(country))) return false;
  const away = area.by.includes(country) ? besidePx : 0;
  return meets([box[0] - away, box[1] - away, box[2] + away, box[3] + away], area.rings);
}

/**
 * The room that is left on a map. Pins come in their order: a name may stand upon those that come after its own.
 * @param {Style["names"]} names
 * @param {Bounds} frame
 * @param {Bounds[]} covered
 * @param {{ box: Bounds, key: string }[]} pins
 * @param {Contested[]} contested
 * @param {Bounds[]} towns
 */
function makeRoom(names, frame, covered, pins, contested, towns) {
  const ranks = new Map(pins.map((pin, i) => [pin.key, i]));
  /** @type {{ x: number, y: number }[][]} */
  const lines = [];
  const lies = (/** @type {Point} */ at, /** @type {Bounds} */ box) =>
    box[0] <= at.x && at.x <= box[2] && box[1] <= at.y && at.y <= box[3];
  /* What a name keeps from its pin, and from larger pins upon which that lies. */
  const gapOf = (/** @type {Seeker} */ { at, pad }) =>
    Math.max(
      pad,
      ...pins
        .filter((pin) => lies(at, pin.box))
        .map(({ box }) => GAP_PX + Math.max(at.x - box[0], at.y - box[1], box[2] - at.x, box[3] - at.y)),
    );
  const isInside = (/** @type {Bounds} */ box) =>
    box[0] >= frame[0] && box[1] >= frame[1] && box[2] <= frame[2] && box[3] <= frame[3];
  const isBlank = (/** @type {Bounds} */ box) => isInside(box) && !clash(box, covered);
  const boxOf = (/** @type {Seeker} */ one, /** @type {number[]} */ [dx, dy]) =>
    turned([one.at.x + dx - 2, one.at.y + dy - 1, one.at.x + dx + one.w + 2, one.at.y + dy + one.h + 1], one.angle);

  /* How many pins a name and the line to it would cover; -1 if it may not stand there. */
  function met(
    /** @type {Seeker} */ one,
    /** @type {Bounds} */ box,
    /** @type {number} */ above,
    isLed = false,
    isTangled = false,
  ) {
    if (!isBlank(box)) return -1;
    const { at } = one;
    const line = isLed ? dotsOf(at, endOf(at, box)).slice(0, -1) : [];
    if (isLed) {
      if (!isTangled && crosses([at, endOf(at, box)], lines)) return -1;
      const others = covered.filter((b) => !lies(at, b));
      if (line.some((dot) => clash(dot, others))) return -1;
    }
    let count = 0;
    for (const [rank, pin] of pins.entries()) {
      const isOwn = pin.key === one.key;
      if (!clash(box, [pin.box]) && (lies(at, pin.box) || !line.some((dot) => clash(dot, [pin.box])))) continue;
      if (isOwn || rank <= above) return -1;
      count++;
    }
    return count;
  }

  /* Beside the pin; apart from it with a line; upon lesser pins; and what must be named looks farther. */
  function besidePin(/** @type {Seeker} */ one, /** @type {boolean} */ isSure) {
    const { leader } = names;
    const near = beside(gapOf(one), one.w, one.h);
    const rank = ranks.get(one.key) ?? Number.POSITIVE_INFINITY;
    const none = Number.POSITIVE_INFINITY;
    /** @type {[number[][], boolean, number][]} */
    const stages = [
      [near, false, none],
      [apart(leader, one.w, one.h, leader.short), true, none],
      [near, false, rank],
    ];
    if (isSure) {
      const far = apart(leader, one.w, one.h, leader.farthest);
      stages.push([far, true, none], [far, true, rank], [far, true, rank]);
    }
    for (const [number, [offers, isLed, above]] of stages.entries()) {
      /* A line that crosses another is better than no name at all. */
      const isTangled = number > 4;
      let best = null;
      let least = Number.POSITIVE_INFINITY;
      for (const offer of offers) {
        const count = met(one, boxOf(one, offer), above, isLed, isTangled);
        if (count >= 0 && count < least) [best, least] = [offer, count];
        if (!least) break;
      }
      if (best) return { offer: best, isLed };
    }
    return null;
  }

  function isFree(/** @type {Seeker} */ one, /** @type {Bounds} */ box, /** @type {number} */ pressed) {
    if (!isBlank(box)) return false;
    if (pressed < 2 && pins.some((pin) => clash(box, [pin.box]))) return false;
    if (!one.country) return true;
    if (!pressed && clash(box, towns)) return false;
    return !contested.some((area) => refuses(area, box, one.country || "", names.claims, pressed > 2));
  }

  /* A country of the story would rather stand upon a town, upon pins, upon its own disputed ground, than nowhere. */
  function onArea(/** @type {Seeker} */ one) {
    /** @type {number[][]} */
    let offers = one.offers;
    for (let pressed = 0; pressed < (one.seats ? 4 : 1); pressed++) {
      for (const offer of offers) if (isFree(one, boxOf(one, offer), pressed)) return { offer, isLed: false };
      if (!pressed && one.seats) {
        /* Its seats are looked for only where its own point is taken. */
        const more = one.seats().map(({ x, y }) => [x - one.at.x - one.w / 2, y - one.at.y - one.h / 2]);
        for (const offer of more) if (isFree(one, boxOf(one, offer), 0)) return { offer, isLed: false };
        offers = [...offers, ...more];
      }
    }
    return null;
  }

  return {
    /* The place of a name, which is taken from then on; null where there is none. */
    /** @param {Seeker} one */
    put(one) {
      const found = one.isPin ? besidePin(one, Boolean(one.isSure)) : onArea(one);
      if (!found) return null;
      const box = boxOf(one, found.offer);
      covered.push(box);
      const end = endOf(one.at, box);
      if (found.isLed) {
        lines.push([one.at, end]);
        covered.push(...dotsOf(one.at, end));
      }
      if (one.isDotted) covered.push([one.at.x - 3, one.at.y - 3, one.at.x + 3, one.at.y + 3]);
      return { dx: found.offer[0], dy: found.offer[1], end: found.isLed ? end : null };
    },
  };
}

export { crosses, dotsOf, GAP_PX, endOf, makeRoom, meets, refuses };
