/* More points than a page could hold as elements: one canvas, drawn from columns. */
import { column, lists, numbers } from "./codec.js";
import { gm } from "./core.js";

const HIT_PX = 9;

/* All that is drawn, counted and told of the points of some columns. */
/** @param {ColumnsData} columns */
function drawMany(columns) {
  /** @type {L.Map} */
  let map;
  /** @type {HTMLCanvasElement} */
  let canvas;
  const xs = new Float64Array(columns.n);
  const ys = new Float64Array(columns.n);
  const count = columns.n;
  const values = (/** @type {"count" | "what" | "where" | "conf" | "prominence" | "credit" | "kind"} */ key) =>
    column(columns[key], count);
  const counts = values("count");
  const what = values("what");
  const where = values("where");
  const sure = values("conf");
  const prominent = values("prominence");
  const lats = new Float64Array(count);
  const lons = new Float64Array(count);
  const credits = values("credit");
  const kinds = values("kind");
  const made = new Map();
  /* Read when they are first asked for. */
  /** @type {string[]} */
  let ids;
  /** @type {string[]} */
  let titles;
  /** @type {number[]} */
  let marks;
  /** @type {number[]} */
  let starts;
  /** @type {number[][]} */
  let whys;
  /** @type {number[][]} */
  let rivs;
  /** @type {string[]} */
  let alsos;

  function title(/** @type {number} */ i) {
    if (!titles) titles = columns.titles.split("\n");
    return titles[i];
  }

  /* Mentions as a row of numbers each: document, start, length, point, whether quiet, how many dates, the dates. */
  function mentions() {
    if (!starts) {
      marks = numbers(columns.marks);
      starts = [];
      for (let k = 0; k < marks.length; k += 6 + marks[k + 5]) starts.push(k);
    }
    return starts;
  }
  const datesAt = (/** @type {number} */ k) => marks.slice(k + 6, k + 6 + marks[k + 5]);

  /* Count anew what the chosen documents and dates name. */
  function filter() {
    counts.fill(0);
    for (const k of mentions()) {
      if (!marks[k + 4] && gm.active({ d: marks[k], dates: datesAt(k) })) counts[marks[k + 3]]++;
    }
    for (const [i, one] of made) one.n = counts[i];
    draw();
  }

  /* A point as the rest of the page knows features, made when it is asked for. */
  function feature(/** @type {number} */ i) {
    if (!made.has(i)) {
      const [symbol, key] = columns.kinds[kinds[i]];
      if (!ids) {
        ids = columns.ids.split("\n");
        whys = lists(columns.why);
        rivs = lists(columns.riv);
        alsos = columns.alsos.split("\n");
      }
      made.set(i, {
        key: ids[i],
        id: ids[i],
        layer: key,
        symbol,
        title: title(i),
        also: alsos[i] || undefined,
        what: columns.whats[what[i]],
        where: columns.wheres[where[i]],
        lat: lats[i],
        lon: lons[i],
        conf: sure[i] / 100,
        prominence: prominent[i] / 100,
        about: [],
        credits: [credits[i]],
        m: [],
        n: counts[i],
        uncertain: sure[i] < 50,
        visible: true,
        pinned: true,
        px: 8,
        many: true,
        why: whys[i],
        riv: rivs[i],
      });
    }
    return made.get(i);
  }

  function read() {
    const steps = column(columns.xy, 2 * count + 1);
    for (let i = 0, x = 0, y = 0; i < count; i++) {
      lons[i] = (x += steps[2 * i + 1]) / 1e4;
      lats[i] = (y += steps[2 * i + 2]) / 1e4;
      const s = Math.sin((Math.max(-85, Math.min(85, lats[i])) * Math.PI) / 180);
      xs[i] = 128 + (lons[i] / 360) * 256;
      ys[i] = 128 - (Math.log((1 + s) / (1 - s)) / (4 * Math.PI)) * 256;
    }
  }

  const colour = (/** @type {string} */ name) =>
    getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const on = (/** @type {string} */ key) => !gm.places.groups[key] || map.hasLayer(gm.places.groups[key]);

  function draw() {
    const size = map.getSize();
    const ratio = window.devicePixelRatio || 1;
    const pad = Math.round(size.x * 0.1);
    L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([-pad, -pad]));
    const width = size.x + 2 * pad;
    const height = size.y + 2 * pad;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.style.width = width + "px";
    canvas.style.height = height + "px";
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    pen.scale(ratio, ratio);
    const scale = 2 ** map.getZoom();
    const origin = map.getPixelOrigin().add(map.containerPointToLayerPoint([-pad, -pad]));
    const r = Math.max(1.4, Math.min(5, map.getZoom() - 2.5));
    const halo = colour("--halo");
    columns.kinds.forEach(([symbol, key], kind) => {
      if (!on(key)) return;
      pen.fillStyle = colour(gm.symbols.colour(symbol));
      pen.strokeStyle = halo;
      pen.globalAlpha = 0.82;
      pen.beginPath();
      for (let i = 0; i < count; i++) {
        if (kinds[i] !== kind || !counts[i]) continue;
        const x = xs[i] * scale - origin.x;
        const y = ys[i] * scale - origin.y;
        if (x < -r || y < -r || x > width + r || y > height + r) continue;
        if (r < 2) pen.rect(x - r, y - r, 2 * r, 2 * r);
        else {
          pen.moveTo(x + r, y);
          pen.arc(x, y, r, 0, 7);
        }
      }
      pen.fill();
      if (r >= 3) pen.stroke();
    });
  }

  function hit(/** @type {any} */ event) {
    const scale = 2 ** map.getZoom();
    const at = map.project(event.latlng);
    let best = -1;
    let least = HIT_PX * HIT_PX;
    for (let i = 0; i < count; i++) {
      const dx = xs[i] * scale - at.x;
      const dy = ys[i] * scale - at.y;
      const d = dx * dx + dy * dy;
      if (d < least && counts[i] && on(columns.kinds[kinds[i]][1])) {
        least = d;
        best = i;
      }
    }
    return best;
  }

  read();
  return {
    count,
    mentions: counts.reduce((a, b) => a + b, 0),
    feature,
    add(/** @type {L.Map} */ leaflet) {
      map = leaflet;
      const pane = map.createPane("gm-many");
      pane.style.zIndex = "440";
      pane.style.pointerEvents = "none";
      canvas = L.DomUtil.create("canvas", "gm-many leaflet-zoom-hide", pane);
      map.on("moveend zoomend resize overlayadd overlayremove", draw);
      gm.on("filter", filter);
      window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
      map.on("click", (event) => {
        const i = gm.measure.active() ? -1 : hit(event);
        if (i >= 0) gm.select(feature(i), { from: "map" });
      });
    },
    /* The dates of its mentions. */
    dates: () => columns.dates,
    /* Where a document names such places, in the order of its text. */
    *marks(/** @type {number} */ number) {
      for (const k of mentions()) {
        if (marks[k] !== number) continue;
        yield {
          d: number,
          s: marks[k + 1],
          e: marks[k + 1] + marks[k + 2],
          i: marks[k + 3],
          quiet: marks[k + 4],
          dates: datesAt(k),
        };
      }
    },
    /* The place and the mention behind one of these marks. */
    /** @param {MarkToSet} mark */
    mention({ i = 0, d = 0, s, e, quiet, dates }) {
      const one = feature(i);
      /** @type {Mention} */
      const m = { d, s, e, t: "", quiet: quiet ? 1 : undefined, dates, kind: "literal", c: one.conf };
      one.m.push(m);
      return { feature: one, m };
    },
    /* The places that are named most, for the list; all that match, if something is searched. */
    top(/** @type {number} */ most, /** @type {any} */ matches) {
      const steps = new Int32Array(1001);
      for (let i = 0; i < count; i++) steps[Math.min(counts[i], 1000)]++;
      /* Without a search, only those need sorting that are named often enough to be among the first. */
      let least = 1000;
      for (let sum = steps[1000]; least > 0 && sum < most; sum += steps[least]) least--;
      const order = [];
      for (let i = 0; i < count; i++) {
        if (!counts[i]) continue;
        if (matches ? matches(title(i)) : counts[i] > least || (counts[i] === least && order.length < 4 * most))
          order.push(i);
      }
      return order
        .sort((a, b) => counts[b] - counts[a])
        .slice(0, most)
        .map(feature);
    },
  };
}

/** @type {Many} */
const none = {
  count: 0,
  mentions: 0,
  feature: (i) => gm.features[i],
  add() {},
  *marks() {},
  mention: ({ feature, m }) => /** @type {any} */ ({ feature, m }),
  top: () => [],
  dates: () => [],
};
gm.many = gm.data.many ? drawMany(gm.data.many) : none;
