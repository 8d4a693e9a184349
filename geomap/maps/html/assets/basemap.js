/* The offline basemap: land, water and borders, finer pieces over coarser ones. Colours are in map.css. */
import { path } from "./codec.js";
import { gm } from "./core.js";
import { coasts } from "./geometry.js";
import { renderer } from "./renderer.js";

const COPIES = [-360, 0, 360];
const areas = new Set(["land", "lake"]);
/** @type {{ layer: L.Polyline<any, any>, zoom: number }[]} */
const zoomed = [];

/**
 * @param {LatLng[][]} lines
 * @param {number} shift
 * @returns {LatLng[][]}
 */
const moved = (lines, shift) => (shift ? lines.map((line) => line.map(([lat, lon]) => [lat, lon + shift])) : lines);

function piece(/** @type {L.Map} */ map, /** @type {PatchData} */ patch, /** @type {L.Renderer} */ renderer) {
  const shifts = patch.box ? [patch.shift] : COPIES;
  const put = (/** @type {string} */ kind, /** @type {LatLng[][]} */ lines, /** @type {number} */ zoom) => {
    const all = shifts.flatMap((shift) => moved(lines, shift));
    const fill = areas.has(kind) || kind === "sea";
    const options = {
      renderer,
      pane: "gm-base",
      interactive: false,
      className: "gm-base-" + kind,
      smoothFactor: 0.7,
      stroke: !fill,
      fill,
    };
    const layer = fill ? L.polygon(all, options) : L.polyline(all, options);
    zoomed.push({ layer: layer.addTo(map), zoom: Math.max(zoom, patch.zoom) });
  };
  if (patch.box) {
    /* A little smaller than the land upon it, so that no seam shows. */
    const [w, s, e, n] = patch.box;
    const d = (e - w) * 0.002;
    put(
      "sea",
      [
        [
          [s + d, w + d],
          [n - d, w + d],
          [n - d, e - d],
          [s + d, e - d],
        ],
      ],
      0,
    );
  }
  for (const [kind, zoom, paths] of patch.shapes) {
    const lines = paths.map((/** @type {string} */ text) => path(text, patch.scale));
    put(kind, lines, zoom);
    if (kind === "land") put("coast", coasts(lines, patch.box), 0);
  }
}

gm.basemap = {
  redraw() {},
  add(map) {
    map.createPane("gm-base").style.zIndex = "210";
    const drawer = renderer("gm-base", 0.6);
    const draw = () => {
      for (const { layer, zoom } of zoomed) {
        const node = /** @type {SVGElement | undefined} */ (layer.getElement());
        if (node) node.style.display = map.getZoom() >= zoom ? "" : "none";
      }
    };
    map.on("zoomend", draw);
    let drawn = gm.data.base;
    const fill = () => {
      for (const patch of drawn) piece(map, patch, drawer);
      draw();
    };
    fill();
    gm.basemap.redraw = () => {
      if (gm.data.base === drawn) return;
      drawn = gm.data.base;
      for (const { layer } of zoomed.splice(0)) layer.remove();
      fill();
    };
  },
};
