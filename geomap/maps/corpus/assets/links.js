/* Lines from a chosen place to those that are named in the same documents. */
import { WORLD, colour } from "./plane.js";

const WIDEST = 7;

function draw(frame, circles, from, links) {
  const { context } = frame;
  const most = links.reduce((least, link) => Math.max(least, link.documents), 1);
  context.strokeStyle = colour("movement");
  context.lineCap = "round";
  const drawn = [];
  const first = Math.floor(frame.west / WORLD);
  const last = Math.floor(frame.east / WORLD);
  for (const { place, documents } of [...links].reverse()) {
    /* The shorter way round. */
    const dx = ((circles.x[place] - circles.x[from] + 1.5 * WORLD) % WORLD) - WORLD / 2;
    const dy = circles.y[place] - circles.y[from];
    for (let copy = first - 1; copy <= last + 1; copy++) {
      const x = circles.x[from] + copy * WORLD;
      const y = circles.y[from];
      const bend = 0.16;
      context.beginPath();
      context.moveTo(frame.x(x), frame.y(y));
      context.quadraticCurveTo(
        frame.x(x + dx / 2 - dy * bend),
        frame.y(y + dy / 2 + dx * bend),
        frame.x(x + dx),
        frame.y(y + dy),
      );
      context.lineWidth = Math.max(1, WIDEST * Math.sqrt(documents / most));
      context.globalAlpha = 0.55;
      context.stroke();
    }
    drawn.push({ place, documents });
  }
  context.globalAlpha = 1;
  return drawn;
}

export { draw };
