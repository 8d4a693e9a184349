/* Folium's icons, where the library that draws them elsewhere is not on the page: pins of their colours, without a sign. */
(() => {
  if (/** @type {any} */ (L).AwesomeMarkers) return;
  /** @type {Record<string, string>} */
  const colours = /** @type {any} */ (window).geomapPins || {};
  const SVG = "http://www.w3.org/2000/svg";
  const drop = "M17.5 1.5c-8.6 0-15 6.2-15 14.6C2.5 27.5 17.5 44 17.5 44s15-16.5 15-27.9c0-8.4-6.4-14.6-15-14.6z";

  function shape(/** @type {string} */ tag, /** @type {Record<string, string | number>} */ attributes) {
    const node = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
    return node;
  }
  const colour = (/** @type {unknown} */ name, /** @type {string} */ other) =>
    colours[String(name)] || (CSS.supports("color", String(name)) ? String(name) : other);

  const Icon = L.Icon.extend({
    options: { iconSize: [35, 45], iconAnchor: [17, 44], popupAnchor: [1, -36], tooltipAnchor: [14, -28] },
    /** @this {any} */
    createIcon() {
      const { markerColor, iconColor } = this.options;
      const made = shape("svg", { viewBox: "0 0 35 45", width: 35, height: 45 });
      made.append(
        shape("path", { d: drop, fill: colour(markerColor, colours.blue), stroke: "white", "stroke-width": 1.5 }),
        shape("circle", { cx: 17.5, cy: 16.5, r: 5.5, fill: colour(iconColor, "white") }),
      );
      /* A marker's title and role are put on what is returned, which must be an element of the page. */
      const box = document.createElement("div");
      box.append(made);
      this._setIconStyles(box, "icon");
      return box;
    },
    createShadow: () => null,
  });
  /** @type {any} */ (L).AwesomeMarkers = {
    Icon,
    icon: (/** @type {any} */ options) => new /** @type {any} */ (Icon)(options),
  };
})();
