/* On paper. */
import { gm } from "./core.js";

const html = document.documentElement;

/* In a frame nobody may lay the map out anew: what paper makes of the frame's size is known when it is too late. A
   drawing of what is seen takes its place, which fits into whatever frame there is. */
function stilled(/** @type {() => L.LatLngBounds} */ bounds) {
  const { map } = gm;
  const frame = gm.node("gm-map");
  const now = () => ({
    box: map.getBounds(),
    at: map.getCenter(),
    zoom: map.getZoom(),
    drawnFor: map.getSize(),
    size: map.getSize(),
  });
  /* What a reader saw last. Some browsers give a frame the paper's size before they say that they print: that is no
     look of the reader's. */
  let seen = now();
  let isPrinting = false;
  map.on("moveend", () => {
    if (isPrinting) return;
    if (map.getSize().equals(seen.size)) seen = now();
    else seen.size = map.getSize();
  });
  gm.on("fitted", () => {
    if (!isPrinting) seen = now();
  });
  const clear = () => {
    frame.querySelector(".gm-still")?.remove();
    html.classList.remove("gm-stilled");
  };
  window.addEventListener("beforeprint", () => {
    clear();
    isPrinting = true;
    html.classList.add("gm-stilled");
    map.invalidateSize({ animate: false, pan: false });
    if (!map.getSize().equals(seen.drawnFor)) {
      const isFirst = gm.state.first && seen.box.equals(gm.state.first);
      map.fitBounds(isFirst ? bounds() : seen.box, { animate: false, padding: [8, 8] });
    }
    gm.insets.settle();
    gm.labels.place();
    const picture = gm.snapshot.draw(false);
    for (const side of ["width", "height"]) picture.removeAttribute(side);
    picture.setAttribute("class", "gm-still");
    frame.append(picture);
  });
  window.addEventListener("afterprint", () => {
    clear();
    requestAnimationFrame(() => {
      map.invalidateSize({ animate: false, pan: false });
      map.setView(seen.at, seen.zoom, { animate: false });
      gm.insets.settle();
      gm.labels.place();
      isPrinting = false;
    });
  });
}

/* A page by itself: the map stands first and is laid out for the paper's width; what its drawings mean stands below it. */
function laidOut(/** @type {() => L.LatLngBounds} */ bounds) {
  const map = gm.map;
  const html = document.documentElement;
  const frame = gm.node("gm-map");
  const side = gm.node("gm-side");
  const credits = /** @type {HTMLDetailsElement} */ (side.querySelector("footer details"));
  /** @type {[L.LatLng, number, L.Point]} */
  let before;
  /** @type {L.LatLngBounds} */
  let paper;
  let folded = true;
  let due = 0;
  window.addEventListener("beforeprint", () => {
    if (html.classList.contains("gm-printing")) return;
    /* Printed again before the screen's view was back: that view is still the one to come back to. */
    if (!due) {
      const shown = map.getBounds();
      paper = gm.state.first && shown.equals(gm.state.first) ? bounds() : shown;
      before = [map.getCenter(), map.getZoom(), map.getSize()];
      folded = !credits.open;
    }
    /* Whose data these are must stand on paper too. */
    credits.open = true;
    cancelAnimationFrame(due);
    due = 0;
    html.classList.add("gm-printing");
    side.querySelector("header")?.after(frame);
    map.invalidateSize({ animate: false, pan: false });
    map.fitBounds(paper, { animate: false, padding: [8, 8] });
    gm.labels.place();
    frame.after(gm.key.paper());
    gm.insets.print(frame);
  });
  window.addEventListener("afterprint", () => {
    html.classList.remove("gm-printing");
    credits.open = !folded;
    side.after(frame);
    gm.insets.print(null);
    frame.after(gm.key.paper());
    due = requestAnimationFrame(() => restore(60));
  });
  /* The screen's layout may come back only some frames later; where the window has changed, it never does. */
  function restore(/** @type {number} */ frames) {
    map.invalidateSize({ animate: false, pan: false });
    map.setView(before[0], before[1], { animate: false });
    due = frames && !map.getSize().equals(before[2]) ? requestAnimationFrame(() => restore(frames - 1)) : 0;
  }
}

gm.printing = (bounds) => {
  if (window.parent !== window) html.classList.add("gm-framed");
  if (gm.data.published || window.parent !== window) stilled(bounds);
  else laidOut(bounds);
};
