/* One small map: the ground, the places and their names inside a box, as an SVG that nobody moves. */
import { lines, path } from "./codec.js";
import { gm } from "./core.js";
import { contested } from "./countries.js";
import { leastArea } from "./drawing.js";
import { apart, clash, offers } from "./geometry.js";
import { dotsOf, endOf, refuses } from "./placing.js";
import { isJoined } from "./wording.js";

const { s } = gm;
const style = gm.data.style;
const { claims, leader, lettering } = style.names;
const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
/* What lies closer to the point before is not seen. */
const STEP_PX = 0.7;
const TITLE_LINE = 1.5;
const FILLED = new Set(["land", "lake"]);
/* Names of the ground that so small a map has room for. */
const GROUND = new Set(["country", "sea"]);

/** @typedef {{ text: string, key: string, x: number, y: number, pad: number, isArea: boolean, mark: string }} WishOfInset */
/** @typedef {{ w: number, h: number, top: number, zoom: number, middle: number, at(lat: number, lon: number): [number, number] }} Frame */

const upward = (/** @type {number} */ lat) => (Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 180) / Math.PI;

/**
 * Where a box lies in so many pixels, below a title.
 * @param {Bounds} box
 * @param {number} w
 * @param {number} h
 * @returns {Frame}
 */
function frameOf([west, south, east, north], w, h) {
  const top = TITLE_LINE * style.insets.title * gm.type;
  const scale = Math.min(w / (east - west), (h - top) / (upward(north) - upward(south)));
  const middle = (west + east) / 2;
  const up = (upward(south) + upward(north)) / 2;
  return {
    w,
    h,
    top,
    middle,
    zoom: Math.log2((scale * 360) / 256),
    at: (lat, lon) => [w / 2 + (lon - middle) * scale, (top + h) / 2 - (upward(lat) - up) * scale],
  };
}

/* The whole turns that bring a longitude near to a frame. */
const turn = (/** @type {Frame} */ frame, /** @type {number} */ lon) => 360 * Math.round((frame.middle - lon) / 360);

/**
 * The data of a path, of the lines that the frame shows a piece of, and whether a corner of them is in it.
 * @param {Frame} frame
 * @param {LatLng[][]} all
 * @param {number} shift
 * @param {boolean} closed
 */
function drawn(frame, all, shift, closed) {
  let d = "";
  let seen = false;
  let extent = 0;
  for (const line of all) {
    /** @type {[number, number][]} */
    const points = [];
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [lat, lon] of line) {
      const [x, y] = frame.at(Math.max(-85, Math.min(85, lat)), lon + shift);
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      seen ||= x > 0 && y > 0 && x < frame.w && y < frame.h;
      const last = points.at(-1);
      if (!last || Math.abs(x - last[0]) + Math.abs(y - last[1]) >= STEP_PX) points.push([x, y]);
    }
    extent = Math.max(extent, right - left, bottom - top);
    if (right < 0 || left > frame.w || bottom < 0 || top > frame.h || points.length < 2) continue;
    d += "M" + points.map(([x, y]) => x.toFixed(1) + " " + y.toFixed(1)).join("L") + (closed ? "Z" : "");
  }
  return { d, seen, extent };
}

/* Land, water and borders: finer pieces over coarser ones. */
function ground(/** @type {Frame} */ frame) {
  const nodes = [];
  for (const patch of gm.data.base) {
    if (patch.zoom > frame.zoom && patch.box) continue;
    const shifts = patch.box
      ? [patch.shift + turn(frame, (patch.box[0] + patch.box[2]) / 2 + patch.shift)]
      : [-1, 0, 1].map((k) => 360 * (k + Math.round(frame.middle / 360)));
    if (patch.box) {
      const [west, south, east, north] = patch.box;
      const [x0, y0] = frame.at(north, west + shifts[0]);
      const [x1, y1] = frame.at(south, east + shifts[0]);
      if (x1 < 0 || x0 > frame.w || y1 < 0 || y0 > frame.h) continue;
      /* Below a piece that covers everything nothing is seen. */
      if (x0 <= 0 && y0 <= 0 && x1 >= frame.w && y1 >= frame.h) nodes.length = 0;
      nodes.push(s("rect", { x: x0, y: y0, width: x1 - x0, height: y1 - y0, class: "gm-base-sea" }));
    }
    for (const [kind, zoom, paths] of patch.shapes) {
      if (zoom > frame.zoom) continue;
      const all = paths.map((/** @type {string} */ text) => path(text, patch.scale));
      for (const shift of shifts) {
        const { d } = drawn(frame, all, shift, FILLED.has(kind));
        if (d) nodes.push(s("path", { d, class: "gm-base-" + kind }));
      }
    }
  }
  return nodes;
}

/* A feature's area or course, nothing where it is too small or everywhere. */
function area(/** @type {Frame} */ frame, /** @type {Feature} */ feature) {
  const texts = feature.poly || (feature.line ? [feature.line] : []);
  if (!texts.length) return null;
  const all = texts.flatMap((text) => lines(text, feature.steps || 1));
  const { d, seen, extent } = drawn(frame, all, turn(frame, feature.lon), Boolean(feature.poly));
  if (extent < leastArea(style, feature.layer)) return null;
  const kind = feature.poly ? "gm-area" : "gm-course";
  const marks = (feature.rough ? " gm-rough" : "") + (feature.aside ? " gm-aside" : "");
  return { seen, node: s("path", { d, class: `${kind} k-${feature.symbol}${marks}`, "fill-rule": "evenodd" }) };
}

/* A name where the first place for it is free. */
/**
 * @param {Frame} frame
 * @param {Bounds[]} taken
 * @param {Contested[]} disputed
 * @param {WishOfInset} wish
 */
function name(frame, taken, disputed, { text, key, x, y, pad, isArea, mark }) {
  const { size: plain, weight, italic, spacing, capitals, shown } = lettering[key];
  if (shown === false) return null;
  const size = plain * gm.type;
  const written = capitals ? text.toLocaleUpperCase(gm.data.lang) : text;
  const family = getComputedStyle(document.documentElement).getPropertyValue("--names");
  pen.font = `${italic ? "italic " : ""}${weight} ${size}px ${family}`;
  const w = pen.measureText(written).width + (isJoined(written) ? 0 : (spacing || 0) * gm.type * written.length);
  const h = 1.25 * size;
  const near = offers({ isArea, pad, base: key.startsWith("base-") }, w, h);
  const led = key === "place" ? apart(leader, w, h, leader.short) : [];
  for (const [i, [dx, dy]] of [...near, ...led].entries()) {
    /** @type {Bounds} */
    const box = [x + dx - 2, y + dy - 1, x + dx + w + 2, y + dy + h + 1];
    if (box[0] < 0 || box[1] < frame.top || box[2] > frame.w || box[3] > frame.h || clash(box, taken)) continue;
    if (key.endsWith("country") && disputed.some((one) => refuses(one, box, text, claims, false))) continue;
    const line = i < near.length ? [] : dotsOf({ x, y }, endOf({ x, y }, box)).slice(0, -1);
    const others = taken.filter((b) => x < b[0] || x > b[2] || y < b[1] || y > b[3]);
    if (line.some((dot) => clash(dot, others))) continue;
    taken.push(box);
    const label = s("text", {
      x: x + dx + w / 2,
      y: y + dy + h / 2 + 0.36 * size,
      "text-anchor": "middle",
      class: `gm-label l-${key} ${mark}${isJoined(written) ? " gm-joined" : ""}`,
      text: written,
    });
    if (i < near.length) return label;
    const end = endOf({ x, y }, box);
    return s("g", {}, s("path", { d: `M${x} ${y}L${end.x} ${end.y}`, class: "gm-leader" }), label);
  }
  return null;
}

/* Areas below, pins above them, and the names of all, the most prominent first. */
function places(/** @type {Frame} */ frame) {
  const { stack } = style.layers;
  /** @type {Bounds[]} */
  const taken = [];
  const areas = [];
  const pins = [];
  /** @type {(WishOfInset & { feature?: Feature })[]} */
  const wishes = [];
  const features = gm.features.filter(gm.places.shown).sort((a, b) => b.prominence - a.prominence);
  for (const feature of features) {
    const [x, y] = frame.at(feature.lat, feature.lon + turn(frame, feature.lon));
    const inside = x > 0 && x < frame.w && y > frame.top && y < frame.h;
    const mark = "k-" + feature.symbol + (feature.uncertain ? " gm-unsure" : "");
    const shape = area(frame, feature);
    if (shape?.seen) areas.push({ height: stack.indexOf(feature.layer), node: shape.node });
    if (!inside) continue;
    const px = Math.round(gm.places.size(feature) * gm.symbols.scale(feature.symbol) * style.insets.pins * gm.type);
    if (!shape) {
      const pin = gm.symbols.pin(feature.symbol, px);
      pin.setAttribute("x", (x - px / 2).toFixed(1));
      pin.setAttribute("y", (y - px / 2).toFixed(1));
      pins.push(pin);
      taken.push([x - px / 2, y - px / 2, x + px / 2, y + px / 2]);
    }
    const kind = feature.layer === "countries" ? "country" : feature.layer === "waters" ? "water" : "area";
    wishes.push({
      feature,
      text: feature.title,
      key: shape ? kind : "place",
      x,
      y,
      pad: px / 2 + 3,
      isArea: !!shape,
      mark,
    });
  }
  areas.sort((a, b) => a.height - b.height);
  wishes.sort((a, b) => Number(a.isArea) - Number(b.isArea));
  const disputed = contested((/** @type {any} */ at) => {
    const [lat, lon] = Array.isArray(at) ? at : [at.lat, at.lng];
    const [x, y] = frame.at(lat, lon + turn(frame, lon));
    return L.point(x, y);
  });
  const told = new Set(features.map((feature) => feature.title));
  for (const [text, kind, lon, lat, least] of gm.data.labels) {
    if (least > frame.zoom || !GROUND.has(kind) || told.has(text)) continue;
    const [x, y] = frame.at(lat, lon + turn(frame, lon));
    wishes.push({ text, key: "base-" + kind, x, y, pad: 0, isArea: true, mark: "" });
  }
  /** @type {Set<Feature>} */
  const named = new Set();
  const names = wishes.map((wish) => {
    const node = name(frame, taken, disputed, wish);
    if (node && wish.feature) named.add(wish.feature);
    return node;
  });
  return { nodes: [...areas.map((one) => one.node), ...pins.reverse(), ...names], named };
}

/* Its title, cut to its width. */
function title(/** @type {Frame} */ frame, /** @type {string} */ text) {
  const size = style.insets.title * gm.type;
  pen.font = `600 ${size}px ${getComputedStyle(document.documentElement).getPropertyValue("--names")}`;
  let written = text;
  while (written && pen.measureText(written).width > frame.w - 30) written = written.slice(0, -1);
  if (written !== text) written = written.trimEnd() + "…";
  const isTurned = gm.data.dir === "rtl";
  return [
    s("rect", { width: frame.w, height: frame.top, class: "gm-inset-band" }),
    s("text", {
      x: isTurned ? frame.w - 6 : 6,
      y: 0.74 * frame.top,
      "text-anchor": isTurned ? "end" : "start",
      "font-size": size,
      class: "gm-inset-title",
      text: written,
    }),
  ];
}

/**
 * The drawing, and the places that have their names on it.
 * @param {InsetData} inset
 * @param {number} w
 * @param {number} h
 */
function draw(inset, w, h) {
  const frame = frameOf(inset.box, w, h);
  const { nodes, named } = places(frame);
  const svg = s(
    "svg",
    { viewBox: `0 0 ${w} ${h}`, width: w, height: h, direction: "ltr", "aria-hidden": "true" },
    s("rect", { width: w, height: h, class: "gm-base-sea" }),
    ground(frame),
    nodes,
    title(frame, inset.title),
  );
  return { svg, named };
}

/* How close it shows its box, as a zoom of the large map. */
const zoomOf = (/** @type {InsetData} */ inset, /** @type {number} */ w, /** @type {number} */ h) =>
  frameOf(inset.box, w, h).zoom;

export { draw, zoomOf };
