/* The places as a plain table for who reads a page without scripts, and data as it stands in a page: as Python writes both. */
import { escaped } from "./wording.js";

/**
 * @typedef {{ title: string, what: string, where: string, lat: number, lon: number, n: number, conf: number, quote: string }} Line
 */

/* With more places the sentences are left out; and so many rows at most. As in table.py. */
const MANY = 500;
const MOST = 2000;

/* Half a character cannot be written as UTF-8. */
const html = (/** @type {string} */ text) =>
  escaped(text)
    .replaceAll("'", "&#x27;")
    .replace(/\p{Cs}/gu, "?");
const paragraph = (/** @type {string} */ text) => "<p>" + html(text) + "</p>";

/**
 * @param {string} title
 * @param {Line[]} lines
 * @param {string[]} unplaced
 * @param {Record<string, string>} texts
 * @param {number} [count] of all places, where these are not all
 */
function table(title, lines, unplaced, texts, count = lines.length) {
  const head = ["name", "what", "where", "position", "mentions", "confidence", "quote"];
  const row = (/** @type {Line} */ one) =>
    [
      one.what,
      one.where,
      one.lat.toFixed(4) + ", " + one.lon.toFixed(4),
      String(one.n),
      (100 * one.conf).toFixed(0) + "%",
      count > MANY ? "" : one.quote,
    ].reduce((made, cell) => made + "<td>" + html(cell) + "</td>", '<tr><th scope="row">' + html(one.title) + "</th>");
  const rows = lines.slice(0, MOST).map((one) => row(one) + "</tr>");
  const left = count - MOST;
  return (
    (title && "<h1>" + html(title) + "</h1>") +
    paragraph(texts.noscript) +
    (rows.length
      ? "<table><thead><tr>" +
        head.map((key) => '<th scope="col">' + html(texts["col." + key]) + "</th>").join("") +
        "</tr></thead><tbody>" +
        rows.join("") +
        "</tbody></table>"
      : paragraph(texts["no-places"])) +
    (left > 0 ? paragraph(texts.more.replace("{n}", String(left))) : "") +
    (unplaced.length ? paragraph(texts.unplaced + ": " + [...new Set(unplaced)].join(", ")) : "")
  );
}

/**
 * JSON that can stand in a script element.
 * @param {string} json
 */
const inScript = (json) =>
  json.replace(/[<>&\u2028\u2029]|\p{Cs}/gu, (one) => "\\u" + one.charCodeAt(0).toString(16).padStart(4, "0"));

export { MOST, html, inScript, table };
