/* The first view of a map that is narrower or taller than the world: no empty poles, but where most documents are. */
import { WORLD, toX, toY } from "./plane.js";

/* Between them lives nearly everybody; as frames.py. */
const NORTH = toY(75);
const SOUTH = toY(-56);
const STEP = 0.25;

/* How much of what the places count is kept in view, where a closer view leaves places out at the sides: on a phone, as
   narrow as that, a whole world is too small to read. */
const KEPT = 0.97;
const KEPT_NARROW = 0.75;
const NARROW = 700;

/* The part of the world, so many pixels of zoom 0 wide, that holds most of what the places count: its middle and share. */
function richest(places, wide) {
  const rows = places.map(([, lon, , , count]) => [toX(lon), count]).sort((a, b) => a[0] - b[0]);
  const round = [...rows, ...rows.map(([x, count]) => [x + WORLD, count])];
  let best = { sum: -1, middle: WORLD / 2 };
  let [sum, end, all] = [0, 0, 0];
  for (let i = 0; i < rows.length; i++) {
    all += rows[i][1];
    for (; end < i + rows.length && round[end][0] <= round[i][0] + wide; end++) sum += round[end][1];
    if (sum > best.sum) best = { sum, middle: (round[i][0] + round[end - 1][0]) / 2 };
    sum -= rows[i][1];
  }
  return { middle: best.middle, share: all ? best.sum / all : 0 };
}

/* Zoom, longitude and y of the middle, from the zoom and the middle that would show all. */
function seatOf(zoom, { lon, y }, width, height, places) {
  let near = Math.ceil(Math.log2(height / (SOUTH - NORTH)) / STEP) * STEP;
  let x = toX(lon);
  for (; near > zoom; near -= STEP) {
    const { middle, share } = richest(places, (0.94 * width) / 2 ** near);
    if (share < (width < NARROW ? KEPT_NARROW : KEPT)) continue;
    x = middle;
    break;
  }
  near = Math.max(zoom, near);
  const half = height / 2 ** near / 2;
  const isTall = 2 * half > SOUTH - NORTH;
  return {
    zoom: near,
    lon: (((((x / WORLD) * 360) % 360) + 360) % 360) - 180,
    y: isTall ? Math.max(half, (NORTH + SOUTH) / 2) : Math.max(NORTH + half, Math.min(SOUTH - half, y)),
  };
}

export { richest, seatOf };
