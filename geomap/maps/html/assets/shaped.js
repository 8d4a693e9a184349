/* Pictures in the shape that a person wants, of the first view that a person wants. */
import { gm } from "./core.js";
import { sizeOf } from "./framing.js";

const PADDING_PX = 12;
const LEAST_PX = 120;
const TRIES = 4;
const asSeen = gm.snapshot.draw;

/* The map is laid out in that size, drawn, and laid out as it was, before anybody sees it. What stands above and below
   takes room, and how much depends on what the map shows. */
function shaped(/** @type {[number, number]} */ [width, height]) {
  const { map } = gm;
  const { style } = map.getContainer();
  const [at, zoom] = [map.getCenter(), map.getZoom()];
  const [west, south, east, north] = gm.data.box;
  const bounds = L.latLngBounds([south, west], [north, east]);
  const settle = (/** @type {() => void} */ view) => {
    map.invalidateSize({ animate: false, pan: false });
    view();
    gm.insets.settle();
    gm.labels.place();
  };
  let room = height;
  /** @type {SVGElement} */
  let picture;
  let over = 1;
  style.width = width + "px";
  for (let i = 0; i < TRIES && Math.abs(over) >= 1; i++) {
    style.height = room + "px";
    settle(() => map.fitBounds(bounds, { animate: false, padding: [PADDING_PX, PADDING_PX] }));
    picture = asSeen(true);
    over = Number(picture.getAttribute("height")) - height;
    room = Math.max(LEAST_PX, Math.round(room - over));
  }
  style.width = style.height = "";
  settle(() => map.setView(at, zoom, { animate: false }));
  // @ts-expect-error: it has been drawn at least once
  return picture;
}

gm.snapshot.draw = (isWhole) => {
  const size = isWhole ? sizeOf(gm.edits.said.ratio || "") : null;
  return size ? shaped(size) : asSeen(isWhole);
};
