/* The largest as a table: counts with their share, sorted as a reader likes. */
import { first } from "./data.js";
import { country, fine, fold, h, n, share, t } from "./words.js";

const STEP = 50;
const COLLATOR = new Intl.Collator(first.language);
const state = { key: "documents", down: true, rows: STEP };

function rowsOf(model, layer) {
  const level = model.levels[layer];
  const { documents, mentions } = model.groups(layer);
  return level.names.map((name, i) => ({
    at: i,
    name,
    where: layer === "province" ? country(level.codes[i]) : "",
    documents: documents[i],
    mentions: mentions[i],
    people: level.population[i] >= 1000 ? (1e6 * documents[i]) / level.population[i] : 0,
  }));
}

/* Value and row as one number, since numbers are sorted many times as fast as rows by a function. */
const ROWS = 2 ** 21;
let folded = null;
let ranks = null;

/* Where each place stands by its name. */
function rankOf(names) {
  if (ranks) return ranks;
  ranks = new Int32Array(names.length);
  const order = names.map((name, i) => ({ name, i }));
  order
    .sort((a, b) => COLLATOR.compare(a.name, b.name))
    .forEach(({ i }, rank) => {
      ranks[i] = rank;
    });
  return ranks;
}

/* The places as rows of which only as many are made as are shown: there can be a hundred thousand. */
function placesOf(model, wanted, { key, down, rows: shown }) {
  const { documents, mentions } = model.places();
  if (wanted) folded ??= model.names.map(fold);
  const values = key === "name" ? rankOf(model.names) : key === "mentions" ? mentions : documents;
  const keys = new Float64Array(model.count);
  let [all, most, count] = [0, 1, 0];
  for (let i = 0; i < model.count; i++) {
    if (!documents[i]) continue;
    all++;
    most = Math.max(most, documents[i]);
    if (wanted && !folded[i].includes(wanted)) continue;
    keys[count++] = values[i] * ROWS + (down ? ROWS - 1 - i : i);
  }
  const sorted = keys.subarray(0, count).sort();
  if (down) sorted.reverse();
  const rows = Array.from(sorted.subarray(0, shown), (one) => {
    const at = down ? ROWS - 1 - (one % ROWS) : one % ROWS;
    return { at, name: model.names[at], documents: documents[at], mentions: mentions[at] };
  });
  return { rows, count, all, most };
}

function unitsOf(model, layer, wanted, { key, down, rows: shown }) {
  const found = rowsOf(model, layer).filter((row) => row.documents);
  const rows = wanted ? found.filter(({ name }) => fold(name).includes(wanted)) : found;
  const sign = down ? -1 : 1;
  rows.sort((a, b) =>
    key === "name"
      ? sign * COLLATOR.compare(a.name, b.name)
      : sign * (a[key] - b[key]) || b.documents - a.documents || a.at - b.at,
  );
  const most = found.reduce((least, row) => Math.max(least, row.documents), 1);
  return { rows: rows.slice(0, shown), count: rows.length, all: found.length, most };
}

function where(model, row) {
  if (row.where !== undefined) return row.where;
  const kind = t("kind.one." + first.kinds[model.kind[row.at]]);
  const land = first.countries[model.country[row.at]];
  return land && first.kinds[model.kind[row.at]] !== "country" ? `${kind} · ${country(land)}` : kind;
}

function draw(app) {
  const { model, nodes } = app;
  const layer = app.tableLayer();
  const wanted = fold(nodes.search.value.trim());
  const { rows, count, all, most } =
    layer === "place" ? placesOf(model, wanted, state) : unitsOf(model, layer, wanted, state);
  const columns = ["name", "documents", "share", "mentions", ...(layer === "place" ? [] : ["people"])];
  const head = h("tr", {}, ...columns.map((column) => heading(column, app)));
  const body = rows.map((row) => line(app, layer, row, columns, most));
  const parts = [
    h(
      "table",
      {},
      h("caption", { text: `${t("table." + layer)}: ${n(count)}${wanted ? ` / ${n(all)}` : ""}` }),
      h("thead", {}, head),
      h("tbody", {}, ...body),
    ),
  ];
  if (!count) parts.push(h("p", { class: "gm-none", text: t("none") }));
  if (count > state.rows) parts.push(more(app));
  nodes.table.replaceChildren(...parts);
}

function more(app) {
  const act = () => {
    const at = state.rows;
    state.rows += 4 * STEP;
    draw(app);
    app.nodes.table.querySelectorAll("tbody button")[at]?.focus();
  };
  return h("button", { type: "button", class: "gm-more", text: t("more"), on: { click: act } });
}

function heading(column, app) {
  /* A share sorts as what it is a share of. */
  const key = column === "share" ? "documents" : column;
  const isIt = state.key === key && column !== "share";
  const act = () => {
    state.down = state.key === key ? !state.down : key !== "name";
    state.key = key;
    draw(app);
    app.nodes.table.querySelector(`[data-column="${column}"]`).focus();
  };
  return h(
    "th",
    {
      scope: "col",
      class: "gm-of-" + column,
      "aria-sort": isIt ? (state.down ? "descending" : "ascending") : undefined,
    },
    h("button", { type: "button", "data-column": column, text: t("column." + column), on: { click: act } }),
  );
}

function line(app, layer, row, columns, most) {
  const cells = {
    documents: n(row.documents),
    share: share(row.documents, app.model.total),
    mentions: n(row.mentions),
    people: row.people ? fine.format(row.people) : "–",
  };
  const button = h("button", { type: "button", text: row.name, on: { click: () => app.choose(layer, row.at, true) } });
  const meter = h("span", { class: "gm-bar", "aria-hidden": "true" });
  meter.style.setProperty("--part", String(row.documents / most));
  const name = h("th", { scope: "row" }, button, h("small", { text: where(app.model, row) }), meter);
  const isChosen = app.chosen?.layer === layer && app.chosen.at === row.at;
  return h(
    "tr",
    { class: isChosen ? "gm-chosen" : undefined },
    name,
    ...columns.slice(1).map((column) => h("td", { class: "gm-of-" + column, text: cells[column] })),
  );
}

const rewind = () => {
  state.rows = STEP;
};

export { draw, rewind, where };
