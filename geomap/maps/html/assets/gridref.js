/* Grid references (MGRS, WGS 84), as in "18S UJ 23480 06479": the middle of the square that is meant. */

const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const BANDS = "CDEFGHJKLMNPQRSTUVWX";
const FORM = /^(\d{1,2})([C-HJ-NP-X])\s?([A-HJ-NP-Z])([A-HJ-NP-V])\s?(\d{2,5})\s(\d{2,5})$/;
const [SQUARE, ROUND, FINEST] = [100000, 2000000, 5];
/* The ellipsoid, and the series of Krüger from its plane back to degrees. */
const FLATTENING = 1 / 298.257223563;
const N = FLATTENING / (2 - FLATTENING);
const RADIUS = (6378137 / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64) * 0.9996;
const BETA = [N / 2 - (2 * N ** 2) / 3 + (37 * N ** 3) / 96, N ** 2 / 48 + N ** 3 / 15, (17 * N ** 3) / 480];
const DELTA = [2 * N - (2 * N ** 2) / 3 - 2 * N ** 3, (7 * N ** 2) / 3 - (8 * N ** 3) / 5, (56 * N ** 3) / 15];
const DEGREE = 180 / Math.PI;

/* From metres of a zone to degrees. */
function degrees(/** @type {number} */ zone, /** @type {number} */ east, /** @type {number} */ north) {
  const [xi, eta] = [north / RADIUS, (east - 500000) / RADIUS];
  let [x, y] = [xi, eta];
  BETA.forEach((b, j) => {
    const k = 2 * (j + 1);
    x -= b * Math.sin(k * xi) * Math.cosh(k * eta);
    y -= b * Math.cos(k * xi) * Math.sinh(k * eta);
  });
  const chi = Math.asin(Math.sin(x) / Math.cosh(y));
  const lat = DELTA.reduce((sum, d, j) => sum + d * Math.sin(2 * (j + 1) * chi), chi);
  return [zone * 6 - 183 + Math.atan2(Math.sinh(y), Math.cos(x)) * DEGREE, lat * DEGREE];
}

/**
 * Longitude and latitude, null where a text is no grid reference.
 * @param {string} text
 * @returns {[number, number] | null}
 */
function gridReference(text) {
  const even = text.trim().toUpperCase();
  const found = FORM.exec(even.replace(/(\d+)$/, (all) => (/\d\s\d+$/.test(even) ? all : halved(all))));
  if (!found) return null;
  const [zone, band] = [Number(found[1]), BANDS.indexOf(found[2])];
  const column = LETTERS.indexOf(found[3]) - ((zone - 1) % 3) * 8;
  const line = (LETTERS.indexOf(found[4]) + (zone % 2 ? 0 : 15)) % 20;
  const digits = found[5].length;
  if (zone < 1 || zone > 60 || column < 0 || column > 7 || digits !== found[6].length) return null;
  const size = 10 ** (FINEST - digits);
  const [x, y] = [found[5], found[6]].map((one) => Number(one) * size + (digits < FINEST ? size / 2 : 0));
  const south = band * 8 - 80;
  for (let k = -5; k < 5; k++) {
    const [lon, lat] = degrees(zone, (column + 1) * SQUARE + x, line * SQUARE + y + k * ROUND);
    if (lat >= south && lat < south + (found[2] === "X" ? 12 : 8) && lat >= -80)
      return [Math.round(lon * 1e5) / 1e5, Math.round(lat * 1e5) / 1e5];
  }
  return null;
}

const halved = (/** @type {string} */ digits) =>
  digits.length % 2 ? digits : digits.slice(0, digits.length / 2) + " " + digits.slice(digits.length / 2);

export { gridReference };
