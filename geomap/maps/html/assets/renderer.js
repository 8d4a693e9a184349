/* What draws the paths of a pane, beyond the view by a share of it. Leaflet draws them all anew after every move; as long as a
   move stays inside of what is drawn, they are as they were. */

/**
 * @param {string} pane
 * @param {number} padding as a share of the view
 * @returns {L.SVG}
 */
function renderer(pane, padding) {
  /* What is overridden is Leaflet's own. */
  const made = /** @type {any} */ (L.svg({ pane, padding }));
  const update = made._update;
  let drawn = "";
  made._update = function () {
    const map = this._map;
    const size = map.getSize();
    const now = [map.getZoom(), size, map.getPixelOrigin()].join();
    const corner = map.containerPointToLayerPoint([0, 0]);
    if (now === drawn && this._bounds.contains(L.bounds(corner, corner.add(size)))) return;
    drawn = now;
    update.call(this);
  };
  return made;
}

export { renderer };
