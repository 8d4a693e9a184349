/* Tools that draw on the map in edit mode: by mouse, by finger, and by a cross that arrow keys move. */
import { gm } from "./core.js";
import { changed, isEnough, lonLat, made } from "./sketch.js";
import { SYMBOLS } from "./unrolled.js";

const { h, s } = gm;
/** @type {Record<string, string>} */
const ICONS = {
  callout: "M4 5H18V13H11L6 18V13H4ZM8 9H14",
  arrow: "M4 18Q8 9 18 8M13 4.500 18.500 8 14 12.500",
  line: "M4 17 10 9 14 14 20 6",
  area: "M5 16 8 6 18 8 19 17ZM8 15 14 8M12 16 17 11",
  polygon: "M5 16 8 6 18 8 19 17Z",
};
const CLOSED = new Set(["area", "polygon"]);
/* Points closer than this are one; how far a key moves the cross, and with Shift; where the map moves along. */
const SAME_PX = 4;
const STEP_PX = 8;
const LEAP_PX = 48;
const EDGE_PX = 30;
const MOST = 400;
/** @type {L.Map} */
let map;
/** @type {string | null} */
let tool = null;
/** @type {L.LatLng[]} */
let points = [];
/** @type {L.LatLng | null} */
let pointer = null;
/** @type {L.Point | null} */
let cross = null;
/** @type {L.Polyline} */
let line;
/** @type {L.LayerGroup} */
let dots;
/** @type {any} */
let parts;

const name = (/** @type {string} */ kind) => gm.t("symbol." + SYMBOLS[kind]);

/* What is drawn so far, with the line to the pointer. */
function draw() {
  const ends = tool && CLOSED.has(tool) && points.length > 1 ? [points[0]] : [];
  line.setLatLngs([...points, ...(pointer && points.length ? [pointer] : []), ...ends]);
  dots.clearLayers();
  for (const at of points)
    dots.addLayer(
      L.circleMarker(at, { radius: 4, className: "gm-measure-dot", interactive: false, pane: "gm-handles" }),
    );
  parts.done.disabled = !tool || !isEnough(tool, points.map(lonLat));
  parts.back.disabled = !points.length;
  parts.cross.hidden = !cross;
  if (cross) L.DomUtil.setPosition(parts.cross, cross);
}

const isSame = (/** @type {L.LatLng} */ a, /** @type {L.LatLng} */ b) =>
  map.latLngToContainerPoint(a).distanceTo(map.latLngToContainerPoint(b)) < SAME_PX;

/** @param {L.LatLng} at @returns {boolean} whether it is a new one */
function set(at) {
  const last = points.at(-1);
  if (last && isSame(last, at)) return false;
  if (points.length < MOST) points.push(at);
  if (tool === "callout") finish();
  else draw();
  return true;
}

function back() {
  points.pop();
  draw();
}

function finish() {
  const kind = tool;
  const drawn = points.map(lonLat);
  if (!kind || !isEnough(kind, drawn)) return;
  stop();
  /* A callout is nothing without words: these stand there to be written over. */
  gm.drawings.add(made(kind, drawn, { text: kind === "callout" ? name(kind) : "" }));
}

function stop() {
  if (!tool) return;
  tool = null;
  points = [];
  pointer = cross = null;
  const box = map.getContainer();
  box.classList.remove("gm-sketching");
  map.off(ON_MAP);
  document.removeEventListener("keydown", press, true);
  map.doubleClickZoom.enable();
  map.keyboard.enable();
  [line, dots, parts.box, parts.cross].forEach((one) => one.remove());
  mark();
  gm.emit("tool", null);
}

const ON_MAP = {
  click: (/** @type {L.LeafletMouseEvent} */ event) => {
    if (gm.measure.active()) return stop();
    cross = null;
    set(event.latlng);
  },
  dblclick: finish,
  mousemove: (/** @type {L.LeafletMouseEvent} */ event) => {
    if (cross) return;
    pointer = event.latlng;
    draw();
  },
  move: () => {
    if (cross) aim(0, 0);
  },
};

/* The cross goes so far; at the edge the map moves beneath it. */
function aim(/** @type {number} */ dx, /** @type {number} */ dy) {
  const size = map.getSize();
  const at = (cross || size.divideBy(2)).add([dx, dy]);
  cross = L.point(
    Math.max(EDGE_PX, Math.min(size.x - EDGE_PX, at.x)),
    Math.max(EDGE_PX, Math.min(size.y - EDGE_PX, at.y)),
  );
  const over = at.subtract(cross);
  if (over.x || over.y) map.panBy(over, { animate: false });
  pointer = map.containerPointToLatLng(cross);
  draw();
}

/** @type {Record<string, [number, number]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function press(/** @type {KeyboardEvent} */ event) {
  const inside = /** @type {Element} */ (event.target).closest("button, input, select, textarea, a, summary");
  if (event.ctrlKey || event.metaKey || event.altKey || (inside && event.key !== "Escape")) return;
  const way = WAYS[event.key];
  if (way) {
    const far = event.shiftKey ? LEAP_PX : STEP_PX;
    aim(way[0] * far, way[1] * far);
  } else if (event.key === "Enter") {
    if (!cross) aim(0, 0);
    /* Twice upon the spot ends it, as a double click does. */ else if (pointer && !set(pointer)) finish();
  } else if (event.key === "Backspace") back();
  else if (event.key === "Escape") stop();
  else if (event.key.length > 1 || "+-".includes(event.key)) return;
  /* Letters do nothing else meanwhile. */
  event.preventDefault();
  event.stopPropagation();
}

const act = (/** @type {string} */ key, /** @type {() => void} */ action) =>
  h("button", { type: "button", text: gm.t(key), "data-action": key, on: { click: action } });

/** @param {string} kind @param {boolean} byKeyboard */
function start(kind, byKeyboard) {
  stop();
  if (gm.measure.active()) gm.measure.toggle();
  gm.select(null, { from: "tool" });
  gm.emit("tool", "draw");
  tool = kind;
  line = L.polyline([], { className: "gm-measure-line", interactive: false, pane: "gm-handles" }).addTo(map);
  dots = L.layerGroup().addTo(map);
  const isPoint = kind === "callout";
  parts.hint.textContent = gm.t(byKeyboard ? "edit.draw.keys" : isPoint ? "edit.draw.point" : "edit.draw.points");
  parts.done.hidden = parts.back.hidden = isPoint;
  const box = map.getContainer();
  box.append(parts.box, parts.cross);
  box.classList.add("gm-sketching");
  map.doubleClickZoom.disable();
  map.keyboard.disable();
  map.on(ON_MAP);
  document.addEventListener("keydown", press, true);
  box.focus({ preventScroll: true });
  if (byKeyboard) aim(0, 0);
  else draw();
  mark();
}

/** @type {HTMLElement[]} */
let buttons = [];
function mark() {
  for (const one of buttons) one.setAttribute("aria-pressed", String(one.dataset.tool === tool));
}

function bar() {
  buttons = Object.entries(ICONS).map(([kind, d]) => {
    const label = gm.t("edit.draw.new", { what: name(kind) });
    return h(
      "button",
      {
        type: "button",
        class: "gm-button",
        title: label,
        "aria-label": label,
        "aria-pressed": "false",
        "data-tool": kind,
        /* A key gives a click without a place. */
        on: { click: (event) => (tool === kind ? stop() : start(kind, !event.detail)) },
      },
      s("svg", { viewBox: "0 0 24 24", width: 18, height: 18, "aria-hidden": "true" }, s("path", { d })),
    );
  });
  const node = h(
    "div",
    { class: "gm-pens leaflet-bar", role: "group", "aria-label": gm.t("edit.draw"), hidden: true },
    buttons,
  );
  L.DomEvent.disableClickPropagation(node);
  gm.on("editing", (on) => {
    node.hidden = !on;
    if (!on) stop();
  });
  return node;
}

/* A place whose area the map has: highlighted at once. */
gm.editor.cards.push((feature) => {
  /* Of a part of a place geomap knows no outline. */
  if (!feature.poly || feature.key !== feature.id) return null;
  const highlight = () => gm.drawings.add(changed({ kind: "area" }, { place: feature.id }));
  return h("p", { class: "gm-actions" }, act("edit.draw.place", highlight));
});

gm.on("start", () => {
  map = gm.map;
  const pane = map.createPane("gm-handles");
  pane.style.zIndex = "650";
  const [hint, done, undo, cancel] = [
    h("span", { role: "status" }),
    act("edit.done", finish),
    act("edit.draw.back", back),
    act("edit.cancel", stop),
  ];
  const box = h("div", { class: "gm-measure gm-draft" }, hint, done, undo, cancel);
  L.DomEvent.disableClickPropagation(box);
  parts = { box, hint, done, back: undo, cross: h("div", { class: "gm-sight", "aria-hidden": "true" }) };
  const control = new L.Control({ position: "topleft" });
  const node = bar();
  control.onAdd = () => node;
  control.addTo(map);
  gm.on("tool", (what) => what && what !== "draw" && stop());
  /* A click beside it lets go of what was chosen; one in a card that went away by it is no such click. */
  map.on("click", (event) => {
    const at = /** @type {Element} */ (event.originalEvent.target);
    if (!tool && at.isConnected && gm.drawings.chosen >= 0) gm.drawings.choose(-1);
  });
  gm.editor.key("d", () => buttons[0].focus(), "edit.draw");
});
