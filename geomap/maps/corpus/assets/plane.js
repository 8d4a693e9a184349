/* Web Mercator as the map has it at zoom 0, where the world is 256 pixels wide; and canvases that draw in it. */

const WORLD = 256;
const MOST_LAT = 85.0511;

const toX = (lon) => ((lon + 180) / 360) * WORLD;
function toY(lat) {
  const sin = Math.sin((Math.max(-MOST_LAT, Math.min(MOST_LAT, lat)) * Math.PI) / 180);
  return (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * WORLD;
}
const toLat = (y) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / WORLD))) * 180) / Math.PI;

/* The colours that the style has, as canvases want them; asked for anew when a reader changes to dark. */
let colours = {};
function colour(name) {
  colours[name] ??= getComputedStyle(document.documentElement)
    .getPropertyValue("--" + name)
    .trim();
  return colours[name];
}
const forgetColours = () => {
  colours = {};
};

/* A canvas that Leaflet moves and scales with the map, and that is drawn anew when the map stands still. */
const Canvas = L.Renderer.extend({
  initialize(draw, pane) {
    L.Renderer.prototype.initialize.call(this, { padding: 0.25, pane });
    this._paint = draw;
  },
  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
  },
  _destroyContainer() {
    this._container.remove();
  },
  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize();
    const ratio = window.devicePixelRatio || 1;
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this._container.width = ratio * size.x;
    this._container.height = ratio * size.y;
    this._container.style.width = size.x + "px";
    this._container.style.height = size.y + "px";
    this.redraw();
  },
  redraw() {
    if (!this._map || !this._bounds) return;
    const map = this._map;
    const context = this._container.getContext("2d");
    const ratio = window.devicePixelRatio || 1;
    const scale = 2 ** map.getZoom();
    const corner = map.getPixelOrigin().add(this._bounds.min);
    const size = this._bounds.getSize();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this._container.width, this._container.height);
    const frame = {
      context,
      ratio,
      scale,
      zoom: map.getZoom(),
      size,
      /* What is seen, in pixels of zoom 0. */
      west: corner.x / scale,
      north: corner.y / scale,
      east: (corner.x + size.x) / scale,
      south: (corner.y + size.y) / scale,
      /* Where a point of zoom 0 stands on the canvas. */
      x: (x) => x * scale - corner.x,
      y: (y) => y * scale - corner.y,
      /* Draw with the pixels of zoom 0, in each copy of the world that is seen. */
      worlds(act) {
        for (let copy = Math.floor(this.west / WORLD); copy <= Math.floor(this.east / WORLD); copy++) {
          const shift = copy * WORLD;
          context.setTransform(
            scale * ratio,
            0,
            0,
            scale * ratio,
            (shift * scale - corner.x) * ratio,
            -corner.y * ratio,
          );
          act({ west: this.west - shift, east: this.east - shift, north: this.north, south: this.south, shift });
        }
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
      },
    };
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this._paint(frame);
  },
});

/* A shape with the box around it. */
function shape(rings, closed = true) {
  const path = new Path2D();
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    ring.forEach(([lat, lon], i) => {
      const x = toX(lon);
      const y = toY(lat);
      if (i) path.lineTo(x, y);
      else path.moveTo(x, y);
      west = Math.min(west, x);
      east = Math.max(east, x);
      north = Math.min(north, y);
      south = Math.max(south, y);
    });
    if (closed) path.closePath();
  }
  return { path, west, north, east, south };
}
const isSeen = (one, seen) =>
  one.east >= seen.west && one.west <= seen.east && one.south >= seen.north && one.north <= seen.south;

export { Canvas, WORLD, colour, forgetColours, isSeen, shape, toLat, toX, toY };
