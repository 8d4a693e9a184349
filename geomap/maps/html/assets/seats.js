/* Where the words of the page stand in the texts, and where words of a text stand on the page. Positions are UTF-16. */
import { gm } from "./core.js";
import { line, snap } from "./words.js";

const text = (/** @type {number} */ d) => gm.data.docs[d].text;
const langOf = (/** @type {number} */ d) => gm.data.docs[d].lang;
const seatOf = (/** @type {Node | null | undefined} */ node) => /** @type {Seated | null} */ (node)?.seat;
const cut = (/** @type {number} */ d, /** @type {number[]} */ span) => text(d).slice(span[0], span[1]);
const side = () => gm.node("gm-side");

/* Text nodes of the story and of the headline that stand in a document. */
function* nodes(/** @type {number} */ d) {
  const walk = document.createTreeWalker(side(), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const seat = seatOf(node);
    if (seat && seat[0] === d) yield { node: /** @type {Text} */ (node), at: seat[1] };
  }
}

/* A span of a document as a range of the page; what is not set yet has none. */
function rangeOf(/** @type {number} */ d, /** @type {[number, number]} */ [from, to]) {
  const range = document.createRange();
  let isFound = false;
  for (const { node, at } of nodes(d)) {
    if (at >= to || at + node.length <= from) continue;
    if (!isFound) range.setStart(node, Math.max(0, from - at));
    range.setEnd(node, Math.min(node.length, to - at));
    isFound = true;
  }
  return isFound ? range : null;
}

/* Where an end of a selection stands in a text; between two nodes it is where the next one begins. */
function seatAt(/** @type {Node} */ node, /** @type {number} */ offset) {
  const own = seatOf(node);
  if (own) return /** @type {[number, number]} */ ([own[0], own[1] + offset]);
  const walk = document.createTreeWalker(side(), NodeFilter.SHOW_TEXT);
  walk.currentNode = node.childNodes[offset] || node;
  for (let next = walk.currentNode; next; next = /** @type {Node} */ (walk.nextNode())) {
    const seat = seatOf(next);
    if (seat) return seat;
  }
  return null;
}

/* What is selected on the page, in whole words. */
function selected() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!side().contains(range.commonAncestorContainer)) return null;
  const from = seatAt(range.startContainer, range.startOffset);
  if (!from) return null;
  const [d, start] = from;
  const to = seatAt(range.endContainer, range.endOffset);
  const span = snap(text(d), [start, to && to[0] === d ? to[1] : line(text(d), start)[1]]);
  return span && { d, span };
}

/* The mark that stands at a span, once the story is set anew. */
function markAt(/** @type {number} */ d, /** @type {number} */ start) {
  for (const { node, at } of nodes(d))
    if (at === start && node.parentElement?.matches(".gm-mark")) return node.parentElement;
  return null;
}

export { cut, langOf, markAt, nodes, rangeOf, seatOf, selected, text };
