/* The legend: how large a circle or how deep a colour is for how much, and of what it is a share. */
import { first } from "./data.js";
import { isPoint, kindColour, rampOf, round } from "./measures.js";
import { reach } from "./places.js";
import { fine, h, n, t } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const tag = (name, values) => {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(values)) node.setAttribute(key, String(value));
  return node;
};

/* Three circles in one another, with a number each. */
const LINE = 14;
function circles(shown, zoom, size) {
  const { most } = shown;
  const rounded = [most, most / 8, most / 60].map((value) => Math.floor(round(value)));
  const values = [...new Set(rounded.filter((value) => value >= 1))];
  const radius = (value) => Math.max(1.5, reach(shown, zoom, size) * Math.sqrt(value / most));
  const wide = 2 * radius(values[0]);
  const tall = Math.max(wide + 4, LINE * values.length + 2);
  const picture = tag("svg", { width: wide + 74, height: tall, class: "gm-circles", role: "img" });
  values.forEach((value, i) => {
    const r = radius(value);
    const y = tall - LINE * (values.length - i) + LINE / 2;
    picture.append(
      tag("circle", { cx: wide / 2 + 1, cy: tall - r - 1, r }),
      tag("line", { x1: wide / 2 + 1, y1: tall - 2 * r - 1, x2: wide + 8, y2: y }),
    );
    const text = tag("text", { x: wide + 11, y: y + 4 });
    text.textContent = n(value);
    picture.append(text);
  });
  picture.setAttribute("aria-label", values.map(n).join(", "));
  return picture;
}

function kinds() {
  const rows = first.kinds.map((kind, i) => {
    const dot = h("i", { class: isPoint(i) ? "gm-dot" : "gm-dot gm-ring" });
    dot.style.setProperty("--tone", `var(--${kindColour(i)})`);
    return h("li", {}, dot, t("kind." + kind));
  });
  return h("ul", { class: "gm-kinds" }, ...rows);
}

function steps(breaks, isWhole) {
  const say = (value) => (isWhole ? n(value) : fine.format(value));
  const rows = [];
  for (let at = 0; at <= breaks.length; at++) {
    const low = at ? breaks[at - 1] : isWhole ? 1 : 0;
    const high = breaks[at];
    const words =
      high === undefined
        ? `≥ ${say(low)}`
        : !at && !isWhole
          ? `< ${say(high)}`
          : isWhole && high - 1 === low
            ? say(low)
            : `${say(low)} – ${isWhole ? say(high - 1) : "< " + say(high)}`;
    const swatch = h("i", { class: "gm-swatch" });
    swatch.style.setProperty("--tone", `var(--r${rampOf(at, breaks.length + 1)})`);
    rows.push(h("li", {}, swatch, words));
  }
  return h("ul", { class: "gm-steps" }, ...rows);
}

function draw(app) {
  const { model, measure, nodes } = app;
  const layer = app.layer();
  const base =
    measure === "mentions"
      ? t("legend.of-mentions", { total: n(model.allMentions) })
      : t("legend.of-documents", { total: n(model.total) });
  const parts = [];
  if (layer === "place") {
    const shown = measure === "people" ? "documents" : measure;
    parts.push(h("b", { text: t("legend.circle", { measure: t("measure." + shown) }) }), h("span", { text: base }));
    if (app.circles.most) parts.push(circles(app.circles, app.map.getZoom(), app.canvas._bounds.getSize()));
    parts.push(kinds());
  } else {
    const areas = app.areas;
    const name = t("layer." + (layer.startsWith("hexagon") ? "hexagon" : layer));
    parts.push(
      h("b", {
        text: `${name}: ${t("measure." + (layer.startsWith("hexagon") && measure === "people" ? "documents" : measure))}`,
      }),
      h("span", { text: base }),
    );
    if (areas.values.some((value) => value))
      parts.push(steps(areas.breaks, measure !== "people" || layer.startsWith("hexagon")));
    if (measure === "people" && layer === "province") parts.push(h("span", { text: t("legend.towns") }));
  }
  const open = nodes.legend.querySelector("details")?.open ?? window.innerWidth > 700;
  const details = h("details", { open }, h("summary", { text: t("legend") }), h("div", {}, ...parts));
  nodes.legend.replaceChildren(details);
}

export { draw };
