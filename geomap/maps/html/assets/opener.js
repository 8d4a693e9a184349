/* The editor comes packed: most readers never want it. It is unpacked when somebody does, when the page holds edits or the
   browser kept some, and when the application around this page asks for it. */
import { gm } from "./core.js";

const h = gm.h;
const packed = "DecompressionStream" in window && document.getElementById("gm-editor");
const bar = h("div", { class: "gm-edit-bar" });
const box = h("div", { class: "gm-corrections", role: "status", hidden: true });
/** @type {Promise<void> | null} */
let loading = null;
/** @type {Promise<void> | null} */
let joining = null;
/** @type {() => void} */
let opened = () => {};
const isThere = new Promise((done) => {
  opened = () => done(undefined);
});

/* What no script has touched yet: the finished page is made of it. */
const pristine = packed && {
  root: /** @type {HTMLElement} */ (document.documentElement.cloneNode(false)),
  head: /** @type {HTMLElement} */ (document.head.cloneNode(true)),
  first: /** @type {HTMLElement} */ (gm.node("gm-page").cloneNode(true)),
};

/* The page's policy names this script by its hash: no other text can stand for it. */
async function unpack() {
  const bytes = Uint8Array.from(atob(packed ? packed.textContent : ""), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const script = h("script", { text: await new Response(stream).text() });
  document.head.append(script);
  script.remove();
}

/* A map with edits inside is not seen without them. */
const hasEdits = Boolean(document.getElementById("gm-edits"));
const wait = (/** @type {boolean} */ on) => document.documentElement.classList.toggle("gm-waiting", on);

/* Once both the map and the editor are there. */
async function join() {
  await Promise.all([gm.editor.load(), isThere]);
  gm.edits.start();
  wait(false);
  gm.editor.fill(bar, /** @type {HTMLElement} */ (gm.node("gm-panel-edit").firstChild));
  gm.emit("start");
}

function mayHaveKept() {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith("geomap "));
  } catch {
    return false;
  }
}

/* What an application has to say to the frame that this page stands in: a port, and nothing but a port. */
/** @param {MessageEvent} event */
function greeted(event) {
  if (event.source !== window.parent || event.data?.geomap !== "desk" || !event.ports[0]) return;
  window.removeEventListener("message", greeted);
  [gm.port] = event.ports;
  gm.editor.ready();
}

gm.corrections = {
  build: () => box,
  focus() {
    const node = box.hidden ? document.querySelector(".gm-panel:not([hidden])") : box.querySelector(".gm-link");
    /** @type {HTMLElement} */ (node).focus();
  },
};

if (hasEdits && packed) wait(true);
else if (hasEdits) box.append(gm.t("edit.old"));
box.hidden = !hasEdits || Boolean(packed);

if (packed) {
  gm.editor = /** @type {any} */ ({
    on: false,
    cards: [],
    keys: new Map(),
    sections: new Map(),
    section: (/** @type {string} */ key, /** @type {any} */ build) => gm.editor.sections.set(key, build),
    key: (/** @type {string} */ keys, /** @type {any} */ action, /** @type {string} */ text) =>
      gm.editor.keys.set(keys, { action, text }),
    load() {
      loading ??= unpack();
      return loading;
    },
    ready() {
      joining ??= join();
      return joining;
    },
    async turn(/** @type {boolean} */ on) {
      await gm.editor.ready();
      gm.editor.show(on);
    },
    bar: () => bar,
    build: () => h("div", { class: "gm-editor" }),
    start() {
      gm.node("gm-tab-edit").hidden = true;
      opened();
      if (hasEdits) gm.editor.ready().catch(() => wait(false));
      else if (mayHaveKept()) setTimeout(gm.editor.ready);
      if (window.parent === window) return;
      window.addEventListener("message", greeted);
      window.parent.postMessage({ geomap: "desk?" }, "*");
    },
  });
  bar.append(
    h("button", {
      type: "button",
      "data-edit": "toggle",
      "aria-pressed": "false",
      text: gm.t("edit.toggle"),
      on: { click: () => gm.editor.turn(!gm.editor.on) },
    }),
  );
  gm.on("correct", async (said) => {
    await gm.editor.ready();
    gm.edits.correct(said);
  });
}

export { box, pristine };
