/* What a person has drawn and written on the map. Only pages with such drawings carry this, after all else. */
import { lines } from "./codec.js";
import { gm } from "./core.js";
import { looks } from "./drawing.js";
import { clash, headOf, trimmed } from "./geometry.js";
import { broken } from "./wording.js";

const style = gm.data.style;
const CLOSED = new Set(["area", "polygon"]);
/* Where words may stand, tried in this order after the side that a person wished. */
const SIDES = "above-right right below-right above-left left below-left above below".split(" ");
const LINE = 1.25;
const EDGE_PX = 4;
const STEP_PX = 9;
/* How wide a line is for a finger. */
const REACH_PX = 16;
const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
/** @type {L.Map} */
let map;
/** @type {SVGElement} */
let svg;
let family = "";
/* What lies in the layers' groups, and what lays arrows anew. */
/** @type {[L.FeatureGroup, L.Layer][]} */
let drawn = [];
/** @type {(() => void)[]} */
let arrows = [];

/** @param {number[]} line */
const course = (line) => line.filter((_, i) => i % 2 === 0).map((lon, i) => L.latLng(line[2 * i + 1], lon));

/* An arrow's line ends inside its head, which is as long at every zoom. */
/**
 * @param {AnnotationData} one
 * @param {L.Polyline} line
 * @param {L.Polygon} head
 */
function point(one, line, head) {
  const length = (looks(style, one.symbol).course.head || looks(style, "annotation-arrow").course.head) * gm.type;
  const all = course(one.line).map((latlng) => map.latLngToLayerPoint(latlng));
  /* Leaflet draws on whole pixels: points that lie close together would make a bow tremble. */
  /** @type {L.Point[]} */
  const points = [];
  for (const each of all)
    if (each === all.at(-1) || !points.length || each.distanceTo(points[points.length - 1]) > STEP_PX)
      points.push(each);
  const back = (/** @type {{ x: number, y: number }[]} */ ps) =>
    ps.map((p) => map.layerPointToLatLng(L.point(p.x, p.y)));
  const tip = headOf(points, length);
  line.setLatLngs(back(tip.length ? trimmed(points, 0, length * 0.8) : points));
  head.setLatLngs(back(tip));
}

/* Shapes lie in the feature group of their layer, so that the legend switches them; in edit mode they can be chosen. */
function draw(/** @type {AnnotationData} */ one, /** @type {number} */ number) {
  const group = gm.places.groups[one.layer];
  if (one.kind === "callout" || !group) return;
  const put = (/** @type {L.Layer} */ layer) => {
    group.addLayer(layer);
    drawn.push([group, layer]);
  };
  const options = {
    pane: "gm-" + one.layer,
    renderer: gm.places.renderers[one.layer],
    interactive: false,
    smoothFactor: 0,
    noClip: true,
    bubblingMouseEvents: false,
  };
  const choosing = (/** @type {L.Path} */ layer) =>
    layer.on("click", (event) => {
      L.DomEvent.stop(event);
      gm.emit("drawn", number);
    });
  const isChosen = Boolean(gm.editor?.on);
  if (CLOSED.has(one.kind)) {
    const shape = { ...options, className: "gm-area k-" + one.symbol, interactive: isChosen };
    const rings = one.poly ? one.poly.map((text) => lines(text, one.steps || 1)) : course(one.line);
    put(choosing(L.polygon(/** @type {any} */ (rings), shape)));
    return;
  }
  const line = L.polyline(course(one.line), { ...options, className: "gm-course k-" + one.symbol });
  put(line);
  if (isChosen) {
    const reach = { ...options, className: "gm-arrow-reach", weight: REACH_PX, interactive: true };
    put(choosing(L.polyline(course(one.line), reach)));
  }
  if (one.kind === "line") return;
  const head = L.polygon([], { ...options, className: "gm-arrow-head k-" + one.symbol });
  put(head);
  const lay = () => point(one, line, head);
  lay();
  arrows.push(lay);
}

/**
 * A box of a size so far from a point, on the side that a way leads to; around it without a way.
 * @param {L.Point} at
 * @param {number[]} way
 * @param {number} far
 * @param {number[]} size
 * @returns {Bounds}
 */
function beside(at, [across, down], far, [w, h]) {
  const away = far / (Math.hypot(across, down) || 1);
  const left = at.x + away * across + ((across - 1) * w) / 2;
  const top = at.y + away * down + ((down - 1) * h) / 2;
  return [left, top, left + w, top + h];
}

/* Moved into what is seen of the map. */
/**
 * @param {Bounds} box
 * @param {Bounds} frame
 * @returns {Bounds}
 */
function inside([left, top, right, bottom], frame) {
  const dx = Math.max(frame[0] + EDGE_PX - left, 0) || Math.min(frame[2] - EDGE_PX - right, 0);
  const dy = Math.max(frame[1] + EDGE_PX - top, 0) || Math.min(frame[3] - EDGE_PX - bottom, 0);
  return [left + dx, top + dy, right + dx, bottom + dy];
}

/* Where the words of one stand, on a side that is free of pins and of other words if there is one. */
/**
 * @param {AnnotationData} one
 * @param {Bounds} frame
 * @param {Bounds[]} taken
 */
function words(one, frame, taken) {
  const at = map.latLngToLayerPoint([one.at[1], one.at[0]]);
  if (!one.text || at.x < frame[0] || at.y < frame[1] || at.x > frame[2] || at.y > frame[3]) return null;
  const sizes = style.annotations;
  const letters = style.names.lettering.annotation;
  const size = letters.size * gm.type;
  pen.font = (letters.italic ? "italic " : "") + letters.weight + " " + size + "px " + family;
  const measure = (/** @type {string} */ line) => pen.measureText(line).width;
  const lines = broken(one.text, sizes.width * gm.type, measure).slice(0, sizes.lines);
  const extent = [Math.max(...lines.map(measure)), lines.length * size * LINE];
  const isLed = one.kind === "callout";
  const isFree = !CLOSED.has(one.kind) && !one.words;
  const from = one.words ? map.latLngToLayerPoint([one.words[1], one.words[0]]) : at;
  const far = (isLed ? sizes.leader : sizes.gap) * gm.type;
  /* In the middle of an area, and where a person has put them, words stand upon the spot if they can. */
  const offers = [isFree ? one.side : "", ...SIDES].map((side) => {
    const across = Number(side.includes("right")) - Number(side.includes("left"));
    const down = Number(side.includes("below")) - Number(side.includes("above"));
    const anchor = !isFree || !across ? "middle" : across > 0 ? "start" : "end";
    const box = inside(beside(from, [across, down], isFree ? far : 0, extent), frame);
    return { lines, size, box, anchor, at, isLed, symbol: one.symbol };
  });
  /* Not upon what it speaks of, where the edge of the map would push it. */
  /** @type {Bounds} */
  const own = [at.x - sizes.dot, at.y - sizes.dot, at.x + sizes.dot, at.y + sizes.dot];
  return offers.find((offer) => !clash(offer.box, isLed ? [own, ...taken] : taken)) || offers[0];
}

/**
 * @param {{ lines: string[], size: number, box: Bounds, anchor: string, at: L.Point, isLed: boolean, symbol: string }} placed
 * @param {number} number
 */
function written({ lines, size, box, anchor, at, isLed, symbol }, number) {
  const [left, top, right, bottom] = box;
  const { dot } = style.annotations;
  const nodes = [];
  const end = { x: Math.min(Math.max(at.x, left), right), y: Math.min(Math.max(at.y, top), bottom) };
  if (isLed && (end.x !== at.x || end.y !== at.y)) {
    nodes.push(
      gm.s("path", { class: "gm-course k-" + symbol, d: "M" + at.x + " " + at.y + "L" + end.x + " " + end.y }),
      gm.s("circle", { class: "gm-arrow-head k-" + symbol, cx: at.x, cy: at.y, r: dot * gm.type }),
    );
  }
  const x = anchor === "start" ? left : anchor === "end" ? right : (left + right) / 2;
  lines.forEach((text, i) => {
    nodes.push(
      gm.s("text", {
        class: "gm-label l-annotation",
        x,
        y: top + (i + 0.5) * LINE * size + 0.36 * size,
        "text-anchor": anchor,
        text,
      }),
    );
  });
  return gm.s("g", { class: "gm-words-of", "data-number": number }, nodes);
}

/* Anew after every move: words keep to what is seen, and away from pins. */
function place() {
  if (!gm.data.annotations?.length && !svg.firstChild) return;
  const topLeft = map.containerPointToLayerPoint([0, 0]);
  const size = map.getSize();
  /** @type {Bounds} */
  const frame = [topLeft.x, topLeft.y, topLeft.x + size.x, topLeft.y + size.y];
  /** @type {Bounds[]} */
  const taken = [];
  for (const feature of gm.features) {
    if (!feature.pinned || !gm.places.shown(feature)) continue;
    const at = map.latLngToLayerPoint([feature.lat, feature.lon]);
    const r = (feature.px || 0) / 2;
    taken.push([at.x - r, at.y - r, at.x + r, at.y + r]);
  }
  const nodes = [];
  for (const [number, one] of (gm.data.annotations || []).entries()) {
    const group = gm.places.groups[one.layer];
    const placed = group && map.hasLayer(group) ? words(one, frame, taken) : null;
    if (!placed) continue;
    taken.push(placed.box);
    nodes.push(written(placed, number));
  }
  svg.replaceChildren(...nodes);
  gm.labels.soon();
}

/* All anew: what is drawn has changed. */
function redraw() {
  for (const [group, layer] of drawn) group.removeLayer(layer);
  drawn = [];
  arrows = [];
  (gm.data.annotations || []).forEach(draw);
}

function add() {
  if (map) return;
  map = gm.map;
  family = getComputedStyle(document.documentElement).getPropertyValue("--names");
  const pane = map.createPane("gm-words");
  pane.style.zIndex = "610";
  pane.style.pointerEvents = "none";
  svg = gm.s("svg", { class: "gm-words", direction: "ltr", width: 1, height: 1 });
  svg.addEventListener("click", (event) => {
    const words = /** @type {Element} */ (event.target).closest("g");
    if (!words || !gm.editor?.on) return;
    event.stopPropagation();
    gm.emit("drawn", Number(words.getAttribute("data-number")));
  });
  pane.append(svg);
  map.on("zoomstart", () => svg.classList.add("gm-hidden"));
  map.on("zoomend", () => svg.classList.remove("gm-hidden"));
  map.on("zoomend", () => arrows.forEach((lay) => lay()));
  gm.on("type", () => arrows.forEach((lay) => lay()));
  map.on("moveend zoomend viewreset resize overlayadd overlayremove", place);
  ["shown", "type"].forEach((type) => gm.on(type, place));
  gm.on("editing", () => {
    redraw();
    place();
  });
  redraw();
  place();
}

gm.annotations = { redraw, place, add };
/* With an editor that was unpacked since. */
gm.on("start", add);
