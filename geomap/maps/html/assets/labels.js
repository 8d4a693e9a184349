/* Names on the map: placed anew after every move, the most important first, never one upon another. */
import { gm } from "./core.js";
import { apart, clash, holds, offers, turned } from "./geometry.js";
import { isJoined } from "./wording.js";

const style = gm.data.style;
const { lettering, weight: weights, dot: dots, towns: local } = style.names;
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
/** @type {SVGElement} */
let svg;
let family = "";

function width(/** @type {string} */ text, /** @type {string} */ key) {
  const known = gm.type + key + text;
  if (!widths.has(known)) {
    const { italic, weight, size, spacing } = letters(key);
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

/* What wants a name here, the weightiest first. */
function wishes(/** @type {number} */ zoom) {
  const list = [];
  for (const feature of gm.features) {
    if (!gm.places.shown(feature)) continue;
    const isArea = Boolean(feature.shape) && !feature.pinned;
    const quiet = style.layers.quiet.includes(feature.layer);
    const kind =
      feature.layer === "countries" ? "country" : !isArea ? "place" : feature.layer === "waters" ? "water" : "area";
    const [lat, lon] = quiet && isArea ? seat(feature) : [feature.lat, feature.lon];
    list.push({
      text: written(feature.title, kind),
      style: kind,
      kind: feature.symbol,
      lat,
      lon,
      pad: isArea ? 0 : (feature.px || 0) / 2 + 3,
      isArea,
      feature,
      weight:
        (quiet ? weights.quiet : weights.story) *
        feature.prominence *
        (1 + gm.counted(feature)) *
        (feature.uncertain ? weights.uncertain : 1),
    });
  }
  /* An area shows itself; a pin without its name says little. */
  const chosen = (/** @type {Wish} */ wish) => wish.feature === gm.state.selected;
  list.sort(
    (a, b) => Number(chosen(b)) - Number(chosen(a)) || Number(a.isArea) - Number(b.isArea) || b.weight - a.weight,
  );
  if (!gm.state.quietNames) {
    const told = new Set(list.map((wish) => wish.feature.title));
    for (const [text, kind, lon, lat, minZoom, , angle] of gm.data.labels) {
      if (zoom < minZoom || (kind === "province" && told.has(text))) continue;
      const isArea = !POINTS.has(kind);
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
      });
    }
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

/* What the controls cover, in the coordinates of the names. */
function covered() {
  const frame = map.getContainer().getBoundingClientRect();
  const pad = Math.round(frame.width * 0.1);
  const unprinted = ".gm-legend, .gm-bar-buttons, .gm-overview, .gm-elsewhere:not(.gm-printing *)";
  const printed = (/** @type {Element} */ node) => !onPaper() || !node.matches(unprinted);
  return [...map.getContainer().querySelectorAll(".leaflet-control, .gm-words > g")].filter(printed).map((node) => {
    const r = node.getBoundingClientRect();
    return [r.left - frame.left + pad, r.top - frame.top + pad, r.right - frame.left + pad, r.bottom - frame.top + pad];
  });
}

/* All rings of an area, whatever its pieces. */
const ringsOf = (/** @type {Shape} */ shape) =>
  shape.getLatLngs().flatMap((/** @type {any} */ piece) => (Array.isArray(piece[0]) ? piece : [piece]));

/* Where a country's name stands: at its own point, or amid what the view shows of it. */
/**
 * @param {Feature} feature
 * @returns {LatLng}
 */
function seat(feature) {
  const view = map.getBounds().pad(-0.06);
  if (!feature.shape || !feature.poly || view.contains([feature.lat, feature.lon])) return [feature.lat, feature.lon];
  /** @type {LatLng[]} */
  const found = [];
  const rings = ringsOf(feature.shape);
  for (let i = 1; i < 12; i++) {
    for (let k = 1; k < 12; k++) {
      const lat = view.getSouth() + ((view.getNorth() - view.getSouth()) * i) / 12;
      const lon = view.getWest() + ((view.getEast() - view.getWest()) * k) / 12;
      if (holds(rings, lat, lon)) found.push([lat, lon]);
    }
  }
  if (found.length < 3) return [feature.lat, feature.lon];
  const mean = found.reduce((sum, p) => [sum[0] + p[0] / found.length, sum[1] + p[1] / found.length], [0, 0]);
  const far = (/** @type {LatLng} */ p) => Math.hypot(p[0] - mean[0], p[1] - mean[1]);
  return found.reduce((best, p) => (far(p) < far(best) ? p : best));
}

/* The line from a pin to a name apart from it. */
const leader = (/** @type {L.Point} */ at, /** @type {Bounds} */ box) =>
  gm.s("path", {
    class: "gm-leader",
    d: `M${at.x} ${at.y}L${Math.max(box[0], Math.min(at.x, box[2]))} ${Math.max(box[1], Math.min(at.y, box[3]))}`,
  });

function place() {
  if (!(/** @type {any} */ (map)._loaded)) return;
  const bounds = map.getSize();
  const pad = Math.round(map.getContainer().getBoundingClientRect().width * 0.1);
  const origin = map.containerPointToLayerPoint([-pad, -pad]);
  svg.setAttribute("width", String(bounds.x + 2 * pad));
  svg.setAttribute("height", String(bounds.y + 2 * pad));
  L.DomUtil.setPosition(/** @type {any} */ (svg), origin);
  const nodes = [];
  const taken = /** @type {Bounds[]} */ (covered());
  for (const feature of gm.features) {
    if (!feature.pinned || !gm.places.shown(feature)) continue;
    const at = map.latLngToLayerPoint([feature.lat, feature.lon]).subtract(origin);
    const r = (feature.px || 0) / 2;
    taken.push([at.x - r, at.y - r, at.x + r, at.y + r]);
  }
  const wanted = wishes(map.getZoom());
  const settled = /** @type {Bounds[]} */ (towns(wanted, map.getZoom(), origin));
  for (const wish of wanted) {
    const at = map.latLngToLayerPoint([wish.lat, wish.lon]).subtract(origin);
    if (at.x < -50 || at.y < -20 || at.x > bounds.x + 2 * pad + 50 || at.y > bounds.y + 2 * pad + 20) continue;
    if (!wish.text) continue;
    const w = width(wish.text, wish.style);
    const { size } = letters(wish.style);
    const h = 1.25 * size;
    const near = offers(wish, w, h);
    const isLed = onPaper() && Boolean(wish.feature?.pinned);
    for (const [i, [dx, dy]] of [...near, ...(isLed ? apart(w, h) : [])].entries()) {
      const box = turned([at.x + dx - 2, at.y + dy - 1, at.x + dx + w + 2, at.y + dy + h + 1], wish.angle);
      if (wish.style.endsWith("country") && clash(box, settled)) continue;
      if (clash(box, taken) || box[0] < pad || box[1] < pad || box[2] > pad + bounds.x || box[3] > pad + bounds.y)
        continue;
      taken.push(box);
      if (i >= near.length) nodes.push(leader(at, box));
      if (wish.dot) {
        taken.push([at.x - 3, at.y - 3, at.x + 3, at.y + 3]);
        nodes.push(
          gm.s("circle", {
            cx: at.x,
            cy: at.y,
            r: wish.style === "base-capital" ? dots.capital : dots.city,
            class: "gm-town",
          }),
        );
      }
      nodes.push(
        gm.s("text", {
          x: at.x + dx + w / 2,
          y: at.y + dy + h / 2 + 0.36 * size,
          "text-anchor": "middle",
          text: wish.text,
          transform: wish.angle ? "rotate(" + wish.angle + " " + at.x + " " + at.y + ")" : null,
          class:
            "gm-label l-" +
            wish.style +
            " k-" +
            wish.kind +
            (isJoined(wish.text) ? " gm-joined" : "") +
            (wish.feature?.uncertain ? " gm-unsure" : "") +
            (wish.feature && wish.feature === gm.state.selected ? " gm-chosen" : ""),
        }),
      );
      break;
    }
  }
  svg.replaceChildren(...nodes);
}

gm.labels = {
  holds: (shape, lat, lon) => holds(ringsOf(shape), lat, lon),
  place: () => place(),
  add(leaflet) {
    map = leaflet;
    family = getComputedStyle(document.documentElement).getPropertyValue("--names");
    const pane = map.createPane("gm-labels");
    pane.style.zIndex = "590";
    pane.style.pointerEvents = "none";
    svg = gm.s("svg", { class: "gm-labels", "aria-hidden": "true", direction: "ltr" });
    pane.append(svg);
    let due = 0;
    const later = () => {
      cancelAnimationFrame(due);
      due = requestAnimationFrame(place);
    };
    map.on("zoomstart", () => svg.classList.add("gm-hidden"));
    map.on("zoomend", () => svg.classList.remove("gm-hidden"));
    map.on("moveend zoomend viewreset resize overlayadd overlayremove", later);
    ["shown", "selected", "names", "type"].forEach((type) => gm.on(type, later));
    later();
  },
};
