/* All that is said, in words: each leads to its place, and can be taken back out of order. */
import { gm } from "./core.js";
import { changes, without } from "./review.js";

const h = gm.h;

/** @param {string} id */
const titleOf = (id) => gm.edits.known.get(id)?.title || id;
const at = (/** @type {number[]} */ [lon, lat]) => lat.toFixed(4) + ", " + lon.toFixed(4);

/** @param {any} row */
const described = (row) =>
  [
    row.place === false ? gm.t("not-a-place") : row.place && titleOf(row.place),
    Array.isArray(row.point) && at(row.point),
    row.label || row.name,
    row.kind,
    row.symbol && gm.t("symbol." + row.symbol, {}, row.symbol),
    row.colour,
    row.group,
    row.hidden && gm.t("edit.says.hidden"),
    row.decided_by,
  ]
    .filter(Boolean)
    .join(" · ");

/* What a row speaks of, and what it says of that. */
/** @param {import("./review.js").Change} change */
function words({ of, at: key, row }) {
  if (of === "names") return [String(key), described(row)];
  if (of === "mentions" || of === "added") return [row.text, described(row)];
  if (of === "annotations")
    return [gm.t("symbol.annotation" + (row.kind === "callout" ? "" : "-" + row.kind), {}, row.kind), row.text || ""];
  const text = Array.isArray(row) ? row.map(titleOf).join(", ") : typeof row === "object" ? "" : String(row);
  return [gm.t("edit.says." + of, {}, of), text];
}

/* Where a change leads: to the place of its mention, or to what is drawn. */
/** @param {import("./review.js").Change} change */
function goTo({ of, row, at: key }) {
  const first = row.point || row.polygon?.[0] || row.line?.[0];
  const meant = (/** @type {Mention} */ m) => {
    const where = gm.edits.whereOf(m);
    return of === "names" ? where.text === key || m.t === key : where.start === row.start && where.end === row.end;
  };
  const feature = of === "annotations" ? null : gm.features.find((one) => one.m.some(meant));
  if (feature) gm.select(feature, { from: "check", mention: feature.m.find(meant) });
  else if (Array.isArray(first)) gm.map.setView([first[1], first[0]], gm.map.getZoom(), { animate: !gm.reduced });
}

const HAS_PLACE = ["names", "mentions", "added", "annotations"];

/** @param {import("./review.js").Change} change */
function item(change) {
  const [what, text] = words(change);
  const remove = gm.t("edit.changes.remove");
  return h(
    "li",
    {},
    HAS_PLACE.includes(change.of)
      ? h("button", { type: "button", class: "gm-link", dir: "auto", text: what, on: { click: () => goTo(change) } })
      : h("span", { text: what }),
    " ",
    h("bdi", { class: "gm-dim", text: text.slice(0, 160) }),
    " ",
    h("button", {
      type: "button",
      text: "×",
      title: remove,
      "aria-label": remove + ": " + what,
      on: { click: () => gm.edits.change("edit.did.forgotten", without(gm.edits.said, change)) },
    }),
  );
}

gm.editor.section("changes", () => {
  const list = h("ul", { class: "gm-changes" });
  const none = h("p", { class: "gm-dim", text: gm.t("edit.changes.none") });
  const fill = () => {
    const all = changes(gm.edits.said);
    const hadFocus = list.contains(document.activeElement);
    list.replaceChildren(...all.map(item));
    none.hidden = all.length > 0;
    if (hadFocus) /** @type {HTMLElement | null} */ (list.querySelector("button[title]"))?.focus();
  };
  gm.on("edited", fill);
  fill();
  return h("div", {}, list, none);
});
