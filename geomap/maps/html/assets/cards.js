/* Where the card of a place has room: beside the legend, and never upon the place that it tells of. */

/* A map that is lower has no room for a card above a pin. */
const LOWEST_PX = 300;
/* Narrower than this, a card would hide the map and be hidden by its buttons. */
const NARROWEST_PX = 560;
const GAP_PX = 16;
const BUTTONS_PX = 54;
/* What the frame of a card adds to the width of its content. */
const FRAME_PX = 40;
/* So much of the map around a pin is to be seen. */
const AROUND_PX = 26;

/* Does a sheet at the lower edge take the card's place? */
const isSmall = (/** @type {{ x: number, y: number }} */ size) => size.x < NARROWEST_PX || size.y < LOWEST_PX;

/**
 * What a card keeps free at the edges of the map: at the left and above, at the right and below.
 * @param {{ x: number, y: number }} size of the map
 * @param {number} width of the card's content
 * @param {{ width: number, height: number }} legend folded or not, 0 for none
 * @param {number} below
 * @returns {[[number, number], [number, number]]}
 */
function paddings(size, width, legend, below) {
  const beside = legend.width && legend.width + GAP_PX + 8;
  const isBeside = size.x - BUTTONS_PX - Math.max(beside, GAP_PX) >= width + FRAME_PX;
  const above = isBeside || !legend.height ? GAP_PX : legend.height + GAP_PX;
  return [
    [BUTTONS_PX, above],
    [isBeside ? Math.max(beside, GAP_PX) : GAP_PX, GAP_PX + below],
  ];
}

/**
 * By how much the map must move so that a point of it is seen in what is free.
 * @param {{ x: number, y: number }} point
 * @param {{ left: number, top: number, right: number, bottom: number }} free
 * @param {{ left: number, top: number, right: number, bottom: number }[]} covers
 * @returns {[number, number] | null}
 */
function shift(point, free, covers) {
  const near = Math.min(AROUND_PX, (free.bottom - free.top) / 2, (free.right - free.left) / 2);
  const isInside =
    point.x >= free.left + near &&
    point.x <= free.right - near &&
    point.y >= free.top + near &&
    point.y <= free.bottom - near;
  const isCovered = covers.some(
    (one) =>
      point.x > one.left - GAP_PX &&
      point.x < one.right + GAP_PX &&
      point.y > one.top - GAP_PX &&
      point.y < one.bottom + GAP_PX,
  );
  if (isInside && !isCovered) return null;
  return [point.x - (free.left + free.right) / 2, point.y - (free.top + free.bottom) / 2];
}

/**
 * Move the map so that a place is seen beside a sheet that covers some of it.
 * @param {L.Map} map
 * @param {HTMLElement} sheet
 * @param {any} at
 * @param {boolean} isStill
 */
function uncover(map, sheet, at, isStill) {
  const box = map.getContainer().getBoundingClientRect();
  const within = (/** @type {Element} */ node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return { left: left - box.left, top: top - box.top, right: right - box.left, bottom: bottom - box.top };
  };
  const free = { left: 0, top: 0, right: box.width, bottom: Math.min(box.height, within(sheet).top) };
  const controls = [...map.getContainer().querySelectorAll(".leaflet-control")];
  const covers = controls.map(within).filter((one) => one.right > one.left);
  const by = shift(map.latLngToContainerPoint(at), free, covers);
  if (by) map.panBy(by, { animate: !isStill });
}

export { isSmall, paddings, shift, uncover };
