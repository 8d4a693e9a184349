/* The map in somebody else's page, by plain Leaflet: where Folium's map is taken out of the page that it was made for, as
   Streamlit's component does. Texts are escaped for Leaflet's tooltips and legend, and written as text elsewhere. */
import { lines, path } from "./codec.js";

const PANE = "geomap-base";

const escaped = (/** @type {string} */ text) =>
  text.replace(/[&<>"']/g, (/** @type {string} */ c) => "&#" + c.charCodeAt(0) + ";");

/**
 * @param {string} tag
 * @param {string} text
 */
function written(tag, text) {
  const node = document.createElement(tag);
  node.textContent = text;
  return node;
}

function popup(/** @type {any} */ feature) {
  const box = document.createElement("div");
  box.append(written("strong", feature.title));
  for (const text of [feature.what, feature.where]) if (text) box.append(written("div", text));
  return box;
}

/* Land and water below everything, tiles too: who adds some sees them. */
function ground(/** @type {L.Map} */ map, /** @type {any} */ data) {
  map.createPane(PANE).style.zIndex = "100";
  map.getContainer().style.background = data.colours.sea;
  const renderer = L.svg({ pane: PANE, padding: 0.6 });
  for (const { shift, scale, shapes } of data.base) {
    for (const [kind, paths] of shapes) {
      const all = paths.map((/** @type {string} */ text) =>
        path(text, scale).map((/** @type {LatLng} */ at) => [at[0], at[1] + shift]),
      );
      const colour = data.colours[kind];
      const options = { pane: PANE, renderer, interactive: false, color: colour, smoothFactor: 0.7 };
      if (kind === "land" || kind === "lake")
        L.polygon(all, { ...options, stroke: false, fillColor: colour, fillOpacity: 1 }).addTo(map);
      else L.polyline(all, { ...options, weight: 1, dashArray: kind === "border" ? undefined : "5 4" }).addTo(map);
    }
  }
}

function drawn(/** @type {any} */ feature) {
  const { colour, steps } = feature;
  const at = /** @type {LatLng} */ ([feature.lat, feature.lon]);
  const made = [];
  for (const text of feature.poly || [])
    made.push(L.polygon(lines(text, steps), { color: colour, weight: 1.3, fillOpacity: 0.13 }));
  if (feature.line) made.push(L.polyline(lines(feature.line, steps), { color: colour, weight: 2.4, opacity: 0.8 }));
  if (!made.length)
    made.push(L.circleMarker(at, { radius: 7, color: "white", weight: 1.5, fillColor: colour, fillOpacity: 1 }));
  return made;
}

/** @type {any} */ (window).geomapElsewhere =
  (/** @type {any} */ data) => (/** @type {L.Map} */ map, /** @type {any} */ control, /** @type {any} */ groups) => {
    const [west, south, east, north] = data.box;
    map.fitBounds([
      [south, west],
      [north, east],
    ]);
    ground(map, data);
    L.control.zoom().addTo(map);
    L.control.attribution({ prefix: false }).addAttribution(escaped(data.attribution)).addTo(map);
    for (const feature of data.features) {
      const group = groups[feature.layer] || map;
      for (const layer of drawn(feature))
        layer.bindTooltip(escaped(feature.title)).bindPopup(popup(feature)).addTo(group);
    }
    for (const [key, title] of data.layers) if (groups[key]) control.addOverlay(groups[key], escaped(title));
  };
