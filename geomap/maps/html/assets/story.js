/* The article, with the names of places marked; a mark and its place find each other. */
import { gm } from "./core.js";
import { gather } from "./grid.js";

const h = gm.h;
/* Marks and lines that are set at once; the rest of a long text is set as the reader comes to it. */
const STEP = 600;
/** @type {HTMLElement} */
let panel;
/** @type {Generator<undefined, void>} */
let work;
/* What marks the end of what is set so far. */
/** @type {HTMLElement | null} */
let rest = null;
/** @type {Node[] | null} */
let headline = null;
/* Sees that the end of what is set comes near. */
/** @type {IntersectionObserver} */
let eye;

/* All marks of a document, sorted: those of features, and those of very many points, which come sorted. */
function* marks(/** @type {number} */ number) {
  const list = [];
  for (const feature of gm.features) {
    for (const m of feature.m) if (m.d === number) list.push({ s: m.s, e: m.e, feature, m });
  }
  for (const u of gm.data.unplaced) if (u.d === number) list.push({ s: u.s, e: u.e, feature: null, m: null, u });
  for (const m of gm.edits?.refused || [])
    if (m.d === number) list.push({ s: m.s, e: m.e, feature: null, m: null, u: m, no: 1 });
  list.sort((a, b) => a.s - b.s || b.e - a.e);
  let k = 0;
  for (const one of gm.many.marks(number)) {
    while (k < list.length && list[k].s < one.s) yield list[k++];
    yield one;
  }
  while (k < list.length) yield list[k++];
}

/* The same, disjoint: one that has others inside ("10 km north of Homs") is set in pieces around these. */
function* pieces(/** @type {number} */ number) {
  /** @type {MarkToSet | null} */
  let outer = null;
  for (const one of marks(number)) {
    if (outer && one.s < outer.e) {
      if (one.e > outer.e) continue;
      if (one.s > outer.s) yield Object.assign({}, outer, { e: one.s });
      yield one;
      outer.s = one.e;
      continue;
    }
    if (outer && outer.s < outer.e) yield outer;
    outer = null;
    if (one.m && one.m.kind === "relative") outer = Object.assign({}, one);
    else yield one;
  }
  if (outer && outer.s < outer.e) yield outer;
}

function set(/** @type {any} */ one, /** @type {string} */ text) {
  const { feature, m } = one.i === undefined ? one : gm.many.mention(one);
  if (!feature) {
    const note = gm.t(one.no ? "not-a-place" : "unplaced.note");
    /* The keyboard goes on where a person has just refused a place. */
    const tabindex = one.no ? "-1" : null;
    const node = h("span", { class: "gm-mark unplaced" + (one.no ? " gm-no" : ""), tabindex, title: note, text });
    node.unplaced = one.u;
    one.u.node = node;
    return node;
  }
  const node = gm.story.mark(feature, m, text);
  if (m.kind === "relative" && m.node) m.more = [...(m.more || []), node];
  else m.node = node;
  return node;
}

/* The nodes of a mention in the text: several, where others stand inside. */
const nodesOf = (/** @type {Mention} */ m) => (m.node ? [m.node, ...(m.more || [])] : []);

/* Sets a document, a mark or a line at each step. Paragraphs break at line ends; a mark never spans two. */
function* article(/** @type {number} */ number, /** @type {any} */ body) {
  const document = gm.data.docs[number];
  /** @type {HTMLElement | null} */
  let paragraph = null;
  let at = document.from;
  /* The headline is set once: where the text begins with it, its marks stand in the heading above. */
  function lift(/** @type {HTMLElement} */ paragraph) {
    if (!document.title || paragraph !== body.firstChild || paragraph.textContent.trim() !== document.title) return;
    const heading = body.parentElement.querySelector("h2");
    if (heading) heading.replaceChildren(...paragraph.childNodes);
    else if (document.title === gm.data.title) headline = [...paragraph.childNodes];
    else return;
    paragraph.remove();
  }
  function* plain(/** @type {number} */ to) {
    for (const { 0: part, index } of document.text.slice(at, to).matchAll(/\n+|[^\n]+/g)) {
      if (part[0] === "\n") {
        if (paragraph) {
          lift(paragraph);
          gather(paragraph);
        }
        paragraph = null;
        yield;
      } else if (paragraph || part.trim()) add(seated(window.document.createTextNode(part), at + index));
    }
    at = to;
  }
  /* Words know where they stand in the text, for who selects some. */
  function seated(/** @type {Node} */ node, /** @type {number} */ start) {
    /** @type {Seated} */ (node.firstChild || node).seat = [number, start];
    return node;
  }
  function add(/** @type {Node | string} */ node) {
    const into = paragraph || h("p");
    if (!paragraph) body.append(into);
    paragraph = into;
    into.append(node);
  }
  for (const one of pieces(number)) {
    if (one.s < at) continue;
    yield* plain(one.s);
    add(seated(set(one, document.text.slice(one.s, one.e)), one.s));
    at = one.e;
    yield;
  }
  yield* plain(document.text.length);
  if (paragraph) gather(paragraph);
}

function* articles() {
  for (const [i, document] of gm.data.docs.entries()) {
    if (!document.text) continue;
    const body = h("div", { class: "gm-text", lang: document.lang, dir: document.dir });
    panel.insertBefore(h("article", {}, head(document), body), rest);
    yield* article(i, body);
  }
}

/* Set more of the text, all of it, or as far as it takes. */
/** @param {() => boolean} [enough] */
function more(enough) {
  for (let k = 0; rest && (enough ? !enough() : k < STEP); k++) {
    if (!work.next().done) continue;
    rest.remove();
    rest = null;
  }
}

function head(/** @type {DocumentData} */ document) {
  const when = document.date
    ? new Intl.DateTimeFormat(gm.data.lang, { dateStyle: "long", timeZone: "UTC" }).format(
        new Date(document.date + "T00:00:00Z"),
      )
    : "";
  return h(
    "div",
    { class: "gm-doc-head" },
    gm.data.docs.length > 1 ? h("h2", { text: document.title || document.source, dir: "auto" }) : null,
    when || document.source
      ? h(
          "p",
          { class: "gm-dim", dir: "auto" },
          h("bdi", { text: document.source }),
          document.source && when ? " · " : null,
          when,
        )
      : null,
  );
}

function scrollTo(/** @type {HTMLElement} */ node) {
  node.scrollIntoView({ block: "center", behavior: gm.reduced ? "auto" : "smooth" });
}

/* Everywhere in the reading column, the headline included. */
const unmark = (/** @type {string} */ name) =>
  document.querySelectorAll("#gm-side .gm-mark." + name).forEach((node) => node.classList.remove(name));

function watch() {
  eye.disconnect();
  if (rest) eye.observe(rest);
}

/* Set anew as far as it was, after a person has changed something; the eye and the keyboard stay where they were. */
function redraw() {
  const box = /** @type {HTMLElement} */ (panel.closest(".gm-panel"));
  const scrolled = [box.scrollTop, window.scrollY];
  const focused = /** @type {HTMLElement | null} */ (document.activeElement?.closest("[data-at]"))?.dataset.at;
  const isInside = focused !== undefined && gm.node("gm-side").contains(document.activeElement);
  const set = panel.textContent.length;
  /** @type {any[]} */
  const all = [...gm.features.flatMap((feature) => feature.m), ...gm.data.unplaced, ...gm.edits.refused];
  const before = all.map((m) => m.node);
  for (const m of all) m.node = m.more = undefined;
  rest = h("div", { class: "gm-rest" });
  headline = null;
  panel.replaceChildren(/** @type {HTMLElement} */ (rest));
  work = articles();
  more(() => panel.textContent.length >= set);
  watch();
  all.forEach((m, i) => {
    const old = before[i];
    if (old && m.node) old.successor = m.node;
  });
  box.scrollTop = scrolled[0];
  if (window.scrollY !== scrolled[1]) window.scrollTo(0, scrolled[1]);
  if (isInside)
    /** @type {HTMLElement | null} */ (document.querySelector(`#gm-side [data-at="${focused}"]`))?.focus({
      preventScroll: true,
    });
}

gm.story = {
  redraw,
  /* A mark in the text, whoever says which place it means. */
  mark: (feature, m, text) =>
    h("span", {
      class:
        "gm-mark k-" +
        feature.symbol +
        (m.quiet ? " quiet" : "") +
        (m.c < 0.5 && !m.decided ? " unsure" : "") +
        (gm.active(m) ? "" : " gm-off"),
      role: "button",
      tabindex: "-1",
      text,
      title: [feature.title, feature.what, feature.where].filter(Boolean).join(" · "),
      "data-at": m.d + ":" + m.s,
      on: Object.assign(
        gm.press(() => gm.select(feature, { from: "text", mention: m })),
        {
          mouseenter: () => gm.emit("lit", feature),
          mouseleave: () => gm.emit("lit", null),
          focus: () => gm.emit("lit", feature),
          blur: () => gm.emit("lit", null),
        },
      ),
    }),
  exists: gm.data.docs.some((document) => document.text),
  headline: () => headline,
  build() {
    rest = h("div", { class: "gm-rest" });
    panel = h("div", { class: "gm-story" }, rest);
    work = articles();
    more();
    eye = new IntersectionObserver(
      (seen) => {
        if (!seen[0].isIntersecting) return;
        more();
        /* Looked at anew: it may still be in sight. */
        watch();
      },
      { rootMargin: "600px" },
    );
    watch();
    window.addEventListener("beforeprint", () => more(() => false));
    gm.on("lit", (lit) => {
      unmark("gm-lit");
      if (lit) lit.m.flatMap(nodesOf).forEach((/** @type {HTMLElement} */ node) => node.classList.add("gm-lit"));
    });
    gm.on("selected", (chosen) => {
      unmark("gm-chosen");
      if (chosen)
        chosen.m.flatMap(nodesOf).forEach((/** @type {HTMLElement} */ node) => node.classList.add("gm-chosen"));
    });
    gm.on("filter", () => {
      for (const feature of gm.features)
        for (const m of feature.m) for (const node of nodesOf(m)) node.classList.toggle("gm-off", !gm.active(m));
    });
    gm.on("read", ({ mention }) => {
      gm.controls.leave();
      gm.openTab("story");
      more(() => mention.node);
      if (mention.node) {
        scrollTo(mention.node);
        mention.node.focus({ preventScroll: true });
      }
    });
    return panel;
  },
  /* Bring a mention into sight, the first unless one is there already. */
  reveal(feature, mention) {
    const list = mention ? [mention] : feature.m;
    if (feature.many || list.length) more(() => list.some((m) => m.node));
    const nodes = list.flatMap((m) => m.node || []);
    const box = /** @type {HTMLElement} */ (panel.parentElement).getBoundingClientRect();
    const inside = (/** @type {HTMLElement} */ node) => {
      const r = node.getBoundingClientRect();
      return r.top >= Math.max(box.top, 0) && r.bottom <= Math.min(box.bottom, window.innerHeight);
    };
    const below = nodes.filter((node) => panel.contains(node));
    if (below.length && !below.some(inside)) scrollTo(below[0]);
  },
};
