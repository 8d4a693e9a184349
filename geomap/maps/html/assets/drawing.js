/* What the style says of a symbol, and how large a pin is. */

/**
 * The drawing of a symbol; that of a town where a package's layer names one that nobody drew.
 * @param {Style} style
 * @param {string} symbol
 */
const drawing = (style, symbol) => (Object.hasOwn(style.symbols, symbol) ? style.symbols[symbol] : style.symbols.city);

/**
 * How its areas and lines look: what the symbol says over what all have.
 * @param {Style} style
 * @param {string} symbol
 */
function looks(style, symbol) {
  const own = drawing(style, symbol);
  return {
    area: { hatch: "none", hatch_opacity: 0.75, soft: 0, ...style.area, ...own.area },
    course: { soft: 0, head: 0, ...style.course, ...own.course },
  };
}

/**
 * The width of a pin in pixels: its area grows with the mentions.
 * @param {Style} style
 * @param {number} mentions
 */
function pinSize(style, mentions) {
  const { radius, growth, largest } = style.pins;
  return Math.round(2 * Math.min(radius + growth * Math.sqrt(Math.max(mentions, 1) - 1), largest) + 1);
}

/**
 * From which width in pixels on an area of a layer is seen as one.
 * @param {Style} style
 * @param {string} layer
 */
const leastArea = (style, layer) => style.too_small[Object.hasOwn(style.too_small, layer) ? layer : "any"];

export { drawing, leastArea, looks, pinSize };
