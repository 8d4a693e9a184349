/* The places as one canvas: circles by area, the names of the largest, and which place lies under a pointer. */
import { isPoint, kindColour } from "./measures.js";
import { WORLD, colour, toX, toY } from "./plane.js";

const MOST_NAMES = 70;
const FEWEST_NAMES = 14;
/* Pixels of a canvas, which reaches beyond the map on all sides, that has room for the most names. */
const ROOM = 1.6e6;
const LARGEST = 15;
const NAME_PX = 12;
/* Smaller circles are drawn as squares. */
const DOT = 1.8;
/* More rows than there are places. */
const ROWS = 2 ** 21;
/* A canvas of a phone. */
const SMALL = 700;

/* Columns that are drawn: few at first, then all. */
class Circles {
  constructor(names, lon, lat, kind) {
    this.names = names;
    this.kind = kind;
    this.x = Float32Array.from(lon, toX);
    this.y = Float32Array.from(lat, toY);
  }

  /* Sizes and the order in which they are drawn: the largest first, so that none hides a smaller one. */
  fill(values) {
    this.values = values;
    let most = 0;
    let sum = 0;
    let count = 0;
    /* Value and row as one number: numbers are sorted many times as fast as rows by a function. */
    const keys = new Float64Array(values.length);
    for (let i = 0; i < values.length; i++) {
      if (!values[i]) continue;
      keys[count++] = values[i] * ROWS + (ROWS - 1 - i);
      most = Math.max(most, values[i]);
      sum += values[i];
    }
    this.order = Int32Array.from(keys.subarray(0, count).sort().reverse(), (key) => ROWS - 1 - (key % ROWS));
    this.most = most;
    this.sum = sum;
  }

  draw(frame, chosen) {
    const { context } = frame;
    this.drawn = [];
    const largest = reach(this, frame.zoom, frame.size);
    const least = Math.min(frame.size.x, frame.size.y) < SMALL ? 0.8 : 1.2;
    const mostR = largest / frame.scale;
    const first = Math.floor(frame.west / WORLD);
    const last = Math.floor(frame.east / WORLD);
    for (const i of this.order)
      for (let copy = first; copy <= last; copy++) {
        const x = this.x[i] + copy * WORLD;
        const y = this.y[i];
        if (x < frame.west - mostR || x > frame.east + mostR || y < frame.north - mostR || y > frame.south + mostR)
          continue;
        const r = Math.max(least, largest * Math.sqrt(this.values[i] / this.most));
        this.drawn.push({ i, x: frame.x(x), y: frame.y(y), r });
      }
    /* Dots come last, being the smallest: all of a colour at once. */
    const dots = new Map();
    for (const one of this.drawn) {
      const kind = this.kind[one.i];
      if (one.r >= DOT) this.circle(context, one, kind);
      else if (dots.has(kind)) dots.get(kind).push(one);
      else dots.set(kind, [one]);
    }
    context.globalAlpha = 0.6;
    for (const [kind, all] of dots) {
      context.fillStyle = colour(kindColour(kind));
      for (const { x, y, r } of all) context.fillRect(x - r, y - r, 2 * r, 2 * r);
    }
    context.globalAlpha = 1;
    for (const one of this.drawn.filter(({ i }) => i === chosen)) {
      context.beginPath();
      context.arc(one.x, one.y, one.r + 3, 0, 2 * Math.PI);
      context.strokeStyle = colour("ink");
      context.lineWidth = 2.2;
      context.stroke();
    }
  }

  circle(context, { x, y, r }, kind) {
    const isFilled = isPoint(kind);
    context.beginPath();
    context.arc(x, y, r, 0, 2 * Math.PI);
    context.fillStyle = context.strokeStyle = colour(kindColour(kind));
    context.globalAlpha = isFilled ? 0.42 : 0.07;
    context.fill();
    context.globalAlpha = isFilled ? (r < 4 ? 0.55 : 0.85) : 0.8;
    context.lineWidth = isFilled ? 0.9 : 1.5;
    context.stroke();
  }

  write(frame, chosen) {
    const firstOnes = this.drawn.filter(({ i }) => i === chosen);
    const others = this.drawn.slice(0, 40 * MOST_NAMES).filter(({ i }) => i !== chosen);
    const seats = [...firstOnes, ...others].map((one) => ({
      ...one,
      text: this.names[one.i],
      weight: one.i === chosen || one.r > 14 ? 600 : 500,
      grown: Math.min(3, one.r / 12),
    }));
    this.named = write(frame, seats);
  }

  /* The place under a point of the canvas: the smallest circle that holds it. */
  at(x, y) {
    for (let k = this.drawn.length - 1; k >= 0; k--) {
      const one = this.drawn[k];
      const r = Math.max(one.r, 6);
      if ((one.x - x) ** 2 + (one.y - y) ** 2 <= r * r) return one.i;
    }
    return -1;
  }
}

/* How large the largest circle is: larger on a large map and when it is close, but all together cover no more than a
   share of the world. As the pictures have it: drawing.py. */
const INK = 0.15;
function reach({ most, sum }, zoom, size) {
  const usual = Math.min(1, 0.45 + Math.min(size.x, size.y) / 1600) * (LARGEST + 3.4 * zoom);
  return most ? Math.min(usual, WORLD * 2 ** zoom * Math.sqrt((INK * most) / (Math.PI * sum))) : usual;
}

/* Names of the largest that find room: in a circle, or to one of its sides. */
function write(frame, seats) {
  const { context, size } = frame;
  const taken = [];
  const names = [];
  const most = Math.max(FEWEST_NAMES, MOST_NAMES * Math.min(1, (size.x * size.y) / ROOM));
  const family = colour("names");
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.lineJoin = "round";
  for (const one of seats) {
    if (names.length >= most) break;
    if (one.x < 0 || one.y < 0 || one.x > size.x || one.y > size.y || !one.text) continue;
    const px = NAME_PX + (one.grown ?? 0);
    context.font = `${one.weight} ${px}px ${family}`;
    const width = context.measureText(one.text).width;
    const seat = seatOf(one, width, px, taken);
    if (!seat) continue;
    taken.push(seat);
    names.push({ ...one, ...seat, px, width });
  }
  for (const one of names) {
    context.font = `${one.weight} ${one.px}px ${family}`;
    context.strokeStyle = colour("halo");
    context.lineWidth = 3;
    context.globalAlpha = 0.9;
    context.strokeText(one.text, one.west + 2, one.middle);
    context.globalAlpha = 1;
    context.fillStyle = colour("ink");
    context.fillText(one.text, one.west + 2, one.middle);
  }
  return names;
}

function seatOf({ x, y, r }, width, px, taken) {
  const h = px * 1.15;
  const w = width + 4;
  const gap = r + 2;
  const seats = [
    ...(w < 1.8 * r || r === 0 ? [[x - w / 2, y]] : []),
    [x + gap, y],
    [x - gap - w, y],
    [x - w / 2, y - gap - h / 2],
    [x - w / 2, y + gap + h / 2],
  ];
  for (const [west, middle] of seats) {
    const box = { west, east: west + w, north: middle - h / 2, south: middle + h / 2, middle };
    const isFree = taken.every(
      (other) => box.east < other.west || box.west > other.east || box.south < other.north || box.north > other.south,
    );
    if (isFree) return box;
  }
  return null;
}

export { Circles, reach, write };
