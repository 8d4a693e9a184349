/* Numbers as letters: see encoding.py. Lines are of [lat, lon], as Leaflet wants them. */
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const values = new Uint8Array(128);
for (let i = 0; i < LETTERS.length; i++) values[LETTERS.charCodeAt(i)] = i;

/**
 * Read whole numbers into what can take them.
 * @param {string} text
 * @param {(number: number) => void} take
 */
function read(text, take) {
  let number = 0;
  let shift = 0;
  for (let i = 0; i < text.length; i++) {
    const part = values[text.charCodeAt(i)];
    number |= (part & 31) << shift;
    if (part & 32) shift += 5;
    else {
      take((number >>> 1) ^ -(number & 1));
      number = shift = 0;
    }
  }
}

/**
 * @param {string} text
 * @returns {number[]}
 */
function numbers(text) {
  /** @type {number[]} */
  const out = [];
  read(text, (number) => out.push(number));
  return out;
}

/**
 * The same into an array of known length: many times quicker for very many numbers.
 * @param {string} text
 * @param {number} length
 */
function column(text, length) {
  const out = new Int32Array(length);
  let at = 0;
  read(text, (number) => {
    out[at++] = number;
  });
  return out;
}

/**
 * Lists of numbers, each behind its length.
 * @param {string} text
 */
function lists(text) {
  const all = numbers(text);
  const found = [];
  for (let k = 0; k < all.length; k += 1 + all[k]) found.push(all.slice(k + 1, k + 1 + all[k]));
  return found;
}

/**
 * Lines, each behind the number of its points; steps of a line go on from the line before.
 * @param {string} text
 * @param {number} scale steps of a degree
 */
function lines(text, scale) {
  const all = numbers(text);
  /** @type {LatLng[][]} */
  const found = [];
  let lon = 0;
  let lat = 0;
  for (let i = 0; i < all.length; ) {
    const line = new Array(all[i++]);
    for (let k = 0; k < line.length; k++) {
      lon += all[i++];
      lat += all[i++];
      line[k] = [lat / scale, lon / scale];
    }
    found.push(line);
  }
  return found;
}

/**
 * One line that fills its string: the basemap's form.
 * @param {string} text
 * @param {number} scale steps of a degree
 */
function path(text, scale) {
  const all = numbers(text);
  /** @type {LatLng[]} */
  const line = [];
  for (let i = 0, x = 0, y = 0; i < all.length; i += 2) {
    x += all[i];
    y += all[i + 1];
    line.push([y / scale, x / scale]);
  }
  return line;
}

export { column, lines, lists, numbers, path };
