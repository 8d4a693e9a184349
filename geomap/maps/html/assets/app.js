/* Puts the page together once Folium's script has made the map. */
import { isSmall, paddings, uncover } from "./cards.js";
import { gm } from "./core.js";
import { rove } from "./roving.js";

const h = gm.h;
const data = gm.data;
/** @type {L.Map} */
let map;
/** @type {L.Popup} */
let popup;
/** @type {HTMLElement | null} */
let sheet = null;
/* Where the keyboard was. */
/** @type {Mark | null} */
let back = null;

/** @param {[string, HTMLElement][]} panels */
function tabs(panels) {
  const list = h("div", { class: "gm-tabs", role: "tablist" });
  /** @type {{ name: string, tab: HTMLElement, panel: HTMLElement }[]} */
  const all = [];
  gm.openTab = (key) => {
    for (const { tab, panel, name } of all) {
      const on = name === key;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      panel.hidden = !on;
    }
    gm.emit("tab", key);
  };
  panels.forEach(([name, content]) => {
    const panel = h(
      "div",
      {
        class: "gm-panel",
        role: "tabpanel",
        id: "gm-panel-" + name,
        "aria-labelledby": "gm-tab-" + name,
        tabindex: "0",
      },
      content,
    );
    const tab = h("button", {
      type: "button",
      role: "tab",
      id: "gm-tab-" + name,
      "aria-controls": panel.id,
      text: gm.t(name),
      on: { click: () => gm.openTab(name) },
    });
    tab.addEventListener("keydown", (/** @type {any} */ event) => {
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (!step) return;
      const there = all.filter((one) => !one.tab.hidden);
      const next = there[(there.findIndex((one) => one.tab === tab) + step + there.length) % there.length];
      gm.openTab(next.name);
      next.tab.focus();
    });
    all.push({ name, tab, panel });
    list.append(tab);
  });
  gm.openTab(panels[0][0]);
  return [all.length > 1 ? list : null, ...all.map((one) => one.panel)];
}

/* What a person has written below the headline: what the map shows, and whose it is. */
gm.below = ({ caption = "", credit = "", source_line = "" }) =>
  [caption, [credit, source_line].filter(Boolean).join(" · ")].forEach((text, i) => {
    const node = lines[i];
    node.textContent = text;
    node.hidden = !text;
  });
const lines = ["gm-caption", "gm-line"].map((name) => h("p", { class: name, dir: "auto" }));
function below() {
  gm.below(JSON.parse(data.corrections || "{}"));
  return lines;
}

function side() {
  const node = gm.node("gm-side");
  /** @type {[string, HTMLElement][]} */
  const panels = [];
  if (gm.story.exists) panels.push(["story", gm.story.build()]);
  panels.push(["places", gm.list.build()]);
  if (gm.editor) panels.push(["edit", gm.editor.build()]);
  const first = data.docs.length === 1 ? data.docs[0] : null;
  const summary = h("p", { class: "gm-summary" });
  const count = () => {
    const places = gm.features.filter(gm.counted).length + (gm.many.count || 0);
    const mentions = gm.features.reduce((sum, f) => sum + gm.counted(f), 0) + (gm.many.mentions || 0);
    summary.textContent =
      data.features.length || places
        ? gm.count("places", places) + " · " + gm.count("mentions", mentions)
        : gm.t("no-places");
  };
  count();
  gm.on("filter", count);
  node.append(
    h(
      "header",
      {},
      h("a", {
        class: "gm-skip",
        href: "#gm-map",
        text: gm.t("skip.map"),
        on: {
          click(event) {
            event.preventDefault();
            map.getContainer().focus();
          },
        },
      }),
      h("a", {
        class: "gm-skip",
        href: panels.length > 1 ? "#gm-tab-places" : "#gm-panel-places",
        text: gm.t("skip"),
        on: {
          click(event) {
            event.preventDefault();
            gm.openTab("places");
            gm.node("gm-panel-places").focus();
          },
        },
      }),
      h("h1", { dir: "auto" }, gm.story.headline() || data.title),
      below(),
      summary,
      data.seen ? h("p", { class: "gm-seen", text: data.seen }) : null,
      gm.editor?.bar(),
    ),
    h("main", {}, gm.timeline.build(), gm.corrections.build(), tabs(panels)),
    h(
      "footer",
      {},
      h(
        "details",
        {},
        h("summary", { text: gm.t("credits") }),
        h(
          "ul",
          {},
          data.credits.map(([name, licence, url]) =>
            h(
              "li",
              {},
              /^https?:\/\//.test(url)
                ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer", text: name })
                : name,
              licence ? " · " + licence : "",
            ),
          ),
        ),
        data.notes.map((text) => h("p", { text })),
      ),
      gm.save.build(),
      h("span", { class: "gm-made", text: gm.t("made") }),
    ),
  );
  rove(node, ".gm-mark[role=button]");
  if (first?.title && first.title !== data.title)
    /** @type {HTMLElement} */ (node.querySelector("h1")).title = first.title;
}

/* Leaflet moves the map by itself, to make room for a popup and on the zoom buttons: who wants no motion gets none. */
function stilled() {
  const moving = /** @type {any} */ (map);
  const panned = moving.panBy;
  moving.panBy = (/** @type {any} */ by, /** @type {any} */ options) =>
    panned.call(map, by, { ...options, animate: false });
  moving._zoomAnimated = false;
}

const bounds = () => L.latLngBounds([data.box[1], data.box[0]], [data.box[3], data.box[2]]);
/* Room for the controls at the edges: the first view shows nothing beneath the open legend. */
/** @returns {{ paddingTopLeft: LatLng, paddingBottomRight: LatLng }} */
const margins = () => {
  const taken = Math.max(gm.legend.room(), gm.insets.room());
  if (gm.data.published) return { paddingTopLeft: [48, 22], paddingBottomRight: [Math.max(taken, 22), 30] };
  const open = Math.max(taken, 70);
  return map.getSize().x < 640
    ? { paddingTopLeft: [46, 12], paddingBottomRight: [Math.max(gm.insets.room(), 14), 44] }
    : { paddingTopLeft: [50, 16], paddingBottomRight: [open, 40] };
};
gm.margins = margins;
function fit(/** @type {any} */ animate) {
  const size = map.getSize();
  /* Without a size there is nothing to fit to: resized() comes back when there is one. */
  if (size.x < 200 || size.y < 120) map.setView(bounds().getCenter(), 4, { animate: false });
  else {
    map.fitBounds(bounds(), { animate, ...margins() });
    if (!animate) {
      gm.state.first = map.getBounds();
      gm.emit("fitted");
    }
  }
}
/* What a person writes above the map; without that, the text's own with its marks. */
gm.setHeadline = (text) => {
  const heading = gm.node("gm-side").querySelector("h1");
  document.title = data.title;
  heading?.replaceChildren(...(text ? [text] : gm.story.headline() || [data.title]));
};

gm.home = () => {
  close();
  fit(!gm.reduced);
};

gm.refit = () => fit(false);

gm.zoomTo = (feature) => {
  const options = { animate: !gm.reduced };
  if (feature.shape) map.fitBounds(feature.shape.getBounds(), { padding: [30, 30], maxZoom: 12, ...options });
  else map.setView([feature.lat, feature.lon], Math.max(map.getZoom(), 9), options);
};

function where(/** @type {Feature} */ feature, /** @type {any} */ at) {
  if (at && feature.shape && !feature.pinned) return at;
  const point = L.latLng(feature.lat, feature.lon);
  /* A country's point may lie outside the view although its area fills it. */
  if (
    feature.shape &&
    !feature.pinned &&
    !map.getBounds().contains(point) &&
    feature.shape.getBounds().intersects(map.getBounds())
  ) {
    return map.getCenter();
  }
  return point;
}

gm.select = (feature, how) => {
  if (gm.measure.active()) return;
  gm.state.selected = feature;
  if (how.from !== "edit") gm.state.mention = how.mention;
  gm.emit("selected", feature);
  if (!feature) return close();
  const origin = /** @type {Mark} */ (document.activeElement || document.body);
  const byKeyboard = origin.matches(":focus-visible");
  const inDetails = Boolean(origin.closest(".gm-details"));
  if (how.from === "elsewhere") gm.zoomFar(feature);
  const at = where(feature, how.at);
  if (!map.getBounds().pad(-0.05).contains(at))
    map.setView(at, feature.far ? Math.max(map.getZoom(), 6) : map.getZoom(), { animate: !gm.reduced });
  const content = gm.details(feature);
  const node = isSmall(map.getSize()) ? inSheet(content, at) : inPopup(content, feature, at);
  gm.current = feature;
  /* Who came by keyboard goes on reading there, and comes back from there. */
  if (origin !== document.body && byKeyboard) {
    if (!inDetails) back = origin;
    node.querySelector(".gm-details").focus({ preventScroll: true });
  } else back = null;
  if (how.from !== "text" && gm.story.exists) gm.story.reveal(feature);
};

function inSheet(/** @type {HTMLElement} */ content, /** @type {any} */ at) {
  map.closePopup();
  if (sheet) sheet.remove();
  const made = h(
    "div",
    { class: "gm-sheet" },
    h("button", {
      type: "button",
      class: "gm-sheet-close",
      "aria-label": gm.t("close"),
      text: "×",
      on: { click: close },
    }),
    content,
  );
  gm.node("gm-map").append(made);
  sheet = made;
  uncover(map, made, at, gm.reduced);
  return made;
}

function inPopup(/** @type {HTMLElement} */ content, /** @type {Feature} */ feature, /** @type {any} */ at) {
  if (sheet) sheet.remove();
  sheet = null;
  const wide = map.getSize();
  popup.options.maxWidth = Math.min(340, wide.x - 40);
  popup.options.minWidth = Math.min(270, wide.x - 60);
  popup.options.maxHeight = Math.max(150, Math.round(wide.y * 0.62));
  /* Beside the legend and above what names the places elsewhere, never beneath them. */
  if (wide.x - gm.legend.room() < popup.options.minWidth + 90) gm.legend.fold();
  const [first, last] = paddings(wide, popup.options.maxWidth, gm.legend.size(), gm.controls.room());
  popup.options.autoPanPaddingTopLeft = first;
  popup.options.autoPanPaddingBottomRight = last;
  popup.options.offset = [0, feature.pinned ? -(feature.px || 0) / 2 + 4 : 0];
  /* One that is open already is laid out once, not at each step. */
  const laid = /** @type {any} */ (popup);
  if (map.hasLayer(popup)) Object.assign(laid, { _latlng: L.latLng(at), _content: content }).update();
  else popup.setContent(content).setLatLng(at).openOn(map);
  /* What is unfolded makes it higher: it must not grow out of the map. These are Leaflet's own. */
  const open = /** @type {any} */ (popup);
  content.addEventListener(
    "toggle",
    () => {
      if (!map.hasLayer(popup)) return;
      open._updateLayout();
      open._updatePosition();
      open._adjustPan();
    },
    true,
  );
  return popup.getElement();
}

/* Put away what is shown of a place. */
function close() {
  if (sheet) {
    sheet.remove();
    sheet = null;
    closed();
  } else map.closePopup();
}

function closed() {
  if (!gm.current) return;
  gm.current = null;
  /* A mark that was corrected has another in its place; where nothing has, the correction can be undone. */
  while (back?.successor) back = back.successor;
  if (back?.isConnected) back.focus({ preventScroll: true });
  if (back && document.activeElement !== back && !gm.data.published) gm.corrections.focus();
  back = null;
  gm.state.selected = null;
  gm.emit("selected", null);
}

gm.zoomFar = (feature) =>
  feature.shape
    ? map.fitBounds(feature.shape.getBounds(), { maxZoom: 7, animate: false })
    : map.setView([feature.lat, feature.lon], 7, { animate: false });

function resized() {
  let before = map.getSize();
  new ResizeObserver(() => {
    map.invalidateSize({ pan: false });
    const now = map.getSize();
    /* A map that was made in a hidden tab or frame had no size to be fitted to. */
    if (now.x >= 200 && now.y >= 120 && (before.x < 200 || before.y < 120)) fit(false);
    before = now;
  }).observe(map.getContainer());
}

/* A page that holds edits is drawn as they say. */
gm.start = (...given) => {
  const begin = () => start(...given);
  if (document.getElementById("gm-edits") && gm.editor) gm.editor.load().then(begin, begin);
  else begin();
};

/** @type {Page["start"]} */
function start(leaflet, control, groups) {
  map = gm.map = leaflet;
  const { published } = gm.data;
  if (published) {
    gm.publish.build(published);
    map.invalidateSize({ animate: false, pan: false });
  }
  if (gm.reduced) stilled();
  map.setMinZoom(1).setMaxZoom(16);
  document.body.prepend(gm.symbols.definitions());
  map.getContainer().setAttribute("role", "region");
  map.getContainer().setAttribute("aria-label", gm.t("map"));
  fit(false);
  /* A saved page may have layers that it was not made with. */
  for (const { key } of data.layers)
    if (!groups[key]) control.addOverlay((groups[key] = L.featureGroup().addTo(map)), key);
  gm.places.add(map, groups);
  gm.arrows.add(map);
  if (published) gm.key.add(map, control);
  else gm.legend.dress(map, control);
  gm.slider.add();
  /* Again, now that the legend's width and what the slider takes are known; what is dear to move comes after. */
  fit(false);
  gm.basemap.add(map);
  gm.streets.add(map);
  gm.many.add(map);
  popup = L.popup({ className: "gm-popup", keepInView: false });
  if (published) gm.gestures.add(map);
  else {
    side();
  }
  gm.measure.add(map);
  gm.controls.add(map);
  gm.insets.add(map);
  gm.labels.add(map);
  map.on("popupclose", () => {
    if (!sheet) closed();
  });
  map.on("click", () => sheet && close());
  map.on("popupopen", () => {
    const close = map.getContainer().querySelector(".leaflet-popup-close-button");
    if (close) close.setAttribute("aria-label", gm.t("close"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && gm.current && !gm.measure.active()) close();
  });
  resized();
  if (published) gm.publish.follow(map, fit);
  gm.printing(bounds);
  map.fire("moveend");
  gm.tour.add(map);
  gm.frame.add();
  gm.annotations?.add();
  gm.editor?.start();
  const ready = () => (document.documentElement.dataset.ready = "1");
  if (document.getElementById("gm-edits") && gm.editor) gm.editor.ready().then(ready, ready);
  else ready();
}
