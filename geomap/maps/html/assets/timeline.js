/* The dates of the text: choose some, and the map shows what stands in their sentences. */
import { gm } from "./core.js";
import { rove } from "./roving.js";

const h = gm.h;

function label(/** @type {any} */ date) {
  const first = new Date(date.first + "T00:00:00Z");
  const days = (new Date(date.last + "T00:00:00Z").getTime() - first.getTime()) / 864e5;
  /** @type {Intl.DateTimeFormatOptions} */
  const style =
    days > 300
      ? { year: "numeric" }
      : days > 7
        ? { year: "numeric", month: "short" }
        : { year: "numeric", month: "short", day: "numeric" };
  const format = new Intl.DateTimeFormat(gm.data.lang, Object.assign({ timeZone: "UTC" }, style));
  return days > 0 && days <= 7 ? format.formatRange(first, new Date(date.last + "T00:00:00Z")) : format.format(first);
}

gm.timeline = {
  build() {
    const used = new Set(gm.features.flatMap((f) => f.m.flatMap((m) => (m.quiet ? [] : m.dates || []))));
    for (const date of gm.many.dates()) used.add(date);
    if (used.size < 2) return null;
    /** @type {[number | null, HTMLElement][]} */
    const buttons = [];
    const draw = () =>
      buttons.forEach(([i, node]) =>
        node.setAttribute("aria-pressed", String(i === null ? !gm.state.dates.size : gm.state.dates.has(i))),
      );
    const make = (/** @type {number | null} */ i, /** @type {string} */ text, title = "") => {
      const node = h("button", {
        type: "button",
        tabindex: "-1",
        text,
        title: title || null,
        on: {
          click() {
            if (i === null) gm.state.dates.clear();
            else if (!gm.state.dates.delete(i)) gm.state.dates.add(i);
            draw();
            gm.emit("filter");
          },
        },
      });
      buttons.push([i, node]);
      return node;
    };
    const bar = h(
      "div",
      { class: "gm-timeline", role: "group", "aria-label": gm.t("timeline") },
      make(null, gm.t("all-dates")),
      gm.data.dates.map((date, i) => (used.has(i) ? make(i, label(date), date.label) : null)),
    );
    draw();
    rove(bar, "button");
    return bar;
  },
};
