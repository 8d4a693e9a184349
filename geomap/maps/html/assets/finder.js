/* One small window wherever a place is wanted: by its name, by a position in any usual writing, by a click on the map. */
import { gm } from "./core.js";
import { pick, rounded, stopPicking, turned } from "./picking.js";
import { position } from "./position.js";

const h = gm.h;
const MOST = 12;
/* What geomap alone has a reason to draw, or somebody else's tools. */
const OF_GEOMAP = /^(uncertain|anchor|relative|part|annotation.*)$/;
/* What a position is drawn as if nobody says anything. */
const PLAIN = "site";
/* While somebody types, the desk is asked once in so many milliseconds. */
const PAUSE_MS = 60;

/** @type {HTMLElement | null} */
let box = null;
/** @type {Element | null} */
let before = null;
/** @type {FinderWish} */
let wish;
/** @type {HTMLInputElement} */
let query;
/** @type {HTMLElement} */
let list;
/** @type {HTMLElement} */
let said;
/** @type {HTMLElement} */
let details;
/** @type {Found[]} */
let shown = [];
let active = -1;
let asked = 0;
/** @type {Found | null} */
let chosen = null;
/** @type {L.LayerGroup | null} */
let points = null;
/* What the map showed before candidates were looked at. */
/** @type {[L.LatLng, number]} */
let view;
let isMoved = false;

/* The map moves for a candidate, and back in the end. */
function look(/** @type {() => void} */ move) {
  if (!isMoved) view = [gm.map.getCenter(), gm.map.getZoom()];
  isMoved = true;
  move();
}

/* The symbols of the style of one form that have a name: what a place can be drawn as. */
const symbolsOf = (/** @type {string} */ form) =>
  Object.keys(gm.edits.base.style.symbols).filter(
    (key) =>
      (gm.edits.base.style.symbols[key].form || "pin") === form &&
      gm.data.texts["symbol." + key] &&
      !OF_GEOMAP.test(key),
  );

const near = (/** @type {number} */ lon) => lon + 360 * Math.round((gm.map.getCenter().lng - lon) / 360);
const written = (/** @type {Found} */ one) => one.lat.toFixed(4) + ", " + turned(one.lon).toFixed(4);

/* What a position is, as a place that nobody has found yet. */
const spot = (/** @type {number} */ lon, /** @type {number} */ lat, title = "") =>
  /** @type {Found} */ ({ id: "", title, what: "", where: "", lon: rounded(turned(lon)), lat: rounded(lat) });

function mark() {
  points?.remove();
  points = L.layerGroup();
  (chosen ? [chosen] : shown).forEach((one, i) => {
    const number = chosen ? "" : String(i + 1);
    const icon = L.divIcon({ html: h("b", { text: number }), className: "gm-found", iconSize: [22, 22] });
    const marker = L.marker([one.lat, near(one.lon)], { icon, pane: "gm-pins", keyboard: false, zIndexOffset: 900 });
    points?.addLayer(marker.on("click", () => take(one)));
    marker.on("add", () => marker.getElement()?.setAttribute("aria-hidden", "true"));
  });
  points.addTo(gm.map);
}

function show(/** @type {number} */ k) {
  active = k;
  [...list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === k)));
  const row = list.children[k];
  if (row) query.setAttribute("aria-activedescendant", row.id);
  else query.removeAttribute("aria-activedescendant");
  row?.scrollIntoView({ block: "nearest" });
  const one = shown[k];
  if (
    one &&
    !gm.map
      .getBounds()
      .pad(-0.1)
      .contains([one.lat, near(one.lon)])
  )
    look(() => gm.map.setView([one.lat, near(one.lon)], gm.map.getZoom(), { animate: false }));
  points?.getLayers().forEach((layer, i) => {
    /** @type {L.Marker} */ (layer).getElement()?.classList.toggle("gm-chosen", i === k);
  });
}

function row(/** @type {Found} */ one, /** @type {number} */ i) {
  return h(
    "li",
    { role: "option", id: "gm-found-" + i, "aria-selected": "false", on: { click: () => take(one) } },
    h("b", { text: i + 1, "aria-hidden": "true" }),
    one.symbol ? gm.symbols.swatch(one.symbol, 15) : null,
    h(
      "span",
      {},
      h("bdi", { text: one.title || written(one) }),
      " ",
      h("span", {
        class: "gm-dim",
        text: [one.what, one.where].filter(Boolean).join(" · ") || (one.title && written(one)),
      }),
      ...(one.reasons || []).slice(0, 2).map((text) => h("small", { text, dir: "ltr", lang: "en" })),
    ),
  );
}

function fill(/** @type {Found[]} */ found, /** @type {string} */ text) {
  shown = found.slice(0, MOST);
  list.replaceChildren(...shown.map(row));
  list.hidden = !shown.length;
  query.setAttribute("aria-expanded", String(!list.hidden));
  said.textContent = shown.length ? gm.count("edit.found", shown.length) : text ? gm.t("edit.found.none") : "";
  mark();
  show(-1);
}

/* What the query asks for; without one, what the words of the text may mean. */
async function ask() {
  const mine = ++asked;
  clearTimeout(timer);
  timer = undefined;
  const text = query.value.trim();
  const typed = position(text, gm.data.lang);
  if (typed) return fill([spot(...typed)], text);
  const middle = gm.map.getCenter();
  const asks = text
    ? gm.desk.search(text, [turned(middle.lng), middle.lat])
    : wish.where
      ? gm.desk.candidates(wish.where)
      : [];
  /** @type {Found[]} */
  const found = await Promise.resolve(asks).catch(() => []);
  if (mine !== asked || !box) return;
  fill(found, text);
  if (!text && found.length) {
    const bounds = L.latLngBounds(found.slice(0, MOST).map((one) => [one.lat, near(one.lon)]));
    if (!gm.map.getBounds().contains(bounds))
      look(() => gm.map.fitBounds(bounds.pad(0.2), { maxZoom: 8, animate: false }));
  }
}

/* A place that has an id is taken as it is; a position can be given a name first. */
function take(/** @type {Found} */ one) {
  if (one.id) {
    gm.edits.know(one);
    return finish({ place: one.id });
  }
  chosen = one;
  mark();
  details.hidden = false;
  const [name, kind] = details.querySelectorAll("input");
  /** @type {HTMLElement} */ (details.querySelector(".gm-at")).textContent = written(one);
  name.value ||= one.title || wish.words || "";
  kind.value ||= one.what;
  const at = L.latLng(one.lat, near(one.lon));
  const zoom = Math.max(gm.map.getZoom(), isMoved ? view[1] : 0);
  if (isMoved || !gm.map.getBounds().contains(at)) look(() => gm.map.setView(at, zoom, { animate: false }));
  said.textContent = "";
  list.hidden = true;
  name.focus();
}

function named() {
  if (!chosen) return;
  const [name, kind] = [...details.querySelectorAll("input")].map((input) => input.value.trim());
  /** @type {Record<string, any>} */
  const changes = { point: [chosen.lon, chosen.lat] };
  if (name) changes.name = name;
  if (kind) changes.kind = kind;
  const symbol = /** @type {HTMLSelectElement} */ (details.querySelector("select")).value;
  if (symbol !== PLAIN) changes.symbol = symbol;
  finish(changes);
}

function finish(/** @type {Record<string, any>} */ changes) {
  const isAll = Boolean(/** @type {HTMLInputElement | null} */ (box?.querySelector(".gm-all input"))?.checked);
  const { done } = wish;
  close();
  done(changes, isAll);
}

function close() {
  if (!box) return;
  stopPicking();
  document.documentElement.classList.remove("gm-finding");
  box.remove();
  points?.remove();
  goBack();
  box = points = chosen = null;
  asked++;
  if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/* Who presses Enter at once means what was typed last. */
async function enter() {
  if (timer !== undefined) await ask();
  if (shown.length) take(shown[Math.max(active, 0)]);
}

function keys(/** @type {KeyboardEvent} */ event) {
  const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (by && shown.length) show((active + by + (active < 0 && by < 0 ? 1 : 0) + shown.length) % shown.length);
  else if (event.key === "Enter") enter();
  else return;
  event.preventDefault();
}

/* The map shows again what it did before. */
function goBack() {
  if (isMoved) gm.map.setView(...view, { animate: false });
  isMoved = false;
}

function onMap(/** @type {MouseEvent} */ event) {
  const button = /** @type {HTMLElement} */ (event.currentTarget);
  button.setAttribute("aria-pressed", "true");
  const back = () => {
    button.setAttribute("aria-pressed", "false");
    button.focus();
  };
  goBack();
  pick((lon, lat) => {
    back();
    take(spot(lon, lat));
  }, back);
}

const field = (/** @type {string} */ key) =>
  h("label", {}, gm.t(key), h("input", { type: "text", maxlength: 300, autocomplete: "off", dir: "auto" }));

/* A town, if nothing is known of it. */
function drawnAs() {
  const keys = symbolsOf("pin");
  const first = wish.symbol && keys.includes(wish.symbol) ? wish.symbol : keys[0];
  return h(
    "select",
    {},
    keys.map((key) => h("option", { value: key, selected: key === first, text: gm.t("symbol." + key) })),
  );
}

/* Names and positions typed, and what fits. */
function build() {
  query = h("input", {
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    dir: "auto",
    "aria-expanded": "false",
    "aria-controls": "gm-found",
    "aria-autocomplete": "list",
    "aria-label": gm.t("edit.find"),
    placeholder: gm.t("edit.find"),
    on: {
      keydown: keys,
      input() {
        clearTimeout(timer);
        timer = setTimeout(ask, gm.desk.isPresent ? PAUSE_MS : 0);
      },
    },
  });
  list = h("ul", { role: "listbox", id: "gm-found", "aria-label": gm.t("places"), hidden: true });
  said = h("p", { class: "gm-dim", role: "status" });
  /* No form: an application's frame lets none be sent. */
  details = h(
    "div",
    {
      class: "gm-named",
      hidden: true,
      on: {
        keydown(event) {
          if (event.key !== "Enter" || !(/** @type {Element} */ (event.target).matches("input"))) return;
          event.preventDefault();
          named();
        },
      },
    },
    h("p", {}, h("bdi", { class: "gm-at" })),
    field("col.name"),
    field("edit.kind"),
    h("label", {}, gm.t("edit.symbol"), drawnAs()),
    h("p", { class: "gm-actions" }, h("button", { type: "button", text: gm.t("edit.take"), on: { click: named } })),
  );
  const button = (/** @type {string} */ key, /** @type {(event: any) => void} */ click) =>
    h("button", { type: "button", text: gm.t(key), on: { click } });
  return h(
    "div",
    {
      /* Not upon the words that it is about. */
      class: "gm-finder" + (wish.beside && wish.beside.top < innerHeight / 2 ? " gm-low" : ""),
      role: "dialog",
      dir: gm.data.dir,
      "aria-label": wish.title,
      on: {
        keydown(event) {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          close();
        },
      },
    },
    h("h2", { dir: "auto", text: wish.title }),
    query,
    said,
    list,
    details,
    wish.all ? h("label", { class: "gm-all" }, h("input", { type: "checkbox", checked: wish.isAll }), wish.all) : null,
    h(
      "p",
      { class: "gm-actions" },
      h("button", { type: "button", "aria-pressed": "false", text: gm.t("edit.on-map"), on: { click: onMap } }),
      button("close", close),
    ),
  );
}

gm.position = position;
gm.on("editing", (on) => on || close());

gm.finder = {
  open(wanted) {
    close();
    wish = wanted;
    before = document.activeElement;
    /* Where a place's card stands, others are looked at now. */
    gm.map.closePopup();
    box = build();
    document.body.append(/** @type {HTMLElement} */ (box));
    document.documentElement.classList.add("gm-finding");
    query.focus();
    ask();
  },
  pick,
  close,
};

export { symbolsOf };
