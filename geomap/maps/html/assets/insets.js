/* The small maps beside the large one: the other theatres of a story, and its crowds from close by. They stand in a
   corner where they cover no place of the first view; where there is none, the first view makes room, and on a phone
   they fold. */
import { gm } from "./core.js";
import { clash } from "./geometry.js";
import { draw, zoomOf } from "./inset.js";

const { h } = gm;
const { share, least, largest, gap } = gm.data.style.insets;
const SHAPE = 1.5;
/* A crowd that the large map shows nearly as large needs no map of its own. */
const LEAST_GAIN = 1.7;
/* A narrower or lower map has no room for any, and a narrow one none to make. */
const [LEAST_WIDTH, LEAST_HEIGHT, ROOMY_WIDTH] = [260, 190, 520];
const NARROW_SHARE = 0.38;
const [CROWD_LARGEST, MOST_OF_MAP] = [1.2, 0.5];
/* The map of a crowd that names a smaller share of it is of no use. */
const NAMED = 0.7;
const PIN_ROOM = 6;
/* An area of no more than this share of the map is seen as one thing: no piece of it is covered. */
const SMALL_AREA = 0.12;
/* An editor's last step is so many milliseconds old when they follow. */
const REST_MS = 150;
/** @type {ReturnType<typeof setTimeout>} */
let timer;
/** @type {L.Map} */
let map;
/** @type {L.Control} */
let control;
/** @type {HTMLElement} */
let node;
/** @type {HTMLElement} */
let list;
/** @type {HTMLElement} */
let toggle;
/** @type {InsetData[]} */
let shown = [];
/** @type {Set<Feature>} the places of crowds that have their names in a small map */
let named = new Set();
/* Against the usual size: the map of a crowd has more names to bear, and below 1 is the least size. */
const SCALES = [1.6, 1.3, 1, 0];
let scale = 1;
let room = 0;
/* The size of the map that room was made in. */
let roomFor = "";
/** @type {boolean | null} what a reader has chosen */
let folded = null;
/** @type {L.FeatureGroup} */
let frames;

/** @returns {[number, number]} */
const sizeOf = () => {
  const { x } = map.getSize();
  const usual = Math.max(least, Math.min(largest, (x < ROOMY_WIDTH ? NARROW_SHARE : share) * x));
  const grown = Math.min(scale * usual, CROWD_LARGEST * largest, MOST_OF_MAP * x);
  const w = Math.round((scale < 1 ? least : Math.max(usual, grown)) * gm.type);
  return [w, Math.round(w / SHAPE)];
};

/* What the first view does not show, or shows too small. */
function wanted() {
  const first = gm.state.first;
  scale = 1;
  const [w, high] = sizeOf();
  return (gm.data.insets || []).filter((inset) => {
    const features = inset.keys.map((key) => gm.byKey.get(key)).filter((one) => one?.visible);
    if (!features.length || !first) return false;
    if (inset.kind === "theatre") return features.some((one) => one && !gm.places.seen(one, first));
    return 2 ** (zoomOf(inset, w, high) - map.getBoundsZoom(first)) >= LEAST_GAIN;
  });
}

function fly(/** @type {InsetData} */ inset) {
  const [west, south, east, north] = inset.box;
  const box = L.latLngBounds([south, west], [north, east]);
  if (gm.reduced) map.fitBounds(box, { animate: false });
  else map.flyToBounds(box, { duration: 1.2 });
}

function fill() {
  const [w, high] = sizeOf();
  named = new Set();
  list.replaceChildren(
    ...shown.map((inset) => {
      const words = gm.t("inset.show", { place: inset.title });
      const press = { click: () => fly(inset) };
      const { svg, named: told } = draw(inset, w, high);
      if (inset.kind === "zoom") for (const feature of told) named.add(feature);
      return h("button", { type: "button", class: "gm-inset", title: words, "aria-label": words, on: press }, svg);
    }),
  );
  frames.clearLayers();
  for (const { kind, box } of shown) {
    if (kind !== "zoom") continue;
    const sides = L.latLngBounds([box[1], box[0]], [box[3], box[2]]);
    L.rectangle(sides, { pane: "gm-insets", interactive: false, fill: false, className: "gm-inset-frame" }).addTo(
      frames,
    );
  }
}

function fold(/** @type {boolean} */ on) {
  node.classList.toggle("folded", on);
  toggle.setAttribute("aria-expanded", String(!on));
}

/** @returns {Bounds} */
function rect(/** @type {Element} */ one) {
  const frame = map.getContainer().getBoundingClientRect();
  const r = one.getBoundingClientRect();
  return [r.left - frame.left, r.top - frame.top, r.right - frame.left, r.bottom - frame.top];
}

/* What must not be covered: the places that the map shows, and the other controls. */
/** @returns {Bounds[]} */
function taken() {
  const size = map.getSize();
  /** @type {Bounds[]} */
  const found = [...map.getContainer().querySelectorAll(".leaflet-control")]
    .filter((one) => one !== node && !one.contains(node))
    .map(rect);
  for (const feature of gm.features) {
    if (!gm.places.shown(feature) || (!feature.pinned && gm.data.style.layers.quiet.includes(feature.layer))) continue;
    const { x, y } = map.latLngToContainerPoint([feature.lat, feature.lon]);
    const r = (feature.px || 0) / 2 + PIN_ROOM;
    if (x > 0 && y > 0 && x < size.x && y < size.y) found.push([x - r, y - r, x + r, y + r]);
    const bounds = feature.pinned ? null : feature.shape?.getBounds();
    if (!bounds || gm.data.style.layers.quiet.includes(feature.layer)) continue;
    const a = map.latLngToContainerPoint(bounds.getNorthWest());
    const b = map.latLngToContainerPoint(bounds.getSouthEast());
    if ((b.x - a.x) * (b.y - a.y) < SMALL_AREA * size.x * size.y) found.push([a.x, a.y, b.x, b.y]);
  }
  return found.filter((box) => box[2] > box[0]);
}

/** @type {[L.ControlPosition, boolean][]} corners, and whether they stand in a row there */
const SEATS = [
  ["bottomright", false],
  ["bottomright", true],
  ["topright", false],
  ["topleft", false],
  ["bottomleft", false],
  ["topleft", true],
  ["bottomleft", true],
];

function isFree() {
  const [left, top, right, bottom] = rect(node);
  const size = map.getSize();
  return left >= 0 && top >= 0 && right <= size.x && bottom <= size.y && !clash([left, top, right, bottom], taken());
}

function seat(/** @type {L.ControlPosition} */ position, /** @type {boolean} */ lying) {
  if (control.getPosition() !== position) control.setPosition(position);
  node.classList.toggle("lying", lying);
}

const hasCrowd = () => shown.some((inset) => inset.kind === "zoom");

/* Whether they stand somewhere where they cover nothing, as large as can be. */
function isSeated() {
  for (const one of SCALES) {
    if (one > 1 && !hasCrowd()) continue;
    scale = one;
    fill();
    for (const at of SEATS) {
      seat(...at);
      if (isFree()) return true;
    }
  }
  return false;
}

/* The maps of crowds that have no room for the names of most. */
const useless = () =>
  shown.filter(({ kind, keys }) => {
    const pins = keys.map((key) => gm.byKey.get(key)).filter((one) => one?.pinned);
    return kind === "zoom" && pins.filter((one) => one && named.has(one)).length < NAMED * pins.length;
  });

/* Find them a place in the first view; whether there is one. */
function settle(/** @type {boolean} */ mayMakeRoom) {
  const { x, y } = map.getSize();
  shown = x < LEAST_WIDTH || y < LEAST_HEIGHT ? [] : wanted();
  node.hidden = !shown.length;
  const now = x + " " + y;
  if (node.hidden) {
    frames.clearLayers();
    if (room && mayMakeRoom) makeRoom(0, now);
    return;
  }
  fold(false);
  if (isSeated() && !useless().length) {
    if (folded) fold(true);
  } else if (!squeezed(mayMakeRoom, x, now)) return;
  gm.emit("insets");
}

/* Where they stand if nothing is free: in room that is made for them, or folded. Whether that is settled. */
function squeezed(/** @type {boolean} */ mayMakeRoom, /** @type {number} */ x, /** @type {string} */ now) {
  scale = hasCrowd() ? SCALES[0] : 1;
  fill();
  const dropped = useless();
  if (dropped.length) {
    shown = shown.filter((inset) => !dropped.includes(inset));
    node.hidden = !shown.length;
    if (isSeated()) return true;
    scale = 1;
    fill();
  }
  seat("bottomright", false);
  const wide = rect(node)[2] - rect(node)[0] + 2 * gap;
  if (mayMakeRoom && x >= ROOMY_WIDTH && wide < MOST_OF_MAP * x && roomFor !== now) {
    makeRoom(wide, now);
    return false;
  }
  fold(folded ?? !isFree());
  return true;
}

/* The first view anew, with so many pixels at its right kept free. */
function makeRoom(/** @type {number} */ px, /** @type {string} */ now) {
  room = px;
  roomFor = now;
  gm.refit();
}

/* A card lies above them. */
function yieldTo() {
  const card = map.getContainer().querySelector(".leaflet-popup");
  node.classList.toggle("behind", Boolean(card) && clash(rect(node), [rect(/** @type {Element} */ (card))]));
}

gm.insets = {
  room: () => room,
  settle: () => node && settle(false),
  /* On paper they stand below the map, which is laid out anew for it. */
  print(frame) {
    if (!node) return;
    if (frame) frame.after(node);
    else control.setPosition(control.getPosition());
  },
  holds: (feature) => shown.some((inset) => inset.kind === "theatre" && inset.keys.includes(feature.key)),
  /* The small map of a crowd names all of it but the one that it is called by. */
  names(feature) {
    const inset = shown.find((one) => one.kind === "zoom" && one.keys.includes(feature.key));
    if (!inset || !named.has(feature) || feature.title === inset.title || node.classList.contains("folded"))
      return false;
    return map.getZoom() < zoomOf(inset, ...sizeOf()) - 1;
  },
  add(leaflet) {
    map = leaflet;
    map.createPane("gm-insets").style.zIndex = "580";
    frames = L.featureGroup().addTo(map);
    list = h("div", { class: "gm-inset-list" });
    toggle = h("button", {
      type: "button",
      class: "gm-inset-toggle",
      "aria-label": gm.t("insets"),
      title: gm.t("insets"),
      text: gm.t("insets"),
      on: {
        click() {
          folded = !node.classList.contains("folded");
          fold(folded);
          gm.emit("insets");
        },
      },
    });
    node = h("div", { class: "gm-insets", role: "group", "aria-label": gm.t("insets") }, toggle, list);
    L.DomEvent.disableClickPropagation(node);
    control = new L.Control({ position: "bottomright" });
    control.onAdd = () => node;
    control.addTo(map);
    gm.on("fitted", () => settle(true));
    gm.on("type", () => settle(false));
    /* What a reader switches shows in them where they stand, unless there are others now. */
    const follow = () => {
      const before = scale;
      const now = wanted();
      scale = before;
      if (now.length && now.every((inset) => shown.includes(inset))) fill();
      else settle(false);
    };
    /* While somebody edits, after the map: they take as long to draw as all the rest. */
    gm.on("filter", () => {
      clearTimeout(timer);
      if (gm.editor?.on) timer = setTimeout(follow, REST_MS);
      else follow();
    });
    map.on("popupopen popupclose moveend", yieldTo);
    settle(true);
  },
};
