/* The drawings of places, from the style: shape and colour tell the kind, so that either alone is enough. */
import { gm } from "./core.js";
import { drawing, looks, pinSize } from "./drawing.js";

const s = gm.s;
const style = gm.data.style;
/* A sample in the legend is at most so many times as large as a circle. */
const SWATCH_GROWTH = 1.15;
/* Lines on a ground: what hatching is made of. */
function hatching(/** @type {string} */ key, /** @type {any} */ area) {
  const { step, width } = style.hatching;
  const turn = area.hatch === "rising" ? 45 : -45;
  return s(
    "pattern",
    {
      id: "gm-hatch-" + key,
      width: step,
      height: step,
      patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(" + turn + ")",
    },
    s("rect", { width: step, height: step, class: "gm-hatch k-" + key, "fill-opacity": area.fill }),
    s("rect", { width, height: step, class: "gm-hatch k-" + key, "fill-opacity": area.hatch_opacity }),
  );
}

/* Not in shares of the shape's box: a coast that runs straight north has hardly any width. */
const soft = (/** @type {string | number} */ id, /** @type {any} */ deviation) =>
  s(
    "filter",
    { id: "gm-soft-" + id, filterUnits: "userSpaceOnUse", x: -1e5, y: -1e5, width: 2e5, height: 2e5 },
    s("feGaussianBlur", { stdDeviation: deviation }),
  );

gm.symbols = {
  size: (mentions, share) => pinSize(style, mentions, share),
  scale: (symbol) => drawing(style, symbol).scale,
  /* The variable of the page that has its colour. */
  colour: (symbol) => "--" + drawing(style, symbol).colour,
  /* A pin of the given size in pixels. */
  pin(symbol, size) {
    const one = drawing(style, symbol);
    const svg = s(
      "svg",
      {
        viewBox: "0 0 24 24",
        width: size,
        height: size,
        class: "gm-symbol k-" + symbol + (one.hollow ? " gm-hollow" : ""),
        "aria-hidden": "true",
      },
      s("path", { d: style.frames[one.frame], class: "gm-frame" }),
    );
    if (one.glyph) svg.append(s("path", { d: style.glyphs[one.glyph], class: "gm-glyph" }));
    else if (one.letter)
      svg.append(s("text", { x: 12, y: 17, "text-anchor": "middle", class: "gm-glyph", text: one.letter }));
    return svg;
  },
  /* The same for the legend and the list: as it is drawn, or as it is by its nature. */
  swatch(symbol, size, isPin) {
    const isArrow = drawing(style, symbol).form === "arrow";
    if (!isArrow && (isPin === undefined ? drawing(style, symbol).form !== "area" : isPin))
      return gm.symbols.pin(symbol, size * Math.min(SWATCH_GROWTH, drawing(style, symbol).scale));
    const svg = s("svg", {
      viewBox: "0 0 24 24",
      width: size * SWATCH_GROWTH,
      height: size * SWATCH_GROWTH,
      class: "gm-symbol",
      "aria-hidden": "true",
    });
    if (isArrow) {
      svg.append(s("path", { d: "M1.5 17.5Q8 8.5 16 9", class: "gm-course k-" + symbol }));
      if (looks(style, symbol).course.head)
        svg.append(s("path", { d: "M23 10.2 14 4.6 14.6 14.2Z", class: "gm-arrow-head k-" + symbol }));
    } else svg.append(s("rect", { x: 1.5, y: 4.5, width: 21, height: 15, rx: 2, class: "gm-area k-" + symbol }));
    return svg;
  },
  /* Patterns and filters that areas of a symbol are filled with. */
  definitionsOf(key) {
    const { area, course } = looks(style, key);
    return [
      area.hatch !== "none" ? hatching(key, area) : null,
      area.soft ? soft(key, area.soft) : null,
      course.soft ? soft("line-" + key, course.soft) : null,
    ];
  },
  definitions() {
    const made = [soft("sketch", style.sketch.soft), ...Object.keys(style.symbols).flatMap(gm.symbols.definitionsOf)];
    return s("svg", { width: 0, height: 0, "aria-hidden": "true", class: "gm-definitions" }, s("defs", {}, ...made));
  },
};
