/* A map in a frame of somebody's page: where the page around says that it will, the frame grows to the map's height. */
import { gm } from "./core.js";

/* The width up to which map and text stand one below the other, see page.css. */
const stacked = window.matchMedia("(max-width: 820px)");
const LEAST_PX = 100;

gm.frame = {
  add() {
    /* A published map keeps the size that it was made for. */
    if (window.parent === window || gm.data.published) return;
    const page = gm.node("gm-page");
    /** @type {number | null} */
    let told = null;
    const tell = () => {
      /* Hidden, it has no height to tell. */
      if (window.innerWidth < LEAST_PX) return;
      const height = stacked.matches ? Math.ceil(page.getBoundingClientRect().height) : 0;
      if (height !== told) window.parent.postMessage({ geomap: "height", height }, "*");
      told = height;
    };
    const grow = (/** @type {any} */ event) => {
      if (event.source !== window.parent || !event.data || event.data.geomap !== "grow") return;
      window.removeEventListener("message", grow);
      document.documentElement.classList.add("gm-grown");
      new ResizeObserver(tell).observe(page);
      window.addEventListener("resize", tell);
      tell();
    };
    window.addEventListener("message", grow);
    window.parent.postMessage({ geomap: "hello" }, "*");
  },
};
