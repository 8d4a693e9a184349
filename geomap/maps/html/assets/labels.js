/* Names on the map: placed anew after every move, the most important first, never one upon another. */
import { gm } from "./core.js";
import { contested, ringsOf, seatOf, seatsIn } from "./countries.js";
import { holds, offers } from "./geometry.js";
import { GAP_PX, makeRoom } from "./placing.js";
import { isJoined } from "./wording.js";

const style = gm.data.style;
const { lettering, weight: weights, dot: dots, towns: local, sure: sureCount } = style.names;
const POINTS = new Set(["city", "capital", "town"]);
const plain = lettering["base-town"];
/* As the style says, grown with the frame of a published map. */
const letters = (/** @type {string} */ key) => {
  const one = Object.hasOwn(lettering, key) ? lettering[key] : plain;
  return gm.type === 1 ? one : { ...one, size: one.size * gm.type, spacing: (one.spacing || 0) * gm.type };
};
const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
const widths = new Map();
/** @type {L.Map} */
let map;
/* Names of the ground lie under the pins, the story's above. */
/** @type {SVGElement[]} */
let sheets = [];
let family = "";

function width(/** @type {string} */ text, /** @type {string} */ key) {
  const { italic, weight, size, spacing } = letters(key);
  const known = size + key + text;
  if (!widths.has(known)) {
    pen.font = (italic ? "italic " : "") + weight + " " + size + "px " + family;
    widths.set(known, pen.measureText(text).width + (isJoined(text) ? 0 : spacing || 0) * text.length);
  }
  return widths.get(known);
}

/* How a name is written; nothing where the style leaves such names out. */
function written(/** @type {string} */ text, /** @type {string} */ key) {
  const { shown, capitals } = letters(key);
  return shown === false ? "" : capitals ? text.toLocaleUpperCase(gm.data.lang) : text;
}

/* What of the story wants a name here: pins first, for an area shows itself, and the weightiest first. */
function told() {
  const list = [];
  const chosen = gm.state.selected;
  for (const feature of chosen?.many ? [...gm.features, chosen] : gm.features) {
    if (!gm.places.shown(feature) || (feature !== chosen && gm.insets.names(feature))) continue;
    const isArea = Boolean(feature.shape) && !feature.pinned;
    const quiet = style.layers.quiet.includes(feature.layer);
    const isCountry = isArea && feature.layer === "countries";
    const kind =
      feature.layer === "countries" ? "country" : !isArea ? "place" : feature.layer === "waters" ? "water" : "area";
    const [lat, lon] = quiet && isArea ? seatOf(map, feature) : [feature.lat, feature.lon];
    list.push({
      text: written(feature.title, kind),
      style: kind,
      kind: feature.symbol,
      lat,
      lon,
      pad: isArea ? 0 : (feature.px || 0) / 2 + GAP_PX,
      isArea,
      feature,
      country: isCountry ? feature.also || feature.title : "",
      weight:
        (quiet ? weights.quiet : weights.story) * feature.prominence * (feature.uncertain ? weights.uncertain : 1),
    });
  }
  const isChosen = (/** @type {Wish} */ wish) => Number(wish.feature === chosen);
  return list.sort(
    (a, b) =>
      isChosen(b) - isChosen(a) ||
      Number(a.isArea) - Number(b.isArea) ||
      b.weight - a.weight ||
      gm.counted(b.feature) - gm.counted(a.feature),
  );
}

/* The names of the basemap that this zoom wants. */
function grounded(/** @type {Wish[]} */ story, /** @type {number} */ zoom) {
  if (gm.state.quietNames) return [];
  const known = new Set(story.map((wish) => wish.feature?.title));
  const list = [];
  for (const [text, kind, lon, lat, minZoom, , angle, seats] of gm.data.labels) {
    if (zoom < minZoom || (kind === "province" && known.has(text))) continue;
    const isArea = !POINTS.has(kind);
    /** @type {LatLng[] | undefined} */
    const others = seats && Array.from({ length: seats.length / 2 }, (_, i) => [seats[2 * i + 1], seats[2 * i]]);
    list.push({
      text: written(text, "base-" + kind),
      style: "base-" + kind,
      kind: "base",
      kindOf: kind,
      lat,
      lon,
      pad: 4,
      isArea,
      base: true,
      dot: !isArea,
      angle: angle || 0,
      country: kind === "country" ? text : "",
      seats: others,
    });
  }
  return list;
}

/* Where no country's name may stand: from close by some kilometres around each town, the more pixels the closer. */
function towns(/** @type {Wish[]} */ list, /** @type {number} */ zoom, /** @type {any} */ origin) {
  if (zoom < local.zoom) return [];
  const r = local.px * 2 ** (zoom - local.zoom);
  const settled = (/** @type {Wish} */ wish) =>
    wish.base ? wish.dot || wish.kindOf === "quarter" : wish.feature?.pinned;
  return list.filter(settled).map((/** @type {Wish} */ wish) => {
    const at = map.latLngToLayerPoint([wish.lat, wish.lon]).subtract(origin);
    return [at.x - r, at.y - r, at.x + r, at.y + r];
  });
}

/* Nobody can point at a pin on paper to ask for its name. */
const onPaper = () => /gm-(printing|stilled)/.test(document.documentElement.className);

/* The box of an element, in the coordinates of the names. */
/** @returns {Bounds} */
function boxOf(/** @type {Element} */ node, /** @type {number} */ pad) {
  const frame = map.getContainer().getBoundingClientRect();
  const r = node.getBoundingClientRect();
  return [r.left - frame.left + pad, r.top - frame.top + pad, r.right - frame.left + pad, r.bottom - frame.top + pad];
}

/* What the controls cover. */
function covered(/** @type {number} */ pad) {
  const unprinted = ".gm-legend, .gm-bar-buttons, .gm-overview, .gm-elsewhere:not(.gm-printing *)";
  const printed = (/** @type {Element} */ node) => !onPaper() || !node.matches(unprinted);
  const controls = [...map.getContainer().querySelectorAll(".leaflet-control, .gm-words > g")];
  return controls.filter(printed).map((node) => boxOf(node, pad));
}

/* What is told of a chosen place must not cover its name. */
const cards = () =>
  /** @type {HTMLElement[]} */ ([...map.getContainer().querySelectorAll(".gm-sheet, .leaflet-popup-content-wrapper")]);

/* A name as it looks for its place. */
/**
 * @param {Wish} wish
 * @param {(at: LatLng) => L.Point} project
 * @returns {Seeker}
 */
function seeker(wish, project) {
  const { feature } = wish;
  const w = width(wish.text, wish.style);
  const h = 1.25 * letters(wish.style).size;
  const shape = wish.country && feature?.shape;
  const seats = wish.seats ? () => wish.seats || [] : shape ? () => seatsIn(map, shape) : null;
  return {
    at: project([wish.lat, wish.lon]),
    w,
    h,
    pad: wish.pad,
    angle: wish.angle,
    key: feature ? feature.key : "",
    isPin: Boolean(feature) && !wish.isArea,
    isSure: false,
    isDotted: wish.dot,
    country: wish.country,
    offers: offers(wish, w, h),
    seats: seats ? () => seats().map(project) : undefined,
  };
}

/* The line from a pin to a name apart from it. */
function leader(/** @type {Seeker} */ one, /** @type {Point} */ end) {
  const { at } = one;
  const t = (one.pad - 1) / Math.hypot(end.x - at.x, end.y - at.y);
  const d = `M${at.x + t * (end.x - at.x)} ${at.y + t * (end.y - at.y)}L${end.x} ${end.y}`;
  return [gm.s("path", { class: "gm-leader-rim", d }), gm.s("path", { class: "gm-leader", d })];
}

function drawn(
  /** @type {Wish} */ wish,
  /** @type {Seeker} */ one,
  /** @type {{ dx: number, dy: number }} */ { dx, dy },
) {
  const { at, w, h } = one;
  const { feature } = wish;
  return gm.s("text", {
    x: at.x + dx + w / 2,
    y: at.y + dy + h / 2 + 0.36 * letters(wish.style).size,
    "text-anchor": "middle",
    text: wish.text,
    transform: wish.angle ? "rotate(" + wish.angle + " " + at.x + " " + at.y + ")" : null,
    "data-of": feature ? feature.key : null,
    class:
      "gm-label l-" +
      wish.style +
      " k-" +
      wish.kind +
      (isJoined(wish.text) ? " gm-joined" : "") +
      (feature?.uncertain ? " gm-unsure" : "") +
      (feature && feature === gm.state.selected ? " gm-chosen" : ""),
  });
}

const dotOf = (/** @type {Wish} */ wish, /** @type {Seeker} */ { at }) =>
  gm.s("circle", {
    cx: at.x,
    cy: at.y,
    r: wish.style === "base-capital" ? dots.capital : dots.city,
    class: "gm-town",
  });

/* In which order names look for their places: the chosen one, as many pins as are sure, the countries of the story. */
function inOrder(/** @type {[Wish, Seeker][]} */ list, /** @type {Bounds} */ frame) {
  const isSeen = (/** @type {Seeker} */ { at: { x, y } }) =>
    x >= frame[0] && y >= frame[1] && x <= frame[2] && y <= frame[3];
  const pins = list.filter(([, one]) => one.isPin && isSeen(one));
  const sure = new Set(pins.slice(0, sureCount));
  for (const [, one] of sure) one.isSure = true;
  const rank = (/** @type {[Wish, Seeker]} */ pair) =>
    pair[0].feature && pair[0].feature === gm.state.selected ? 0 : sure.has(pair) ? 1 : pair[1].seats ? 2 : 3;
  return list
    .filter(
      ([, one]) =>
        one.seats || (one.at.x > -50 && one.at.y > -20 && one.at.x < frame[2] + 250 && one.at.y < frame[3] + 250),
    )
    .sort((a, b) => rank(a) - rank(b));
}

function place() {
  if (!(/** @type {any} */ (map)._loaded)) return;
  const bounds = map.getSize();
  const pad = Math.round(map.getContainer().getBoundingClientRect().width * 0.1);
  const origin = map.containerPointToLayerPoint([-pad, -pad]);
  for (const svg of sheets) {
    svg.setAttribute("width", String(bounds.x + 2 * pad));
    svg.setAttribute("height", String(bounds.y + 2 * pad));
    L.DomUtil.setPosition(/** @type {any} */ (svg), origin);
  }
  const project = (/** @type {any} */ at) => map.latLngToLayerPoint(at).subtract(origin);
  /** @type {Bounds} */
  const frame = [pad, pad, pad + bounds.x, pad + bounds.y];
  const story = told();
  const wanted = [...story, ...grounded(story, map.getZoom())].filter((wish) => wish.text);
  const list = wanted.map((wish) => /** @type {[Wish, Seeker]} */ ([wish, seeker(wish, project)]));
  const pins = list.flatMap(([wish, { at, isPin, key }]) => {
    const r = wish.pad - GAP_PX;
    return isPin && !wish.feature?.many
      ? [{ box: /** @type {Bounds} */ ([at.x - r, at.y - r, at.x + r, at.y + r]), key }]
      : [];
  });
  const furniture = /** @type {Bounds[]} */ (covered(pad));
  const settled = /** @type {Bounds[]} */ (towns(wanted, map.getZoom(), origin));
  const room = makeRoom(style.names, frame, furniture, pins, contested(project), settled);
  /** @type {Node[][]} */
  const nodes = [[], []];
  for (const [wish, one] of inOrder(list, frame)) {
    const isChosen = wish.feature && wish.feature === gm.state.selected;
    const told = isChosen ? cards().map((node) => boxOf(node, pad)) : [];
    furniture.push(...told);
    const found = room.put(one);
    for (const box of told) furniture.splice(furniture.indexOf(box), 1);
    if (!found) continue;
    const sheet = nodes[wish.base ? 0 : 1];
    if (found.end) sheet.push(...leader(one, found.end));
    if (wish.dot) sheet.push(dotOf(wish, one));
    sheet.push(drawn(wish, one, found));
  }
  sheets.forEach((svg, i) => svg.replaceChildren(...nodes[i]));
}

gm.labels = {
  holds: (shape, lat, lon) => holds(ringsOf(shape), lat, lon),
  place: () => place(),
  soon() {},
  add(leaflet) {
    map = leaflet;
    family = getComputedStyle(document.documentElement).getPropertyValue("--names");
    sheets = ["gm-labels", "gm-names"].map((key, i) => {
      const pane = map.createPane(key);
      pane.style.zIndex = i ? "610" : "590";
      pane.style.pointerEvents = "none";
      const svg = gm.s("svg", { class: "gm-labels", "aria-hidden": "true", direction: "ltr" });
      pane.append(svg);
      return svg;
    });
    let due = 0;
    const later = () => {
      cancelAnimationFrame(due);
      due = requestAnimationFrame(place);
    };
    gm.labels.soon = later;
    const hide = (/** @type {boolean} */ on) => sheets.forEach((svg) => svg.classList.toggle("gm-hidden", on));
    map.on("zoomstart", () => hide(true));
    map.on("zoomend", () => hide(false));
    map.on("popupopen popupclose", later);
    map.on("moveend zoomend viewreset resize overlayadd overlayremove", later);
    ["shown", "selected", "names", "type", "insets"].forEach((type) => gm.on(type, later));
    later();
  },
};
