/* What a corpus's map shows first: node --test. */
import assert from "node:assert/strict";
import test from "node:test";

globalThis.L = { Renderer: { extend: () => class {} } };
const { richest, seatOf } = await import("../../geomap/maps/corpus/assets/opening.js");
const { toLat, toX, toY } = await import("../../geomap/maps/corpus/assets/plane.js");

const place = (lon, count) => ["", lon, 0, 0, count];
const everywhere = { lon: 11, y: toY(20) };
const near = (value, wanted, by) => assert.ok(Math.abs(value - wanted) <= by, `${value} is not ${wanted}`);

test("a latitude comes back from where it is drawn", () => {
  for (const lat of [-80, -33.5, 0, 12, 71]) near(toLat(toY(lat)), lat, 1e-9);
});

test("the richest part of the world may lie across its edge", () => {
  const { middle, share } = richest([place(178, 30), place(-178, 30), place(0, 40)], 20);
  near(middle, toX(180), 0.01);
  assert.equal(share, 0.6);
});

test("a phone's first view leaves the poles out where nearly all documents stay in it", () => {
  const { zoom, lon, y } = seatOf(1, everywhere, 390, 520, [place(10, 60), place(100, 35), place(-100, 5)]);
  assert.equal(zoom, 2);
  near(lon, 55, 1);
  assert.ok(y + 260 / 2 ** zoom <= toY(-56) + 1e-9 && y - 260 / 2 ** zoom >= toY(75) - 1e-9);
});

test("a first view shows all the world where closer ones would lose what is counted", () => {
  const { zoom, lon } = seatOf(1, everywhere, 390, 520, [place(10, 40), place(130, 30), place(-110, 30)]);
  assert.equal(zoom, 1);
  near(lon, 11, 1e-9);
});

test("a wide map leaves nothing out that a phone's does", () => {
  const places = [place(10, 76), place(130, 12), place(-110, 12)];
  assert.equal(seatOf(1.5, everywhere, 390, 700, places).zoom, 2.5);
  assert.equal(seatOf(1.5, everywhere, 800, 700, places).zoom, 2);
});

test("a view that is close already stays where it is", () => {
  const seat = seatOf(5, { lon: 37, y: toY(35) }, 900, 700, [place(37, 10)]);
  assert.equal(seat.zoom, 5);
  near(seat.lon, 37, 1e-9);
  near(seat.y, toY(35), 1e-9);
});
