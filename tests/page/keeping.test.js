/* What a page takes from outside, and what it writes of itself. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checked } from "../../geomap/maps/html/assets/checked.js";
import { changes, queue, refused, signed, without } from "../../geomap/maps/html/assets/review.js";
import { html, inScript, table } from "../../geomap/maps/html/assets/table.js";

const HOSTILE = [
  "</script><script>window.pwned = 1</script>",
  '<img src=x onerror="window.pwned=1">',
  "{{ 7*191 }}",
  "a\u2028b\u202ee\u0000]]>--><!--",
  "javascript:window.pwned=1",
  "url(https://example.org/x)",
  "x".repeat(10_000),
  Number.POSITIVE_INFINITY,
  Number.NaN,
  -1000,
  null,
  true,
  [],
  [[[[]]]],
  {},
  { constructor: { prototype: { pwned: 1 } } },
  ["1", "2"],
];
const nested = (depth) => {
  let made = "1";
  for (let i = 0; i < depth; i++) made = '{"a":' + made + "}";
  return made;
};

const GOOD = {
  format: "geomap-corrections",
  version: 2,
  decided_by: "A. Reader",
  headline: "Where <b> is",
  frame: { bounds: [170, -20, -170, 10] },
  ratio: "16:9",
  theme: "dark",
  style: { pins: { radius: 7 } },
  layers: [],
  tour: ["t:alma"],
  names: {
    Homs: "geonames:1",
    Druze: false,
    constructor: { label: "C", colour: "#b3261e" },
    "the clinic": { point: [36.4, 34.9], name: "x" },
  },
  mentions: [{ document: "", start: 3, end: 7, text: "Homs", place: false, decided_by: "B." }],
  added: [{ document: "a.txt", start: 3, end: 7, text: "Homs", point: [1, 2], group: "Aid", hidden: true }],
  annotations: [
    { kind: "callout", text: "x", point: [1, 2], text_at: [2, 3], side: "below-left" },
    {
      kind: "arrow",
      line: [
        [1, 2],
        [3, 4],
      ],
      symbol: "zone",
      colour: "military",
    },
    {
      kind: "area",
      polygon: [
        [1, 2],
        [3, 4],
        [5, 2],
      ],
    },
    { kind: "area", place: "geonames:1", decided_by: "B." },
  ],
};

test("what is right passes as it is, and again", () => {
  const { said, left } = checked(JSON.stringify(GOOD), { symbols: ["zone"] });
  assert.deepEqual(left, []);
  assert.deepEqual(said, GOOD);
  assert.deepEqual(checked(said).said, said);
});

test("what is no file of corrections is none", () => {
  for (const raw of [
    "",
    "{",
    "[]",
    "7",
    "null",
    '"x"',
    "{}",
    '{"version": 3}',
    '{"version": "2"}',
    '{"version": 1}',
    null,
    [1],
  ])
    assert.equal(checked(raw).said, null, String(raw));
  assert.equal(checked(nested(20_000)).said, null);
  assert.equal(checked(" ".repeat(17e6) + '{"version": 2}').said, null);
});

test("nothing hostile passes in any key, and what stands beside it does", () => {
  const places = [
    (value) => ({ theme: value }),
    (value) => ({ ratio: value }),
    (value) => ({ layers: [value] }),
    (value) => ({ frame: value }),
    (value) => ({ frame: { bounds: [value, 0, 10, 10] } }),
    (value) => ({ frame: { centre: [0, 0], zoom: value } }),
    (value) => ({ mentions: [{ start: value, end: 9, text: "x", place: false }] }),
    (value) => ({ names: { Homs: { point: value } } }),
    (value) => ({ names: { Homs: { symbol: value } } }),
    (value) => ({ names: { Homs: { colour: value } } }),
    (value) => ({ annotations: [{ kind: value, point: [1, 2], text: "x" }] }),
    (value) => ({ annotations: [{ kind: "callout", point: value, text: "x" }] }),
    (value) => ({ annotations: [{ kind: "line", line: [[0, 0], value] }] }),
    (value) => ({
      annotations: [
        {
          kind: "line",
          line: [
            [0, 0],
            [1, 1],
          ],
          side: value,
        },
      ],
    }),
  ];
  for (const [number, place] of places.entries())
    for (const value of HOSTILE) {
      const { said, left } = checked({ version: 2, headline: "kept", ...place(value) });
      assert.equal(said.headline, "kept");
      assert.ok(left.length > 0, number + ": " + JSON.stringify(value));
      const kept = JSON.stringify(said);
      if (typeof value === "string")
        assert.ok(!kept.includes(JSON.stringify(value).slice(1, -1)), number + ": " + kept);
    }
});

test("texts are texts of a bounded length, whatever they hold", () => {
  for (const value of HOSTILE)
    for (const key of ["decided_by", "headline", "caption", "credit", "source_line"]) {
      const { said, left } = checked({ version: 2, [key]: value });
      const isText = typeof value === "string" && value.length < 5000;
      assert.equal(said[key], isText ? value : undefined);
      assert.equal(left.length, isText ? 0 : 1);
    }
  assert.equal(checked({ version: 2, names: { Homs: { label: "\u{1f600}".repeat(300) } } }).left.length, 0);
});

test("a style has plain words and numbers, and no depth to get lost in", () => {
  for (const value of HOSTILE.filter((one) => typeof one === "string" || Number.isNaN(one)))
    assert.deepEqual(checked({ version: 2, style: { fonts: { map: value } } }).said.style, { fonts: {} });
  const { said, left } = checked('{"version": 2, "style": ' + nested(2000) + "}");
  assert.equal(left.length, 1);
  assert.ok(JSON.stringify(said).length < 200);
});

test("keys of prototypes change nothing", () => {
  const raw =
    '{"version": 2, "__proto__": {"pwned": 1}, "constructor": {"pwned": 1}, "names": {"__proto__": "a:b", "constructor": "a:b"},' +
    ' "style": {"__proto__": {"pwned": 1}, "constructor": {"x": 1}, "pins": {"__proto__": 1}},' +
    ' "mentions": [{"__proto__": {"place": "a:b"}, "start": 1, "end": 2, "text": "x"}]}';
  const { said, left } = checked(raw);
  assert.deepEqual(Object.keys(said.names), ["constructor"]);
  assert.deepEqual(said.style, { pins: {} });
  assert.deepEqual(said.mentions, [{ document: "", start: 1, end: 2, text: "x" }]);
  assert.equal(left.length, 7);
  assert.equal({}.pwned, undefined);
  assert.equal(said.pwned, undefined);
});

test("what geomap refuses is left out", () => {
  const wrong = {
    names: { a: { place: false, point: [1, 2] }, b: { point: [1, 91] }, Homs: false, HOMS: "a:b" },
    mentions: [
      { start: 2, end: 2, text: "" },
      { start: 0, end: 2 },
      { start: 5, end: 6, text: "x" },
      { start: 5, end: 6, text: "x" },
    ],
    added: [
      { start: 1, end: 2, text: "" },
      { start: 1, end: 2, text: "x", place: false },
    ],
    annotations: [
      { kind: "callout", point: [1, 2] },
      {
        kind: "line",
        line: [
          [1, 2],
          [1, 2],
        ],
      },
      {
        kind: "line",
        polygon: [
          [1, 2],
          [3, 4],
          [5, 2],
        ],
      },
      {
        kind: "arrow",
        line: [
          [1, 2],
          [3, 4],
        ],
        text_at: [1, 2],
      },
      { kind: "line", place: "a:b" },
    ],
    frame: { bounds: [1, 5, 2, 4] },
  };
  const { said } = checked({ version: 2, ...wrong });
  assert.deepEqual(said, {
    format: "geomap-corrections",
    version: 2,
    names: { b: {}, Homs: false },
    mentions: [{ document: "", start: 5, end: 6, text: "x" }],
    added: [],
    annotations: [],
  });
  assert.equal(checked({ version: 2, names: { x: { symbol: "zone" } } }, { symbols: ["city"] }).left.length, 1);
});

test("written positions are read by who can, and the older list is taken", () => {
  const position = (text) => (text === "34 N, 36 E" ? [36, 34] : null);
  const raw = { version: 2, names: { a: { point: "34 N, 36 E" }, b: { point: "nowhere" } } };
  assert.deepEqual(checked(raw, { position }).said.names, { a: { point: [36, 34] }, b: {} });
  const old = {
    format: "geomap-corrections",
    version: 1,
    corrections: [{ document: "a", start: 1, end: 2, text: "x", place: null }],
  };
  assert.deepEqual(checked(old).said.mentions, [{ document: "a", start: 1, end: 2, text: "x", place: false }]);
});

test("data ends no script element, and a table is text", () => {
  const hostile = "</script><!--&\u2028\ud800";
  assert.match(inScript(JSON.stringify(hostile)), /^[^<>&\u2028]*$/);
  assert.equal(JSON.parse(inScript(JSON.stringify(hostile))), hostile);
  assert.equal(html('<a href="x">\'&\ud800'), "&lt;a href=&quot;x&quot;&gt;&#x27;&amp;?");
  const texts = { noscript: "n", more: "{n} more", unplaced: "u", "no-places": "none", "col.name": "N" };
  for (const key of ["what", "where", "position", "mentions", "confidence", "quote"]) texts["col." + key] = key;
  const line = { title: "<b>", what: "w", where: "", lat: 1, lon: -2.5, n: 3, conf: 0.29, quote: "q" };
  const made = table("<h>", Array(2001).fill(line), ["x", "x", "<y>"], texts);
  assert.match(made, /^<h1>&lt;h&gt;<\/h1><p>n<\/p><table>/);
  assert.ok(
    made.includes(
      '<th scope="row">&lt;b&gt;</th><td>w</td><td></td><td>1.0000, -2.5000</td><td>3</td><td>29%</td><td></td></tr>',
    ),
  );
  assert.ok(made.endsWith("<p>1 more</p><p>u: x, &lt;y&gt;</p>"));
  assert.equal(table("", [], [], texts), "<p>n</p><p>none</p>");
});

test("the doubtful that the story is about comes first, and what nobody can decide on not at all", () => {
  const feature = (key, conf, prominence, more = {}) => ({
    key,
    conf,
    prominence,
    m: [{ d: 0, s: 0, kind: "literal" }],
    ...more,
  });
  const features = [
    feature("sure", 0.95, 1),
    feature("beside", 0.4, 0),
    feature("central", 0.5, 0.9),
    feature("later", 0.95, 1, { m: [{ d: 0, s: 9, kind: "literal" }] }),
    feature("estimated", 0.1, 1, { m: [{ d: 0, s: 0, kind: "relative" }] }),
    feature("people", 0.1, 1, { m: [{ d: 0, s: 0, kind: "literal", quiet: 1 }] }),
    feature("part", 0.1, 1, { approximate: 1 }),
  ];
  assert.deepEqual(
    queue(features).map((one) => one.key),
    ["central", "beside", "sure", "later"],
  );
});

test("what is said to be no place counts once by its name", () => {
  const mentions = ["Homs", "Homs", "Druze"].map((text, start) => ({ start, text, place: false }));
  assert.equal(refused({ names: { Druze: false, Homs: "a:1", Hama: { place: false } }, mentions }), 3);
  assert.equal(refused({}), 0);
});

test("each thing that is said can be taken back by itself", () => {
  let said = { ...GOOD };
  const all = changes(said);
  assert.equal(all.length, 4 + 1 + 1 + 4 + 7);
  for (const { of, at } of all.reverse()) said = without(said, { of, at, row: null });
  assert.deepEqual(said, {
    format: "geomap-corrections",
    version: 2,
    decided_by: "A. Reader",
    names: {},
    mentions: [],
    added: [],
    annotations: [],
  });
  assert.deepEqual(GOOD.names.Druze, false);
});

test("who goes on with another's work leaves that in the other's name", () => {
  const said = {
    version: 2,
    decided_by: "A.",
    names: { Homs: "a:1", Hama: { label: "x", decided_by: "C." } },
    mentions: [{ start: 1, place: false }],
  };
  assert.deepEqual(signed(said, "B.", "A."), {
    version: 2,
    names: { Homs: { place: "a:1", decided_by: "A." }, Hama: { label: "x", decided_by: "C." } },
    mentions: [{ start: 1, place: false, decided_by: "A." }],
    decided_by: "B.",
  });
  /* A name that is written otherwise is still the same person's. */
  assert.deepEqual(signed(said, "Ann", ""), { ...said, decided_by: "Ann" });
});
