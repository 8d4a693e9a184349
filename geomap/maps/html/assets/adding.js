/* Words of the text that a person selects, and marks: what can be done with them stands beside them. */
import { folded } from "./applied.js";
import { gm } from "./core.js";
import { add } from "./form.js";
import { rove } from "./roving.js";
import { cut, langOf, markAt, nodes, rangeOf, seatOf, selected, text } from "./seats.js";
import { beside, moved, same, words } from "./words.js";

const h = gm.h;
/* A finger moves the ends of a selection for a while. */
const SETTLED_MS = 250;
const GAP_PX = 6;
/* Ids that no gazetteer has: what the text itself, or a person, says of where something lies. */
const MADE = /^(position|relative|correction):/;

/* What is chosen: words of a text, and the mark that has them, if one has. */
/** @type {{ d: number, span: [number, number], mark: HTMLElement | null, byKey: boolean } | null} */
let chosen = null;
/* Who decides by the mouse goes on with the text, and not with what stands beside it. */
let isByMouse = false;
/** @type {HTMLElement} */
let bar;
/** @type {HTMLElement} */
let side;

const isOn = () => Boolean(gm.editor?.on);
const overlaps = (
  /** @type {{ d: number, s: number, e: number }} */ m,
  /** @type {number} */ d,
  /** @type {number[]} */ span,
) => m.d === d && m.s < span[1] && span[0] < m.e;

/* The mention that a mark stands for, and its place if it has one. */
function mentionOf(/** @type {Mark} */ mark) {
  for (const feature of gm.features)
    for (const m of feature.m) if (m.node === mark || m.more?.includes(mark)) return { feature, m };
  return mark.unplaced ? { feature: null, m: /** @type {Mention} */ (mark.unplaced) } : null;
}

/* Mentions without their place, as something is said of them. */
const meant = (/** @type {Mention[]} */ m) => /** @type {Feature} */ (/** @type {any} */ ({ id: "correction:", m }));

/* What stands now of a mention, to be said of another span. */
function standing(/** @type {Mark | null} */ mark) {
  const found = mark && mentionOf(mark);
  if (!found) return {};
  const { document, start, end, text, decided_by, ...rule } = gm.edits.ruleOf(found.m);
  const { feature } = found;
  if (rule.place === false) delete rule.place;
  if (!feature || rule.place || rule.point) return rule;
  const { id, lon, lat } = feature;
  return { ...(MADE.test(id) ? { point: [lon, lat] } : { place: id }), ...rule };
}

const place = (/** @type {number} */ d, /** @type {number[]} */ span) => gm.edits.where(d, span[0], span[1]);

/* Before the page is drawn anew: afterwards the browser would lay it out once more for this alone. */
const unselect = () => getSelection()?.removeAllRanges();

/* Marks are added in one step. */
const addAll = (/** @type {[any, any][]} */ list, what = "edit.did.added") => {
  unselect();
  gm.edits.change(
    what,
    list.reduce((said, [at, changes]) => add(said, at, changes), gm.edits.said),
  );
};

/* The keyboard goes on at what stands there now; a place that was given shows its card. */
function goTo(/** @type {number} */ d, /** @type {[number, number]} */ span, isDecided = false, isShown = false) {
  const mark = markAt(d, span[0]);
  hide();
  if (!mark) return;
  mark.focus({ preventScroll: true });
  const found = isShown && mentionOf(mark);
  if (found && found.feature !== null) {
    hide();
    gm.select(found.feature, { from: "text", mention: found.m });
  } else if (isDecided && isByMouse) hide();
  else chooseMark(mark);
}

/* The same words elsewhere in the texts, where no place is marked: a missed name is missed everywhere. */
function unmarked(/** @type {string} */ wanted) {
  const marks = gm.features.flatMap((f) => f.m);
  return gm.data.docs.flatMap((one, d) =>
    same(one.text, wanted)
      .map((span) => ({ d, span }))
      .filter(({ span }) => !marks.some((m) => overlaps(m, d, span))),
  );
}

/* A place for what is chosen: for a mark another place, for words another mark. */
function give() {
  if (!chosen) return;
  const { d, span, mark } = chosen;
  const found = mark && mentionOf(mark);
  if (found) giveTo(found);
  else mend(d, span);
}

const wishOf = (/** @type {number} */ d, /** @type {[number, number]} */ span) => {
  const name = cut(d, span);
  return {
    title: gm.t("edit.place-of", { name }),
    words: name,
    where: text(d) ? place(d, span) : undefined,
    isAll: true,
    beside: rangeOf(d, span)?.getBoundingClientRect(),
  };
};

function giveTo(/** @type {Marked} */ found) {
  const { d, s, e } = found.m;
  const isMany = alike(found).length > 1;
  const wish = wishOf(d, [s, e]);
  gm.finder.open({
    ...wish,
    symbol: found.feature?.sure?.[1] || found.feature?.symbol,
    all: isMany ? gm.t("edit.all", { name: wish.words }) : "",
    done(changes, isAll) {
      say(found, { place: undefined, ...changes }, isMany && !isAll ? found.m : undefined, "edit.did.chosen");
      goTo(d, [s, e], true, true);
    },
  });
}

function mend(/** @type {number} */ d, /** @type {[number, number]} */ span) {
  const wish = wishOf(d, span);
  const others = unmarked(wish.words).filter((one) => one.d !== d || one.span[0] !== span[0]);
  gm.finder.open({
    ...wish,
    all: others.length ? gm.t("edit.also", { n: gm.number(others.length) }) : "",
    done(changes, isAll) {
      addAll([{ d, span }, ...(isAll ? others : [])].map((one) => [place(one.d, one.span), changes]));
      goTo(d, span, true, true);
    },
  });
}

/** @typedef {{ feature: Feature | null, m: Mention }} Marked */

/* All that is said with one mention: those of its place, or without one, that have the same words. */
function alike(/** @type {Marked} */ { feature, m }) {
  const list = /** @type {Mention[]} */ (feature ? feature.m : [...gm.data.unplaced, ...gm.edits.refused]);
  const name = folded(cut(m.d, [m.s, m.e]));
  return list.filter((one) => one === m || folded(cut(one.d, [one.s, one.e])) === name);
}

const say = (
  /** @type {Marked} */ found,
  /** @type {any} */ changes,
  /** @type {Mention | undefined} */ only,
  /** @type {string} */ what,
) => {
  unselect();
  gm.edits.say(meant(alike(found)), changes, { only, what });
};

/* Not a place: this mention, or the name; and the other way round. */
function drop(/** @type {boolean} */ isAll) {
  const mark = chosen?.mark;
  const found = mark && mentionOf(mark);
  if (!chosen || !found) return;
  const { d, span } = chosen;
  const isBack = isRefused(mark);
  const all = alike(found);
  say(found, { place: isBack ? undefined : false }, isAll || all.length < 2 ? undefined : found.m, "edit.did.refused");
  goTo(d, span, true);
}

const isRefused = (/** @type {Element} */ mark) => mark.classList.contains("gm-no");

/* One end of a mark, or of the words that are chosen, goes on or back by a word. */
function resize(/** @type {"start" | "end"} */ end, /** @type {1 | -1} */ by) {
  if (!chosen) return;
  const { d, span, mark } = chosen;
  const made = moved(text(d), span, end, by, langOf(d));
  if (!made) return;
  if (mark) {
    addAll([[place(d, made), standing(mark)]], "edit.did.resized");
    goTo(d, made);
  } else choose(d, made);
}

function split(/** @type {number} */ k) {
  if (!chosen?.mark) return;
  const { d, span, mark } = chosen;
  const list = words(text(d), span, langOf(d));
  /** @type {[number, number][]} */
  const parts = [
    [span[0], list[k][1]],
    [list[k + 1][0], span[1]],
  ];
  addAll(
    [
      [place(d, parts[0]), standing(mark)],
      [place(d, parts[1]), {}],
    ],
    "edit.did.split",
  );
  goTo(d, parts[1]);
}

/* Words are chosen by the keyboard: they are selected as a mouse would. */
function choose(/** @type {number} */ d, /** @type {[number, number]} */ span) {
  const range = rangeOf(d, span);
  if (!range) return;
  chosen = { d, span, mark: null, byKey: true };
  const selection = getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
  const box = range.getBoundingClientRect();
  if (box.top < 80 || box.bottom > innerHeight - 80)
    range.startContainer.parentElement?.scrollIntoView({ block: "center", behavior: "auto" });
  show();
}

/* The first word to choose: of the mark that has the focus, else the first in sight. */
function begin() {
  const mark = document.activeElement?.closest(".gm-mark");
  const seat = mark && seatOf(mark.firstChild);
  gm.openTab("story");
  if (!mark) gm.node("gm-panel-story").focus({ preventScroll: true });
  if (seat) return chooseWord(seat[0], seat[1] - 1, 1);
  const top = gm.node("gm-panel-story").getBoundingClientRect().top;
  for (const d of gm.data.docs.keys())
    for (const { node, at } of nodes(d)) {
      const range = document.createRange();
      range.selectNodeContents(node);
      if (node.data.trim() && range.getBoundingClientRect().bottom > top) return chooseWord(d, at - 1, 1);
    }
}

function chooseWord(/** @type {number} */ d, /** @type {number} */ at, /** @type {1 | -1} */ by) {
  const found = beside(text(d), at, by, langOf(d));
  if (found) choose(d, found);
}

const button = (/** @type {string} */ glyph, /** @type {string} */ name, /** @type {() => void} */ click) =>
  h("button", {
    type: "button",
    tabindex: "-1",
    text: glyph || name,
    "aria-label": glyph ? name : null,
    title: glyph ? name : null,
    on: { click },
  });

function tools() {
  if (!chosen) return [];
  const { d, span, mark } = chosen;
  const name = cut(d, span);
  const found = mark && mentionOf(mark);
  const ends = (/** @type {"start" | "end"} */ end) => [
    button("‹", gm.t("edit." + end + ".back"), () => resize(end, -1)),
    button("›", gm.t("edit." + end + ".on"), () => resize(end, 1)),
  ];
  const isMany = found && alike(found).length > 1;
  const isBack = mark && isRefused(mark);
  return [
    h(
      "span",
      { class: "gm-chosen-words", dir: gm.data.docs[d].dir },
      ends("start"),
      h("bdi", { text: name }),
      ends("end"),
    ),
    button("", gm.t(!mark ? "edit.add" : found?.feature ? "edit.another" : "edit.give"), give),
    found
      ? button("", gm.t(isBack ? "edit.reset" : isMany ? "edit.not-this" : "not-a-place"), () => drop(Boolean(isBack)))
      : null,
    isMany && !isBack ? button("", gm.t("edit.not-all", { name }), () => drop(true)) : null,
    mark && words(text(d), span, langOf(d)).length > 1 ? button("", gm.t("edit.split"), offerSplit) : null,
  ];
}

/* Between which words: a button stands in each gap. */
function offerSplit() {
  if (!chosen) return;
  const { d, span } = chosen;
  const list = words(text(d), span, langOf(d));
  bar.replaceChildren(
    ...list
      .flatMap((word, k) => [
        h("bdi", { text: text(d).slice(k ? word[0] : span[0], list[k + 1] ? word[1] : span[1]) }),
        list[k + 1] ? button("|", gm.t("edit.split-here", { name: cut(d, word) }), () => split(k)) : null,
      ])
      .filter(Boolean),
  );
  bar.querySelector("button")?.focus();
}

/* Below the words, or above them where there is no room. */
function settle() {
  if (!chosen || bar.hidden) return;
  const range = rangeOf(chosen.d, chosen.span);
  const rect = range?.getBoundingClientRect();
  const panel = gm.node("gm-side").getBoundingClientRect();
  bar.classList.toggle("gm-away", !rect || rect.bottom < 0 || rect.top > innerHeight);
  if (!rect) return;
  const { offsetWidth: w, offsetHeight: tall } = bar;
  const isBelow = rect.bottom + GAP_PX + tall < innerHeight;
  bar.style.top = (isBelow ? rect.bottom + GAP_PX : Math.max(0, rect.top - GAP_PX - tall)) + "px";
  bar.style.left = Math.max(panel.left + 8, Math.min(rect.left, panel.right - w - 8, innerWidth - w - 8)) + "px";
}

function show() {
  if (!chosen) return;
  const hadFocus = bar.contains(document.activeElement);
  const at = hadFocus ? [...bar.querySelectorAll("button")].indexOf(/** @type {any} */ (document.activeElement)) : -1;
  bar.replaceChildren(.../** @type {Node[]} */ (tools().filter(Boolean)));
  bar.hidden = false;
  settle();
  if (hadFocus) bar.querySelectorAll("button")[Math.max(at, 0)]?.focus();
}

function hide() {
  chosen = null;
  bar.hidden = true;
}

/* The words that are selected, once the selection rests. */
function look() {
  if (!isOn() || chosen?.byKey) return;
  const found = selected();
  if (found) {
    chosen = { ...found, mark: null, byKey: false };
    show();
  } else if (chosen && !chosen.mark && !bar.contains(document.activeElement)) hide();
}

function chooseMark(/** @type {HTMLElement} */ mark) {
  const found = mentionOf(mark);
  if (!found) return;
  const { d, s, e } = found.m;
  chosen = { d, span: [s, e], mark, byKey: false };
  show();
}

/* Arrows move among words while some are chosen by the keyboard; with Shift they move the end, with Ctrl and Shift the
   beginning, of a mark too. */
function keys(/** @type {KeyboardEvent} */ event) {
  if (!isOn() || !chosen || bar.hidden || event.altKey || event.metaKey) return;
  const target = /** @type {HTMLElement} */ (event.target);
  if (target.matches("input, textarea, select") || target.closest(".gm-finder, #gm-map")) return;
  const inBar = bar.contains(target);
  const isRtl = gm.data.docs[chosen.d].dir === "rtl";
  const by =
    event.key === (isRtl ? "ArrowLeft" : "ArrowRight")
      ? 1
      : event.key === (isRtl ? "ArrowRight" : "ArrowLeft")
        ? -1
        : 0;
  if (by && event.shiftKey) resize(event.ctrlKey ? "start" : "end", by);
  else if (by && chosen.byKey && !inBar) chooseWord(chosen.d, chosen.span[0], by);
  else if (event.key === "Escape") {
    const { mark } = chosen;
    hide();
    getSelection()?.removeAllRanges();
    if (inBar) (mark?.isConnected ? mark : gm.node("gm-panel-story")).focus();
  } else if (inBar) return;
  else if (event.key === "Tab" && !event.shiftKey) bar.querySelector("button")?.focus();
  else if (event.key === "Enter" && chosen.byKey) give();
  else if (event.key === "Delete" && chosen.mark) drop(event.shiftKey);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/* Names without a place can be reached where places can be given to them. */
function dress() {
  for (const mark of side.querySelectorAll(".gm-mark.unplaced")) {
    if (isOn()) mark.setAttribute("role", "button");
    else mark.removeAttribute("role");
    if (isOn() && !mark.hasAttribute("tabindex")) mark.setAttribute("tabindex", "-1");
  }
}

function listen() {
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(look, SETTLED_MS);
  };
  document.addEventListener("selectionchange", later);
  side.addEventListener("pointerup", () => setTimeout(look));
  side.addEventListener("pointerdown", (event) => {
    if (chosen && !bar.contains(/** @type {Node} */ (event.target))) hide();
  });
  /* Who selects words that begin and end in a mark does not press it. */
  side.addEventListener(
    "click",
    (event) => {
      const mark = /** @type {HTMLElement} */ (event.target).closest(".gm-mark");
      if (!isOn() || !mark) return;
      if (selected()) event.stopPropagation();
      else setTimeout(() => mark.isConnected && chooseMark(/** @type {HTMLElement} */ (mark)));
    },
    true,
  );
  side.addEventListener("focusin", (event) => {
    const mark = /** @type {HTMLElement} */ (event.target);
    if (isOn() && mark.matches(".gm-mark:focus-visible")) chooseMark(mark);
    else if (chosen?.mark && !bar.contains(mark)) hide();
  });
  document.addEventListener("keydown", keys, true);
  document.addEventListener("keydown", () => (isByMouse = false), true);
  document.addEventListener("pointerdown", () => (isByMouse = true), true);
  addEventListener("scroll", settle, true);
  addEventListener("resize", settle);
}

gm.adding = {
  /* Beside a name in the list of those without a place. */
  offer: (name) =>
    isOn() &&
    h("button", {
      type: "button",
      class: "gm-link",
      text: gm.t("edit.give"),
      "aria-label": gm.t("edit.give") + ": " + name,
      on: {
        click() {
          const m = gm.data.unplaced.find((one) => one.text === name);
          if (m) giveTo({ feature: null, m: /** @type {any} */ (m) });
        },
      },
    }),
};

gm.on("start", () => {
  side = gm.node("gm-side");
  bar = h("div", { class: "gm-wordbar", role: "toolbar", "aria-label": gm.t("edit.words"), hidden: true });
  side.querySelector("main")?.append(bar);
  rove(bar, "button");
  listen();
  gm.on("editing", () => {
    hide();
    dress();
    gm.list.redraw();
  });
  gm.on("edited", dress);
  gm.editor.key("w", begin, "edit.key.words");
  gm.editor.key("delete", () => drop(false), "edit.key.delete");
});
