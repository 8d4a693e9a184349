/* What stands around the map and how it begins: words, first view, shape, sizes, layers, the order of the tour. */
import { gm } from "./core.js";
import { sizeOf, widened } from "./framing.js";
import { lonLat, moved, put } from "./sketch.js";

const { h } = gm;
const RATIOS = ["16:9", "3:2", "4:3", "1:1", "4:5", "9:16"];
const THEMES = ["light", "dark", "print"];
const WORDS = /** @type {[string, number][]} */ ([
  ["headline", 500],
  ["caption", 3000],
  ["credit", 500],
  ["source_line", 500],
]);
/* As style.schema.json has it. */
const LARGEST_PX = 60;
const tenths = (/** @type {number} */ value) => Math.round(10 * value) / 10;
/** @type {(() => void)[]} */
const filling = [];
const said = () => gm.edits.said;

/* One thing said anew; what is empty is said no longer. */
function set(/** @type {string} */ key, /** @type {unknown} */ value, what = "edit.did.set") {
  const { [key]: _, ...rest } = said();
  gm.edits.change(what, value === "" || value === null ? rest : { ...rest, [key]: value });
}

const button = (/** @type {string} */ key, /** @type {() => void} */ action) =>
  h("button", { type: "button", "data-action": key, text: gm.t("edit." + key), on: { click: action } });

/* A field that shows what is said, and says what is written in it. */
/**
 * @param {string} label
 * @param {HTMLInputElement} field
 * @param {() => string} read
 * @param {(value: string) => void} write
 */
function labelled(label, field, read, write) {
  const fill = () => {
    if (field.value !== read()) field.value = read();
  };
  filling.push(fill);
  fill();
  field.addEventListener("change", () => field.checkValidity() && write(field.value));
  return h("label", {}, h("span", { text: label }), field);
}

const words = () =>
  h(
    "div",
    { class: "gm-form" },
    WORDS.map(([key, maxlength]) => {
      const field = h(key === "caption" ? "textarea" : "input", { maxlength, rows: 3, dir: "auto", name: key });
      return labelled(
        gm.t("edit." + key),
        field,
        () => said()[key] || "",
        (value) => set(key, value.trim(), "edit.did.wrote"),
      );
    }),
    theme(),
    sizes(),
  );

/* The first view: what is seen now, without what controls cover, for they will cover it again. */
function useView() {
  const { map } = gm;
  const { paddingTopLeft, paddingBottomRight } = gm.margins();
  const [[left, top], [right, bottom]] = [paddingTopLeft, paddingBottomRight];
  const size = map.getSize();
  const [west, north] = lonLat(map.containerPointToLatLng([left + 1, top + 1]));
  const [east, south] = lonLat(map.containerPointToLatLng([size.x - right - 1, size.y - bottom - 1]));
  set("frame", { bounds: [west, south, east, north] }, "edit.did.framed");
  gm.state.first = map.getBounds();
  gm.emit("fitted");
}

function shape() {
  const field = h("input", { type: "text", name: "ratio", list: "gm-ratios", placeholder: "16:9" });
  field.addEventListener("input", () =>
    field.setCustomValidity(!field.value || sizeOf(field.value.trim()) ? "" : gm.t("edit.ratio.bad")),
  );
  field.addEventListener("change", () => field.reportValidity());
  const list = h(
    "datalist",
    { id: "gm-ratios" },
    RATIOS.map((value) => h("option", { value })),
  );
  const row = labelled(
    gm.t("edit.ratio"),
    field,
    () => said().ratio || "",
    (value) => set("ratio", value.trim()),
  );
  row.append(list);
  return row;
}

function theme() {
  const options = ["", ...THEMES].map((value) => h("option", { value, text: gm.t("edit.theme." + (value || "any")) }));
  return labelled(
    gm.t("edit.theme"),
    h("select", { name: "theme" }, options),
    () => said().theme || "",
    (value) => set("theme", value),
  );
}

/* The style with another part said of it. */
function restyle(/** @type {string} */ part, /** @type {Record<string, unknown>} */ value) {
  const style = said().style || {};
  set("style", { ...style, [part]: { ...style[part], ...value } });
}

const sized = (/** @type {string} */ name, /** @type {number} */ min, /** @type {number} */ max) =>
  h("input", { type: "number", name, min, max, step: 0.5, required: true });

const sizes = () => [
  labelled(
    gm.t("edit.pins"),
    sized("pins", 2, 20),
    () => String(gm.data.style.pins.radius),
    (value) => {
      const { radius, largest, heaviest } = gm.edits.base.style.pins;
      const grown = (/** @type {number} */ px) => Math.min(LARGEST_PX, tenths((px * Number(value)) / radius));
      restyle("pins", { radius: Number(value), largest: grown(largest), heaviest: grown(heaviest) });
    },
  ),
  labelled(
    gm.t("edit.letters"),
    sized("letters", 8, 30),
    () => String(gm.data.style.names.lettering.place.size),
    (value) => {
      const { lettering } = gm.edits.base.style.names;
      const grown = Number(value) / lettering.place.size;
      const sizes = Object.entries(lettering).map(([key, { size }]) => [
        key,
        { size: Math.max(5, tenths(size * grown)) },
      ]);
      restyle("names", { lettering: Object.fromEntries(sizes) });
    },
  ),
];

/* The layers that are to be on at the start are switched on, and no others, when somebody has said so anew. */
let wanted = "";
function switched() {
  const { layers } = said();
  if (String(layers) === wanted) return;
  wanted = String(layers);
  if (!layers) return;
  for (const [key, group] of Object.entries(gm.places.groups))
    if (layers.includes(key)) gm.map.addLayer(group);
    else gm.map.removeLayer(group);
}

const isOn = (/** @type {string} */ key) => gm.places.groups[key] && gm.map.hasLayer(gm.places.groups[key]);

const frame = () =>
  h(
    "div",
    { class: "gm-form" },
    h(
      "p",
      { class: "gm-actions" },
      button("frame.use", useView),
      whileSaid("frame", "frame.own", () => gm.home()),
    ),
    h(
      "p",
      { class: "gm-actions" },
      button("layers.use", () => set("layers", Object.keys(gm.places.groups).filter(isOn))),
      whileSaid("layers", "layers.own"),
    ),
    shape(),
    h("p", { class: "gm-form-head", id: "gm-tour-head", text: gm.t("edit.tour") }),
    tour(),
    whileSaid("tour", "tour.own"),
  );

/* A button that takes back what is said, there while something is. */
function whileSaid(/** @type {string} */ key, /** @type {string} */ label, then = () => {}) {
  const node = button(label, () => {
    set(key, null);
    then();
  });
  const fill = () => (node.hidden = !said()[key]);
  filling.push(fill);
  fill();
  return node;
}

/* The places of the tour, each once, with buttons that move it or leave it out. */
function tour() {
  const list = h("ol", { class: "gm-tour-list", "aria-labelledby": "gm-tour-head" });
  let keys = /** @type {string[]} */ ([]);
  const say = (/** @type {string[]} */ order, /** @type {number} */ at, /** @type {string} */ what) => {
    set("tour", order);
    const rows = list.querySelectorAll("li");
    const row = rows[Math.max(0, Math.min(at, rows.length - 1))];
    const next = row?.querySelector('[data-action="tour.' + what + '"]:not(:disabled)') || row?.querySelector("button");
    /** @type {HTMLElement | null} */ (next)?.focus();
  };
  const row = (/** @type {string} */ key, /** @type {number} */ n) => {
    const title = [...gm.features, ...gm.arrows.all].find((one) => one.key === key)?.title || key;
    const act = (
      /** @type {string} */ what,
      /** @type {string} */ sign,
      /** @type {boolean} */ can,
      /** @type {string[]} */ order,
      at = n,
    ) =>
      h("button", {
        type: "button",
        "data-action": "tour." + what,
        title: gm.t("edit." + what),
        "aria-label": gm.t("edit." + what) + ": " + title,
        disabled: !can,
        text: sign,
        on: { click: () => say(order, at, what) },
      });
    return h(
      "li",
      {},
      h("span", { dir: "auto", text: title }),
      act("up", "↑", n > 0, moved(keys, n, -1), n - 1),
      act("down", "↓", n < keys.length - 1, moved(keys, n, 1), n + 1),
      act("remove", "×", keys.length > 1, put(keys, n)),
    );
  };
  const fill = () => {
    keys = [...new Set(gm.data.tour.map(([key]) => key))];
    list.replaceChildren(...keys.map(row));
  };
  filling.push(fill);
  fill();
  return list;
}

/* What a picture of the chosen shape takes: all else lies behind a veil. */
/** @type {L.Polygon | null} */
let veil = null;
function cover() {
  veil?.remove();
  const size = sizeOf(said().ratio || "");
  if (!size || !gm.editor.on) return;
  const { map } = gm;
  const [west, south, east, north] = gm.data.box;
  const a = map.project([north, west]);
  const b = map.project([south, east]);
  const ring = (/** @type {Bounds} */ [left, top, right, bottom]) =>
    [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
    ].map(([x, y]) => map.unproject([x, y]));
  const inner = widened([a.x, a.y, b.x, b.y], size[0] / size[1]);
  const far = 4 * (inner[2] - inner[0] + inner[3] - inner[1]);
  const outer = /** @type {Bounds} */ ([inner[0] - far, inner[1] - far, inner[2] + far, inner[3] + far]);
  veil = L.polygon([ring(outer), ring(inner)], {
    className: "gm-veil",
    interactive: false,
    pane: "gm-veil",
    noClip: true,
  }).addTo(map);
}

/* Sizes of letters as they are said: a sheet that a script makes is no style of a text. */
const sheet = new CSSStyleSheet();
function resize() {
  const base = gm.edits.base.style.names.lettering;
  const rules = Object.entries(gm.data.style.names.lettering).map(([key, { size }]) =>
    size === base[key].size ? "" : ".l-" + key + "{font-size:" + size + "px}",
  );
  const text = rules.join("");
  if (text === written) return;
  written = text;
  sheet.replaceSync(text);
  gm.emit("type");
}
let written = "";

gm.editor.section("map", words);
gm.editor.section("frame", frame);

gm.on("start", () => {
  const { map } = gm;
  const pane = map.createPane("gm-veil");
  pane.style.zIndex = "640";
  pane.style.pointerEvents = "none";
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  filling.push(resize, cover, switched, () => gm.below(said()));
  const fill = () => filling.forEach((one) => one());
  gm.on("edited", fill);
  gm.on("editing", cover);
  fill();
});
