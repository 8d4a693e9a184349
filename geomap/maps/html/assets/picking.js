/* A position that a person shows on the map: by a click, or by keys. */
import { gm } from "./core.js";

/* A press that moves farther is a drag of the map. */
const STILL_PX = 6;
/** @type {(() => void) | null} */
let stop = null;

const turned = (/** @type {number} */ lon) => ((((lon + 180) % 360) + 360) % 360) - 180;
const rounded = (/** @type {number} */ value) => Math.round(value * 1e5) / 1e5 + 0;

/**
 * Wait for a position on the map: a click, or for the keyboard its middle.
 * @param {(lon: number, lat: number) => void} done
 * @param {() => void} ended
 */
function pick(done, ended) {
  const node = gm.map.getContainer();
  const hint = gm.h("div", { class: "gm-measure gm-pick", role: "status", text: gm.t("edit.pick") });
  const cross = gm.h("div", { class: "gm-cross", "aria-hidden": "true" });
  let pressed = { x: 0, y: 0 };
  const press = (/** @type {PointerEvent} */ event) => (pressed = { x: event.clientX, y: event.clientY });
  const take = (/** @type {L.LatLng} */ at) => {
    end();
    done(rounded(turned(at.lng)), rounded(at.lat));
  };
  const click = (/** @type {MouseEvent} */ event) => {
    if (/** @type {Element} */ (event.target).closest(".leaflet-control")) return;
    event.stopPropagation();
    if (Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < STILL_PX)
      take(gm.map.mouseEventToLatLng(event));
  };
  const key = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" && (event.key !== "Enter" || event.target !== node)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") return take(gm.map.getCenter());
    end();
    ended();
  };
  function end() {
    node.classList.remove("gm-measuring");
    node.removeEventListener("pointerdown", press, true);
    node.removeEventListener("click", click, true);
    document.removeEventListener("keydown", key, true);
    hint.remove();
    cross.remove();
    stop = null;
  }
  stop?.();
  gm.emit("tool", "place");
  stop = end;
  gm.map.closePopup();
  node.classList.add("gm-measuring");
  node.addEventListener("pointerdown", press, true);
  node.addEventListener("click", click, true);
  document.addEventListener("keydown", key, true);
  node.append(hint, cross);
  node.focus({ preventScroll: true });
}

const stopPicking = () => stop?.();
gm.on("tool", (tool) => tool !== "place" && stopPicking());

export { pick, rounded, stopPicking, turned };
