/* What is measured, in which colours and sizes, and what each figure is a share of. */
import { first } from "./data.js";
import { fine, n, share, t } from "./words.js";

const CLASSES = 6;
const QUANTILES = [0.3, 0.55, 0.75, 0.9, 0.975];
const MILLION = 1e6;
const LEAST_PEOPLE = 1000;

/* Layers by zoom, for those who leave it to the map. */
function layerAt(choice, zoom) {
  if (choice !== "auto") return choice;
  return zoom < 3.4 ? "country" : zoom < 5 ? "province" : "place";
}
const hexagonAt = (zoom) => (zoom < 3.6 ? "hexagon2" : "hexagon3");
const isArea = (layer) => layer !== "place";

/* The values of the groups of a level. */
function valuesOf(model, level, measure) {
  const { documents, mentions } = model.groups(level);
  if (measure === "mentions") return mentions;
  if (measure !== "people") return documents;
  const { population } = model.levels[level];
  return Float64Array.from(documents, (value, i) =>
    population[i] >= LEAST_PEOPLE ? (MILLION * value) / population[i] : 0,
  );
}

/* A number that reads well. */
const LEADS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];
function round(value) {
  if (value <= 0) return 0;
  const ten = 10 ** Math.floor(Math.log10(value));
  const lead = value / ten;
  const near = LEADS.reduce((best, one) => (Math.abs(one - lead) < Math.abs(best - lead) ? one : best));
  return Number((near * ten).toPrecision(3));
}

/* Where one colour ends and the next begins. */
function breaksOf(values, isWhole) {
  const sorted = Float64Array.from(values.filter((value) => value > 0)).sort();
  if (!sorted.length) return [];
  const cuts = QUANTILES.map((q) => {
    const cut = round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]);
    return isWhole ? Math.ceil(cut) : cut;
  });
  const least = isWhole ? 1 : 0;
  return [...new Set(cuts)]
    .filter((cut) => cut > least && cut > sorted[0] && cut <= sorted.at(-1))
    .slice(0, CLASSES - 1);
}
const classOf = (value, breaks) => {
  let at = 0;
  while (at < breaks.length && value >= breaks[at]) at++;
  return at;
};
/* The ramp has six colours: few classes are spread over it. */
const rampOf = (at, count) => 1 + Math.round(count > 1 ? (at * (CLASSES - 1)) / (count - 1) : CLASSES / 2);

/* A figure with what it is a share of. */
function told(model, measure, { documents, mentions, people, towns }) {
  if (measure === "mentions")
    return `${t("of-mentions", { n: n(mentions), total: n(model.allMentions) })} (${share(mentions, model.allMentions)})`;
  const count = `${t("of-documents", { n: n(documents), total: n(model.total) })} (${share(documents, model.total)})`;
  if (measure !== "people") return count;
  if (!(people >= LEAST_PEOPLE)) return `${count} · ${t("no-people")}`;
  const rate = t("per-million", { rate: fine.format((MILLION * documents) / people) });
  return `${rate} · ${count} · ${t(towns ? "people-towns" : "people", { n: n(people) })}`;
}

const KIND_COLOURS = {
  country: "country",
  region: "province",
  city: "city",
  water: "water",
  land: "nature",
  site: "site",
};
const kindColour = (kind) => KIND_COLOURS[first.kinds[kind]];
const isPoint = (kind) => first.points.includes(kind);

export { breaksOf, classOf, hexagonAt, isArea, isPoint, kindColour, layerAt, rampOf, round, told, valuesOf };
