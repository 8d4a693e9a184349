/* Pins that a person moves, and the map that moves for a card. */
import { gm } from "./core.js";
import { pick, rounded, turned } from "./picking.js";

const h = gm.h;
/* By how many pixels a key moves a pin: alone, with Shift. */
const [FAR_PX, NEAR_PX] = [8, 1];
/** @type {Feature | null} */
let carried = null;
/** @type {(() => void) | null} */
let stopMoving = null;

const keep = (/** @type {Feature} */ feature, /** @type {L.LatLng} */ at) =>
  gm.edits.say(
    feature,
    { point: [rounded(turned(at.lng)), rounded(at.lat)] },
    { only: gm.card?.only(feature), what: "edit.did.moved" },
  );

/* The pin of a chosen place follows the arrow keys until Enter keeps it or Escape gives up; where only an area is drawn,
   a click on the map says where its pin goes. */
function move(/** @type {Feature} */ feature) {
  const { marker } = feature;
  if (!marker?.getElement() || !feature.pinned)
    return pick(
      (lon, lat) => keep(feature, L.latLng(lat, lon)),
      () => {},
    );
  const start = marker.getLatLng();
  const hint = h("div", { class: "gm-measure gm-pick", role: "status", text: gm.t("edit.moving") });
  const stop = () => {
    document.removeEventListener("keydown", key, true);
    hint.remove();
    stopMoving = null;
  };
  const key = (/** @type {KeyboardEvent} */ event) => {
    const by = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[
      /** @type {"ArrowUp"} */ (event.key)
    ];
    if (by) {
      const step = event.shiftKey ? NEAR_PX : FAR_PX;
      const to = gm.map.latLngToContainerPoint(marker.getLatLng()).add([by[0] * step, by[1] * step]);
      marker.setLatLng(gm.map.containerPointToLatLng(to));
    } else if (event.key === "Enter") {
      stop();
      if (!marker.getLatLng().equals(start)) keep(feature, marker.getLatLng());
      const again = document.querySelector('.gm-card [data-field="edit.move"]');
      if (again instanceof HTMLElement) again.focus({ preventScroll: true });
    } else if (event.key === "Escape") {
      stop();
      marker.setLatLng(start);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  stopMoving?.();
  gm.emit("tool", "move");
  stopMoving = () => {
    stop();
    marker.setLatLng(start);
  };
  gm.map.closePopup();
  gm.map.getContainer().append(hint);
  document.addEventListener("keydown", key, true);
  marker.getElement()?.focus({ preventScroll: true });
}

/* Only the pin of the place that is chosen can be dragged: who moves the map by a finger moves no place. */
function carry() {
  const wanted = gm.editor.on && gm.current && !gm.current.many && !gm.current.ends ? gm.current : null;
  if (carried && carried !== wanted) carried.marker?.dragging?.disable();
  carried = wanted;
  const marker = wanted?.marker;
  if (!wanted || !marker?.dragging || !marker.getElement()) return;
  marker.dragging.enable();
  marker.off("dragstart dragend").on({
    dragstart: () => document.documentElement.classList.add("gm-dragging"),
    dragend() {
      document.documentElement.classList.remove("gm-dragging");
      keep(wanted, marker.getLatLng());
    },
  });
}

gm.on("selected", () => setTimeout(carry));
gm.on("tool", (tool) => tool !== "move" && stopMoving?.());
gm.on("edited", carry);
gm.on("editing", () => {
  stopMoving?.();
  carry();
});

export { move };
