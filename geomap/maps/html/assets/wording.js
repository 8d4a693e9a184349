/* Texts: values put into them, letters folded for a search. */

/**
 * Put values where a text says {name}.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
const insert = (text, values) => text.replace(/\{(\w+)\}/g, (all, key) => (key in values ? String(values[key]) : all));

/**
 * As a search compares: without marks, in small letters.
 * @param {string} text
 */
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/**
 * Letters of a script of its own, which may be joined, are not spaced out.
 * @param {string} text
 */
const isJoined = (text) => /(?=[\u0590-\u{10ffff}])\p{L}/u.test(text);

/**
 * The word for a confidence.
 * @param {number} value 0 to 1
 */
const sureness = (value) => (value >= 0.9 ? "high" : value >= 0.7 ? "likely" : value >= 0.5 ? "possible" : "low");

/**
 * The words around a mention, where no sentence was kept; and where in them it begins and ends.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {[string, number, number]}
 */
function around(text, start, end) {
  const from = Math.max(0, text.lastIndexOf(" ", Math.max(0, start - 80)));
  const to = text.indexOf(" ", end + 80);
  return [text.slice(from, to < 0 ? undefined : to), start - from, end - from];
}

/**
 * A text broken into lines of at most a width; a word that is wider stands alone.
 * @param {string} text
 * @param {number} width
 * @param {(line: string) => number} measure
 */
function broken(text, width, measure) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length ? lines[lines.length - 1] + " " + word : word;
    if (lines.length && measure(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/**
 * A text that can stand in an attribute of HTML.
 * @param {string} text
 */
const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

export { around, broken, escaped, fold, insert, isJoined, sureness };
