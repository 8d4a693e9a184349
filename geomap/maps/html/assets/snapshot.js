/* The map as it is seen now, as one SVG that needs neither page nor style sheet: to be saved, and to be printed. */
import { gm } from "./core.js";
import { broken } from "./wording.js";

const { s } = gm;
const KEPT = [
  ..."fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-linejoin".split(" "),
  ..."stroke-linecap paint-order opacity filter".split(" "),
];
const OF_TEXT = "font-family font-size font-style font-weight letter-spacing text-anchor".split(" ");
const PLAIN = new Set(["none", "normal", "1", "auto"]);
const GAP_PX = 14;
/* What lies on the map only for who works on it. */
const UNSEEN =
  ".leaflet-popup-pane, .leaflet-tooltip-pane, .leaflet-shadow-pane, .leaflet-gm-handles-pane, .leaflet-gm-veil-pane";
/* Whether what the style sheet says is written into the drawing: not where it stays in this page, which may be printed in
   other colours than it is seen in. */
let isByItself = true;
const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));

/* A rim under what it surrounds, as a drawing of its own: many a reader of SVG knows no paint-order, and would paint the rim
   over the letters. */
function parted(/** @type {SVGElement} */ node) {
  const rim = /** @type {SVGElement} */ (node.cloneNode(true));
  for (const name of [...node.getAttributeNames()]) {
    if (name.startsWith("stroke") || name === "paint-order") node.removeAttribute(name);
  }
  rim.removeAttribute("paint-order");
  rim.removeAttribute("fill-opacity");
  rim.setAttribute("fill", rim.getAttribute("stroke") || "none");
  rim.setAttribute("aria-hidden", "true");
  return s("g", {}, rim, node);
}

/* A drawing with what the style sheet says of it written into it; what is not seen is left out. */
function copy(/** @type {Element} */ node) {
  const looks = getComputedStyle(node);
  if (looks.display === "none" && !node.closest("defs, .gm-paper")) return null;
  const made = /** @type {SVGElement} */ (node.cloneNode(false));
  for (const name of ["style", "tabindex", "role", "aria-label", "pointer-events"]) made.removeAttribute(name);
  if (isByItself) made.removeAttribute("class");
  for (const { name } of [...made.attributes]) if (name.startsWith("data-")) made.removeAttribute(name);
  const isText = node.localName === "text";
  if (isText) made.textContent = node.textContent;
  if (node.children.length === 0 && isByItself) {
    for (const name of isText ? [...KEPT, ...OF_TEXT] : KEPT) {
      /* A shadow is only for the screen. */
      const value = looks.getPropertyValue(name).replace(/url\("?[^"#)]*#([\w-]+)"?\)/, "url(#$1)");
      /* What Leaflet wrote by itself the style sheet has overruled. */
      made.removeAttribute(name);
      if (value && !value.includes("drop-shadow") && (name === "fill" || name === "opacity" || !PLAIN.has(value)))
        made.setAttribute(name, value);
    }
  }
  for (const child of node.children) {
    const inner = copy(child);
    if (inner) made.append(inner);
  }
  return (made.getAttribute("paint-order") || "").startsWith("stroke") && made.hasAttribute("stroke")
    ? parted(made)
    : made;
}

/* Everything drawn in the map's panes, the lowest first. */
function drawn(/** @type {HTMLElement} */ box) {
  const frame = box.getBoundingClientRect();
  const height = (/** @type {Element} */ node) => Number(getComputedStyle(node).zIndex) || 0;
  const panes = [...box.querySelectorAll(".leaflet-map-pane > .leaflet-pane")].sort((a, b) => height(a) - height(b));
  const made = [];
  for (const pane of panes) {
    if (pane.matches(UNSEEN)) continue;
    for (const node of pane.querySelectorAll("svg, canvas, img")) {
      const r = node.getBoundingClientRect();
      if (!r.width || node.parentElement?.closest("svg")) continue;
      const place = { x: r.left - frame.left, y: r.top - frame.top, width: r.width, height: r.height };
      if (node instanceof SVGElement) {
        const one = copy(node);
        if (!one) continue;
        for (const [key, value] of Object.entries(place)) one.setAttribute(key, value.toFixed(2));
        one.setAttribute("overflow", "visible");
        made.push(one);
      } else {
        /* What comes from a tile server is not ours to copy. */
        const href = node instanceof HTMLCanvasElement ? node.toDataURL() : /** @type {HTMLImageElement} */ (node).src;
        if (href.startsWith("data:")) made.push(s("image", { ...place, href, preserveAspectRatio: "none" }));
      }
    }
  }
  return made;
}

function palette() {
  const looks = getComputedStyle(document.documentElement);
  const of = (/** @type {string} */ name) =>
    isByItself ? looks.getPropertyValue("--" + name).trim() : "var(--" + name + ")";
  const names = looks.getPropertyValue("--names").trim();
  return { paper: of("paper"), ink: of("ink"), dim: of("dim"), sea: of("sea"), halo: of("halo"), names };
}
/** @typedef {ReturnType<typeof palette>} Palette */

/* Leaflet's scale, its metric half. */
function scale(/** @type {HTMLElement} */ box, /** @type {Palette} */ colours) {
  const bar = box.querySelector(".leaflet-control-scale-line");
  if (!bar) return [];
  const size = 10.5 * gm.type;
  const width = bar.getBoundingClientRect().width;
  const y = box.clientHeight - 12;
  const d = "M12 " + (y - 6) + "V" + y + "H" + (12 + width) + "V" + (y - 6);
  const rim = { fill: "none", stroke: colours.halo, "stroke-width": 4, "stroke-linejoin": "round" };
  return [
    s("path", { d, ...rim }),
    s("path", { d, fill: "none", stroke: colours.ink, "stroke-width": 1.4 }),
    parted(
      s("text", {
        x: 12 + width / 2,
        y: y - 5,
        "text-anchor": "middle",
        "font-family": colours.names,
        "font-size": size,
        ...rim,
        fill: colours.ink,
        text: bar.textContent,
      }),
    ),
  ];
}

/* The small maps, where they stand. */
function insets(/** @type {HTMLElement} */ box, /** @type {Palette} */ colours) {
  const frame = box.getBoundingClientRect();
  const nodes = [];
  for (const svg of box.querySelectorAll(".gm-inset > svg")) {
    const r = svg.getBoundingClientRect();
    const made = r.width ? copy(svg) : null;
    if (!made) continue;
    const place = { x: r.left - frame.left, y: r.top - frame.top, width: r.width, height: r.height };
    for (const [key, value] of Object.entries(place)) made.setAttribute(key, value.toFixed(2));
    const line = gm.data.style.insets.frame;
    nodes.push(made, s("rect", { ...place, fill: "none", stroke: colours.ink, "stroke-width": line }));
  }
  return nodes;
}

/* Lines of words, below one another from a height on; and where they end. */
/**
 * @param {string} text
 * @param {number} width
 * @param {number} top
 * @param {{ size: number, weight?: number, fill: string, family: string }} look
 */
function words(text, width, top, { size, weight = 400, fill, family }) {
  pen.font = weight + " " + size + "px " + family;
  const lines = broken(text, width - 2 * GAP_PX, (line) => pen.measureText(line).width);
  const nodes = lines.map((line, i) =>
    s("text", {
      x: gm.data.dir === "rtl" ? width - GAP_PX : GAP_PX,
      y: top + size * (1 + 1.3 * i),
      "text-anchor": gm.data.dir === "rtl" ? "end" : "start",
      "font-family": family,
      "font-size": size,
      "font-weight": weight,
      fill,
      text: line,
    }),
  );
  return { nodes, end: top + lines.length * 1.3 * size };
}

/* The key in rows. */
function key(/** @type {number} */ width, /** @type {number} */ top, /** @type {Palette} */ colours) {
  const list = gm.key.paper();
  const size = 12 * gm.type;
  pen.font = size + "px " + colours.names;
  const nodes = [];
  let x = GAP_PX;
  let y = top;
  for (const item of list.children) {
    const text = item.textContent || "";
    const samples = [...item.querySelectorAll("svg")];
    const wide = samples.length * 1.6 * size + pen.measureText(text).width + 1.4 * size;
    if (x > GAP_PX && x + wide > width - GAP_PX) {
      x = GAP_PX;
      y += 1.7 * size;
    }
    samples.forEach((sample, i) => {
      const one = copy(sample);
      if (!one) return;
      const place = { x: x + i * 1.6 * size, y: y + 0.1 * size, width: 1.2 * size, height: 1.2 * size };
      for (const [name, value] of Object.entries(place)) one.setAttribute(name, value.toFixed(2));
      nodes.push(one);
    });
    const after = x + samples.length * 1.6 * size;
    nodes.push(
      s("text", {
        x: after,
        y: y + 1.1 * size,
        "font-family": colours.names,
        "font-size": size,
        fill: colours.ink,
        text,
      }),
    );
    x += wide;
  }
  return { nodes, end: list.children.length ? y + 1.7 * size : top };
}

gm.snapshot = {
  /* With its headline where it is to stand by itself; key, caption and sources stand below it. */
  draw(isWhole) {
    isByItself = isWhole;
    const box = gm.map.getContainer();
    const { clientWidth: width, clientHeight: height } = box;
    const colours = palette();
    const { published } = gm.data;
    const look = { size: 12.5 * gm.type, fill: colours.ink, family: colours.names };
    const fine = { size: 10.5 * gm.type, fill: colours.dim, family: colours.names };
    /* What somebody has written around a map that is being worked on stands in the page's heading. */
    const written = (/** @type {string} */ name) => document.querySelector("#gm-side " + name)?.textContent || "";
    const headline = published ? published.headline : gm.data.title;
    const caption = published ? published.caption : written(".gm-caption");
    const over = isWhole && headline ? words(headline, width, 8, { ...look, size: 18 * gm.type, weight: 600 }) : null;
    const top = over ? over.end + 6 : 0;
    const clip = "gm-still-" + Math.round(width) + "-" + Math.round(height);
    const bottom = top + height;
    const below = key(width, bottom + 6, colours);
    const said = isWhole && caption ? words(caption, width, below.end + 2, look) : below;
    const line = published
      ? published.line
      : [written(".gm-line"), gm.t("attribution"), gm.data.streets?.credit].filter(Boolean).join(" · ");
    const last = !published || isWhole ? words(line, width, said.end + 2, fine) : said;
    const whole = last.end > bottom + 6 ? last.end + 6 : bottom;
    const definitions = document.querySelector(".gm-definitions defs");
    return s(
      "svg",
      { xmlns: "http://www.w3.org/2000/svg", viewBox: "0 0 " + width + " " + whole, width, height: whole, role: "img" },
      s("title", { text: headline || gm.t("map") }),
      definitions && isWhole ? copy(definitions) : null,
      s("defs", {}, s("clipPath", { id: clip }, s("rect", { width, height }))),
      s("rect", { width, height: whole, fill: colours.paper }),
      over ? over.nodes : null,
      s(
        "g",
        { transform: "translate(0 " + top + ")", "clip-path": "url(#" + clip + ")" },
        s("rect", { width, height, fill: colours.sea }),
        drawn(box),
        scale(box, colours),
        insets(box, colours),
      ),
      below.nodes,
      said === below ? null : said.nodes,
      last === said ? null : last.nodes,
    );
  },
};
