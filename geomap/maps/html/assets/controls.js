/* The buttons on the map, the scale, the credits, the overview and the way to places elsewhere. */
import { path } from "./codec.js";
import { gm } from "./core.js";

const { h, s } = gm;
/** @type {Record<string, string>} */
const icons = {
  "zoom-in": "M12 5V19M5 12H19",
  "zoom-out": "M5 12H19",
  home: "M4 11.5 12 5 20 11.5M6.5 10V19H17.500V10",
  fullscreen: "M5 9V5H9M15 5H19V9M19 15V19H15M9 19H5V15",
  measure: "M4 16 16 4 20 8 8 20ZM8 12 10 14M11 9 13 11M14 6 16 8",
};

const button = (/** @type {string} */ key, /** @type {any} */ action) =>
  h(
    "button",
    {
      type: "button",
      class: "gm-button",
      title: gm.t(key),
      "aria-label": gm.t(key),
      "data-action": key,
      on: { click: action },
    },
    s("svg", { viewBox: "0 0 24 24", width: 18, height: 18, "aria-hidden": "true" }, s("path", { d: icons[key] })),
  );

function control(/** @type {L.ControlPosition} */ position, /** @type {HTMLElement} */ node) {
  const made = new L.Control({ position });
  made.onAdd = () => {
    L.DomEvent.disableClickPropagation(node);
    L.DomEvent.disableScrollPropagation(node);
    return node;
  };
  return made;
}

/* The map alone, over the whole screen where the browser allows it, else over the whole page. */
function fullscreen() {
  const page = gm.node("gm-page");
  const widen = (/** @type {boolean} */ on) => {
    page.classList.toggle("gm-wide", on);
    full.setAttribute("aria-pressed", String(on));
  };
  const leave = () => {
    widen(false);
    if (document.fullscreenElement) document.exitFullscreen();
  };
  const full = button("fullscreen", () => {
    if (page.classList.contains("gm-wide")) return leave();
    widen(true);
    if (page.requestFullscreen) page.requestFullscreen().catch(() => {});
  });
  document.addEventListener("fullscreenchange", () => widen(Boolean(document.fullscreenElement)));
  gm.controls.leave = leave;
  return full;
}

function bar(/** @type {L.Map} */ map) {
  return h(
    "div",
    { class: "gm-bar-buttons leaflet-bar", role: "group", "aria-label": gm.t("map") },
    button("zoom-in", () => map.zoomIn(1)),
    button("zoom-out", () => map.zoomOut(1)),
    button("home", () => gm.home()),
    fullscreen(),
    gm.data.published ? null : button("measure", (/** @type {any} */ event) => gm.measure.toggle(event.currentTarget)),
  );
}

/* What is as prominent as this, the story is about. */
const MAIN = 0.5;

function elsewhere() {
  const node = h("div", { class: "gm-elsewhere" });
  const draw = () => {
    /* What the first view happens to show is not elsewhere, however far from the story it lies; what it happens to cut
       off is. What stands back is named last, but for what the story is about, as in a picture. */
    const first = gm.state.first;
    const {
      layers,
      elsewhere: { most },
    } = gm.data.style;
    const far = gm.features.filter(
      (f) => f.visible && !gm.insets.holds(f) && (first ? !gm.places.seen(f, first) : f.far),
    );
    const back = (/** @type {Feature} */ f) => Number(layers.quiet.includes(f.layer) && f.prominence < MAIN);
    far.sort((a, b) => back(a) - back(b) || b.prominence - a.prominence);
    node.hidden = !far.length;
    const shown = far.slice(0, most);
    node.replaceChildren(
      h("span", { text: gm.count("elsewhere", far.length) }),
      ...shown.map((f) =>
        h("button", {
          type: "button",
          dir: "auto",
          text: f.title,
          on: {
            click: () => gm.select(f, { from: "elsewhere" }),
            mouseenter: () => gm.emit("lit", f),
            mouseleave: () => gm.emit("lit", null),
          },
        }),
      ),
      far.length > shown.length
        ? h("button", {
            type: "button",
            text: gm.t("more", { n: gm.number(far.length - shown.length) }),
            on: { click: () => gm.openTab("places") },
          })
        : "",
    );
  };
  draw();
  gm.on("filter", draw);
  ["fitted", "insets"].forEach((type) => gm.on(type, draw));
  /* The height in pixels that it takes from the lower edge, with room for a pin above it. */
  gm.controls.room = () => (node.hidden ? 0 : node.offsetHeight + 24);
  return node;
}

/* A small map of the world with the frame of what the large one shows. */
function overview(/** @type {L.Map} */ map) {
  const world = gm.data.base.find((patch) => !patch.box);
  if (!world) return null;
  const W = 132;
  const H = 84;
  const y = (/** @type {number} */ lat) =>
    Math.log(Math.tan(Math.PI / 4 + (Math.max(-80, Math.min(80, lat)) * Math.PI) / 360));
  const top = y(78);
  const scale = H / (top - y(-58));
  const px = (/** @type {number} */ lon) => ((lon + 180) / 360) * W;
  const py = (/** @type {number} */ lat) => (top - y(lat)) * scale;
  const land = world.shapes.find(([kind]) => kind === "land");
  const d = land
    ? land[2]
        .map((text) => path(text, world.scale))
        .filter((ring) => ring.length > 7)
        .map((ring) => "M" + ring.map(([lat, lon]) => px(lon).toFixed(1) + " " + py(lat).toFixed(1)).join("L") + "Z")
        .join("")
    : "";
  /* Three, since a view across the antimeridian shows at both edges. */
  const frames = [-1, 0, 1].map(() => s("rect", { class: "gm-overview-frame" }));
  const svg = s(
    "svg",
    { viewBox: "0 0 " + W + " " + H, width: W, height: H, role: "img", "aria-label": gm.t("minimap") },
    s("path", { d }),
    ...frames,
  );
  const draw = () => {
    const b = map.getBounds();
    const wide = Math.max(px(b.getEast()) - px(b.getWest()), 5);
    /* A view of all the world, or of some of it twice, is no part of it that a frame could show. */
    const w = wide < 0.9 * W ? wide : W;
    const ht = Math.max(py(b.getSouth()) - py(b.getNorth()), 4);
    const middle = w < W ? ((px(b.getCenter().lng) % W) + W) % W : W / 2;
    frames.forEach((frame, i) => {
      frame.setAttribute("x", middle - w / 2 + (i - 1) * W);
      frame.setAttribute("y", (py(b.getSouth()) + py(b.getNorth())) / 2 - ht / 2);
      frame.setAttribute("width", w);
      frame.setAttribute("height", ht);
    });
  };
  map.on("moveend", draw);
  draw();
  svg.addEventListener("click", (/** @type {any} */ event) => {
    const box = svg.getBoundingClientRect();
    const lon = ((event.clientX - box.left) / W) * 360 - 180;
    const lat = (Math.atan(Math.exp(top - (event.clientY - box.top) / scale)) * 360) / Math.PI - 90;
    map.setView([lat, lon], Math.min(map.getZoom(), 6));
  });
  return h("div", { class: "gm-overview" }, svg);
}

/* The small map gives way to the legend where both want the same corner of a low map. */
function yielding(/** @type {HTMLElement} */ small, /** @type {HTMLElement} */ frame) {
  const legend = frame.querySelector(".gm-legend");
  if (!legend) return;
  const look = () => {
    const [a, b] = [small, legend].map((node) => node.getBoundingClientRect());
    const meet = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    small.style.visibility = meet ? "hidden" : "";
  };
  const eye = new ResizeObserver(look);
  for (const node of [frame, legend, small]) eye.observe(node);
}

function credit(/** @type {L.Map} */ map) {
  const tiles = [];
  map.eachLayer((/** @type {L.Layer} */ layer) => {
    const written = layer.getAttribution?.();
    if (written) tiles.push(new DOMParser().parseFromString(written, "text/html").body.textContent);
  });
  /* A published map names its sources below it, all but those of tiles, which only the map knows. */
  const { published } = gm.data;
  if (gm.data.streets?.credit && !published) tiles.push(gm.data.streets.credit);
  const named = published ? tiles : [gm.t("attribution"), "Leaflet", ...tiles];
  if (!named.length) return null;
  const node = h("div", { class: "gm-credit" }, named.join(" · "));
  /* Where it takes the whole width, in as many lines as it needs, the scale stands above it. */
  new ResizeObserver(() => map.getContainer().style.setProperty("--gm-credit", node.offsetHeight + "px")).observe(node);
  return node;
}

/* Leaflet writes "km" in every language. */
function scaleBar() {
  const made = L.control.scale({ position: "bottomleft", imperial: gm.data.lang === "en", maxWidth: 110 });
  const bar = /** @type {any} */ (made);
  bar._updateMetric = (/** @type {number} */ most) => {
    const metres = bar._getRoundNum(most);
    const isNear = metres < 1000;
    const words = gm.t(isNear ? "metres" : "km", { n: gm.number(isNear ? metres : metres / 1000) });
    bar._updateScale(bar._mScale, words, metres / most);
  };
  return made;
}

gm.controls = {
  room: () => 0,
  leave() {},
  add(map) {
    control("topleft", bar(map)).addTo(map);
    if (!gm.data.published) control("bottomleft", elsewhere()).addTo(map);
    const { scale, locator } = gm.data.style.furniture;
    if (scale) scaleBar().addTo(map);
    const credited = credit(map);
    if (credited) control("bottomright", credited).addTo(map);
    const small = locator && overview(map);
    if (small) {
      control("bottomright", small).addTo(map);
      yielding(small, map.getContainer());
    }
  },
};
