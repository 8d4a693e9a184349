/* A basemap of the user's own: shapes or pictures, closer levels over those before, and upon them the borders again. */
import { path } from "./codec.js";
import { gm } from "./core.js";

const AREAS = new Set(["ground", "green", "built", "water", "building"]);
const BORDERS = new Set(["border", "disputed", "zone"]);
/* Colours of the user's tiles are theirs: they lie in a pane of their own. */
gm.streets = {
  add(map) {
    const data = gm.data.streets;
    if (!data) return;
    const pane = map.createPane("gm-streets");
    pane.style.zIndex = "215";
    const renderer = L.svg({ pane: "gm-streets", padding: 0.4 });
    /** @type {{ layer: any, zoom: number }[]} */
    const shown = [];
    const put = (
      /** @type {string} */ kind,
      /** @type {string[]} */ paths,
      /** @type {number} */ scale,
      /** @type {number} */ zoom,
    ) => {
      const fill = AREAS.has(kind);
      const lines = paths.map((/** @type {string} */ text) => path(text, scale));
      const options = {
        renderer,
        pane: "gm-streets",
        interactive: false,
        className: "gm-street-" + kind,
        smoothFactor: 0.5,
        stroke: true,
        fill,
      };
      shown.push({ layer: (fill ? L.polygon(lines, options) : L.polyline(lines, options)).addTo(map), zoom });
    };
    for (const [zoom, [west, south, east, north], url] of data.images) {
      const layer = L.imageOverlay(
        url,
        [
          [south, west],
          [north, east],
        ],
        { pane: "gm-streets", interactive: false, className: "gm-street-image" },
      );
      shown.push({ layer: layer.addTo(map), zoom });
    }
    for (const { zoom, scale, shapes } of data.levels)
      for (const [kind, paths] of shapes) put(kind, paths, scale, zoom);
    const fine = gm.data.base.filter((patch) => patch.box);
    const scale = Math.max(0, ...fine.map((patch) => patch.scale));
    for (const patch of fine.filter((one) => one.scale === scale && !one.shift)) {
      for (const [kind, , paths] of patch.shapes) if (BORDERS.has(kind)) put("line-" + kind, paths, patch.scale, 8);
    }
    const draw = () => {
      for (const { layer, zoom } of shown) layer.getElement().style.display = map.getZoom() >= zoom ? "" : "none";
      pane.dataset.close = String(gm.data.style.zooms.filter((zoom) => map.getZoom() >= zoom).length);
    };
    map.on("zoomend", draw);
    draw();
  },
};
