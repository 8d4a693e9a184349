/* What an editor's words and positions need of no page. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { position } from "../../geomap/maps/html/assets/position.js";
import { beside, moved, same, snap } from "../../geomap/maps/html/assets/words.js";

/* The same examples as tests/unit/test_positions.py. */
const typed = JSON.parse(readFileSync(new URL("../data/positions.json", import.meta.url), "utf-8"));

test("a position may be typed as one is used to", () => {
  for (const [text, lang, wanted] of typed.positions) assert.deepEqual(position(text, lang), wanted, text);
});

test("a grid reference is the middle of its square", () => {
  for (const [text, lang, wanted] of typed.grid) {
    const found = position(text, lang);
    assert.ok(Math.hypot(found[0] - wanted[0], found[1] - wanted[1]) < 2e-3, text);
  }
  /* A kilometre of Spitsbergen, to ten metres; the last has a column that its zone lacks. */
  const [lon, lat] = position("33X VH 48 83") || [0, 0];
  assert.ok(lon > 9 && lon < 21 && lat > 72 && lat < 84);
  assert.equal(position("18S AJ 23480 06479"), null);
  assert.equal(position("18S UJ 2348 06479"), null);
});

test("what is no position is not taken for one", () => {
  for (const [text, lang] of typed.none) assert.equal(position(text, lang), null, text);
});

const spoken = "Near Deir ez-Zor, Syria's east.\n\nIn Homs and Hama (north).";
const told = (/** @type {string} */ text, /** @type {[number, number] | null} */ span) => span && text.slice(...span);

test("a selection snaps to whole words of one line", () => {
  const at = (/** @type {string} */ words) => [spoken.indexOf(words), spoken.indexOf(words) + words.length];
  for (const [selected, wanted] of [
    ["eir ez-Zo", "Deir ez-Zor"],
    [" Syria's", "Syria's"],
    ["yria", "Syria"],
    ["Hama (", "Hama"],
    ["east.\n\nIn Homs", "east"],
    ["\n\nIn Ho", "In Homs"],
    [" (", null],
  ])
    assert.equal(told(spoken, snap(spoken, at(selected))), wanted, selected);
});

test("where a script sets no spaces, a selection stays as it is", () => {
  assert.deepEqual(snap("他在北京大学工作", [2, 4]), [2, 4]);
  assert.deepEqual(snap("في بدمشق اليوم", [4, 6]), [3, 8]);
});

test("a mark grows and shrinks by words, never beyond its line, never to nothing", () => {
  const homs = [spoken.indexOf("Homs"), spoken.indexOf("Homs") + 4];
  const wide = moved(spoken, moved(spoken, homs, "end", 1, "en"), "end", 1, "en");
  assert.equal(told(spoken, wide), "Homs and Hama");
  assert.equal(told(spoken, moved(spoken, wide, "start", 1, "en")), "and Hama");
  assert.equal(told(spoken, moved(spoken, wide, "end", -1, "en")), "Homs and");
  assert.equal(moved(spoken, homs, "end", -1, "en"), null);
  assert.equal(moved(spoken, homs, "start", 1, "en"), null);
  const first = moved(spoken, homs, "start", -1, "en");
  assert.equal(told(spoken, first), "In Homs");
  assert.equal(moved(spoken, first, "start", -1, "en"), null);
});

test("a caret goes from word to word over lines", () => {
  const east = spoken.indexOf("east");
  assert.equal(told(spoken, beside(spoken, east, 1, "en")), "In");
  assert.equal(told(spoken, beside(spoken, spoken.indexOf("In Homs"), -1, "en")), "east");
  assert.equal(beside(spoken, 0, -1, "en"), null);
  assert.equal(beside(spoken, spoken.indexOf("north"), 1, "en"), null);
});

test("the same words are found where they stand by themselves", () => {
  assert.deepEqual(same("Al in Alma, Al", "Al"), [
    [0, 2],
    [12, 14],
  ]);
});
