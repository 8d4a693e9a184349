/* Places that an application found: what a finished page takes along of them, and what it believes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { heard, learnt } from "../../geomap/maps/html/assets/learnt.js";

const place = (id, more = {}) => ({
  id,
  title: "Settle",
  what: "city or town",
  where: "England",
  lon: -2.28,
  lat: 54.07,
  symbol: "city",
  layer: "cities",
  ...more,
});
const base = { features: [{ id: "t:own" }], rivals: [["t:rival", "Rival"]] };

test("a finished page takes along the places that it names and was not made with, once", () => {
  const known = new Map(["t:own", "t:rival", "t:a", "t:b", "t:idle"].map((id) => [id, place(id, { score: 1 })]));
  const said = {
    names: { Kirkby: "t:b", Own: "t:own", Whalley: false, Other: { label: "x" }, Rival: { place: "t:rival" } },
    mentions: [{ place: "t:b" }],
    added: [{ place: "t:a" }, { point: [1, 2] }, { place: "t:unknown" }],
  };
  const text = learnt(said, base, known);
  assert.deepEqual(JSON.parse(text), [place("t:a"), place("t:b")]);
  assert.deepEqual(heard(text, ["city"]), [place("t:a"), place("t:b")]);
  assert.equal(learnt({ names: { Own: "t:own" } }, base, known), "");
});

test("of a stranger's places only those pass that can be drawn", () => {
  const wrong = [
    place("no colon"),
    place("t:x", { title: 5 }),
    place("t:x", { lon: "1" }),
    place("t:x", { lat: 91 }),
    place("t:x", { lon: Number.NaN }),
    place("t:x", { symbol: "constructor" }),
    place("t:x", { layer: "__proto__" }),
    place("t:x", { title: "x".repeat(301) }),
    null,
    5,
    [],
  ];
  const text = JSON.stringify([...wrong, place("t:good", { evil: "<script>" })]);
  assert.deepEqual(heard(text, ["city"]), [place("t:good")]);
  for (const none of ["", "{", "{}", "5", "null"]) assert.deepEqual(heard(none, ["city"]), []);
});
