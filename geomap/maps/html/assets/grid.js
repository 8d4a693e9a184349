/* Tables as they stand in a text, a row a line with its cells between upright strokes, are shown as tables. */

const DIVIDER = /^\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?$/;
const STROKE = /(?<!\\)\|/;

/* Is a line a row? Between two strokes, or before one, stands what the cells hold. */
const isRow = (/** @type {string} */ text) => /^\|.|.\|$/.test(text.trim()) && STROKE.test(text);

/* Is a line what Markdown draws below the head of a table? */
const isDivider = (/** @type {string} */ text) => text.includes("-") && DIVIDER.test(text.trim()) && STROKE.test(text);

/* How many cells a row has. */
function width(/** @type {string} */ text) {
  const parts = text.trim().split(STROKE);
  return parts.length - (parts[0].trim() ? 0 : 1) - (parts[parts.length - 1].trim() ? 0 : 1);
}

/**
 * What stands in a row, cell by cell: words are parted at the strokes, marks move as they are.
 * @param {Node} line
 * @param {string} tag
 */
function row(line, tag) {
  const made = document.createElement("tr");
  const ends = (line.textContent || "").trim();
  let cell = document.createElement(tag);
  const cells = [cell];
  for (const node of [...line.childNodes]) {
    if (node.nodeType !== Node.TEXT_NODE) {
      cell.append(node);
      continue;
    }
    const { seat } = /** @type {Seated} */ (node);
    let at = seat ? seat[1] : 0;
    (node.textContent || "").split(STROKE).forEach((words, i) => {
      if (i) cells.push((cell = document.createElement(tag)));
      if (words.trim()) cell.append(words.replaceAll("\\|", "|"));
      const made = /** @type {Seated | null} */ (words.trim() ? cell.lastChild : null);
      if (made && seat && !words.includes("\\|")) made.seat = [seat[0], at];
      at += words.length + 1;
    });
  }
  if (ends.startsWith("|")) cells.shift();
  if (ends.endsWith("|")) cells.pop();
  if (tag === "th") for (const one of cells) one.setAttribute("scope", "col");
  made.append(...cells);
  return made;
}

/* A table that begins with a line as its head. */
function table(/** @type {Element} */ head, /** @type {string} */ tag) {
  const made = document.createElement("table");
  made.className = "gm-grid";
  made.dataset.cells = String(width(head.textContent || ""));
  made.append(row(head, tag));
  return made;
}

/**
 * Put a line that is set into the table that it belongs to, if it belongs to one.
 * @param {Element} line
 */
function gather(line) {
  const text = line.textContent || "";
  const before = line.previousElementSibling;
  if (!before || !isRow(text)) return;
  const isOpen = before.matches("table.gm-grid");
  if (!isOpen && !isRow(before.textContent || "")) return;
  const cells = isOpen ? Number(/** @type {HTMLElement} */ (before).dataset.cells) : width(before.textContent || "");
  if (cells !== width(text)) return;
  let into = before;
  if (!isOpen) before.replaceWith((into = table(before, "th")));
  if (!isDivider(text)) into.append(row(line, "td"));
  line.remove();
}

/* A row that is quoted by itself. */
function asTable(/** @type {Element} */ quote) {
  const text = quote.textContent || "";
  if (isRow(text) && !text.includes("\n") && width(text) > 1) quote.replaceChildren(table(quote, "td"));
  return quote;
}

export { asTable, gather, isDivider, isRow, width };
