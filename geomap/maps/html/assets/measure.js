/* Distances: click points, read kilometres. */
import { gm } from "./core.js";
import { distance } from "./geometry.js";

/** @type {L.Map} */
let map;
/** @type {L.Polyline} */
let line;
/** @type {L.LayerGroup} */
let dots;
/** @type {HTMLElement} */
let box;
/** @type {HTMLElement | undefined} */
let trigger;
let active = false;

function say() {
  const points = /** @type {L.LatLng[]} */ (line.getLatLngs());
  let km = 0;
  for (let i = 1; i < points.length; i++) km += distance(points[i - 1], points[i]);
  box.textContent =
    points.length > 1
      ? gm.t("km", { n: gm.km(km) }) + (gm.data.lang === "en" ? " · " + gm.km(km / 1.609344) + " mi" : "")
      : gm.t("measure.hint");
}

function click(/** @type {any} */ event) {
  line.addLatLng(event.latlng);
  dots.addLayer(
    L.circleMarker(event.latlng, { radius: 3.5, className: "gm-measure-dot", interactive: false, pane: "gm-pins" }),
  );
  say();
}

function stop(/** @type {any} */ event) {
  if (event && event.key !== "Escape") return;
  gm.measure.toggle();
}

gm.measure = {
  add: (leaflet) => (map = leaflet),
  click,
  active: () => Boolean(active),
  toggle(button) {
    active = !active;
    trigger = button || trigger;
    if (trigger) trigger.setAttribute("aria-pressed", String(active));
    map.getContainer().classList.toggle("gm-measuring", active);
    if (active) {
      map.closePopup();
      line = L.polyline([], { className: "gm-measure-line", interactive: false, pane: "gm-pins" }).addTo(map);
      dots = L.layerGroup().addTo(map);
      box = gm.h("div", { class: "gm-measure", role: "status" });
      map.getContainer().append(box);
      say();
      map.on("click", click);
      document.addEventListener("keydown", stop);
    } else {
      map.off("click", click);
      document.removeEventListener("keydown", stop);
      [line, dots].forEach((layer) => layer.remove());
      box.remove();
    }
  },
};
