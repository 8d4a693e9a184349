/* How a map is made: language, borders, places of one's own. */
import { LANGUAGES, button, choice, h, spoken, t } from "./elements.js";

const languages = () => LANGUAGES.map((tag) => [tag, new Intl.DisplayNames([tag], { type: "language" }).of(tag)]);

function worldviews(codes, value, change) {
  const named = new Intl.DisplayNames([spoken.language], { type: "region" });
  const rows = codes.map((code) => [code, named.of(code)]);
  rows.sort((a, b) => a[1].localeCompare(b[1], spoken.language));
  return choice([["neutral", t("neutral")], ...rows], value, change);
}

/* Takes files without being seen: a button of the page's own opens it. */
const picker = (accept, take) =>
  h("input", {
    type: "file",
    multiple: true,
    accept,
    class: "unseen",
    tabindex: "-1",
    "aria-hidden": "true",
    on: { change: (event) => take([...event.target.files]) },
  });

function placesBox(list, take, remove) {
  const files = picker(".geojson,.json,.csv,.gpkg", take);
  const rows = list.map((one, i) =>
    h(
      "li",
      {},
      h("bdi", { text: `${one.name} (${one.places.features.length})` }),
      button("×", () => remove(i), { class: "small", "aria-label": t("remove", { name: one.name }) }),
    ),
  );
  const box = h(
    "div",
    { class: "places" },
    h("h2", { text: t("own-places") }),
    h("ul", { class: "chips" }, rows),
    button(t("own-drop"), () => files.click(), { class: "dropper" }),
    files,
  );
  droppable(box, take);
  return box;
}

function droppable(node, take) {
  node.addEventListener("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    node.classList.add("over");
  });
  node.addEventListener("dragleave", () => node.classList.remove("over"));
  node.addEventListener("drop", (event) => {
    node.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    event.stopPropagation();
    take([...event.dataTransfer.files]);
  });
}

export { droppable, languages, picker, placesBox, worldviews };
