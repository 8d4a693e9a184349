/* The corpus in the reader's browser: what a choice of time, language, country and kind comes to. */
import { first } from "./data.js";

const LEVELS = ["world", "country", "province", "hexagon2", "hexagon3"];
const UNITS = ["country", "province"];
const WEEK = 7;
const MONDAY = 4;

/* The first day of the week, month or year that a day lies in; as bins.py, but for weeks, which are whole here. */
function startOf(day, unit) {
  if (unit === "day") return day;
  if (unit === "week") return day - ((((day - MONDAY) % WEEK) + WEEK) % WEEK);
  const date = new Date(day * 864e5);
  return Date.UTC(date.getUTCFullYear(), unit === "month" ? date.getUTCMonth() : 0, 1) / 864e5;
}
function nextOf(start, unit) {
  if (unit === "day") return start + 1;
  if (unit === "week") return start + WEEK;
  return startOf(start + (unit === "month" ? 31 : 366), unit);
}

/* Which choice of unit a reader has, from the finest that was counted. */
const FINER = {
  day: ["day", "week", "month"],
  week: ["week", "month"],
  month: ["month", "year"],
  year: ["year"],
  all: [],
};

class Model {
  constructor(sections) {
    const read = (name) => sections.numbers(name);
    this.sections = sections;
    this.names = sections.texts("place.name");
    this.count = this.names.length;
    this.lon = Float32Array.from(read("place.lon"), (value) => value / 1000);
    this.lat = Float32Array.from(read("place.lat"), (value) => value / 1000);
    this.kind = read("place.kind");
    this.country = read("place.country");
    this.population = read("place.population");
    this.starts = read("bin.start");
    const [undated, last] = read("bin.undated");
    this.undated = undated;
    this.last = last;
    this.slots = read("slot");
    this.languages = first.languages.length || 1;
    this.readCube(read("cube.rows"), read("cube.slot"), read("cube.documents"), read("cube.again"));
    this.levels = {};
    for (const name of LEVELS) this.levels[name] = this.level(name, read);
    this.units = FINER[first.unit];
    this.filter = { from: null, to: null, language: -1, country: -1, kind: -1 };
    this.compute();
  }

  readCube(rows, slots, documents, again) {
    const sets = rows.length;
    this.begin = new Int32Array(sets + 1);
    for (let i = 0; i < sets; i++) this.begin[i + 1] = this.begin[i] + rows[i];
    /* Slots are written as steps within a set. */
    for (let i = 0; i < sets; i++) for (let k = this.begin[i] + 1; k < this.begin[i + 1]; k++) slots[k] += slots[k - 1];
    Object.assign(this, { slot: slots, perRow: documents, again });
  }

  level(name, read) {
    const member = read(name + ".member").map((value) => value - 1);
    const rows = {};
    for (const key of ["group", "country", "kind", "size", "set"]) rows[key] = read(`${name}.${key}`).map((v) => v - 1);
    let groups = 0;
    for (const group of member) groups = Math.max(groups, group + 1);
    const keys = new Map();
    rows.group.forEach((group, i) => keys.set(`${group} ${rows.country[i]} ${rows.kind[i]}`, i));
    const made = { name, member, groups, rows, keys };
    if (!UNITS.includes(name)) return made;
    return {
      ...made,
      names: this.sections.texts(name + ".name"),
      codes: this.sections.texts(name + ".cc"),
      population: read(name + ".population"),
      towns: read(name + ".towns"),
      lon: Float32Array.from(read(name + ".lon"), (value) => value / 1000),
      lat: Float32Array.from(read(name + ".lat"), (value) => value / 1000),
    };
  }

  /* Whether a bin, as its number in the cube, is in the chosen time. */
  inTime(bin) {
    const { from, to } = this.filter;
    if (from === null) return true;
    const at = bin - this.undated;
    return at >= 0 && this.starts[at] >= from && this.starts[at] < to;
  }

  /* Counts of all places and sets under the filter. */
  compute() {
    const { language, country, kind } = this.filter;
    const chosen = new Uint8Array(this.slots.length);
    this.total = 0;
    for (let i = 0; i < chosen.length; i++) {
      const is = (language < 0 || i % this.languages === language) && this.inTime(Math.floor(i / this.languages));
      chosen[i] = is ? 1 : 0;
      if (is) this.total += this.slots[i];
    }
    const sets = this.begin.length - 1;
    const documents = new Int32Array(sets);
    const mentions = new Int32Array(this.count);
    this.allMentions = 0;
    for (let set = 0; set < sets; set++) {
      let sum = 0;
      let more = 0;
      const own = set < this.count;
      for (let k = this.begin[set]; k < this.begin[set + 1]; k++) {
        if (!chosen[this.slot[k]]) continue;
        sum += this.perRow[k];
        if (own) more += this.again[k];
      }
      documents[set] = sum;
      if (own) {
        mentions[set] = sum + more;
        this.allMentions += sum + more;
      }
    }
    const shown = new Uint8Array(this.count);
    for (let i = 0; i < this.count; i++)
      shown[i] = (country < 0 || this.country[i] === country) && (kind < 0 || this.kind[i] === kind) ? 1 : 0;
    Object.assign(this, { setDocuments: documents, placeMentions: mentions, shown, done: {} });
  }

  places() {
    this.done.places ??= {
      documents: this.setDocuments.subarray(0, this.count).map((v, i) => (this.shown[i] ? v : 0)),
      mentions: this.placeMentions.map((v, i) => (this.shown[i] ? v : 0)),
    };
    return this.done.places;
  }

  /* Of units or hexagons. A document counts once for a group: the set that holds just the places shown tells how many. */
  groups(name) {
    if (this.done[name]) return this.done[name];
    const level = this.levels[name];
    const { country, kind } = this.filter;
    const size = new Int32Array(level.groups);
    const mentions = new Int32Array(level.groups);
    for (let i = 0; i < this.count; i++) {
      const group = level.member[i];
      if (group < 0 || !this.shown[i]) continue;
      size[group]++;
      mentions[group] += this.placeMentions[i];
    }
    const documents = new Int32Array(level.groups);
    const sets = new Int32Array(level.groups).fill(-1);
    for (let group = 0; group < level.groups; group++) {
      if (!size[group]) continue;
      sets[group] = setOf(level, group, size[group], country, kind);
      if (sets[group] >= 0) documents[group] = this.setDocuments[sets[group]];
    }
    this.done[name] = { documents, mentions, sets };
    return this.done[name];
  }

  /* Documents that name anything that is shown. */
  naming() {
    return this.groups("world").documents[0] ?? 0;
  }

  /* What the filters leave of each bin, whatever time is chosen: mentions, or documents; without a choice of places all
     that were read. */
  perBin(measure) {
    const { language, country, kind } = this.filter;
    const bins = new Float64Array(this.slots.length / this.languages);
    const add = (slot, value) => {
      if (language < 0 || slot % this.languages === language) bins[Math.floor(slot / this.languages)] += value;
    };
    if (measure === "mentions") {
      for (let i = 0; i < this.count; i++)
        if (this.shown[i])
          for (let k = this.begin[i]; k < this.begin[i + 1]; k++) add(this.slot[k], this.perRow[k] + this.again[k]);
    } else if (country < 0 && kind < 0) this.slots.forEach((value, slot) => add(slot, value));
    else {
      const set = this.groups("world").sets[0] ?? -1;
      if (set >= 0) for (let k = this.begin[set]; k < this.begin[set + 1]; k++) add(this.slot[k], this.perRow[k]);
    }
    return bins;
  }

  /* The same by stretch of time. */
  timeline(unit, measure) {
    if (!this.starts.length) return [];
    const all = [];
    let start = startOf(this.starts[0], unit);
    for (; start <= this.last; start = nextOf(start, unit)) all.push({ start, end: nextOf(start, unit), count: 0 });
    let at = 0;
    const bins = this.perBin(measure);
    this.starts.forEach((day, bin) => {
      while (all[at].end <= day) at++;
      all[at].count += bins[bin + this.undated];
    });
    return all;
  }

  linksOf(place) {
    this.links ??= {
      start: this.sections.numbers("link.start"),
      other: this.sections.numbers("link.other"),
      documents: this.sections.numbers("link.documents"),
    };
    const { start, other, documents } = this.links;
    return rowsOf(start, place).map((k) => ({ place: other[k], documents: documents[k] }));
  }

  samplesOf(place) {
    this.samples ??= {
      place: this.sections.numbers("sample.place"),
      document: this.sections.numbers("sample.document"),
      id: this.sections.texts("document.id"),
      title: this.sections.texts("document.title"),
      link: this.sections.texts("document.link"),
      day: this.sections.numbers("document.day"),
      language: this.sections.numbers("document.language"),
    };
    const all = this.samples;
    const { from, to, language } = this.filter;
    return rowsOf(all.place, place)
      .map((k) => all.document[k])
      .filter(
        (d) =>
          (language < 0 || all.language[d] === language) && (from === null || (all.day[d] >= from && all.day[d] < to)),
      )
      .map((d) => ({ id: all.id[d], title: all.title[d], link: all.link[d], day: all.day[d] }));
  }
}

/* The set that holds just the places shown of a group: the narrowest choice that was counted and has as many. */
function setOf({ keys, rows }, group, size, country, kind) {
  const choices = [
    [country, kind],
    [country, -1],
    [-1, kind],
    [-1, -1],
  ];
  for (const [c, k] of choices) {
    const row = keys.get(`${group} ${c} ${k}`);
    if (row !== undefined && rows.size[row] === size) return rows.set[row];
  }
  return -1;
}

/* Rows of a sorted column that hold a value. */
function rowsOf(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  const rows = [];
  for (; low < sorted.length && sorted[low] === value; low++) rows.push(low);
  return rows;
}

export { Model, nextOf, startOf };
