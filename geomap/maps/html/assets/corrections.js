/* A reader's corrections: the map changes at once, and a file tells geomap. Nothing leaves the page by itself. */
import { gm } from "./core.js";
import { box } from "./opener.js";

const h = gm.h;

/* Of what a reader's corrections were said, the last one last. */
/** @type {Mention[]} */
const corrected = [];

/** @param {{ feature: Feature, rival: Rival | null }} said */
function correct({ feature, rival }) {
  corrected.push(gm.card?.only(feature) || feature.m[0]);
  gm.edits.say(
    feature,
    { place: rival ? rival[0] : false },
    {
      only: gm.card?.only(feature),
      what: rival ? "edit.did.chosen" : "edit.did.refused",
    },
  );
}

/* The card tells what stands there again. */
function undo() {
  const m = corrected.pop();
  gm.edits.undo();
  if (m) gm.edits.follow(m);
}

function download() {
  const text = gm.edits.text();
  const field = /** @type {HTMLTextAreaElement} */ (box.querySelector("textarea"));
  field.value = text;
  /* In a sandboxed frame nothing can be downloaded: then the text is there to be copied. */
  if (window.origin === "null" && window.parent !== window) {
    /** @type {HTMLElement} */ (box.querySelector(".gm-copy")).hidden = false;
    field.focus();
    field.select();
    return;
  }
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const anchor = h("a", { href: url, download: "corrections.json" });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/* In edit mode the bar of the editor stands for this one. */
function draw() {
  const n = gm.edits.past.length;
  box.hidden = !n || gm.editor.on;
  /** @type {HTMLElement} */ (box.querySelector(".gm-count")).textContent = gm.count("corrections", n);
}

gm.edits.correct = correct;
box.append(
  h("span", { class: "gm-count" }),
  h("button", { type: "button", text: gm.t("download"), on: { click: download } }),
  h("button", { type: "button", class: "gm-link", text: gm.t("undo"), on: { click: undo } }),
  h("label", { class: "gm-copy", hidden: true }, gm.t("copy-corrections"), h("textarea", { rows: 6, readonly: true })),
);
["edited", "editing"].forEach((type) => gm.on(type, draw));
