/* Movements: an arrow for each way that the text tells, from place to place. */
import { lines } from "./codec.js";
import { gm } from "./core.js";
import { looks } from "./drawing.js";
import { headOf, trimmed } from "./geometry.js";

/* What stays free around the pin at each end, and how wide an arrow is for a finger, in pixels. */
const GAP_PX = 9;
const REACH_PX = 16;
const STEP_PX = 9;
/** @type {L.Map} */
let map;
/** @type {{ arrow: Feature, way: L.LatLng[], own: L.LatLng[], head: L.Polygon, reach: L.Polyline }[]} */
let drawn = [];

/* The mark in the text of where it begins: the words of an arrow have none of their own. */
function linkToText(/** @type {Feature} */ arrow) {
  for (const m of arrow.m) {
    const inside = gm.features
      .flatMap((feature) => feature.m)
      .filter((one) => one.d === m.d && one.s >= m.s && one.e <= m.e)
      .sort((a, b) => a.s - b.s)[0];
    Object.defineProperty(m, "node", { get: () => inside?.node });
  }
}

function draw(/** @type {Feature} */ arrow) {
  const pane = "gm-" + arrow.layer;
  const options = { pane, renderer: gm.places.renderers[arrow.layer], bubblingMouseEvents: false, noClip: true };
  const symbol = " k-" + arrow.symbol;
  arrow.shape = L.polyline([], { ...options, className: "gm-course gm-arrow" + symbol, smoothFactor: 0 });
  const head = L.polygon([], { ...options, className: "gm-arrow-head" + symbol, interactive: false });
  const reach = L.polyline([], { ...options, className: "gm-arrow-reach", weight: REACH_PX });
  gm.places.listen(arrow.shape, arrow);
  reach.on("click", (/** @type {any} */ event) => arrow.shape?.fire("click", event));
  const way = lines(arrow.line || "", arrow.steps || 1)[0].map((point) => L.latLng(point));
  drawn.push({ arrow, way, own: way, head, reach });
  linkToText(arrow);
}

/* An arrow leaves its pins free; one that is hardly longer than these is not drawn. */
function lay() {
  for (const { arrow, way, head, reach } of drawn) {
    const length = looks(gm.data.style, arrow.symbol).course.head;
    /* Leaflet draws on whole pixels: points that lie close together would make the bow tremble. */
    const all = way.map((latlng) => map.latLngToLayerPoint(latlng));
    /** @type {L.Point[]} */
    const points = [];
    for (const one of all)
      if (one === all.at(-1) || !points.length || one.distanceTo(points[points.length - 1]) > STEP_PX) points.push(one);
    const course = trimmed(points, GAP_PX, GAP_PX);
    const tip = headOf(course, length);
    const back = (/** @type {{ x: number, y: number }[]} */ ps) =>
      ps.map((p) => map.layerPointToLatLng(L.point(p.x, p.y)));
    const line = tip.length ? back(trimmed(course, 0, length * 0.8)) : [];
    arrow.shape?.setLatLngs(line);
    reach.setLatLngs(line);
    head.setLatLngs(back(tip));
  }
}

/* It goes where its places go: what a reader has switched off or corrected. */
function show() {
  for (const { arrow, head, reach } of drawn) {
    const ends = (arrow.ends || []).every((key) => gm.byKey.get(key)?.visible !== false);
    const group = gm.places.groups[arrow.layer];
    arrow.visible = ends && gm.counted(arrow) > 0;
    for (const layer of [reach, arrow.shape, head]) {
      if (!layer || !group) continue;
      if (arrow.visible && !group.hasLayer(layer)) group.addLayer(layer);
      else if (!arrow.visible && group.hasLayer(layer)) group.removeLayer(layer);
    }
  }
}

gm.arrows = {
  all: gm.data.arrows,
  /* Other ways, of those whose places a person has moved: lon, lat, lon … by their keys. */
  bend(ways) {
    for (const one of drawn) {
      const line = ways.get(one.arrow.key);
      one.way = line
        ? Array.from({ length: line.length / 2 }, (_, i) => L.latLng(line[2 * i + 1], line[2 * i]))
        : one.own;
    }
    lay();
  },
  add(leaflet) {
    map = leaflet;
    drawn = [];
    gm.arrows.all.forEach(draw);
    lay();
    show();
    map.on("zoomend", lay);
    gm.on("shown", show);
    gm.on("selected", (chosen) => gm.arrows.all.forEach((one) => gm.places.mark(one, "gm-chosen", one === chosen)));
    gm.on("lit", (lit) => gm.arrows.all.forEach((one) => gm.places.mark(one, "gm-lit", one === lit)));
    for (const layer of gm.data.layers) if (layer.off) map.removeLayer(gm.places.groups[layer.key]);
  },
};
