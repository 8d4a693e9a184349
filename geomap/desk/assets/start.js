import { LANGUAGES, addressOf, button, choice, field, h, show, speak, spoken, t } from "./elements.js";
import { service } from "./service.js";

/* The start page: a text, files, a sample, or a map of before. */
const PLACE_FILES = /\.(geojson|gpkg)$/i;
/* What the start page holds until a map is made of it; it survives a change of language. */
const draft = { text: "", texts: [], places: [], date: "", home: "", textLanguage: "", worldview: "neutral" };

function startPage(root, known) {
  const status = h("p", { class: "status", role: "status" });
  const say = (message, isError) => {
    status.textContent = message;
    status.classList.toggle("error", Boolean(isError));
  };
  const failed = (error) => say(error.message, true);
  const redraw = () => startPage(root, known);

  const text = h("textarea", {
    id: "text",
    rows: 12,
    placeholder: t("drop"),
    dir: "auto",
    on: { input: () => (draft.text = text.value) },
  });
  text.value = draft.text;

  const make = button(t("make"), async () => {
    keepText();
    if (!draft.texts.length) return say(t("empty"), true);
    say(t("making"));
    make.disabled = true;
    try {
      const { date, home, textLanguage, worldview, texts, places } = draft;
      const made = await service.post("/api/projects", {
        language: spoken.language,
        worldview,
        date,
        home,
        textLanguage,
        texts,
        places,
      });
      Object.assign(draft, { text: "", texts: [], places: [] });
      show(made.id);
    } catch (error) {
      make.disabled = false;
      failed(error);
    }
  });
  make.className = "primary";

  function keepText() {
    if (draft.text.trim()) draft.texts.push({ text: draft.text });
    draft.text = text.value = "";
  }

  /* Files of one drop come one after the other: none is lost, and what cannot be read is said. */
  async function take(files, asPlaces) {
    const problems = [];
    for (const file of files) {
      say(file.name + " …");
      try {
        if (asPlaces || PLACE_FILES.test(file.name)) draft.places.push(await service.upload("/api/places", file));
        else {
          const read = await service.upload("/api/read", file);
          if (read.project) return show(read.project);
          draft.texts.push(...read.texts);
          problems.push(...read.problems.map((what) => t("passed-over", { what })));
        }
      } catch (error) {
        problems.push(error.message);
      }
    }
    redraw();
    document.querySelector(".status").textContent = problems.join(" ");
    document.querySelector(".status").classList.toggle("error", problems.length > 0);
  }

  const picker = (accept, asPlaces) =>
    h("input", {
      type: "file",
      multiple: true,
      accept,
      class: "unseen",
      tabindex: "-1",
      "aria-hidden": "true",
      on: { change: (event) => take([...event.target.files], asPlaces) },
    });
  const files = picker("", false);
  const placeFiles = picker(".geojson,.json,.csv,.gpkg", true);

  const zone = h(
    "section",
    { class: "paste" },
    h("label", { for: "text", text: t("text") }),
    text,
    h(
      "div",
      { class: "row" },
      button(t("choose"), () => files.click()),
      files,
      button(t("add"), () => {
        keepText();
        redraw();
      }),
      h("small", { text: t("kinds") }),
    ),
    added(),
  );
  droppable(zone, (dropped) => take(dropped, false));

  function without(list, i) {
    list.splice(i, 1);
    redraw();
  }

  function added() {
    if (!draft.texts.length) return null;
    const rows = draft.texts.map((one, i) => {
      const name = one.title || one.source || one.text.trim().slice(0, 60);
      return h(
        "li",
        {},
        h("bdi", { text: name }),
        button("×", () => without(draft.texts, i), {
          class: "small",
          "aria-label": t("remove", { name }),
        }),
      );
    });
    return h("div", {}, h("h2", { text: t("added") }), h("ul", { class: "chips" }, rows));
  }

  function places() {
    const rows = draft.places.map((one, i) =>
      h(
        "li",
        {},
        h("bdi", { text: `${one.name} (${one.count})` }),
        button("×", () => without(draft.places, i), {
          class: "small",
          "aria-label": t("remove", { name: one.name }),
        }),
      ),
    );
    const box = h(
      "div",
      { class: "places" },
      h("h2", { text: t("own-places") }),
      h("ul", { class: "chips" }, rows),
      button(t("own-drop"), () => placeFiles.click(), { class: "dropper" }),
      placeFiles,
    );
    droppable(box, (dropped) => take(dropped, true));
    return box;
  }

  const input = (key, properties) => {
    const node = h("input", { ...properties, on: { input: () => (draft[key] = node.value) } });
    node.value = draft[key];
    return node;
  };
  const named = new Intl.DisplayNames([spoken.language], { type: "region" });
  const tongue = new Intl.DisplayNames([spoken.language], { type: "language" });
  const views = known.worldviews
    .map((code) => [code, named.of(code)])
    .sort((a, b) => a[1].localeCompare(b[1], spoken.language));
  const tongues = known.languages.map((tag) => [tag, tongue.of(tag)]);
  const options = h(
    "details",
    { class: "options" },
    h("summary", { text: t("options") }),
    h(
      "div",
      { class: "fields" },
      field(t("date"), input("date", { type: "date" })),
      field(t("home"), input("home", { type: "text", maxlength: 200 })),
      field(
        t("text-language"),
        choice([["", t("found-out")], ...tongues], draft.textLanguage, (value) => (draft.textLanguage = value)),
      ),
    ),
    places(),
  );
  options.open = Boolean(draft.places.length || draft.date || draft.home || draft.textLanguage);

  root.replaceChildren(
    h(
      "header",
      { class: "top" },
      h("h1", { text: t("title") }),
      field(
        t("language"),
        choice(
          LANGUAGES.map((tag) => [tag, new Intl.DisplayNames([tag], { type: "language" }).of(tag)]),
          spoken.language,
          (tag) => {
            speak(tag);
            redraw();
          },
        ),
      ),
    ),
    h(
      "main",
      { class: "start" },
      h(
        "div",
        { class: "new" },
        zone,
        h(
          "div",
          { class: "fields" },
          field(
            t("worldview"),
            choice([["neutral", t("neutral")], ...views], draft.worldview, (value) => (draft.worldview = value)),
          ),
        ),
        options,
        h("div", { class: "row" }, make, status),
      ),
      h("aside", {}, recent(known, redraw, failed), samples(known, text)),
    ),
  );
  document.title = "geomap";
}

function recent(known, redraw, failed) {
  const when = new Intl.DateTimeFormat(spoken.language, { dateStyle: "medium", timeStyle: "short" });
  const rows = known.projects.map((one) => {
    const remove = button(
      "×",
      async () => {
        if (!remove.classList.contains("sure")) {
          remove.classList.add("sure");
          remove.textContent = t("really");
          return;
        }
        try {
          await service.post(`/api/projects/${one.id}/remove`, {});
          known.projects = known.projects.filter((other) => other !== one);
          redraw();
        } catch (error) {
          failed(error);
        }
      },
      { class: "small", "aria-label": t("remove", { name: one.title }) },
    );
    if (one.problem) return h("li", {}, h("span", { class: "error" }, h("bdi", { text: one.problem })));
    return h(
      "li",
      {},
      h(
        "a",
        { href: addressOf(one.id) },
        h("bdi", { text: one.title }),
        h("small", { text: `${when.format(new Date(one.changed))} · ${t("texts", { n: one.texts })}` }),
      ),
      remove,
    );
  });
  return h(
    "section",
    {},
    h("h2", { text: t("recent") }),
    rows.length ? h("ul", { class: "list" }, rows) : h("p", { class: "dim", text: t("none") }),
  );
}

function samples(known, text) {
  const rows = known.samples.map((one) => {
    const first = /^(?:Title:\s*)?(.+)$/m.exec(one.text);
    return h(
      "li",
      {},
      button(
        first ? first[1] : one.name,
        () => {
          draft.text = text.value = one.text;
          text.focus();
          text.setSelectionRange(0, 0);
          text.scrollTop = 0;
        },
        { class: "link", lang: "en" },
      ),
    );
  });
  return h("section", {}, h("h2", { text: t("samples") }), h("ul", { class: "list" }, rows));
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

export { startPage };
