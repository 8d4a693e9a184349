/* The basemap: land, waters and borders, finer where the map is close. */
import { path } from "../../html/assets/codec.js";
import { first } from "./data.js";
import { Canvas, colour, isSeen, shape } from "./plane.js";

const CLOSE = 4.6;
const AREAS = new Set(["land", "lake"]);
const LINES = {
  river: { colour: "river", width: 0.9, dashes: [] },
  admin1: { colour: "admin1", width: 0.8, dashes: [] },
  border: { colour: "border", width: 1, dashes: [] },
  disputed: { colour: "border", width: 1, dashes: [4, 3] },
};

const read = ({ scale, shapes }) =>
  shapes.map(([kind, zoom, paths]) => ({
    kind,
    zoom,
    shapes: paths.map((text) => shape([path(text, scale)], AREAS.has(kind))),
  }));

const levels = { far: read(first.base), close: null };

function draw(frame, level, seen, kinds) {
  const { context, zoom, scale } = frame;
  for (const one of level) {
    if (!kinds.includes(one.kind) || zoom < one.zoom) continue;
    const all = new Path2D();
    for (const each of one.shapes) if (isSeen(each, seen)) all.addPath(each.path);
    if (AREAS.has(one.kind)) {
      context.fillStyle = colour(one.kind);
      context.fill(all, "evenodd");
      if (one.kind === "lake") continue;
      context.strokeStyle = colour("coast");
      context.lineWidth = 0.7 / scale;
      context.setLineDash([]);
      context.stroke(all);
    } else {
      const line = LINES[one.kind];
      context.strokeStyle = colour(line.colour);
      context.lineWidth = line.width / scale;
      context.setLineDash(line.dashes.map((length) => length / scale));
      context.stroke(all);
    }
  }
  context.setLineDash([]);
}

const now = (zoom) => (zoom >= CLOSE && levels.close) || levels.far;
const under = (frame) => frame.worlds((seen) => draw(frame, now(frame.zoom), seen, ["land", "lake", "river"]));
const over = (frame) => frame.worlds((seen) => draw(frame, now(frame.zoom), seen, ["admin1", "border", "disputed"]));

/* What is close comes packed with the rest. */
function fill(sections) {
  const [scale, ...lines] = sections.texts("base");
  let made = null;
  Object.defineProperty(levels, "close", {
    get() {
      made ??= read({
        scale: Number(scale),
        shapes: lines.map((line) => {
          const [kind, zoom, ...paths] = line.split(" ");
          return [kind, Number(zoom), paths.filter(Boolean)];
        }),
      });
      return made;
    },
  });
}

const ground = () => new Canvas(under, "gm-ground");

export { fill, ground, over };
