/* The layer control of Leaflet as a legend: each layer with the drawings that it shows now. Names are text, never markup. */
import { gm } from "./core.js";

const h = gm.h;
const layers = new Map(gm.data.layers.map((layer) => [layer.key, layer]));
/** @type {HTMLElement} */
let container;

const title = (/** @type {string} */ key) => layers.get(key)?.title ?? names(key);
function names(/** @type {string} */ key) {
  const match = /^document-(\d+)$/.exec(key);
  if (match) {
    const document = gm.data.docs[Number(match[1])];
    return document.title || document.source || gm.t("story") + " " + (Number(match[1]) + 1);
  }
  return gm.names[key] || key;
}
const groupOf = (/** @type {string} */ key) =>
  layers.get(key)?.group ?? (/^document-/.test(key) ? "documents" : "base");

/* What a layer shows now: its symbols, each as an area, as a pin or as both. */
function swatches(/** @type {string} */ key) {
  const symbols = new Map();
  const add = (/** @type {string} */ symbol, /** @type {boolean} */ isPin) =>
    symbols.set(symbol, (symbols.get(symbol) || new Set()).add(isPin));
  if (gm.data.many) for (const [symbol, layer] of gm.data.many.kinds) if (layer === key) add(symbol, true);
  for (const f of [...gm.features, ...gm.arrows.all])
    if (f.layer === key && f.visible) add(f.symbol, Boolean(f.pinned));
  for (const one of gm.data.annotations || []) if (one.layer === key) add(one.symbol, false);
  return [...symbols].map(([symbol, forms]) => ({ symbol, forms: [...forms].sort() }));
}
/**
 * @param {{ symbol: string, forms: boolean[] }} shown
 * @param {number} px
 */
const samples = ({ symbol, forms }, px) =>
  forms.map((/** @type {boolean} */ isPin) => gm.symbols.swatch(symbol, px, isPin));
const words = (/** @type {string} */ symbol) => gm.t("symbol." + symbol, {}, symbol.replaceAll("-", " "));

/**
 * Leaflet's own method for a layer, with names as text.
 * @this {any}
 * @param {{ name: string, layer: L.Layer }} obj
 */
function row(obj) {
  const key = obj.name;
  const symbols = layers.has(key) ? swatches(key) : [];
  const input = h("input", { type: "checkbox", class: "leaflet-control-layers-selector", "data-layer": key });
  input.checked = input.defaultChecked = this._map.hasLayer(obj.layer);
  input.layerId = L.Util.stamp(obj.layer);
  this._layerControlInputs.push(input);
  L.DomEvent.on(input, "click", this._onInputClick, this);
  const first = symbols.length === 1 ? h("span", { class: "gm-sample" }, samples(symbols[0], 14)) : null;
  const isGone =
    layers.has(key) &&
    !gm.data.many &&
    ![...gm.features, ...gm.arrows.all, ...(gm.data.annotations || [])].some((one) => one.layer === key);
  if (isGone) return input;
  const label = h(
    "label",
    { class: layers.has(key) && !symbols.length ? "empty" : null },
    input,
    first,
    h("span", { class: "gm-name", dir: "auto", text: title(key) }),
  );
  const group = groupOf(key);
  if (group !== this._group) this._overlaysList.append(h("div", { class: "gm-group", text: gm.t("group." + group) }));
  this._group = group;
  this._overlaysList.append(label);
  if (symbols.length > 1) {
    this._overlaysList.append(
      h(
        "ul",
        { class: "gm-samples" },
        symbols.map((one) => h("li", {}, samples(one, 13), h("span", { text: words(one.symbol) }))),
      ),
    );
  }
  return label;
}

gm.legend = {
  /* The width in pixels that it takes from the map while it is open. */
  room: () => (container && !container.classList.contains("folded") ? container.offsetWidth + 24 : 0),
  size: () => ({ width: container ? container.offsetWidth : 0, height: container ? container.offsetHeight : 0 }),
  fold() {},
  open() {},
  dress(map, control) {
    gm.legend.open = (key) => {
      layers.set(key, /** @type {LayerData} */ (gm.data.layers.find((layer) => layer.key === key)));
      control.addOverlay(gm.places.groups[key], key);
    };
    control._addItem = row;
    const rank = (/** @type {string} */ key) => gm.data.layers.findIndex((layer) => layer.key === key) >>> 0;
    control.options.sortLayers = true;
    control.options.sortFunction = (
      /** @type {any} */ _a,
      /** @type {any} */ _b,
      /** @type {string} */ a,
      /** @type {string} */ b,
    ) => rank(a) - rank(b);
    const update = control._update;
    control._update = function () {
      this._group = null;
      return update.call(this);
    };
    container = control.getContainer();
    container.classList.add("gm-legend");
    container.setAttribute("role", "group");
    container.setAttribute("aria-label", gm.t("layers"));
    container.querySelector(".leaflet-control-layers-toggle")?.remove();
    const toggle = h("button", {
      type: "button",
      class: "gm-legend-toggle",
      text: gm.t("layers"),
      on: { click: () => fold(!container.classList.contains("folded")) },
    });
    const fold = (/** @type {boolean} */ on) => {
      container.classList.toggle("folded", on);
      toggle.setAttribute("aria-expanded", String(!on));
    };
    gm.legend.fold = () => fold(true);
    container.prepend(toggle);
    const note = h("p", { class: "gm-dim gm-size", text: gm.t(gm.data.heaviest ? "legend.weight" : "legend.size") });
    container.append(note);
    if (gm.data.seen) container.append(h("p", { class: "gm-dim gm-size gm-seen", text: gm.data.seen }));
    fold(map.getSize().x < 760);
    control._update();
    /* What has no layers needs no legend; sizes tell something where pins of two sizes are seen. */
    const fitting = () => {
      container.hidden = !control._layers.length || !gm.data.style.furniture.legend;
      note.hidden = new Set(gm.features.filter((f) => f.pinned && f.marker).map(gm.places.size)).size < 2;
    };
    fitting();
    ["filter", "shown"].forEach((type) => gm.on(type, fitting));
    /* From closer by, a pin may have become an area. Who works in the legend is not disturbed. */
    let drawn = "";
    gm.on("shown", () => {
      const now = JSON.stringify(gm.data.layers.map((layer) => swatches(layer.key)));
      if (now !== drawn && !container.contains(document.activeElement)) control._update();
      drawn = now;
    });
    gm.on("filter", () => control._update());
    map.on("overlayadd overlayremove", (/** @type {any} */ event) => {
      const match = /^document-(\d+)$/.exec(event.name);
      if (!match) return;
      if (event.type === "overlayadd") gm.state.documents.add(Number(match[1]));
      else gm.state.documents.delete(Number(match[1]));
      gm.emit("filter");
    });
  },
};
