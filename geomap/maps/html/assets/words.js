/* The words of a text: what a selection snaps to, and by which steps a mark grows and shrinks. Positions are UTF-16. */

/** @typedef {[number, number]} Span */

const RUN = /[\p{L}\p{M}\p{N}]+/gu;
/* Scripts that set no spaces between words: where a word ends there, a person knows better. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/* The line that a position stands in: no mark spans two. */
function line(/** @type {string} */ text, /** @type {number} */ at) {
  const end = text.indexOf("\n", at);
  return /** @type {Span} */ ([text.lastIndexOf("\n", at - 1) + 1, end < 0 ? text.length : end]);
}

/**
 * The words of a part of a text.
 * @param {string} text
 * @param {Span} part
 * @param {string} lang
 */
function words(text, [from, to], lang) {
  /** @type {Span[]} */
  const list = [];
  for (const run of text.slice(from, to).matchAll(RUN)) {
    const at = from + run.index;
    if (!UNSPACED.test(run[0])) list.push([at, at + run[0].length]);
    else if (Intl.Segmenter)
      for (const one of new Intl.Segmenter(lang, { granularity: "word" }).segment(run[0]))
        list.push([at + one.index, at + one.index + one.segment.length]);
    else for (const one of run[0].matchAll(/./gsu)) list.push([at + one.index, at + one.index + one[0].length]);
  }
  return list;
}

const inside = (/** @type {string} */ text, /** @type {number} */ at) =>
  /[\p{L}\p{M}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at)) && /^[\p{L}\p{M}\p{N}]/u.test(text.slice(at, at + 2));

/**
 * A selection as whole words of one line, without the spaces and signs around it; null where it holds no word.
 * @param {string} text
 * @param {Span} selection
 */
function snap(text, [from, to]) {
  let start = from;
  while (start < to && /\s/.test(text[start])) start++;
  let end = Math.min(to, line(text, start)[1]);
  const runs = [...text.slice(start, end).matchAll(RUN)];
  if (!runs.length) return null;
  const last = runs[runs.length - 1];
  end = start + last.index + last[0].length;
  start += runs[0].index;
  if (!UNSPACED.test(runs[0][0])) while (inside(text, start)) start--;
  if (!UNSPACED.test(last[0])) while (inside(text, end)) end++;
  return /** @type {Span} */ ([start, end]);
}

/**
 * A span with an end moved by a word, null where there is no more to take or to leave.
 * @param {string} text
 * @param {Span} span
 * @param {"start" | "end"} side
 * @param {1 | -1} by ahead or back in the text
 * @param {string} lang
 */
function moved(text, [start, end], side, by, lang) {
  const list = words(text, line(text, start), lang);
  /** @type {Span | undefined} */
  let made;
  if (side === "end") {
    const to = by > 0 ? list.find((one) => one[1] > end) : list.filter((one) => one[1] < end).pop();
    if (to && to[1] > start) made = [start, to[1]];
  } else {
    const to = by > 0 ? list.find((one) => one[0] > start) : list.filter((one) => one[0] < start).pop();
    if (to && to[0] < end) made = [to[0], end];
  }
  return made || null;
}

/**
 * The word beside another one, in the next line with words where the line ends.
 * @param {string} text
 * @param {number} at
 * @param {1 | -1} by
 * @param {string} lang
 */
function beside(text, at, by, lang) {
  let part = line(text, at);
  for (;;) {
    const list = words(text, part, lang);
    const found = by > 0 ? list.find((one) => one[0] > at) : list.filter((one) => one[0] < at).pop();
    if (found) return found;
    const next = by > 0 ? part[1] + 1 : part[0] - 1;
    if (next < 0 || next > text.length) return null;
    part = line(text, next);
  }
}

/**
 * All places where the same words stand by themselves.
 * @param {string} text
 * @param {string} wanted
 */
function same(text, wanted) {
  /** @type {Span[]} */
  const list = [];
  const isFree = UNSPACED.test(wanted);
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length))
    if (isFree || (!inside(text, at) && !inside(text, at + wanted.length))) list.push([at, at + wanted.length]);
  return list;
}

export { beside, line, moved, same, snap, words };
