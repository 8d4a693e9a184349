/* What an editor takes away: the map as a picture, its places as data, and the line that puts it into an article. */
import { gm } from "./core.js";
import { toCsv, toGeojson } from "./data.js";
import { escaped } from "./wording.js";

const h = gm.h;
const PIXELS = 2;
const RATIOS = ["16:9", "1:1", "4:5", "9:16"];
/** @type {HTMLElement} */
let box;
/** @type {(isOpen: boolean) => void} */
let unfold;

/* The group that a person has put a place into. */
const groupOf = (/** @type {Feature} */ feature) => {
  const layer = gm.data.layers.find((one) => one.key === feature.layer);
  return layer?.group === "groups" ? layer.title : "";
};

function places() {
  const hasGroups = gm.data.layers.some((one) => one.group === "groups");
  const all = gm.features.filter((feature) => gm.counted(feature) > 0 && !feature.removed);
  for (let i = 0; i < gm.many.count; i++) if (gm.counted(gm.many.feature(i))) all.push(gm.many.feature(i));
  return all.map((feature) => ({
    row: {
      place_id: feature.id,
      name: feature.approximate ? feature.title : feature.also || feature.title,
      what: feature.what,
      where: feature.where,
      lon: feature.lon,
      lat: feature.lat,
      mentions: gm.counted(feature),
      confidence: feature.corrected ? 1 : feature.conf,
      uncertain: Boolean(feature.uncertain) && !feature.corrected,
      ...(hasGroups && { group: groupOf(feature) }),
    },
    poly: feature.poly,
    line: feature.line,
    steps: feature.steps,
  }));
}

const svg = () => new XMLSerializer().serializeToString(gm.snapshot.draw(true)) + "\n";
const credits = () => gm.data.credits.map(([name, licence]) => name + (licence ? " (" + licence + ")" : ""));

/** @returns {Promise<Blob>} */
async function png() {
  const picture = gm.snapshot.draw(true);
  const image = new Image();
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(picture));
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = PIXELS * Number(picture.getAttribute("width"));
  canvas.height = Math.round(PIXELS * Number(picture.getAttribute("height")));
  /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) =>
    canvas.toBlob((made) => (made ? done(made) : fail(new Error("no picture"))), "image/png"),
  );
}

/** @type {Record<string, [string, () => string | Promise<Blob>]>} */
const KINDS = {
  PNG: ["image/png", png],
  SVG: ["image/svg+xml", svg],
  GeoJSON: ["application/geo+json", () => toGeojson(places(), credits(), gm.data.annotations)],
  CSV: ["text/csv", () => toCsv(places())],
};

/* The name of the file that this is; in somebody's frame it has none. */
function ownName() {
  try {
    return decodeURIComponent(window.location.pathname).match(/([^/]+)\.html?$/i)?.[1] || "map";
  } catch {
    return "map";
  }
}

/* In a sandboxed frame nothing can be saved: then it is shown, to be copied or saved by hand. */
function show(/** @type {string | Blob} */ made) {
  const field = /** @type {HTMLTextAreaElement} */ (box.querySelector(".gm-take textarea"));
  const old = box.querySelector("img");
  if (old) old.remove();
  unfold(true);
  if (typeof made === "string") {
    /** @type {HTMLElement} */ (box.querySelector(".gm-take")).hidden = false;
    field.value = made;
    field.focus();
    field.select();
    return;
  }
  const reader = new FileReader();
  reader.onload = () => box.append(h("img", { src: reader.result, alt: gm.data.title, class: "gm-saved" }));
  reader.readAsDataURL(made);
}

/* Hand over what was made: as a file where the browser may. */
/** @param {string} name @param {string} type @param {string | Blob} made */
function give(name, type, made) {
  if (window.origin === "null" && window.parent !== window) return show(made);
  const url = URL.createObjectURL(typeof made === "string" ? new Blob([made], { type }) : made);
  const anchor = h("a", { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/* An application that the page stands in saves it by itself. */
async function save(/** @type {string} */ kind) {
  const [type, make] = KINDS[kind];
  /* What a person has said of pictures, their shape, the editor knows. */
  if (gm.data.corrections) await gm.editor?.ready();
  const made = await make();
  return gm.save.out(ownName() + "." + kind.toLowerCase(), type, made);
}

const code = (/** @type {string} */ ratio) =>
  '<iframe src="' +
  escaped(encodeURIComponent(ownName())) +
  '.html" title="' +
  escaped(gm.data.title) +
  '" sandbox="allow-scripts" allow="fullscreen" loading="lazy" width="100%" height="640" ' +
  'style="width:100vw;max-width:100%;height:auto;aspect-ratio:' +
  ratio.replace(":", "/") +
  ';border:0"></iframe>';

gm.save = {
  as: save,
  give,
  name: ownName,
  out: (name, type, made) => (gm.desk?.isPresent ? gm.desk.save(name, type, made) : give(name, type, made)),
  build() {
    const field = h("textarea", { rows: 4, readonly: true, class: "gm-embed", "aria-label": gm.t("embed") });
    const ratio = h(
      "select",
      {
        "aria-label": gm.t("ratio"),
        on: {
          change() {
            field.value = code(ratio.value);
          },
        },
      },
      RATIOS.map((one) => h("option", { value: one, text: one })),
    );
    field.value = code(RATIOS[0]);
    const opener = h("button", {
      type: "button",
      class: "gm-link",
      "aria-expanded": "false",
      text: gm.t("save"),
      on: { click: () => unfold(inside.hidden) },
    });
    unfold = (isOpen) => {
      inside.hidden = !isOpen;
      opener.setAttribute("aria-expanded", String(isOpen));
    };
    const inside = h(
      "div",
      { hidden: true },
      h(
        "p",
        { class: "gm-actions" },
        Object.keys(KINDS).map((kind) =>
          h("button", {
            type: "button",
            text: kind,
            "aria-label": gm.t("save.as", { kind }),
            "data-save": kind.toLowerCase(),
            on: { click: () => save(kind) },
          }),
        ),
      ),
      h(
        "label",
        { class: "gm-copy gm-take", hidden: true },
        gm.t("copy-text"),
        h("textarea", { rows: 5, readonly: true }),
      ),
      h("p", {}, gm.t("embed"), " ", ratio),
      h("p", { class: "gm-copy" }, field),
    );
    box = h("div", { class: "gm-save" }, opener, inside);
    return box;
  },
};
