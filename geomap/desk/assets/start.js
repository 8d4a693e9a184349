import { addressOf, button, choice, field, h, show, speak, spoken, t } from "./elements.js";
import { droppable, languages, picker, placesBox, worldviews } from "./making.js";
import { service } from "./service.js";

/* The start page: a text, files, a sample, or a map of before. */
const SHOWN = 6;
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
        language: spoken.chosen ? spoken.language : "",
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

  const files = picker("", (chosen) => take(chosen, false));

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

  const input = (key, properties) => {
    const node = h("input", { ...properties, on: { input: () => (draft[key] = node.value) } });
    node.value = draft[key];
    return node;
  };
  const tongue = new Intl.DisplayNames([spoken.language], { type: "language" });
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
    placesBox(
      draft.places,
      (dropped) => take(dropped, true),
      (i) => without(draft.places, i),
    ),
  );
  options.open = Boolean(draft.places.length || draft.date || draft.home || draft.textLanguage);

  root.replaceChildren(
    h(
      "header",
      { class: "top" },
      h("h1", { text: t("title") }),
      field(
        t("language"),
        choice(languages(), spoken.language, (tag) => {
          speak(tag, true);
          redraw();
        }),
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
            worldviews(known.worldviews, draft.worldview, (value) => (draft.worldview = value)),
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
    rows.length ? h("ul", { class: "list" }, rows.slice(0, SHOWN)) : h("p", { class: "dim", text: t("none") }),
    rows.length > SHOWN
      ? h(
          "details",
          { class: "more" },
          h("summary", { text: t("older", { n: rows.length - SHOWN }) }),
          h("ul", { class: "list" }, rows.slice(SHOWN)),
        )
      : null,
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

export { startPage };
