/* What is kept of the work: the finished page, the files, and a copy in the browser's own storage where it allows that. */
import { gm } from "./core.js";
import { finished } from "./finished.js";
import { EMPTY, toText } from "./form.js";
import { named } from "./learnt.js";

const h = gm.h;
const JSON_TYPE = "application/json";
/* So many unfinished sessions of one page are kept, the last ones. */
const MOST_KEPT = 5;
/* The last time that a date can tell. */
const LAST_MS = 8.64e15;

/* Texts of what is said: what this file of the page holds, and what was saved last. */
let held = "";
let saved = "";
let isKept = false;
let isTold = false;
/** @type {HTMLElement} */
let line;

/* Of what the page was made from, so that what is said of another map never comes here; two numbers of 32 bits. */
function digest(/** @type {string} */ text) {
  let [a, b] = [0x811c9dc5, text.length];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x5bd1e995) ^ (b >>> 15);
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36);
}

/* To ask for it fails where it is not allowed, as in sandboxed frames. */
function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

let prefix = "";
const session = Date.now().toString(36);

/** @typedef {{ key: string, at: number, said: any, text: string }} Kept */

/**
 * What is kept of this page, the latest first; what is none of ours, or says what the page says already, is dropped.
 * @returns {Kept[]}
 */
function kept() {
  const store = storage();
  if (!store) return [];
  /** @type {Kept[]} */
  const found = [];
  const keys = Object.keys(store).filter((key) => key.startsWith(prefix) && key !== prefix + session);
  for (const key of keys) {
    try {
      const { at, text } = JSON.parse(store.getItem(key) || "");
      const { said } = gm.edits.checked(String(text));
      if (!said || !(Math.abs(at) <= LAST_MS)) throw new Error(key);
      const entry = { key, at, said, text: toText(said) };
      if (entry.text === gm.edits.text()) throw new Error(key);
      found.push(entry);
    } catch {
      store.removeItem(key);
    }
  }
  found.sort((a, b) => b.at - a.at);
  for (const { key } of found.splice(MOST_KEPT)) store.removeItem(key);
  return found;
}

/* Each tab keeps under a name of its own; where an application keeps the edits, the browser does not. */
function keep() {
  if (gm.desk.isPresent) return;
  const text = gm.edits.text();
  try {
    const store = /** @type {Storage} */ (storage());
    if (text === held) store.removeItem(prefix + session);
    else store.setItem(prefix + session, JSON.stringify({ at: Date.now(), text }));
    isKept = true;
  } catch {
    isKept = false;
    if (!isTold) gm.editor.say(gm.t("edit.keep.full"));
    isTold = true;
  }
}

function offer() {
  const [entry] = kept();
  line.hidden = !entry;
  if (!entry) return line.replaceChildren();
  const time = new Intl.DateTimeFormat(gm.data.lang, { dateStyle: "medium", timeStyle: "short" }).format(entry.at);
  const drop = () => {
    storage()?.removeItem(entry.key);
    offer();
  };
  const button = (/** @type {string} */ key, /** @type {() => void} */ click) =>
    h("button", { type: "button", text: gm.t("edit.keep." + key), "data-keep": key, on: { click } });
  line.replaceChildren(
    h("span", { text: gm.t("edit.keep.offer", { time }) }),
    button("take", () => {
      gm.edits.change("edit.did.taken", entry.said);
      gm.editor.turn(true);
      tell([]);
      drop();
    }),
    button("drop", drop),
  );
}

/* What is left out of what was opened is told, and which places this page cannot show; nothing is passed over. */
function tell(/** @type {string[]} */ left) {
  const line = (/** @type {string} */ key, /** @type {string[]} */ list) =>
    list.length ? gm.t(key, { n: gm.number(list.length), first: list.slice(0, 3).join(", ").slice(0, 120) }) : "";
  const unknown = named(gm.edits.said).filter((id) => !gm.edits.known.has(id));
  const told = [line("edit.left", left), line("edit.unknown", unknown)].filter(Boolean);
  if (told.length) gm.editor.say(told.join(" · "));
}

/** @param {File | undefined} file */
async function open(file) {
  if (!file) return;
  const { said, left } = gm.edits.checked(await file.text());
  if (!said) return gm.editor.say(gm.t("edit.open.none", { name: file.name }));
  gm.edits.change("edit.did.opened", said);
  gm.editor.say(gm.t("edit.did.opened"));
  tell(left);
}

/* What the map was made with is in its data already. */
function pageText() {
  const text = gm.edits.text();
  const { data } = gm.edits;
  const made = (data ? JSON.parse(data) : gm.data).corrections;
  return finished(text === toText(made ? JSON.parse(made) : EMPTY) ? "" : text, data);
}

/**
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
async function save(name, type, text) {
  await gm.save.out(name, type, text);
  saved = gm.edits.text();
  gm.editor.say(gm.t("edit.saved", { name }));
}

const savePage = () => save(gm.save.name() + ".html", "text/html", pageText());
const saveCorrections = () => save(gm.save.name() + ".corrections.json", JSON_TYPE, gm.edits.text());

function build() {
  const button = (/** @type {string} */ key, /** @type {() => void} */ click) =>
    h("button", { type: "button", text: gm.t("edit.save." + key), "data-save": key, on: { click } });
  const input = h("input", {
    type: "file",
    accept: ".json,application/json",
    on: {
      async change() {
        await open(input.files[0]);
        input.value = "";
      },
    },
  });
  return h(
    "div",
    {},
    h("p", { class: "gm-actions" }, button("page", savePage), button("corrections", saveCorrections)),
    h(
      "p",
      { class: "gm-actions" },
      ["PNG", "SVG", "GeoJSON"].map((kind) =>
        h("button", {
          type: "button",
          text: kind,
          "aria-label": gm.t("save.as", { kind }),
          on: { click: () => gm.save.as(kind) },
        }),
      ),
    ),
    h("p", {}, h("label", { class: "gm-file" }, gm.t("edit.open"), input)),
    h("p", { class: "gm-dim", text: gm.t(gm.desk.isPresent ? "edit.save.above" : "edit.save.note") }),
  );
}

/* A file of corrections may be dropped upon the page. */
function listen() {
  const carries = (/** @type {any} */ event) => gm.editor.on && event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => carries(event) && event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    open(event.dataTransfer?.files[0]);
  });
  /* Who is writing saves, too, and what is written with the rest: the browser's own way would save a page half drawn. */
  document.addEventListener("keydown", (event) => {
    if (!gm.editor.on || event.defaultPrevented || event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
    savePage();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isKept && !gm.desk.isPresent && gm.edits.text() !== saved) event.preventDefault();
  });
}

function start() {
  held = saved = gm.edits.text();
  prefix = "geomap " + digest(gm.node("gm-data").textContent || "") + " ";
  line = h("p", { class: "gm-keep gm-editor", role: "status", hidden: true });
  gm.node("gm-side").querySelector("main")?.prepend(line);
  gm.on("edited", keep);
  tell(gm.edits.left);
  /* An application has its own ways to hand the map over. */
  if (gm.desk.isPresent) /** @type {HTMLElement} */ (document.querySelector(".gm-save")).hidden = true;
  offer();
  listen();
}

gm.on("start", start);
gm.editor.section("save", build);
gm.editor.key("ctrl+s", savePage, "edit.save.page");
