/* The offline basemap: land, water and borders, finer pieces over coarser ones. Colours are in map.css. */
(function () {
  "use strict";
  const gm = window.geomap;
  const COPIES = [-360, 0, 360];
  const areas = new Set(["land", "lake"]);
  const zoomed = [];

  const moved = (lines, shift) => (shift ? lines.map((line) => line.map(([lat, lon]) => [lat, lon + shift])) : lines);

  /* The outline of land without the edges that the cut has made. */
  function coasts(rings, box) {
    const [w, s, e, n] = box || [-180, -90, 180, 90];
    const cut = (a, b) =>
      (a[1] === b[1] && (a[1] === w || a[1] === e || Math.abs(a[1]) === 180)) || (a[0] === b[0] && (a[0] === s || a[0] === n || a[0] <= -89));
    const lines = [];
    for (const ring of rings) {
      let line = [];
      for (let i = 0; i < ring.length; i++) {
        const a = ring[i];
        const b = ring[(i + 1) % ring.length];
        if (cut(a, b)) {
          if (line.length) lines.push([...line, a]);
          line = [];
        } else line.push(a);
        if (i === ring.length - 1 && line.length) lines.push([...line, b]);
      }
    }
    return lines;
  }

  function piece(map, patch, renderer) {
    const shifts = patch.box ? [patch.shift] : COPIES;
    const put = (kind, lines, zoom) => {
      const all = shifts.flatMap((shift) => moved(lines, shift));
      const fill = areas.has(kind) || kind === "sea";
      const options = { renderer, pane: "gm-base", interactive: false, className: "gm-base-" + kind, smoothFactor: 0.7, stroke: !fill, fill };
      const layer = fill ? L.polygon(all, options) : L.polyline(all, options);
      zoomed.push({ layer: layer.addTo(map), zoom: Math.max(zoom, patch.zoom) });
    };
    if (patch.box) {
      /* A little smaller than the land upon it, so that no seam shows. */
      const [w, s, e, n] = patch.box;
      const d = (e - w) * 0.002;
      put("sea", [[[s + d, w + d], [n - d, w + d], [n - d, e - d], [s + d, e - d]]], 0);
    }
    for (const [kind, zoom, paths] of patch.shapes) {
      const lines = paths.map((path) => gm.path(path, patch.scale));
      put(kind, lines, zoom);
      if (kind === "land") put("coast", coasts(lines, patch.box), 0);
    }
  }

  gm.basemap = {
    add(map) {
      map.createPane("gm-base").style.zIndex = 210;
      const renderer = L.svg({ pane: "gm-base", padding: 0.6 });
      for (const patch of gm.data.base) piece(map, patch, renderer);
      const draw = () => {
        for (const { layer, zoom } of zoomed) {
          const node = layer.getElement();
          if (node) node.style.display = map.getZoom() >= zoom ? "" : "none";
        }
      };
      map.on("zoomend", draw);
      draw();
    },
  };
})();
