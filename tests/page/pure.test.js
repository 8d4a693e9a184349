/* What of the page's scripts needs no page: decoding, geometry, the style's drawings, words. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { paddings, shift } from "../../geomap/maps/html/assets/cards.js";
import { column, lines, lists, numbers, path } from "../../geomap/maps/html/assets/codec.js";
import { drawing, leastArea, looks, pinSize } from "../../geomap/maps/html/assets/drawing.js";
import { toCsv, toGeojson } from "../../geomap/maps/html/assets/data.js";
import { add, ofMention, ofName, toText } from "../../geomap/maps/html/assets/form.js";
import {
  apart,
  clash,
  coasts,
  distance,
  headOf,
  holds,
  offers,
  trimmed,
  turned,
} from "../../geomap/maps/html/assets/geometry.js";
import { isDivider, isRow, width } from "../../geomap/maps/html/assets/grid.js";
import { step } from "../../geomap/maps/html/assets/roving.js";
import { days, inTime, inWords, shownAt } from "../../geomap/maps/html/assets/times.js";
import { sizeOf, widened } from "../../geomap/maps/html/assets/framing.js";
import { changed, isEnough, lonLat, made, moved, put, through } from "../../geomap/maps/html/assets/sketch.js";
import { unrolled } from "../../geomap/maps/html/assets/unrolled.js";
import { around, broken, escaped, fold, insert, isJoined, sureness } from "../../geomap/maps/html/assets/wording.js";

const style = JSON.parse(readFileSync(new URL("../../geomap/maps/style/default.json", import.meta.url), "utf-8"));

/* The strings are what geomap.maps.html.encoding writes for these numbers. */
test("numbers come back as they were written", () => {
  const wanted = [0, 1, -1, 15, 16, -16, 17, 123456, -2000000000];
  assert.deepEqual(numbers("ACBegBfiBgkxH__p2m3D"), wanted);
  assert.deepEqual([...column("ACBegBfiBgkxH__p2m3D", wanted.length)], wanted);
  assert.deepEqual(numbers(""), []);
});

test("lines come back in degrees, the latitude first", () => {
  assert.deepEqual(lines("GwihWw6hVw-Bw-Bnu7W_4jVEoh0uDv772Bv4Jwsv3B", 10000), [
    [
      [34.5, 36.1],
      [34.6, 36.2],
      [0, -1.25],
    ],
    [
      [-89.9, 180],
      [1, 179.5],
    ],
  ]);
  assert.deepEqual(path("EKMACO", 1), [
    [5, 2],
    [5, 8],
    [12, 9],
  ]);
});

test("lists stand behind their lengths", () => {
  /* 2: 1, 3; 0; 1: 7. */
  assert.deepEqual(lists("ECGACO"), [[1, 3], [], [7]]);
});

test("distances are those of the Earth", () => {
  const paris = { lat: 48.8566, lng: 2.3522 };
  const london = { lat: 51.5074, lng: -0.1278 };
  assert.ok(Math.abs(distance(paris, london) - 343.6) < 1);
  assert.equal(distance(paris, paris), 0);
  /* Half round the Earth, across the date line. */
  assert.ok(Math.abs(distance({ lat: 0, lng: -90 }, { lat: 0, lng: 90 }) - 20015) < 1);
});

test("a point is inside an area, in its hole it is not", () => {
  const ring = (low, high) => [
    { lat: low, lng: low },
    { lat: low, lng: high },
    { lat: high, lng: high },
    { lat: high, lng: low },
  ];
  const area = [ring(0, 10), ring(4, 6)];
  assert.equal(holds(area, 2, 2), true);
  assert.equal(holds(area, 5, 5), false);
  assert.equal(holds(area, 12, 5), false);
});

test("the edges that a cut has made are no coast", () => {
  /* A square in the corner of the box: of its sides two lie on the box. */
  const found = coasts(
    [
      [
        [0, 0],
        [0, 5],
        [5, 5],
        [5, 0],
      ],
    ],
    [0, 0, 10, 10],
  );
  assert.deepEqual(found, [
    [
      [0, 5],
      [5, 5],
      [5, 0],
    ],
  ]);
});

test("a name that is turned takes more room, turned by a right angle it stands", () => {
  assert.deepEqual(turned([0, 0, 40, 10], 0), [0, 0, 40, 10]);
  const upright = turned([0, 0, 40, 10], 90).map(Math.round);
  assert.deepEqual(upright, [15, -15, 25, 25]);
});

test("boxes that only touch do not clash", () => {
  assert.equal(clash([0, 0, 10, 10], [[10, 0, 20, 10]]), false);
  assert.equal(clash([0, 0, 10, 10], [[9, 9, 20, 20]]), true);
  assert.equal(clash([0, 0, 10, 10], []), false);
});

test("a pin's name stands beside it, an area's upon it, a basemap's nowhere else", () => {
  const beside = offers({ isArea: false, pad: 8 }, 60, 16);
  assert.deepEqual(beside[0], [8, -8]);
  assert.equal(beside.length, 8);
  for (const [x, y] of beside) assert.ok(x >= 6 || x + 60 <= -6 || y >= 4 || y + 16 <= -4, `${x} ${y}`);
  assert.deepEqual(offers({ isArea: true, pad: 0 }, 60, 16)[0], [-30, -8]);
  assert.equal(offers({ isArea: true, base: true, pad: 4 }, 60, 16).length, 1);
});

test("a pin grows with the mentions, to an end", () => {
  assert.equal(pinSize(style, 1), 12);
  assert.equal(pinSize(style, 0), 12);
  assert.ok(pinSize(style, 4) > pinSize(style, 2));
  assert.equal(pinSize(style, 1000), 23);
});

test("what nobody drew is drawn as a town, whatever it is called", () => {
  assert.equal(drawing(style, "port").frame, "square");
  for (const name of ["no such", "constructor", "__proto__", "toString"])
    assert.equal(drawing(style, name), style.symbols.city);
});

test("what a symbol does not say it has from all", () => {
  assert.equal(looks(style, "city").area.fill, style.area.fill);
  assert.equal(looks(style, "zone").area.hatch, "rising");
  assert.equal(looks(style, "province").area.hatch, "none");
  assert.equal(leastArea(style, "countries"), 8);
  assert.equal(leastArea(style, "constructor"), style.too_small.any);
});

test("values are put into a text once, and only where it names them", () => {
  assert.equal(insert("{n} places in {where}", { n: 3 }), "3 places in {where}");
  assert.equal(insert("{a}", { a: "{b}", b: "no" }), "{b}");
});

test("a search takes no notice of marks and capitals", () => {
  assert.equal(fold("Tillabéri"), "tillaberi");
  assert.equal(fold("ÎLE"), "ile");
});

test("letters that may be joined are not spaced out, Latin ones are", () => {
  for (const text of ["حمص", "ירושלים", "東京"]) assert.equal(isJoined(text), true, text);
  for (const text of ["Ha’apai", "Kırıkkale", "Москва", "1–2"]) assert.equal(isJoined(text), false, text);
});

test("a confidence has a word", () => {
  assert.deepEqual([1, 0.9, 0.89, 0.5, 0.49].map(sureness), ["high", "high", "likely", "possible", "low"]);
});

test("words around a mention are whole, and say where it is", () => {
  const text = `${"before ".repeat(40)}HERE${" after".repeat(40)}`;
  const start = text.indexOf("HERE");
  const [quote, first, last] = around(text, start, start + 4);
  assert.equal(quote.slice(first, last), "HERE");
  assert.ok(quote.length < 200);
  assert.match(quote.trim(), /^before .* after$/);
});

test("an arrow leaves its pins free and ends in its tip", () => {
  const line = [
    { x: 0, y: 0 },
    { x: 50, y: 0 },
    { x: 100, y: 0 },
  ];
  assert.deepEqual(trimmed(line, 10, 20), [
    { x: 10, y: 0 },
    { x: 50, y: 0 },
    { x: 80, y: 0 },
  ]);
  assert.deepEqual(trimmed(line, 60, 60), []);
  const [tip, left, right] = headOf(line, 10);
  assert.deepEqual(tip, { x: 100, y: 0 });
  assert.deepEqual([left.x, right.x], [90, 90]);
  assert.ok(Math.abs(left.y - right.y) > 7 && Math.abs(left.y - right.y) < 10);
  assert.deepEqual(headOf(trimmed(line, 45, 45), 10), []);
});

const place = (more) => ({
  row: {
    place_id: "t:a",
    name: "Alma",
    what: "city",
    where: "",
    lon: 190,
    lat: 45,
    mentions: 2,
    confidence: 0.9,
    uncertain: false,
    ...more,
  },
});

test("a spreadsheet runs no text, and commas and quotes stay in their cells", () => {
  const [head, first, second] = toCsv([place({ name: "=HYPERLINK(1)" }), place({ where: 'Alma, "the" city' })]).split(
    "\n",
  );
  assert.equal(head, "place_id,name,what,where,lon,lat,mentions,confidence,uncertain");
  assert.equal(first, "t:a,'=HYPERLINK(1),city,,190,45,2,0.9,false");
  assert.equal(second, 't:a,Alma,city,"Alma, ""the"" city",190,45,2,0.9,false');
});

test("GeoJSON has the longitude first, closed rings, and no point beyond 180 degrees", () => {
  const area = { ...place(), poly: ["GwihWw6hVw-Bw-Bnu7W_4jVEoh0uDv772Bv4Jwsv3B"], steps: 10000 };
  const made = JSON.parse(toGeojson([place(), area], ["GeoNames"]));
  assert.deepEqual(made.attribution, ["GeoNames"]);
  assert.deepEqual(made.features[0].geometry, { type: "Point", coordinates: [-170, 45] });
  const rings = made.features[1].geometry.coordinates[0];
  assert.deepEqual(rings[0][0], [36.1, 34.5]);
  for (const ring of rings) assert.deepEqual(ring[0], ring[ring.length - 1]);
});

test("what a person has drawn goes along, and so do groups", () => {
  const one = {
    kind: "callout",
    symbol: "annotation",
    layer: "callouts",
    side: "left",
    text: "Here",
    line: [370, 44],
    at: [370, 44],
  };
  const area = { ...one, kind: "area", text: "", line: [10, 44, 12, 44, 12, 46], at: [11, 45] };
  const made = JSON.parse(
    toGeojson([], [], /** @type {any} */ ([one, area, { ...one, kind: "line", line: [10, 44, 12, 45] }])),
  );
  assert.deepEqual(
    made.features.map((/** @type {any} */ feature) => feature.geometry),
    [
      { type: "Point", coordinates: [10, 44] },
      {
        type: "Polygon",
        coordinates: [
          [
            [10, 44],
            [12, 44],
            [12, 46],
            [10, 44],
          ],
        ],
      },
      {
        type: "LineString",
        coordinates: [
          [10, 44],
          [12, 45],
        ],
      },
    ],
  );
  assert.deepEqual(made.features[0].properties, { annotation: "callout", text: "Here", symbol: "annotation" });
  const [head, row] = toCsv([place({ group: "Talks" })]).split("\n");
  assert.ok(head.endsWith(",group") && row.endsWith(",Talks"));
  assert.ok(!toCsv([place()]).includes("group"));
});

test("a line breaks between words, and a long word stands alone", () => {
  assert.deepEqual(
    broken("one two  three fourteen", 8, (line) => line.length),
    ["one two", "three", "fourteen"],
  );
  assert.deepEqual(
    broken("", 8, (line) => line.length),
    [],
  );
});

test("a text in an attribute ends neither it nor its element", () => {
  assert.equal(escaped('"><script>&'), "&quot;&gt;&lt;script&gt;&amp;");
});

test("names apart from their pin stand around it, the nearest first", () => {
  const found = apart({ nearest: 24, step: 24, directions: 12 }, 40, 16, 168);
  assert.equal(found.length, 84);
  const far = found.map(([x, y]) => Math.hypot(Math.max(x, -x - 40, 0), y + 8));
  assert.ok(far[0] < 30 && far[far.length - 1] > 100);
});

/* The file is what geomap writes: tests/unit/edits/test_form.py holds it to that. */
test("corrections are written as geomap writes them, and what is decided anew takes the place of what was", () => {
  const text = readFileSync(new URL("../data/corrections.json", import.meta.url), "utf-8");
  const said = JSON.parse(text);
  assert.equal(toText(said), text);
  const [old] = said.mentions;
  const where = { document: old.document, start: old.start, end: old.end, text: old.text };
  assert.deepEqual(ofMention(said, where, { place: "t:port" }).mentions, [{ ...where, place: "t:port" }]);
  const [there] = said.added;
  assert.equal(JSON.parse(toText(ofMention(said, there, { place: false }))).added, undefined);
  assert.equal(ofMention(said, there, { place: "t:port", point: undefined }).added[0].place, "t:port");
  assert.equal(said.added[0], there);
});

test("what is said of a name is said of it in any letters, and what is said no more leaves nothing behind", () => {
  const fold = (/** @type {string} */ name) => name.toLowerCase();
  const once = ofName({ names: { Homs: "t:homs" } }, "HOMS", { label: "Hims" }, fold);
  assert.deepEqual(once.names, { Homs: { place: "t:homs", label: "Hims" } });
  assert.deepEqual(ofName(once, "Homs", { label: "" }, fold).names, { Homs: "t:homs" });
  assert.deepEqual(ofName(once, "Homs", { label: "", place: undefined }, fold).names, {});
  assert.equal(
    toText({ names: { b: false, 10: false, 9: "t:x" } })
      .match(/"(10|9|b)"/g)
      ?.join(),
    '"10","9","b"',
  );
});

test("a mark that is added takes the room of those that were added before it", () => {
  const at = (/** @type {number} */ start, /** @type {number} */ end) => ({ document: "", start, end, text: "x" });
  const said = add(add(add({}, at(0, 5), { label: "a" }), at(7, 9), {}), at(4, 6), { place: "t:x" });
  assert.deepEqual(said.added, [at(7, 9), { ...at(4, 6), place: "t:x" }]);
});

test("times are said as the text has them, with their day", () => {
  const day = { first: "2025-03-03", last: "2025-03-03", label: "Monday" };
  assert.equal(days(day, "en"), "Mar 3, 2025");
  assert.equal(days({ ...day, first: "2025-03-01", last: "2025-03-31" }, "en"), "Mar 2025");
  assert.equal(days({ ...day, first: "1848-01-01", last: "1848-12-31" }, "en"), "1848");
  const stamp = { first: "2025-03-03T22:40+00:00", last: "2025-03-03T22:40+00:00", label: "22:40 GMT" };
  assert.equal(inWords(stamp, "en"), "22:40 GMT · Mar 3, 2025");
  assert.equal(inWords({ first: "T22:40", last: "T22:40", label: "22:40" }, "en"), "22:40");
  assert.equal(inWords(day, "de"), "3. März 2025");
});

test("a slider shows what was up to a time, or only then; at its end all", () => {
  assert.deepEqual(shownAt([0, 2, 5], 1, false), [0, 2]);
  assert.deepEqual(shownAt([0, 2, 5], 1, true), [2]);
  assert.deepEqual(shownAt([0, 2, 5], 2, false), []);
  assert.deepEqual(shownAt([0, 2, 5], 2, true), [5]);
});

test("steps in time: what has none stays behind the one before it", () => {
  const steps = [4, null, 1, 1, null].map((time, n) => ({ time, n }));
  assert.deepEqual(
    inTime(steps).map(({ n }) => n),
    [2, 3, 4, 0, 1],
  );
});

test("a row of a table is told from a line of prose", () => {
  for (const row of ["Homs | 12 |", "| Homs | 12 |", "City |"]) assert.ok(isRow(row), row);
  for (const line of ["Aid | reached Homs", "Homs", "|", ""]) assert.ok(!isRow(line), line);
  assert.deepEqual(["Homs | 12 |", "| Homs | 12 |", "| a \\| b |", "Daraa | | none |"].map(width), [2, 2, 1, 3]);
  assert.ok(isDivider("| --- | ---: |"));
  assert.ok(!isDivider("| -- | 12 |"));
});

test("arrows lead among buttons, against the line where it runs from the right", () => {
  assert.deepEqual([step("ArrowRight", false, false), step("ArrowRight", false, true)], [1, -1]);
  assert.deepEqual([step("ArrowDown", false, false), step("ArrowDown", true, false)], [0, 1]);
});

test("a card keeps beside the legend where there is room, else below it", () => {
  const legend = { width: 150, height: 30 };
  assert.deepEqual(paddings({ x: 900, y: 600 }, 340, legend, 20), [
    [54, 16],
    [174, 36],
  ]);
  assert.deepEqual(paddings({ x: 570, y: 600 }, 340, legend, 0), [
    [54, 46],
    [16, 16],
  ]);
  assert.deepEqual(paddings({ x: 570, y: 600 }, 340, { width: 0, height: 0 }, 0)[0], [54, 16]);
});

test("a map moves only for a place that is covered", () => {
  const free = { left: 0, top: 0, right: 300, bottom: 100 };
  assert.equal(shift({ x: 150, y: 50 }, free, []), null);
  assert.deepEqual(shift({ x: 150, y: 150 }, free, []), [0, 100]);
  assert.deepEqual(shift({ x: 40, y: 40 }, free, [{ left: 0, top: 0, right: 44, bottom: 90 }]), [-110, -10]);
});

/* What geomap.maps.annotations makes of them; tests/unit/maps/test_unrolled.py holds that. */
test("what is drawn in the page is unrolled as Python does it", () => {
  const examples = JSON.parse(readFileSync(new URL("../data/unrolled.json", import.meta.url), "utf-8"));
  assert.ok(examples.length >= 15);
  for (const { annotation, near, outline, drawn } of examples) {
    assert.deepEqual(unrolled(annotation, near, undefined, outline), drawn);
    assert.equal(unrolled(annotation, near, "zone").symbol, "zone");
  }
});

test("positions of drawings are kept to a metre, on the first turn around the Earth", () => {
  assert.deepEqual(lonLat({ lat: 34.7312345, lng: 36.7100001 }), [36.71, 34.73123]);
  assert.deepEqual(lonLat({ lat: 89, lng: 190 }), [-170, 85]);
  assert.deepEqual(lonLat({ lat: -0.000001, lng: -540 }), [-180, 0]);
});

test("a drawing takes as many different points as its kind needs, and says nothing that is empty", () => {
  assert.equal(
    isEnough("line", [
      [1, 2],
      [1, 2],
    ]),
    false,
  );
  assert.equal(
    isEnough("polygon", [
      [1, 2],
      [3, 4],
      [1, 2],
    ]),
    false,
  );
  assert.equal(
    isEnough("area", [
      [1, 2],
      [3, 4],
      [5, 2],
    ]),
    true,
  );
  assert.deepEqual(made("callout", [[1, 2]], { text: "Here", side: "" }), {
    kind: "callout",
    text: "Here",
    point: [1, 2],
  });
  const arrow = {
    kind: "arrow",
    text: "convoy",
    line: [
      [1, 2],
      [3, 4],
    ],
    colour: "site",
  };
  assert.equal(
    JSON.stringify(
      through(arrow, [
        [1, 2],
        [5, 6],
      ]),
    ),
    '{"kind":"arrow","text":"convoy","line":[[1,2],[5,6]],"colour":"site"}',
  );
  assert.equal(through(arrow, [[1, 2]]), arrow);
  assert.deepEqual(changed(arrow, { colour: "", text: null }), {
    kind: "arrow",
    line: [
      [1, 2],
      [3, 4],
    ],
  });
});

test("a list is changed as another list", () => {
  const list = ["a", "b", "c"];
  assert.deepEqual(put(list, 1), ["a", "c"]);
  assert.deepEqual(put(list, 1, "x"), ["a", "x", "c"]);
  assert.deepEqual(
    [moved(list, 0, 1), moved(list, 2, -1), moved(list, 0, -1)],
    [["b", "a", "c"], ["a", "c", "b"], list],
  );
  assert.deepEqual(list, ["a", "b", "c"]);
});

/* As geomap.maps.size.Size.parse has them. */
test("the shape of a picture is a ratio or pixels", () => {
  assert.deepEqual(sizeOf("16:9"), [960, 540]);
  assert.deepEqual(sizeOf("4:5"), [540, 675]);
  assert.deepEqual(sizeOf("640x480"), [640, 480]);
  for (const bad of ["", "5:1", "1:5", "0:1", "640", "100x640", "640x", "16/9", "x"])
    assert.equal(sizeOf(bad), null, bad);
  assert.deepEqual(widened([0, 0, 100, 100], 2), [-50, 0, 150, 100]);
  assert.deepEqual(widened([0, 0, 100, 100], 0.5), [0, -50, 100, 150]);
});
