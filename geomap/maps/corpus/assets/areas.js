/* Units and hexagons, shaded by what is measured. */
import { lines, path } from "../../html/assets/codec.js";
import { breaksOf, classOf, rampOf, valuesOf } from "./measures.js";
import { WORLD, colour, isSeen, shape, toX, toY } from "./plane.js";
import { write } from "./places.js";

const STEPS = 100;
const made = new Map();

function shapesOf(model, level) {
  if (made.has(level)) return made.get(level);
  const isUnit = !level.startsWith("hexagon");
  const texts = model.sections.texts(level + (isUnit ? ".poly" : ".corners"));
  const found = texts.map((text) => {
    if (!text) return null;
    if (!isUnit) return shape([path(text, STEPS)]);
    return shape(text.split(" ").flatMap((one) => lines(one, STEPS)));
  });
  made.set(level, found);
  return found;
}

class Areas {
  constructor(model, level, measure) {
    this.model = model;
    this.level = level;
    this.shapes = shapesOf(model, level);
    this.values = valuesOf(model, level, measure);
    this.breaks = breaksOf(this.values, measure !== "people");
  }

  draw(frame, chosen) {
    const { context, scale } = frame;
    const isHexagon = this.level.startsWith("hexagon");
    frame.worlds((seen) => {
      context.lineWidth = 0.6 / scale;
      this.shapes.forEach((one, i) => {
        if (!one || !this.values[i] || !isSeen(one, seen)) return;
        context.fillStyle = colour("r" + rampOf(classOf(this.values[i], this.breaks), this.breaks.length + 1));
        context.globalAlpha = isHexagon ? 0.82 : 0.92;
        context.fill(one.path, "evenodd");
        context.globalAlpha = 1;
        context.strokeStyle = colour("paper");
        context.stroke(one.path);
      });
      const one = this.shapes[chosen];
      if (!one) return;
      context.strokeStyle = colour("ink");
      context.lineWidth = 2.2 / scale;
      context.stroke(one.path);
    });
  }

  write(frame) {
    const level = this.model.levels[this.level];
    if (!level.names) return;
    const order = [...this.values.keys()].filter((i) => this.values[i] && this.shapes[i]);
    order.sort((a, b) => this.values[b] - this.values[a]);
    const seats = [];
    for (const i of order)
      for (let copy = Math.floor(frame.west / WORLD); copy <= Math.floor(frame.east / WORLD); copy++) {
        const wide = (this.shapes[i].east - this.shapes[i].west) * frame.scale;
        if (wide < 34) continue;
        const x = frame.x(toX(level.lon[i]) + copy * WORLD);
        seats.push({ x, y: frame.y(toY(level.lat[i])), r: 0, text: level.names[i], weight: 600, grown: 0 });
      }
    this.named = write(frame, seats);
  }

  /* The area under a point, as x and y of zoom 0. */
  at(context, x, y) {
    const wrapped = ((x % WORLD) + WORLD) % WORLD;
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    const found = this.shapes.findIndex((one, i) => {
      if (!one || !this.values[i]) return false;
      return [wrapped, wrapped - WORLD, wrapped + WORLD].some(
        (at) =>
          at >= one.west &&
          at <= one.east &&
          y >= one.north &&
          y <= one.south &&
          context.isPointInPath(one.path, at, y, "evenodd"),
      );
    });
    context.restore();
    return found;
  }
}

export { Areas };
