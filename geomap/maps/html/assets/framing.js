/* The shape of a picture, as a person writes it (see geomap/maps/size.py), and what of a map it takes. */

const RATIO = /^(\d{1,3}(?:\.\d{1,2})?):(\d{1,3}(?:\.\d{1,2})?)$/;
const PIXELS = /^(\d{3,4})x(\d{3,4})$/;
/* Width of a picture of which only a ratio is said, and from which ratio on it lies. */
const WIDE_PX = 960;
const NARROW_PX = 540;
const WIDE_FROM = 1.2;
const MOST_RATIO = 4;
const LEAST_PX = 200;

/**
 * Width and height in pixels; null of what is no shape of a picture.
 * @param {string} text
 * @returns {[number, number] | null}
 */
function sizeOf(text) {
  const [, across, down] = RATIO.exec(text) || [];
  if (across) {
    const ratio = Number(across) / Number(down);
    if (!(ratio >= 1 / MOST_RATIO && ratio <= MOST_RATIO)) return null;
    const width = ratio >= WIDE_FROM ? WIDE_PX : NARROW_PX;
    return [width, width / ratio];
  }
  const [, width, height] = PIXELS.exec(text) || [];
  return Number(width) >= LEAST_PX && Number(height) >= LEAST_PX ? [Number(width), Number(height)] : null;
}

/**
 * A box on the screen made wider or higher about its middle, so that it has a shape.
 * @param {Bounds} box left, top, right, bottom
 * @param {number} ratio width to height
 * @returns {Bounds}
 */
function widened([left, top, right, bottom], ratio) {
  const w = Math.max(right - left, (bottom - top) * ratio);
  const h = w / ratio;
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return [x - w / 2, y - h / 2, x + w / 2, y + h / 2];
}

export { sizeOf, widened };
