/* The drawings of places: shape and colour tell the kind, so that either alone is enough. */
(function () {
  "use strict";
  const gm = window.geomap;
  const s = gm.s;
  const plane = "M12 6.2 12.9 10.4 18 13.2V14.6L12.9 13.2 12.6 16.4 14 17.4V18.4L12 17.9 10 18.4V17.4L11.4 16.4 11.1 13.2 6 14.6V13.2L11.1 10.4Z";
  const anchor = "M12 6a1.7 1.7 0 0 1 .8 3.2V10.4H15V11.8H12.8V16.3C14.5 16 15.8 15 16.2 13.6L15 14 16.6 11.6 18 14.2 17.3 13.9C16.7 16.4 14.5 18 12 18.2 9.5 18 7.3 16.4 6.7 13.9L6 14.2 7.4 11.6 9 14 7.8 13.6C8.2 15 9.5 16 11.2 16.3V11.8H9V10.4H11.2V9.2A1.7 1.7 0 0 1 12 6Z";
  const star = "M12 6.4 13.5 10.3 17.6 10.5 14.4 13.1 15.5 17.1 12 14.8 8.5 17.1 9.6 13.1 6.4 10.5 10.5 10.3Z";
  const bridge = "M6 15.5V12.5C8 10.5 10 9.5 12 9.5S16 10.5 18 12.5V15.5H16.5V13.6H14.2V15.5H12.7V13.2H11.3V15.5H9.8V13.6H7.5V15.5Z";
  const waves = "M5 9.2C7 7.4 8.300 7.4 10 8.6S13.500 10.200 15 8.9 17.700 7.6 19 8.6V10.600C17.300 9.600 16.300 10.100 15 11S11.800 12.200 10 10.900 7 10.400 5 11.700ZM5 14.200C7 12.400 8.300 12.400 10 13.600S13.500 15.200 15 13.900 17.700 12.600 19 13.600V15.600C17.300 14.600 16.300 15.100 15 16S11.800 17.200 10 15.900 7 15.400 5 16.700Z";
  const frames = {
    circle: () => s("circle", { cx: 12, cy: 12, r: 9.5 }),
    diamond: () => s("path", { d: "M12 .8 23.2 12 12 23.2 .8 12Z" }),
    square: () => s("rect", { x: 2.5, y: 2.5, width: 19, height: 19, rx: 4 }),
    triangle: () => s("path", { d: "M12 2.5 22.5 20.5H1.5Z" }),
    hexagon: () => s("path", { d: "M6.5 2.5H17.5L23 12 17.5 21.5H6.5L1 12Z" }),
  };
  /* symbol: frame, glyph, and how much larger than a circle it is drawn. */
  const kinds = {
    city: ["circle", null, 1],
    capital: ["circle", star, 1.2],
    "air-base": ["diamond", plane, 1.55],
    "naval-base": ["diamond", anchor, 1.55],
    base: ["diamond", star, 1.55],
    airport: ["square", plane, 1.3],
    port: ["square", anchor, 1.3],
    camp: ["triangle", null, 1.2],
    crossing: ["square", bridge, 1.3],
    site: ["square", null, 1],
    mountain: ["triangle", null, 1.2],
    /* Areas and waters that are too small to be seen as such. */
    area: ["hexagon", null, 1.15],
    lake: ["hexagon", waves, 1.4],
    uncertain: ["circle", null, 1.25],
  };
  gm.symbols = {
    areas: new Set(["zone", "disputed", "part", "province", "region", "water", "country"]),
    scale: (symbol) => (kinds[symbol] || kinds.city)[2],
    /* A pin of the given size in pixels. */
    pin(symbol, size) {
      const [frame, glyph] = kinds[symbol] || kinds.city;
      const svg = s("svg", { viewBox: "0 0 24 24", width: size, height: size, class: "gm-symbol k-" + symbol, "aria-hidden": "true" });
      const outline = frames[frame]();
      outline.setAttribute("class", "gm-frame");
      svg.append(outline);
      if (glyph) svg.append(s("path", { d: glyph, class: "gm-glyph" }));
      if (symbol === "uncertain") svg.append(s("text", { x: 12, y: 17, "text-anchor": "middle", class: "gm-glyph", text: "?" }));
      return svg;
    },
    /* The same for the legend and the list, areas included. */
    swatch(symbol, size) {
      if (!gm.symbols.areas.has(symbol)) return gm.symbols.pin(symbol, size * Math.min(1.15, gm.symbols.scale(symbol)));
      const svg = s("svg", { viewBox: "0 0 24 24", width: size * 1.15, height: size * 1.15, class: "gm-symbol", "aria-hidden": "true" });
      svg.append(s("rect", { x: 1.5, y: 4.5, width: 21, height: 15, rx: 2, class: "gm-area k-" + symbol }));
      return svg;
    },
    /* Patterns and filters that areas are filled with. */
    definitions() {
      const hatch = (id, name) =>
        s("pattern", { id, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
          s("rect", { width: 7, height: 7, class: name + " ground" }),
          s("rect", { width: 2.2, height: 7, class: name }));
      /* Not in shares of the shape's box: a coast that runs straight north has hardly any width. */
      const soft = (id, deviation) =>
        s("filter", { id, filterUnits: "userSpaceOnUse", x: -1e5, y: -1e5, width: 2e5, height: 2e5 }, s("feGaussianBlur", { stdDeviation: deviation }));
      return s("svg", { width: 0, height: 0, "aria-hidden": "true", class: "gm-definitions" },
        s("defs", {},
          hatch("gm-hatch-zone", "gm-hatch-zone"),
          hatch("gm-hatch-disputed", "gm-hatch-disputed"),
          soft("gm-soft", 9),
          soft("gm-soft-line", 5)));
    },
  };
})();
