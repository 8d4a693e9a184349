/* The strip below the map, in its frame: what stands there covers nothing of the map, which takes what is left. */
import { gm } from "./core.js";

const { h, s } = gm;
/** @type {Record<string, string>} */
const icons = {
  play: "M8 5V19L19 12Z",
  pause: "M8 5H10V19H8ZM14 5H16V19H14Z",
  previous: "M15 5 8 12 15 19",
  next: "M9 5 16 12 9 19",
  close: "M6 6 18 18M18 6 6 18",
};

gm.strip = {
  button(key, action) {
    const shape = s("path", {});
    const node = h(
      "button",
      { type: "button", class: "gm-button", on: { click: action } },
      s("svg", { viewBox: "0 0 24 24", width: 18, height: 18, "aria-hidden": "true" }, shape),
    );
    node.become = (/** @type {string} */ now) => {
      shape.setAttribute("d", icons[now]);
      shape.parentElement?.classList.toggle("gm-turned", now === "previous" || now === "next");
      shape.classList.toggle("gm-solid", now === "play" || now === "pause");
      for (const name of ["aria-label", "title"]) node.setAttribute(name, gm.t(now));
    };
    node.become(key);
    return node;
  },
  add(node) {
    const frame = gm.node("gm-map");
    let strip = frame.querySelector(".gm-strip");
    if (!strip) {
      const made = h("div", { class: "gm-strip", dir: gm.data.dir });
      frame.append(made);
      new ResizeObserver(() => frame.style.setProperty("--strip", made.offsetHeight + "px")).observe(made);
      strip = made;
    }
    strip?.append(node);
    gm.strip.fit();
  },
  /* At once, for who moves the map next. */
  fit() {
    const frame = gm.node("gm-map");
    const strip = /** @type {HTMLElement | null} */ (frame.querySelector(".gm-strip"));
    frame.style.setProperty("--strip", (strip ? strip.offsetHeight : 0) + "px");
    gm.map.invalidateSize({ animate: false, pan: false });
  },
};
