/* A tour: step by step through the story, in the order of its text or of its times, each step with its sentence. */
import { lines } from "./codec.js";
import { gm } from "./core.js";
import { inTime, inWords } from "./times.js";

const h = gm.h;
/* How long a step stays: as long as it takes to read. */
const LEAST_MS = 4000;
const MOST_MS = 12000;
const LETTER_MS = 55;
const FLIGHT_S = 1.2;
/* How much closer than the first view, and how close at most. */
const CLOSER = 1.5;
const CLOSEST = 12;
const WIDER = 2;

/**
 * @typedef {{ feature: Feature, m: Mention, time: number | null }} Step
 */

/** @type {Step[]} */
let steps = [];
let at = 0;
let due = 0;
let isPlaying = false;
/** @type {HTMLElement | null} */
let panel = null;
/** @type {HTMLElement} */
let opener;
/** @type {any} */
let parts;

/* The steps that there are: a reader may have corrected a place since. */
function told() {
  const arrows = new Map(gm.arrows.all.map((arrow) => [arrow.key, arrow]));
  /** @type {Step[]} */
  const made = [];
  for (const [key, number, time] of gm.data.tour) {
    const feature = gm.byKey.get(key) || arrows.get(key);
    const m = feature?.m[number];
    if (feature && m && !feature.removed) made.push({ feature, m, time: time < 0 ? null : time });
  }
  return made;
}

/* What of a place is to be seen: all of it, unless it is so large that the story would be a dot in it. */
function extent(/** @type {Feature} */ feature, /** @type {number} */ first) {
  if (feature.ends) return L.latLngBounds(lines(feature.line || "", feature.steps || 1)[0]);
  if (!feature.shape || feature.pinned) return null;
  const bounds = feature.shape.getBounds();
  return gm.map.getBoundsZoom(bounds) < first - WIDER ? null : bounds;
}

/* Where a step leads: a place from closer by than the story is seen at first, an area and a way as they fit. */
function fly(/** @type {Step} */ { feature }) {
  const { map } = gm;
  const first = gm.state.first ? map.getBoundsZoom(gm.state.first) : map.getZoom();
  const area = extent(feature, first);
  const closer =
    feature.shape && !feature.pinned && !area ? first - 1 : Math.max(first, Math.min(first + CLOSER, CLOSEST));
  const zoom = Math.max(closer, feature.far ? 5 : 2);
  /* Beside the buttons and the legend, where there is room for that. */
  const isWide = map.getSize().x > 640;
  /** @type {L.FitBoundsOptions} */
  const fit = {
    paddingTopLeft: isWide ? [60, 30] : [30, 30],
    paddingBottomRight: isWide ? [Math.max(gm.legend.room(), 30), 30] : [30, 30],
    maxZoom: zoom,
    ...(gm.reduced ? { animate: false } : { duration: FLIGHT_S }),
  };
  if (!area) map[gm.reduced ? "setView" : "flyTo"]([feature.lat, feature.lon], zoom, fit);
  else map[gm.reduced ? "fitBounds" : "flyToBounds"](area, fit);
}

/* The sentence with the name in it marked; it is text, whatever it holds. */
function sentence(/** @type {Step} */ { m }) {
  if (!m.q) return [];
  const [number, first, last] = m.q;
  const quote = gm.data.quotes[number];
  return [quote.slice(0, first), h("mark", { text: quote.slice(first, last) }), quote.slice(last)];
}

function show() {
  if (gm.current) gm.select(null, { from: "tour" });
  const step = steps[at];
  const { feature, m, time } = step;
  const document = gm.data.docs[m.d];
  parts.title.textContent = feature.title;
  const origin = gm.data.docs.length > 1 ? document.title || document.source : "";
  parts.when.textContent = [time === null ? "" : inWords(gm.data.dates[time], gm.data.lang), origin]
    .filter(Boolean)
    .join(" · ");
  parts.quote.replaceChildren(...sentence(step));
  for (const [name, value] of [
    ["lang", document.lang],
    ["dir", document.dir],
  ])
    parts.quote.setAttribute(name, value);
  parts.count.textContent = gm.t("tour.step", { n: gm.number(at + 1), all: gm.number(steps.length) });
  parts.previous.disabled = at === 0;
  parts.next.disabled = at === steps.length - 1;
  gm.strip.fit();
  gm.state.selected = feature;
  gm.emit("selected", feature);
  fly(step);
  const isBeside = gm.node("gm-map").offsetWidth < window.innerWidth;
  if (gm.story.exists && !gm.data.published && isBeside) gm.story.reveal(feature, m);
  if (isPlaying) wait();
}

function wait() {
  clearTimeout(due);
  const letters = parts.quote.textContent.length;
  due = window.setTimeout(
    () => (at < steps.length - 1 ? go(at + 1) : play(false)),
    Math.max(LEAST_MS, Math.min(letters * LETTER_MS, MOST_MS)),
  );
}

function play(/** @type {boolean} */ on) {
  isPlaying = on;
  clearTimeout(due);
  parts.play.become(on ? "pause" : "play");
  if (!on) return;
  if (at === steps.length - 1) go(0);
  else wait();
}

function go(/** @type {number} */ step) {
  if (step < 0 || step >= steps.length) return;
  at = step;
  show();
}

/* Arrows step, Space plays, Escape ends: before the map or the page takes the keys for something else. */
function press(/** @type {KeyboardEvent} */ event) {
  const target = /** @type {Element} */ (event.target);
  if (!panel || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape") {
    if (gm.current) return;
    end();
  } else if (target.closest("input, select, textarea, [role=tab]")) return;
  else if (event.key === "ArrowRight" || event.key === "ArrowLeft")
    go(at + ((event.key === "ArrowRight") === (gm.data.dir === "ltr") ? 1 : -1));
  else if (event.key === " " && !target.closest("button, summary, a, [role=button]")) play(!isPlaying);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function order() {
  const times = new Set(steps.map((step) => step.time).filter((time) => time !== null));
  if (times.size < 2) return null;
  const choice = h(
    "select",
    {
      "aria-label": gm.t("sort"),
      on: {
        change() {
          play(false);
          steps = choice.selectedIndex ? inTime(told()) : told();
          go(0);
        },
      },
    },
    h("option", { text: gm.t("sort.text") }),
    h("option", { text: gm.t("sort.time") }),
  );
  if (gm.data.stepped) {
    choice.selectedIndex = 1;
    steps = inTime(steps);
  }
  return gm.data.published ? null : choice;
}

function start() {
  steps = told();
  if (panel || !steps.length) return;
  gm.select(null, { from: "tour" });
  /* What was filtered away comes back: the tour goes everywhere. */
  gm.state.dates.clear();
  gm.emit("filter");
  gm.emit("tour", true);
  at = 0;
  const { button } = gm.strip;
  parts = {
    title: h("h2", { dir: "auto" }),
    when: h("p", { class: "gm-when", dir: "auto" }),
    quote: h("p", { class: "gm-quote" }),
    count: h("span", { class: "gm-step" }),
    previous: button("previous", () => go(at - 1)),
    play: button("play", () => play(!isPlaying)),
    next: button("next", () => go(at + 1)),
  };
  panel = h(
    "section",
    { class: "gm-tour", "aria-label": gm.t("tour"), tabindex: "-1" },
    h("div", { class: "gm-told", "aria-live": "polite", "aria-atomic": "true" }, parts.title, parts.when, parts.quote),
    h("div", { class: "gm-steps" }, parts.previous, parts.play, parts.next, parts.count, order(), button("close", end)),
  );
  gm.strip.add(/** @type {HTMLElement} */ (panel));
  opener.hidden = true;
  gm.node("gm-map").classList.add("gm-touring");
  show();
}

function end() {
  if (!panel) return;
  isPlaying = false;
  clearTimeout(due);
  const wasInside = panel.contains(document.activeElement) || document.activeElement === document.body;
  panel.remove();
  panel = null;
  opener.hidden = false;
  gm.node("gm-map").classList.remove("gm-touring");
  gm.state.selected = null;
  gm.emit("selected", null);
  gm.emit("tour", false);
  gm.strip.fit();
  gm.home();
  if (wasInside) /** @type {HTMLElement} */ (opener.firstChild).focus({ preventScroll: true });
}

gm.tour = {
  add(map) {
    if (told().length < 2) return;
    const made = gm.strip.button("play", () => {
      start();
      panel?.focus({ preventScroll: true });
    });
    for (const name of ["aria-label", "title"]) made.setAttribute(name, gm.t("tour.start"));
    made.dataset.action = "tour";
    opener = h("div", { class: "leaflet-bar gm-opener" }, made);
    L.DomEvent.disableClickPropagation(opener);
    const control = new L.Control({ position: "topleft" });
    control.onAdd = () => opener;
    control.addTo(map);
    document.addEventListener("keydown", press, { capture: true });
    gm.on("correct", end);
    if (gm.data.touring) start();
  },
};
