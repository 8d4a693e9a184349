/* A published map: a headline above it, a caption and one line of sources below it, and nothing beside it. */
import { gm } from "./core.js";

const h = gm.h;
/* In a frame that is no higher, words take less room than they otherwise may. */
const SHORT_PX = 320;
/* Letters and pins grow with the frame's shorter side, see type in style.schema.json; whether they have. */
function measure() {
  const { side, largest } = gm.data.style.type;
  const page = gm.node("gm-page");
  const box = page.getBoundingClientRect();
  page.classList.toggle("gm-short", box.height < SHORT_PX);
  const grown = Math.max(1, Math.min(Math.min(box.width, box.height) / side, largest));
  const before = gm.type;
  gm.type = Math.round(grown * 100) / 100;
  document.documentElement.style.setProperty("--t", String(gm.type));
  return gm.type !== before;
}

gm.publish = {
  measure,
  /* What stands around the map; it must be there before the map is fitted to what they leave of the frame. */
  build(published) {
    const { headline, caption, line } = published;
    const side = gm.node("gm-side");
    side.hidden = !headline;
    if (headline) side.append(h("h1", { dir: "auto", text: headline }));
    gm.node("gm-page").append(
      h(
        "footer",
        { class: "gm-below" },
        gm.timeline.build(),
        caption ? h("p", { class: "gm-caption", dir: "auto", text: caption }) : null,
        h("p", { class: "gm-line", dir: "auto", text: line + " · Leaflet" }),
      ),
    );
    measure();
  },
  /* The frame of an article changes its size when a phone is turned: the story stays in view, unless a reader moved. */
  follow(map, fit) {
    /** @type {[L.LatLng, number]} */
    let fitted = [map.getCenter(), map.getZoom()];
    gm.on("fitted", () => {
      fitted = [map.getCenter(), map.getZoom()];
    });
    let isOurs = true;
    map.on("moveend", () => {
      isOurs = map.getZoom() === fitted[1] && map.getCenter().distanceTo(fitted[0]) < 1;
    });
    const draw = () => {
      const kept = isOurs;
      map.invalidateSize({ animate: false, pan: false });
      if (measure()) gm.emit("type");
      if (kept) fit(false);
      isOurs = kept;
    };
    new ResizeObserver(draw).observe(gm.node("gm-page"));
  },
};
