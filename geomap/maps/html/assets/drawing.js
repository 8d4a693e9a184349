/* What the style says of a symbol, and how large a pin is. */

/* The smallest pin of a weighed map, of one that is named once: it must be seen and hit. */
const LEAST_WEIGHED = 0.7;

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
 * The width of a pin in pixels: its area grows with the mentions, or is a share of the heaviest one's.
 * @param {Style} style
 * @param {number} mentions
 * @param {number} [share] what tables give it, of what they give the heaviest; none on a map that is not weighed
 */
function pinSize(style, mentions, share) {
  const { radius, growth, largest, heaviest } = style.pins;
  const grown =
    share === undefined
      ? Math.min(radius + growth * Math.sqrt(Math.max(mentions, 1) - 1), largest)
      : Math.max(LEAST_WEIGHED * radius, heaviest * Math.sqrt(share));
  return Math.round(2 * grown + 1);
}

/**
 * From which width in pixels on an area of a layer is seen as one.
 * @param {Style} style
 * @param {string} layer
 */
const leastArea = (style, layer) => style.too_small[Object.hasOwn(style.too_small, layer) ? layer : "any"];

export { drawing, leastArea, looks, pinSize };
