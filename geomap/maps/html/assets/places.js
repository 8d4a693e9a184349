/* Features on the map: pins and areas in the feature groups that Folium made. */
import { lines } from "./codec.js";
import { gm } from "./core.js";
import { leastArea } from "./drawing.js";
import { renderer } from "./renderer.js";

const style = gm.data.style;
/** @type {L.Map} */
let map;

const size = (/** @type {Feature} */ feature) =>
  gm.symbols.size(gm.counted(feature), gm.data.heaviest && (gm.weighed(feature) || 0) / gm.data.heaviest);

const width = (/** @type {Feature} */ feature) =>
  Math.round(size(feature) * gm.symbols.scale(feature.symbol) * gm.type);

function icon(/** @type {Feature} */ feature) {
  const px = width(feature);
  feature.px = px;
  return L.divIcon({ html: gm.symbols.pin(feature.symbol, px), className: "gm-pin", iconSize: [px, px] });
}

function describe(/** @type {Feature} */ feature) {
  const words = [feature.title, feature.what, feature.where, gm.count("mentions", gm.counted(feature))];
  const weight = gm.weighed(feature);
  if (weight !== null) words.push(gm.t("weight", { n: gm.number(weight) }));
  if (feature.uncertain) words.push(gm.t("confidence.low"));
  return words.filter(Boolean).join(", ");
}

function listen(/** @type {L.Layer} */ layer, /** @type {Feature} */ feature) {
  layer.on({
    click(/** @type {any} */ event) {
      L.DomEvent.stop(event);
      if (gm.measure.active()) return gm.measure.click(event);
      gm.select(feature, { from: "map", at: event.latlng });
    },
    mouseover: () => gm.emit("lit", feature),
    mouseout: () => gm.emit("lit", null),
    add() {
      const node = /** @type {Shape} */ (layer).getElement();
      if (!(node instanceof HTMLElement || node instanceof SVGElement)) return;
      node.setAttribute("data-place", feature.id);
      node.setAttribute("aria-label", describe(feature));
      node.setAttribute("role", "button");
      node.setAttribute("tabindex", "0");
      if (node.dataset.ready) return;
      node.dataset.ready = "1";
      node.addEventListener("focus", () => gm.emit("lit", feature));
      node.addEventListener("blur", () => gm.emit("lit", null));
      node.addEventListener("keydown", (/** @type {any} */ event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        gm.select(feature, { from: "map" });
      });
    },
  });
}

function area(/** @type {Feature} */ feature) {
  const options = {
    pane: "gm-" + feature.layer,
    renderer: gm.places.renderers[feature.layer],
    className:
      (feature.poly ? "gm-area k-" : "gm-course k-") +
      feature.symbol +
      (feature.rough ? " gm-rough" : "") +
      (feature.aside ? " gm-aside" : "") +
      (feature.sketch ? " gm-sketch" : ""),
    bubblingMouseEvents: false,
    smoothFactor: 0.6,
  };
  const shape = feature.poly
    ? L.polygon(
        feature.poly.map((/** @type {string} */ text) => lines(text, feature.steps || 1)),
        options,
      )
    : L.polyline(lines(feature.line || "", feature.steps || 1), options);
  listen(shape, feature);
  return shape;
}

function pin(/** @type {Feature} */ feature) {
  const marker = L.marker([feature.lat, feature.lon], {
    icon: icon(feature),
    pane: "gm-pins",
    riseOnHover: true,
    keyboard: false,
  });
  listen(marker, feature);
  return marker;
}

/* The extent of the largest piece of an area. */
function largest(/** @type {Shape} */ shape) {
  if (!shape.largest) {
    const rings = shape
      .getLatLngs()
      .flat()
      .map((/** @type {any} */ ring) => L.latLngBounds(ring));
    const width = (/** @type {L.LatLngBounds} */ bounds) =>
      Math.max(bounds.getEast() - bounds.getWest(), bounds.getNorth() - bounds.getSouth());
    shape.largest = rings.reduce((/** @type {any} */ best, /** @type {L.LatLngBounds} */ bounds) =>
      width(bounds) > width(best) ? bounds : best,
    );
  }
  return shape.largest;
}

/* An area that is too small to see at this zoom is shown by a pin. A country is one among others that are areas: it
   keeps to itself as long as a piece of it can be seen. */
function small(/** @type {Feature} */ feature) {
  if (!feature.shape) return true;
  const own = Object.hasOwn(style.too_small, feature.layer);
  const bounds = own && feature.poly ? largest(feature.shape) : feature.shape.getBounds();
  const a = map.latLngToLayerPoint(bounds.getNorthWest());
  const b = map.latLngToLayerPoint(bounds.getSouthEast());
  return Math.max(b.x - a.x, b.y - a.y) < leastArea(style, feature.layer);
}

/* Is a region much wider than a view: a breath of colour there? */
const vast = (/** @type {Feature} */ feature, /** @type {L.LatLngBounds} */ view) => {
  const box = feature.shape?.getBounds();
  return (
    box !== undefined &&
    feature.symbol === "region" &&
    box.getEast() - box.getWest() > style.vast.times * (view.getEast() - view.getWest())
  );
};

/* Is a feature, or a piece of it, seen in a view? A continent is not. */
function seen(/** @type {Feature} */ feature, /** @type {L.LatLngBounds} */ view) {
  if (!feature.shape) return view.contains([feature.lat, feature.lon]);
  if (!view.intersects(feature.shape.getBounds()) || vast(feature, view)) return false;
  const points = feature.shape.getLatLngs().flat(Infinity);
  return (
    points.some((/** @type {any} */ point) => view.contains(point)) ||
    (Boolean(feature.poly) && gm.labels.holds(feature.shape, view.getCenter().lat, view.getCenter().lng))
  );
}

function show(/** @type {Feature} */ feature) {
  const group = gm.places.groups[feature.layer];
  const visible = gm.counted(feature) > 0 && !feature.removed;
  const put = (/** @type {L.Layer | undefined} */ layer, /** @type {boolean} */ wanted) => {
    if (!layer || !group) return;
    if (wanted && !group.hasLayer(layer)) group.addLayer(layer);
    else if (!wanted && group.hasLayer(layer)) group.removeLayer(layer);
  };
  feature.visible = visible;
  put(feature.shape, visible);
  feature.pinned = visible && small(feature);
  if (feature.pinned && !feature.marker) feature.marker = pin(feature);
  put(feature.marker, feature.pinned);
}

/* A pane and a renderer for what lies in a layer, above the layers below it. */
function prepare(/** @type {string} */ key, /** @type {number} */ height) {
  map.createPane("gm-" + key).style.zIndex = String(410 + height);
  gm.places.renderers[key] = renderer("gm-" + key, 0.4);
}

gm.places = {
  size,
  listen,
  seen,
  groups: {},
  renderers: {},
  add(leaflet, groups) {
    map = leaflet;
    gm.places.groups = groups;
    /* Layers that packages add lie upon ours. */
    const stack = style.layers.stack;
    const added = gm.data.layers
      .map((layer) => layer.key)
      .filter((key) => !stack.includes(key))
      .reverse();
    [...new Set([...stack, ...added])].forEach(prepare);
    map.createPane("gm-pins").style.zIndex = "600";
    gm.features.forEach(gm.places.make);
    map.on("zoomend", gm.places.refresh);
    /* An area that fills the view, or of which the view shows but a corner, is no news there: it stays as a breath of
       colour. */
    map.on("moveend", () => {
      const view = map.getBounds();
      const inner = view.pad(-0.15);
      for (const feature of gm.features) {
        const { shape } = feature;
        const node = shape?.getElement();
        if (!shape || !node) continue;
        node.classList.toggle("gm-around", shape.getBounds().contains(inner));
        node.classList.toggle("gm-vast", vast(feature, view));
      }
    });
    const draw = () => {
      for (const feature of gm.features)
        if (feature.marker && feature.px !== width(feature)) feature.marker.setIcon(icon(feature));
      gm.places.refresh();
    };
    ["filter", "type"].forEach((type) => gm.on(type, draw));
    gm.on("lit", (lit) => gm.features.forEach((feature) => gm.places.mark(feature, "gm-lit", feature === lit)));
    gm.on("selected", (chosen) => gm.features.forEach((f) => gm.places.mark(f, "gm-chosen", f === chosen)));
  },
  make(feature) {
    if (feature.poly || feature.line) feature.shape = area(feature);
    show(feature);
  },
  /* What is drawn of it goes: it will be drawn anew, or is no more. */
  drop(feature) {
    for (const group of Object.values(gm.places.groups))
      for (const layer of [feature.shape, feature.marker]) if (layer) group.removeLayer(layer);
    delete feature.shape;
    delete feature.marker;
  },
  /* A layer that the page did not have. */
  open(key) {
    if (!gm.places.renderers[key]) prepare(key, style.layers.stack.length + Object.keys(gm.places.groups).length);
    gm.places.groups[key] = L.featureGroup().addTo(map);
    gm.legend.open(key);
  },
  refresh() {
    gm.features.forEach(show);
    gm.emit("shown");
  },
  mark(feature, name, on) {
    for (const layer of [feature.shape, feature.marker]) {
      const node = layer?.getElement();
      if (node) node.classList.toggle(name, on);
    }
  },
  shown: (feature) =>
    Boolean(feature.visible && gm.places.groups[feature.layer] && map.hasLayer(gm.places.groups[feature.layer])),
};
