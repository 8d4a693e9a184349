/* What the map's drawings mean, as plain lines: for the readers of an article, and on paper. */
import { gm } from "./core.js";

const h = gm.h;
const plain = gm.data.style.self_evident;

/* Each drawing that the map shows now, in the order of the legend. */
function* shown(/** @type {boolean} */ everything) {
  const view = gm.map.getBounds();
  const order = gm.data.layers.map((layer) => layer.key);
  const forms = new Map();
  const add = (/** @type {string} */ layer, /** @type {string} */ symbol, /** @type {boolean} */ isPin) => {
    const number = order.indexOf(layer);
    const group = gm.data.layers[number]?.group === "groups" ? gm.data.layers[number].title : "";
    const key = String(number).padStart(3) + symbol;
    if (everything || group || !plain.includes(symbol))
      forms.set(key, [symbol, new Set(forms.get(key)?.[1] || []).add(isPin), group]);
  };
  if (gm.data.many) for (const [symbol, layer] of gm.data.many.kinds) add(layer, symbol, true);
  for (const f of gm.features)
    if (gm.places.shown(f) && (gm.places.seen(f, view) || gm.insets.holds(f)))
      add(f.layer, f.symbol, Boolean(f.pinned));
  for (const f of gm.arrows.all) if (gm.places.shown(f)) add(f.layer, f.symbol, false);
  for (const key of [...forms.keys()].sort()) yield forms.get(key);
}

gm.key = {
  /* Fill a list with the drawings; whether there are any. */
  fill(list, everything) {
    const all = [...shown(everything)];
    /* What is drawn in one way in a group of places means the group. */
    const meaning = (/** @type {string} */ symbol, /** @type {string} */ group) => {
      const words = gm.t("symbol." + symbol, {}, symbol.replaceAll("-", " "));
      if (!group) return words;
      return all.filter((one) => one[2] === group).length === 1 ? group : group + ": " + words;
    };
    const items = all.map(([symbol, forms, group]) =>
      h(
        "li",
        {},
        [...forms].sort().map((/** @type {boolean} */ isPin) => gm.symbols.swatch(symbol, 13 * gm.type, isPin)),
        h("span", { text: meaning(symbol, group) }),
      ),
    );
    list.replaceChildren(...items);
    return items.length > 0;
  },
  /* All that the map shows, for paper and for a picture; nothing of it is seen on the screen. */
  paper() {
    const before = document.querySelector(".gm-paper");
    const list = before || h("ul", { class: "gm-samples gm-paper" });
    if (!before) gm.node("gm-map").after(list);
    if (gm.data.style.furniture.legend) gm.key.fill(list, !gm.data.published);
    return list;
  },
  /* In the place of the legend, with nothing to switch. */
  add(map, control) {
    control.remove();
    const list = h("ul", { class: "gm-samples" });
    const toggle = h("button", {
      type: "button",
      class: "gm-legend-toggle",
      text: gm.t("key"),
      on: { click: () => fold(!box.classList.contains("folded")) },
    });
    const box = h(
      "div",
      {
        class: "gm-legend leaflet-control-layers leaflet-control gm-meanings",
        role: "group",
        "aria-label": gm.t("key"),
      },
      toggle,
      list,
    );
    const fold = (/** @type {boolean} */ on) => {
      box.classList.toggle("folded", on);
      toggle.setAttribute("aria-expanded", String(!on));
    };
    const made = new L.Control({ position: "topright" });
    made.onAdd = () => {
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    made.addTo(map);
    fold(map.getSize().x < 760);
    const draw = () => {
      box.hidden = !gm.key.fill(list, false) || !gm.data.style.furniture.legend;
    };
    draw();
    ["filter", "type"].forEach((type) => gm.on(type, draw));
    map.on("moveend", draw);
    gm.legend.room = () => (box.hidden || box.classList.contains("folded") ? 0 : box.offsetWidth + 24);
    gm.legend.size = () => ({ width: box.offsetWidth, height: box.offsetHeight });
    gm.legend.fold = () => fold(true);
  },
};
