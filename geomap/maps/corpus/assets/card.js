/* What is known of a chosen place, unit or hexagon: its figures, what is named with it, the documents behind it. */
import { first } from "./data.js";
import { told } from "./measures.js";
import { where } from "./table.js";
import { country, date, h, n, share, t } from "./words.js";

const MOST_MEMBERS = 8;

function figures(app, layer, at) {
  const { model } = app;
  if (layer === "place") {
    const { documents, mentions } = model.places();
    return { documents: documents[at], mentions: mentions[at] };
  }
  const { documents, mentions } = model.groups(layer);
  const level = model.levels[layer];
  return { documents: documents[at], mentions: mentions[at], people: level.population?.[at], towns: level.towns?.[at] };
}

function title(app, layer, at) {
  if (layer === "place") return app.model.names[at];
  return app.model.levels[layer].names?.[at] ?? t("layer.hexagon");
}

/* A line that stands beside the pointer. */
function tip(app, layer, at) {
  const measure = layer === "country" || layer === "province" || app.measure !== "people" ? app.measure : "documents";
  return [
    h("b", { text: title(app, layer, at) }),
    h("span", { text: told(app.model, measure, figures(app, layer, at)) }),
  ];
}

function below(app, layer, at) {
  if (layer === "place") return where(app.model, { at });
  return layer === "province"
    ? country(app.model.levels[layer].codes[at])
    : t("one." + (layer === "country" ? layer : "hexagon"));
}

function draw(app) {
  const { card } = app.nodes;
  card.hidden = !app.chosen;
  if (!app.chosen) return card.replaceChildren();
  const { layer, at } = app.chosen;
  const found = figures(app, layer, at);
  const close = h("button", {
    type: "button",
    class: "gm-close",
    "aria-label": t("close"),
    text: "×",
    on: { click: () => app.choose(null) },
  });
  const parts = [
    close,
    h("h2", { text: title(app, layer, at) }),
    h("p", { class: "gm-where", text: below(app, layer, at) }),
    h("p", { class: "gm-figure", text: told(app.model, "documents", found) }),
    h("p", { class: "gm-figure", text: told(app.model, "mentions", found) }),
  ];
  if (layer === "place") parts.push(...links(app, at), ...documents(app, at, found.documents));
  else {
    if (found.people !== undefined)
      parts.push(
        h("p", {
          class: "gm-figure gm-dim",
          text: told(app.model, "people", found)
            .split(" · ")
            .filter((_, i) => i !== 1)
            .join(" · "),
        }),
      );
    parts.push(...members(app, layer, at));
  }
  return card.replaceChildren(...parts);
}

const go = (app, layer, at, text) =>
  h("button", { type: "button", class: "gm-go", text, on: { click: () => app.choose(layer, at, true) } });

function links(app, at) {
  const found = app.model.linksOf(at);
  if (!found.length) return [];
  const [among, , most] = first.links;
  const rows = found.map(({ place, documents }) =>
    h("li", {}, go(app, "place", place, app.model.names[place]), h("span", { text: n(documents) })),
  );
  return [
    h("h3", { text: t("near") }),
    h("ol", { class: "gm-near" }, ...rows),
    h("p", { class: "gm-note", text: t("near.note", { among: n(among), most: n(most) }) }),
  ];
}

function documents(app, at, total) {
  const found = app.model.samplesOf(at);
  const rows = found.map(({ id, title: words, link, day }) => {
    const text = words || id || "–";
    /* Only addresses of the web are in the page: samples.py. */
    const name = /^https?:\/\//i.test(link)
      ? h("a", { href: link, target: "_blank", rel: "noopener noreferrer nofollow", text })
      : h("span", { text });
    const rest = [day > -(2 ** 20) ? date(day) : "", words && id ? id : ""].filter(Boolean).join(" · ");
    return h("li", {}, name, h("small", { text: rest }));
  });
  return [
    h("h3", { text: `${t("documents")}: ${t("shown", { n: n(found.length), total: n(total) })}` }),
    found.length ? h("ul", { class: "gm-documents" }, ...rows) : h("p", { class: "gm-note", text: t("shown.none") }),
  ];
}

function members(app, layer, at) {
  const { model } = app;
  const { documents } = model.places();
  const { member } = model.levels[layer];
  const found = [];
  for (let i = 0; i < model.count; i++) if (member[i] === at && documents[i]) found.push(i);
  found.sort((a, b) => documents[b] - documents[a]);
  const rows = found
    .slice(0, MOST_MEMBERS)
    .map((i) =>
      h(
        "li",
        {},
        go(app, "place", i, model.names[i]),
        h("span", { text: `${n(documents[i])} · ${share(documents[i], model.total)}` }),
      ),
    );
  return [
    h("h3", { text: `${t("places")}: ${t("shown", { n: n(rows.length), total: n(found.length) })}` }),
    h("ol", { class: "gm-near" }, ...rows),
  ];
}

export { draw, tip };
