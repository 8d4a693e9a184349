/* The finished page: this page as it came, with what is said inside; the same bytes for the same edits. */
import { gm } from "./core.js";
import { turnedBack } from "./data.js";
import { pristine } from "./opener.js";
import { MOST, html, inScript, table } from "./table.js";

const { root, head, first } = /** @type {NonNullable<typeof pristine> & object} */ (pristine);

/** @param {Feature} feature */
function line(feature) {
  const named = feature.m.filter((m) => !m.quiet);
  return {
    ...feature,
    lon: turnedBack(feature.lon),
    n: feature.many ? feature.n || 0 : named.length,
    quote: named[0]?.q ? gm.data.quotes[named[0].q[0]] : "",
  };
}

/** @returns {[ReturnType<typeof line>[], number]} the first of them, and how many there are */
function lines() {
  const made = gm.features.filter((feature) => !feature.removed).map(line);
  const count = made.length + gm.many.count;
  for (let i = 0; i < gm.many.count && made.length < MOST; i++) made.push(line(gm.many.feature(i)));
  return [made, count];
}

/**
 * @param {string} said what is said, "" if that is nothing beyond what the page was made with
 * @param {string} [data] of the page, if it is no longer what the page came with
 */
function finished(said, data) {
  const found = said && gm.edits.learnt();
  const title = html(gm.data.title);
  const [some, count] = lines();
  const unplaced = gm.data.unplaced.map((one) => one.text);
  const [open] = /** @type {HTMLElement} */ (root).outerHTML.split("</html>");
  const block = (/** @type {string} */ id, /** @type {string} */ json) =>
    gm.h("script", { type: "application/json", id, text: inScript(json) }).outerHTML + "\n";
  /** @type {NodeListOf<HTMLScriptElement>} */
  const scripts = document.querySelectorAll("body > script:not([src]:not(.gm-asset), #gm-edits, #gm-known)");
  return [
    "<!DOCTYPE html>\n",
    open,
    "\n",
    head.outerHTML.replace(/<title>[\s\S]*?<\/title>/, () => "<title>" + title + "</title>"),
    "\n<body>\n",
    first.outerHTML,
    "\n<noscript>",
    table(gm.data.title, some, unplaced, gm.data.texts, count),
    "</noscript>\n",
    ...[...scripts].flatMap((one) => [
      data && one.id === "gm-data" ? block(one.id, data) : one.outerHTML + "\n",
      said && one.id === "gm-names" ? block("gm-edits", said) : "",
      found && one.id === "gm-names" ? block("gm-known", found) : "",
    ]),
    "</body>\n</html>\n",
  ].join("");
}

export { finished };
