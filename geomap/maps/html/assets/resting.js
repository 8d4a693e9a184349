/* Who edits goes from card to card, and each moves the map to have room, or to a place far away that is wrong: when it is
   closed, the map goes back to where the person had it, unless the person has moved it since or wanted to go there. */
import { gm } from "./core.js";

const JOURNEYS = ["elsewhere", "list", "tour"];
/** @type {{ centre: L.LatLng, zoom: number } | null} */
let rest = null;

gm.on("start", () => {
  const { map, select, zoomTo } = gm;
  const box = map.getContainer();
  const forget = () => {
    rest = null;
  };
  gm.select = (feature, how) => {
    const isFirst = feature && !gm.current && gm.editor.on;
    if (isFirst && !JOURNEYS.includes(how?.from || "")) rest = { centre: map.getCenter(), zoom: map.getZoom() };
    select(feature, how);
  };
  gm.zoomTo = (feature) => {
    forget();
    zoomTo(feature);
  };
  map.on("dragstart", forget);
  for (const type of ["wheel", "dblclick"]) box.addEventListener(type, forget, { passive: true });
  box.addEventListener("touchstart", (event) => event.touches.length > 1 && forget(), { passive: true });
  box.addEventListener("keydown", (event) => event.target === box && forget());
  box.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest(".leaflet-control")) forget();
  });
  gm.on("selected", (feature) => {
    if (feature || !rest) return;
    const { centre, zoom } = rest;
    rest = null;
    map.setView(centre, zoom, { animate: !gm.reduced && zoom === map.getZoom() });
  });
});
