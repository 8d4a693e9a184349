/* In an article the wheel and one finger move the page; with Ctrl and with two fingers they move the map. */
import { gm } from "./core.js";

const HINT_MS = 1500;
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

gm.gestures = {
  add(map) {
    const box = map.getContainer();
    const hint = gm.h("p", { class: "gm-hint", "aria-hidden": "true", hidden: true });
    box.append(hint);
    let due = 0;
    const tell = (/** @type {string} */ text) => {
      hint.textContent = text;
      hint.hidden = false;
      clearTimeout(due);
      due = window.setTimeout(() => {
        hint.hidden = true;
      }, HINT_MS);
    };
    /* Over the whole screen there is no page to be moved. */
    const isAlone = () => gm.node("gm-page").classList.contains("gm-wide");
    box.addEventListener(
      "wheel",
      (event) => {
        if (event.ctrlKey || event.metaKey || isAlone()) return;
        event.stopImmediatePropagation();
        const inside = /** @type {Element} */ (event.target).closest(".leaflet-popup, .gm-sheet, .gm-legend");
        if (!inside) tell(gm.t("hint.wheel", { key: isMac ? "⌘" : "Ctrl" }));
      },
      { capture: true },
    );
    /* A mouse drags the map as ever. */
    box.addEventListener(
      "pointerdown",
      (event) => {
        if (event.pointerType === "touch" && !isAlone()) map.dragging.disable();
        else map.dragging.enable();
      },
      { capture: true },
    );
    let from = [0, 0];
    box.addEventListener(
      "touchstart",
      ({ touches }) => {
        from = [touches[0].clientX, touches[0].clientY];
        if (touches.length > 1) hint.hidden = true;
      },
      { passive: true },
    );
    box.addEventListener(
      "touchmove",
      ({ touches, target }) => {
        const inside = /** @type {Element} */ (target).closest(".leaflet-popup, .gm-sheet, .gm-legend");
        if (touches.length > 1 || isAlone() || inside) return;
        if (Math.hypot(touches[0].clientX - from[0], touches[0].clientY - from[1]) > 8) tell(gm.t("hint.touch"));
      },
      { passive: true },
    );
  },
};
