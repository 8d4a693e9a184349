/* The points of what is chosen, to be dragged or moved by keys: of its course or outline, and where a callout's words stand. */
import { gm } from "./core.js";
import { changed, isEnough, lonLat, put, through } from "./sketch.js";
import { chained, points, unrolled } from "./unrolled.js";

/** @typedef {import("./unrolled.js").Annotation} Annotation */

const STEP_PX = 4;
const LEAP_PX = 24;
/* More of them nobody can tell apart. */
const MOST = 80;
const SIZE_PX = 24;
/** @type {L.LayerGroup} */
let shown;
let isMoving = false;
let again = "";

/* What it would look like, until the hand lets go. */
function preview(/** @type {number} */ number, /** @type {Annotation} */ one) {
  const before = /** @type {AnnotationData[]} */ (gm.data.annotations);
  const drawn = before[number];
  gm.data.annotations = put(before, number, unrolled(one, drawn.line[0], drawn.symbol));
  gm.annotations?.redraw();
  gm.annotations?.place();
}

/**
 * A handle at a position; `make` gives what is drawn with it at another.
 * @param {L.LatLng | LatLng} at
 * @param {{ key: string, label: string, look: string, size?: number[], make(at: number[]): Annotation, remove?: Annotation }} what
 */
function handle(at, { key, label, look, size = [SIZE_PX, SIZE_PX], make, remove }) {
  const number = gm.drawings.chosen;
  const icon = L.divIcon({ className: "gm-handle " + look, iconSize: /** @type {any} */ (size) });
  const marker = L.marker(at, { icon, draggable: true, pane: "gm-handles", keyboard: false, autoPan: true });
  const now = () => make(lonLat(marker.getLatLng()));
  const settle = () => {
    if (!isMoving) return;
    isMoving = false;
    gm.drawings.say(number, now());
    gm.emit("handles");
  };
  const go = () => {
    isMoving = true;
    preview(number, now());
  };
  marker.on({ drag: go, dragend: settle, click: (/** @type {any} */ event) => L.DomEvent.stop(event) });
  marker.addTo(shown);
  const node = /** @type {HTMLElement} */ (marker.getElement());
  for (const [name, value] of Object.entries({ role: "button", tabindex: "0", "aria-label": label, title: label }))
    node.setAttribute(name, value);
  node.dataset.handle = key;
  node.addEventListener("keydown", (event) => {
    const step = event.shiftKey ? LEAP_PX : STEP_PX;
    const x = Number(event.key === "ArrowRight") - Number(event.key === "ArrowLeft");
    const y = Number(event.key === "ArrowDown") - Number(event.key === "ArrowUp");
    if (x || y) {
      const to = gm.map.latLngToContainerPoint(marker.getLatLng()).add([x * step, y * step]);
      marker.setLatLng(gm.map.containerPointToLatLng(to));
      again = key;
      go();
    } else if (event.key === "Enter") {
      again = key;
      isMoving = true;
      settle();
    } else if (remove && (event.key === "Delete" || event.key === "Backspace")) {
      again = "point-0";
      gm.drawings.say(number, remove);
    } else if (event.key === "Escape") {
      gm.drawings.choose(-1);
      gm.map.getContainer().focus({ preventScroll: true });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  /* One step of undo for as long as keys are held, or until another handle is taken. */
  node.addEventListener("keyup", settle);
}

/* Handles of the points, and between them of points that there could be. */
function ofPoints(/** @type {Annotation} */ one, /** @type {AnnotationData} */ drawn) {
  const way = chained(points(one), drawn.line[0]);
  if (way.length > MOST) return;
  const isClosed = Boolean(one.polygon);
  way.forEach(([lon, lat], i) => {
    const rest = put(points(one), i);
    handle([lat, lon], {
      key: "point-" + i,
      label: gm.t("edit.draw.handle", { n: i + 1, all: way.length }),
      look: "gm-point",
      make: (at) => through(one, put(points(one), i, at)),
      remove: !one.point && isEnough(one.kind, rest) ? through(one, rest) : undefined,
    });
    const next = way[i + 1] || (isClosed && way[0]);
    if (!next || way.length > MOST / 2) return;
    const isBow = one.kind === "arrow" && way.length === 2;
    const middle = isBow ? drawn.at : [(lon + next[0]) / 2, (lat + next[1]) / 2];
    handle([middle[1], middle[0]], {
      key: "between-" + i,
      label: gm.t("edit.draw.between"),
      look: "gm-between",
      make: (at) => through(one, [...points(one).slice(0, i + 1), at, ...points(one).slice(i + 1)]),
    });
  });
}

/* The words of a callout are dragged as they stand. */
function ofWords(/** @type {Annotation} */ one) {
  const lines = document.querySelectorAll('.gm-words-of[data-number="' + gm.drawings.chosen + '"] text');
  if (one.kind !== "callout" || !lines.length) return;
  const boxes = [...lines].map((line) => line.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const [w, t] = [Math.max(...boxes.map((box) => box.right)) - left, Math.max(...boxes.map((box) => box.bottom)) - top];
  const frame = gm.map.getContainer().getBoundingClientRect();
  const middle = L.point(left + w / 2 - frame.left, top + t / 2 - frame.top);
  handle(gm.map.containerPointToLatLng(middle), {
    key: "words",
    label: gm.t("edit.draw.move"),
    look: "gm-words-box",
    size: [Math.max(w + 8, SIZE_PX), Math.max(t + 4, SIZE_PX)],
    make: (text_at) => changed(one, { text_at }),
  });
}

function show() {
  if (isMoving || !shown) return;
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const key = again || (focused?.closest(".gm-handle") ? focused.dataset.handle : "");
  again = "";
  shown.clearLayers();
  const one = gm.drawings.all()[gm.drawings.chosen];
  const drawn = gm.data.annotations?.[gm.drawings.chosen];
  if (!one || !drawn || !gm.editor.on) return;
  ofPoints(one, drawn);
  ofWords(one);
  if (key)
    /** @type {HTMLElement | null} */ (document.querySelector('[data-handle="' + key + '"]'))?.focus({
      preventScroll: true,
    });
}

gm.on("start", () => {
  shown = L.layerGroup().addTo(gm.map);
  gm.on("handles", show);
  gm.map.on("moveend zoomend", show);
});
