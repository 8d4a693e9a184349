/* The dates of the text: choose some, and the map shows what stands in their sentences. */
import { gm } from "./core.js";
import { rove } from "./roving.js";
import { days } from "./times.js";

const h = gm.h;

gm.timeline = {
  used() {
    const used = new Set(gm.features.flatMap((f) => f.m.flatMap((m) => (m.quiet ? [] : m.dates || []))));
    for (const date of gm.many.dates()) used.add(date);
    return [...used].sort((a, b) => a - b);
  },
  build() {
    const used = gm.data.timeline && !gm.data.stepped ? gm.timeline.used() : [];
    if (used.length < 2) return null;
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
      used.map((i) => make(i, days(gm.data.dates[i], gm.data.lang), gm.data.dates[i].label)),
    );
    draw();
    gm.on("filter", draw);
    rove(bar, "button");
    return bar;
  },
};
