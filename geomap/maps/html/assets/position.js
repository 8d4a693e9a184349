/* A position as a person types it, in any usual writing; geomap/edits/position.py reads the same. */
import { gridReference } from "./gridref.js";

const HEMISPHERES = [
  [0, 1, "n north nord norte с сш север شمال شمالا ش"],
  [0, -1, "s south sud sur süd ю юш юг جنوب جنوبا ج"],
  [1, 1, "e east est este ost в вд восток شرق شرقا ق"],
  [1, -1, "w west ouest oeste з зд запад غرب غربا غ"],
];
/** @type {Record<string, [number, number]>} */
const LETTERS = {};
for (const [axis, sign, words] of /** @type {[number, number, string][]} */ (HEMISPHERES))
  for (const word of words.split(" ")) LETTERS[word] = [axis, sign];
/* East in German, west in French and Spanish; elsewhere nobody can know. */
/** @type {Record<string, [number, number]>} */
const O = { de: [1, 1], fr: [1, -1], es: [1, -1] };
const LABEL = /(?<!\p{L})(?:lat(?:itude?)?|(lon(?:g(?:itude?)?)?|lng))(?!\p{L})[.:= ]*/gu;
const PIECE =
  /\s*(?:(?<sign>[+-]?)(?<number>\d+(?:\.\d+)?)\s*(?<unit>''|[°'":]?)|(?<word>\p{L}+(?:\.\s?[шд])?)\.?|(?<comma>[,;/]))\s*/uy;
const UNITS = /** @type {Record<string, number>} */ ({ "°": 0, "'": 1, '"': 2, "''": 2 });

/* One writing of digits, signs and marks; without what only leads the direction of writing. */
function plain(/** @type {string} */ text) {
  const even = text
    .toLowerCase()
    .replace(/[\u064b\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) % 16))
    .replaceAll("٫", ".")
    .replace(/[،؛]/g, ",")
    .replace(/[−–]/g, "-")
    .replace(/[º˚]/g, "°")
    .replace(/[′’ʹ]/g, "'")
    .replace(/[″”]/g, '"')
    .trim()
    .replace(/^\((.*)\)$/, "$1");
  /* A comma between digits is a decimal one where no point is. */
  return /\d\.\d/.test(even) ? even : even.replace(/(\d),(?=\d)/g, "$1.");
}

/** @typedef {{ value: number, unit?: number, sign: string, isWhole: boolean }} Part */

/* The numbers with their marks, the letters with how many numbers stand before each, and where a comma parts them. */
function pieces(/** @type {string} */ text, /** @type {string} */ lang) {
  /** @type {Part[]} */
  const parts = [];
  /** @type {{ at: number, letter: [number, number] }[]} */
  const letters = [];
  /** @type {number[]} */
  const commas = [];
  for (PIECE.lastIndex = 0; PIECE.lastIndex < text.length; ) {
    const found = PIECE.exec(text)?.groups;
    if (!found) return null;
    const { sign, number, unit, word, comma } = found;
    if (number) parts.push({ value: Number(number), unit: UNITS[unit], sign, isWhole: !number.includes(".") });
    else if (comma) commas.push(parts.length);
    else {
      const key = word.replace(/[.\s]/g, "");
      const letter = key === "o" ? O[lang] : Object.hasOwn(LETTERS, key) && LETTERS[key];
      if (!letter) return null;
      letters.push({ at: parts.length, letter });
    }
  }
  return { parts, letters, commas };
}

/* Degrees of one to three numbers; NaN where they are none. */
function angle(/** @type {Part[]} */ parts, /** @type {boolean} */ isSigned) {
  let value = 0;
  for (const [k, part] of parts.entries()) {
    const isLast = k === parts.length - 1;
    if (k > 2 || (part.unit ?? k) !== k || (!isLast && !part.isWhole) || (k && part.value >= 60)) return NaN;
    if (part.sign && (k || !isSigned)) return NaN;
    value += part.value / 60 ** k;
  }
  return parts[0]?.sign === "-" ? -value : parts.length ? value : NaN;
}

const rounded = (/** @type {number} */ value) => Math.round(value * 1e5) / 1e5 + 0;

/**
 * Longitude and latitude, null where a text is no position.
 * @param {string} text
 * @param {string} [lang] of the person who writes
 * @returns {[number, number] | null}
 */
function position(text, lang = "en") {
  const square = gridReference(text);
  if (square) return square;
  let labels = "";
  const bare = plain(text.slice(0, 200)).replace(LABEL, (_, lon) => {
    labels += lon ? "x" : "y";
    return "";
  });
  const found = pieces(bare, lang);
  if (!found || !/^(|xy|yx)$/.test(labels)) return null;
  const { parts, letters, commas } = found;
  const isLed = letters[0]?.at === 0;
  const half = letters.length ? letters[isLed ? 1 : 0]?.at : parts.length / 2;
  if (![0, 2].includes(letters.length) || (letters.length && letters[1].at !== (isLed ? half : parts.length)))
    return null;
  if (!Number.isInteger(half) || commas.length > 1 || commas.some((at) => at !== half)) return null;
  const pair = [angle(parts.slice(0, half), !letters.length), angle(parts.slice(half), !letters.length)];
  let [lat, lon] = labels === "xy" ? pair.reverse() : pair;
  if (letters.length) {
    const [one, other] = letters.map(({ letter }) => letter);
    if (one[0] === other[0]) return null;
    [lat, lon] = one[0] ? [pair[1] * other[1], pair[0] * one[1]] : [pair[0] * one[1], pair[1] * other[1]];
  }
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [rounded(lon), rounded(lat)] : null;
}

export { position };
