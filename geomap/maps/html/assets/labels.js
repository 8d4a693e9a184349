/* Names on the map: placed anew after every move, the most important first, never one upon another. */
(function () {
  "use strict";
  const gm = window.geomap;
  const style = gm.data.style;
  const { lettering, weight: weights, dot: dots, towns: local } = style.names;
  const POINTS = new Set(["city", "capital", "town"]);
  const plain = lettering["base-town"];
  const letters = (key) => (Object.hasOwn(lettering, key) ? lettering[key] : plain);
  /* Letters of a script of its own, which may be joined, are not spaced out. */
  const isJoined = (text) => /(?=[\u0590-\u{10ffff}])\p{L}/u.test(text);
  const pen = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  let map, svg, family;

  function width(text, key) {
    const known = key + text;
    if (!widths.has(known)) {
      const { italic, weight, size, spacing } = letters(key);
      pen.font = (italic ? "italic " : "") + weight + " " + size + "px " + family;
      widths.set(known, pen.measureText(text).width + (isJoined(text) ? 0 : spacing || 0) * text.length);
    }
    return widths.get(known);
  }

  /* How a name is written; nothing where the style leaves such names out. */
  function written(text, key) {
    const { shown, capitals } = letters(key);
    return shown === false ? "" : capitals ? text.toLocaleUpperCase(gm.data.lang) : text;
  }

  /* What wants a name here, the weightiest first. */
  function wishes(zoom) {
    const list = [];
    for (const feature of gm.features) {
      if (!gm.places.shown(feature)) continue;
      const isArea = Boolean(feature.shape) && !feature.pinned;
      const quiet = style.layers.quiet.includes(feature.layer);
      const kind = feature.layer === "countries" ? "country" : !isArea ? "place" : feature.layer === "waters" ? "water" : "area";
      const [lat, lon] = quiet && isArea ? seat(feature) : [feature.lat, feature.lon];
      list.push({
        text: written(feature.title, kind), style: kind,
        kind: feature.symbol, lat, lon, pad: isArea ? 0 : feature.px / 2 + 3, isArea, feature,
        weight: (quiet ? weights.quiet : weights.story) * (1 + gm.counted(feature)) * (feature.uncertain ? weights.uncertain : 1),
      });
    }
    /* An area shows itself; a pin without its name says little. */
    const chosen = (wish) => wish.feature === gm.state.selected;
    list.sort((a, b) => chosen(b) - chosen(a) || a.isArea - b.isArea || b.weight - a.weight);
    if (!gm.state.quietNames) {
      const told = new Set(list.map((wish) => wish.feature.title));
      for (const [text, kind, lon, lat, minZoom, , angle] of gm.data.labels) {
        if (zoom < minZoom || (kind === "province" && told.has(text))) continue;
        const isArea = !POINTS.has(kind);
        list.push({
          text: written(text, "base-" + kind), style: "base-" + kind, kind: "base", kindOf: kind,
          lat, lon, pad: 4, isArea, base: true, dot: !isArea, angle: angle || 0,
        });
      }
    }
    return list;
  }

  /* Where no country's name may stand: from close by some kilometres around each town, the more pixels the closer. */
  function towns(list, zoom, origin) {
    if (zoom < local.zoom) return [];
    const r = local.px * 2 ** (zoom - local.zoom);
    const settled = (wish) => wish.base ? wish.dot || wish.kindOf === "quarter" : wish.feature.pinned;
    return list.filter(settled).map((wish) => {
      const at = map.latLngToLayerPoint([wish.lat, wish.lon]).subtract(origin);
      return [at.x - r, at.y - r, at.x + r, at.y + r];
    });
  }

  /* The box of a name that is turned around its middle. */
  function turned([left, top, right, bottom], angle) {
    if (!angle) return [left, top, right, bottom];
    const a = (angle * Math.PI) / 180;
    const [w, h] = [(right - left) / 2, (bottom - top) / 2];
    const x = Math.abs(w * Math.cos(a)) + Math.abs(h * Math.sin(a));
    const y = Math.abs(w * Math.sin(a)) + Math.abs(h * Math.cos(a));
    const [cx, cy] = [(left + right) / 2, (top + bottom) / 2];
    return [cx - x, cy - y, cx + x, cy + y];
  }

  const clash = (box, taken) =>
    taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);

  /* Positions around a point, the best first; an area's name stands on it, or a little above or below. */
  function offers(wish, w, h) {
    if (wish.isArea) return [0, -h, h, -2 * h, 2 * h].slice(0, wish.base ? 1 : 5).map((dy) => [-w / 2, dy - h / 2]);
    const p = wish.pad;
    const d = p * 0.75;
    return [[p, -h / 2], [-p - w, -h / 2], [-w / 2, -p - h], [-w / 2, p], [d, -d - h + 2], [d, d - 2], [-d - w, -d - h + 2], [-d - w, d - 2]];
  }

  /* What the controls cover, in the coordinates of the names. */
  function covered() {
    const frame = map.getContainer().getBoundingClientRect();
    const pad = Math.round(frame.width * 0.1);
    const paper = document.documentElement.classList.contains("gm-printing");
    const printed = (node) => !paper || !node.matches(".gm-legend, .gm-bar-buttons, .gm-overview");
    return [...map.getContainer().querySelectorAll(".leaflet-control")].filter(printed).map((node) => {
      const r = node.getBoundingClientRect();
      return [r.left - frame.left + pad, r.top - frame.top + pad, r.right - frame.left + pad, r.bottom - frame.top + pad];
    });
  }

  /* Is a point inside an area? Rays to the east, over all rings. */
  function holds(shape, lat, lon) {
    let inside = false;
    for (const polygon of shape.getLatLngs()) {
      for (const ring of polygon[0] instanceof L.LatLng ? [polygon] : polygon) {
        for (let i = 0, k = ring.length - 1; i < ring.length; k = i++) {
          const a = ring[i];
          const b = ring[k];
          if (a.lat > lat !== b.lat > lat && lon < a.lng + ((lat - a.lat) / (b.lat - a.lat)) * (b.lng - a.lng)) inside = !inside;
        }
      }
    }
    return inside;
  }

  /* Where a country's name stands: at its own point, or amid what the view shows of it. */
  function seat(feature) {
    const view = map.getBounds().pad(-0.06);
    if (!feature.shape || !feature.poly || view.contains([feature.lat, feature.lon])) return [feature.lat, feature.lon];
    const found = [];
    for (let i = 1; i < 12; i++) {
      for (let k = 1; k < 12; k++) {
        const lat = view.getSouth() + ((view.getNorth() - view.getSouth()) * i) / 12;
        const lon = view.getWest() + ((view.getEast() - view.getWest()) * k) / 12;
        if (holds(feature.shape, lat, lon)) found.push([lat, lon]);
      }
    }
    if (found.length < 3) return [feature.lat, feature.lon];
    const mean = found.reduce((sum, p) => [sum[0] + p[0] / found.length, sum[1] + p[1] / found.length], [0, 0]);
    const far = (p) => Math.hypot(p[0] - mean[0], p[1] - mean[1]);
    return found.reduce((best, p) => (far(p) < far(best) ? p : best));
  }

  function place() {
    if (!map._loaded) return;
    const bounds = map.getSize();
    const pad = Math.round(map.getContainer().getBoundingClientRect().width * 0.1);
    const origin = map.containerPointToLayerPoint([-pad, -pad]);
    svg.setAttribute("width", bounds.x + 2 * pad);
    svg.setAttribute("height", bounds.y + 2 * pad);
    L.DomUtil.setPosition(svg, origin);
    const nodes = [];
    const taken = covered();
    for (const feature of gm.features) {
      if (!feature.pinned || !gm.places.shown(feature)) continue;
      const at = map.latLngToLayerPoint([feature.lat, feature.lon]).subtract(origin);
      const r = feature.px / 2;
      taken.push([at.x - r, at.y - r, at.x + r, at.y + r]);
    }
    const wanted = wishes(map.getZoom());
    const settled = towns(wanted, map.getZoom(), origin);
    for (const wish of wanted) {
      const at = map.latLngToLayerPoint([wish.lat, wish.lon]).subtract(origin);
      if (at.x < -50 || at.y < -20 || at.x > bounds.x + 2 * pad + 50 || at.y > bounds.y + 2 * pad + 20) continue;
      if (!wish.text) continue;
      const w = width(wish.text, wish.style);
      const { size } = letters(wish.style);
      const h = 1.25 * size;
      for (const [dx, dy] of offers(wish, w, h)) {
        const box = turned([at.x + dx - 2, at.y + dy - 1, at.x + dx + w + 2, at.y + dy + h + 1], wish.angle);
        if (wish.style.endsWith("country") && clash(box, settled)) continue;
        if (clash(box, taken) || box[0] < pad || box[1] < pad || box[2] > pad + bounds.x || box[3] > pad + bounds.y) continue;
        taken.push(box);
        if (wish.dot) {
          taken.push([at.x - 3, at.y - 3, at.x + 3, at.y + 3]);
          nodes.push(gm.s("circle", { cx: at.x, cy: at.y, r: wish.style === "base-capital" ? dots.capital : dots.city, class: "gm-town" }));
        }
        nodes.push(gm.s("text", {
          x: at.x + dx + w / 2, y: at.y + dy + h / 2 + 0.36 * size, "text-anchor": "middle", text: wish.text,
          transform: wish.angle ? "rotate(" + wish.angle + " " + at.x + " " + at.y + ")" : null,
          class: "gm-label l-" + wish.style + " k-" + wish.kind + (isJoined(wish.text) ? " gm-joined" : "") + (wish.feature && wish.feature.uncertain ? " gm-unsure" : "") + (wish.feature && wish.feature === gm.state.selected ? " gm-chosen" : ""),
        }));
        break;
      }
    }
    svg.replaceChildren(...nodes);
  }

  gm.labels = {
    holds,
    add(leaflet) {
      map = leaflet;
      family = getComputedStyle(document.documentElement).getPropertyValue("--names");
      const pane = map.createPane("gm-labels");
      pane.style.zIndex = 590;
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
      ["shown", "selected", "names"].forEach((type) => gm.on(type, later));
      gm.labels.place = place;
      later();
    },
  };
})();
