/* The page of a corpus: what is chosen, and who is told of it. */
import { Areas } from "./areas.js";
import { draw as drawCard, tip } from "./card.js";
import { first, unpack } from "./data.js";
import { build, choices, nodes } from "./frame.js";
import { fill, ground, over } from "./ground.js";
import { draw as drawLegend } from "./legend.js";
import { draw as drawLinks } from "./links.js";
import { hexagonAt, isArea, layerAt } from "./measures.js";
import { Model } from "./model.js";
import { Circles } from "./places.js";
import { seatOf } from "./opening.js";
import { Canvas, forgetColours, toLat, toY } from "./plane.js";
import { draw as drawTable, rewind } from "./table.js";
import { Time } from "./time.js";
import { n, t } from "./words.js";

const CHOSEN_ZOOM = 5;
/* As in page.css. */
const NARROW = 820;

const app = {
  nodes,
  model: null,
  measure: "documents",
  choice: "place",
  chosen: null,
  lines: [],

  layer() {
    const layer = layerAt(app.choice, app.map.getZoom());
    /* Nobody lives in a place's point or in a hexagon, as far as the gazetteer knows. */
    if (app.measure === "people" && (layer === "place" || layer === "hexagon")) return "country";
    return layer === "hexagon" ? hexagonAt(app.map.getZoom()) : layer;
  },
  tableLayer() {
    const layer = app.layer();
    return layer === "country" || layer === "province" ? layer : "place";
  },

  /* The numbers have changed. */
  filtered() {
    if (!app.model) return;
    app.model.compute();
    app.circles.fill(app.model.places()[app.measure === "mentions" ? "mentions" : "documents"]);
    app.areas = null;
    rewind();
    app.summary();
    drawTable(app);
    drawCard(app);
    app.redraw();
  },
  redraw() {
    const layer = app.layer();
    if (app.model && isArea(layer) && (app.areas?.level !== layer || app.areas.measure !== app.measure)) {
      app.areas = new Areas(app.model, layer, app.measure);
      app.areas.measure = app.measure;
    }
    app.canvas.redraw();
    if (app.model) drawLegend(app);
  },
  summary() {
    nodes.summary.textContent = t("summary", { n: n(app.model.naming()), total: n(app.model.total) });
    const { language, country, kind } = app.model.filter;
    nodes.reset.hidden = language < 0 && country < 0 && kind < 0;
  },

  choose(layer, at, isFar = false) {
    const before = app.chosen;
    app.chosen = layer === null ? null : { layer, at };
    drawCard(app);
    drawTable(app);
    if (app.chosen && isFar) app.fly(layer, at);
    app.redraw();
    if (app.chosen && isFar) nodes.card.focus({ preventScroll: window.innerWidth > NARROW });
    else if (before && !app.chosen) nodes.map.focus({ preventScroll: true });
  },
  fly(layer, at) {
    const { model } = app;
    const place = layer === "place" ? model : model.levels[layer];
    const zoom = layer === "place" ? Math.max(app.map.getZoom(), CHOSEN_ZOOM - 1) : app.map.getZoom();
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    /* The card covers a side of a wide map: what was chosen stands in the middle of the rest. */
    const isBeside = window.innerWidth > NARROW;
    const aside = isBeside ? (document.documentElement.dir === "rtl" ? -1 : 1) * (nodes.card.offsetWidth / 2) : 0;
    const middle = app.map.project([place.lat[at], place.lon[at]], zoom).add([aside, 0]);
    app.map.setView(app.map.unproject(middle, zoom), zoom, { animate: !still });
  },

  paint(frame) {
    const layer = app.layer();
    const areas = isArea(layer) && app.areas;
    const chosen = app.chosen && (app.chosen.layer === "place") === !areas ? app.chosen : null;
    if (areas) areas.draw(frame, chosen?.layer === layer ? chosen.at : -1);
    over(frame);
    app.lines = [];
    const from = app.chosen?.layer === "place" ? app.chosen.at : -1;
    if (from >= 0 && app.model) app.lines = drawLinks(frame, app.circles, from, app.model.linksOf(from));
    if (areas) areas.write(frame);
    else {
      app.circles.draw(frame, from);
      app.circles.write(frame, from);
    }
  },

  /* What lies under a point of the map. */
  under(point) {
    const layer = app.layer();
    if (!app.model) return null;
    if (!isArea(layer)) {
      const at = point.subtract(app.map.layerPointToContainerPoint(app.canvas._bounds.min));
      const place = app.circles.at(at.x, at.y);
      return place < 0 ? null : { layer, at: place };
    }
    if (!app.areas) return null;
    const world = app.map
      .getPixelOrigin()
      .add(app.map.containerPointToLayerPoint(point))
      .divideBy(2 ** app.map.getZoom());
    const at = app.areas.at(app.canvas._container.getContext("2d"), world.x, world.y);
    return at < 0 ? null : { layer, at };
  },
};

function makeMap() {
  const [west, south, east, north] = first.frame;
  const map = L.map(nodes.map, {
    attributionControl: false,
    zoomControl: false,
    zoomSnap: 0.25,
    minZoom: 1,
    maxZoom: 11,
    renderer: undefined,
    maxBounds: [
      [-88, -540],
      [88, 540],
    ],
  });
  L.control
    .zoom({
      position: document.documentElement.dir === "rtl" ? "bottomleft" : "bottomright",
      zoomInTitle: t("zoom.in"),
      zoomOutTitle: t("zoom.out"),
    })
    .addTo(map);
  map.createPane("gm-ground").style.zIndex = "200";
  map.createPane("gm-counts").style.zIndex = "400";
  const { x: width, y: height } = map.getSize();
  const pad = Math.min(34, width / 20);
  map.fitBounds(
    [
      [south, west],
      [north, east],
    ],
    { padding: [pad, pad], maxZoom: 7, animate: false },
  );
  const { lat, lng } = map.getCenter();
  const { zoom, lon, y } = seatOf(map.getZoom(), { lon: lng, y: toY(lat) }, width, height, first.first);
  map.setView([toLat(y), lon], zoom, { animate: false });
  app.map = map;
  app.ground = ground().addTo(map);
  app.canvas = new Canvas(app.paint, "gm-counts");
  app.canvas.addTo(map);
  map.on("zoomend", () => {
    app.redraw();
    if (app.model && app.choice === "auto") drawTable(app);
  });
  pointing(map);
}

function pointing(map) {
  const hide = () => {
    nodes.tip.hidden = true;
    nodes.map.classList.remove("gm-over");
  };
  map.on("mousemove", ({ containerPoint }) => {
    const found = app.under(containerPoint);
    if (!found) return hide();
    nodes.tip.replaceChildren(...tip(app, found.layer, found.at));
    nodes.tip.hidden = false;
    nodes.map.classList.add("gm-over");
    const { x: width } = map.getSize();
    const left = Math.max(4, Math.min(width - nodes.tip.offsetWidth - 4, containerPoint.x + 14));
    const top =
      containerPoint.y > nodes.tip.offsetHeight + 24
        ? containerPoint.y - nodes.tip.offsetHeight - 12
        : containerPoint.y + 18;
    nodes.tip.style.transform = `translate(${left}px, ${top}px)`;
  });
  map.on("mouseout movestart zoomstart", hide);
  map.on("click", ({ containerPoint }) => {
    const found = app.under(containerPoint);
    app.choose(found ? found.layer : null, found?.at);
  });
  nodes.map.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && app.chosen) app.choose(null);
  });
  nodes.card.addEventListener("keydown", (event) => {
    if (event.key === "Escape") app.choose(null);
  });
}

function listen() {
  for (const key of ["country", "kind", "language"])
    nodes[key].addEventListener("change", () => {
      app.model.filter[key] = Number(nodes[key].value);
      app.filtered();
      app.time.recount();
    });
  nodes.reset.addEventListener("click", () => {
    for (const key of ["country", "kind", "language"]) {
      nodes[key].value = "-1";
      app.model.filter[key] = -1;
    }
    app.filtered();
    app.time.recount();
  });
  nodes.measure.addEventListener("change", () => {
    app.measure = nodes.measure.value;
    const isPeople = app.measure === "people";
    for (const input of nodes.layers) input.disabled = isPeople && ["place", "hexagon"].includes(input.value);
    if (isPeople && ["place", "hexagon"].includes(app.choice)) {
      app.choice = "country";
      nodes.layers.find(({ value }) => value === "country").checked = true;
    }
    app.filtered();
    app.time.recount();
  });
  for (const input of nodes.layers)
    input.addEventListener("change", () => {
      app.choice = input.value;
      if (app.chosen && app.chosen.layer !== "place") app.chosen = null;
      drawCard(app);
      drawTable(app);
      app.redraw();
    });
  nodes.search.addEventListener("input", () => {
    rewind();
    drawTable(app);
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    forgetColours();
    app.ground.redraw();
    app.redraw();
    app.time?.recount();
  });
}

async function fillIn() {
  mark("rest");
  const sections = await unpack();
  mark("unpacked");
  app.model = new Model(sections);
  fill(sections);
  const { names, lon, lat, kind } = app.model;
  app.circles = new Circles(names, lon, lat, kind);
  mark("model");
  choices();
  listen();
  app.time = new Time(app);
  app.filtered();
  app.ground.redraw();
  mark("all");
  document.documentElement.dataset.ready = "";
}

/* For whoever measures the page: tests/benchmarks/corpus_map.py. */
const mark = (name) => performance.mark("geomap:" + name);

mark("begin");
build();
mark("frame");
const column = (at) => first.first.map((row) => row[at]);
app.circles = new Circles(column(0), column(1), column(2), column(3));
app.circles.fill(column(4));
makeMap();
mark("map");
window.geomapCorpus = app;
/* The first picture is drawn before the rest is unpacked. */
const begin = () => requestAnimationFrame(() => setTimeout(fillIn));
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
