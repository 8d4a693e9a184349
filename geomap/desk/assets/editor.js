import { addressOf, button, choice, download, field, h, hasText, show, t } from "./elements.js";
import { languages, placesBox, worldviews } from "./making.js";
import { keeper } from "./keeper.js";
import { service } from "./service.js";

/* A map in its frame. Its page is hostile until shown otherwise: it sees neither the token nor this page, can ask for what
   stands here and nothing else, and all that it sends is data. */
const FORMATS = ["html", "published", "svg", "png", "pdf", "geojson", "csv", "json", "jsonl", "kml", "gpkg", "parquet"];
const SAVED_TYPES =
  /^(text\/(html|csv|plain)|application\/(json|geo\+json|pdf)|image\/(png|svg\+xml))(;charset=utf-8)?$/i;

async function editorPage(root, id, isLatest) {
  root.replaceChildren(h("main", { class: "wait" }, h("p", { class: "status", role: "status", text: t("making") })));
  let project;
  try {
    project = await service.get(`/api/projects/${id}`);
  } catch (error) {
    if (!isLatest()) return () => {};
    root.replaceChildren(
      h(
        "main",
        { class: "wait" },
        h("p", { class: "status error", role: "alert", text: error.message }),
        h("a", { href: addressOf(""), text: t("back") }),
      ),
    );
    return () => {};
  }
  if (!isLatest()) return () => {};
  const path = `/api/projects/${id}`;
  const title = h("h1", { class: "name", dir: "auto", text: project.title });
  const state = h("span", { class: "state", role: "status" });
  const notice = h("div", { class: "notice", role: "alert", hidden: true });
  const frame = h("iframe", { sandbox: "allow-scripts", allow: "fullscreen", title: t("frame"), src: project.frame });
  let said = JSON.stringify(project.said);
  let port = null;

  const keep = keeper(project, (now, more) => {
    state.textContent = t(now === "saved" ? "saved" : now === "saving" ? "saving" : "unsaved");
    state.dataset.state = now;
    if (more.title) {
      title.textContent = more.title;
      document.title = `${more.title} · geomap`;
    }
    tell(now, more);
  });
  state.textContent = t("saved");
  state.dataset.state = "saved";
  document.title = `${project.title} · geomap`;

  function tell(now, more) {
    const mine = keep.unsaved() !== null;
    const asFile = () => button(t("keep-file"), () => download("corrections.json", new Blob([keep.unsaved() || said])));
    const rows = {
      lost: () => [t("lost"), asFile()],
      renewed: () => [t("renewed"), mine ? asFile() : null],
      refused: () => [more.message, asFile()],
      conflict: () => [
        t("changed") + (mine ? " " + t("yours") : ""),
        button(t("reload"), () => show(id)),
        button(t("take-over"), () => {
          keep.keep(keep.unsaved() || said);
          keep.takeOver(more.revision);
        }),
      ],
    }[now];
    notice.hidden = !rows;
    if (!rows) return;
    const [text, ...buttons] = rows();
    notice.replaceChildren(h("span", { text }), ...buttons.filter(Boolean));
  }

  function inform(text, isError) {
    notice.hidden = false;
    notice.replaceChildren(
      h("span", { text, class: isError ? "error" : "" }),
      button(t("close"), () => (notice.hidden = true)),
    );
  }

  const answers = {
    search: ({ query, near }) => service.post(`${path}/search`, { query, near }),
    candidates: ({ document, start, end, text, said }) =>
      service.post(`${path}/candidates`, { document, start, end, text, said }),
    made: (asked) => service.post(`${path}/made`, { said: asked.said }),
    again: (asked) => service.post(`${path}/again`, { said: asked.said }),
    async save({ name, type, data }) {
      const kind = String(type || "text/plain");
      if (!SAVED_TYPES.test(kind)) throw new Error(kind);
      const plain = String(name || "map")
        .replace(/[^\p{L}\p{N}._ -]+/gu, "-")
        .slice(-100);
      download(
        plain,
        data instanceof Blob ? new Blob([data], { type: kind }) : new Blob([String(data)], { type: kind }),
      );
      return true;
    },
  };

  async function heard(message) {
    const asked = message || {};
    if (asked.tell === "said" && typeof asked.text === "string") {
      said = asked.text;
      keep.keep(said);
    } else if (asked.tell === "ready") {
      document.documentElement.dataset.ready = "1";
      port.postMessage({ edit: true });
    } else if (Number.isInteger(asked.ask)) {
      const back = port;
      try {
        if (!Object.hasOwn(answers, asked.kind)) throw new Error(String(asked.kind));
        back.postMessage({ answer: asked.ask, value: await answers[asked.kind](asked) });
      } catch (error) {
        back.postMessage({ answer: asked.ask, error: error.message });
      }
    }
  }

  function greet(event) {
    if (event.source !== frame.contentWindow || !event.data || event.data.geomap !== "desk?") return;
    const channel = new MessageChannel();
    if (port) port.close();
    port = channel.port1;
    port.onmessage = (message) => heard(message.data);
    frame.contentWindow.postMessage({ geomap: "desk", version: 1 }, "*", [channel.port2]);
  }
  window.addEventListener("message", greet);

  const words = (form) =>
    hasText(`as.${form}`) ? t(`as.${form}`) : { geojson: "GeoJSON" }[form] || form.toUpperCase();
  let form = "html";
  const take = button(t("take.do"), async () => {
    take.disabled = true;
    try {
      await keep.settled();
      const made = await service.file(`${path}/export`, { format: form });
      download(made.name, made.blob);
      inform(t("taken", { name: made.name }));
    } catch (error) {
      inform(error.message, true);
    }
    take.disabled = false;
  });

  /* Another language, other borders or places: all is kept first, and the map is made anew. */
  async function remake(changes) {
    try {
      await keep.settled();
      const { language, worldview, places } = { ...project, ...changes };
      await service.post(`${path}/making`, { revision: keep.revision(), language, worldview, places });
      show(id);
    } catch (error) {
      inform(error.message, true);
    }
  }

  async function addPlaces(files) {
    const places = [...project.places];
    try {
      for (const file of files) places.push(await service.upload("/api/places", file));
      await remake({ places });
    } catch (error) {
      inform(error.message, true);
    }
  }

  const making = h(
    "details",
    { class: "making" },
    h("summary", { text: t("making-of") }),
    h(
      "div",
      {},
      field(
        t("language"),
        choice([["", t("text-language")], ...languages()], project.language, (language) => remake({ language })),
      ),
      field(
        t("worldview"),
        worldviews(project.worldviews, project.worldview, (worldview) => remake({ worldview })),
      ),
      placesBox(project.places, addPlaces, (i) => remake({ places: project.places.filter((_, at) => at !== i) })),
    ),
  );

  /* It closes as soon as somebody goes on elsewhere, in the map's frame too. */
  const fold = (event) => {
    const isInFrame = event.type === "blur" && document.activeElement === frame;
    if (isInFrame || event.key === "Escape" || (event.type === "click" && !making.contains(event.target)))
      making.open = false;
  };
  for (const type of ["click", "keydown", "blur"]) window.addEventListener(type, fold);

  root.replaceChildren(
    h(
      "header",
      { class: "bar" },
      h("a", { href: addressOf(""), text: `‹ ${t("back")}`, class: "back" }),
      title,
      state,
      h("span", { class: "grow" }),
      making,
      choice(
        [...FORMATS, "corrections", "project"].map((one) => [one, words(one)]),
        form,
        (value) => (form = value),
        {
          "aria-label": t("take"),
        },
      ),
      take,
    ),
    notice,
    h("main", { class: "map" }, frame),
  );
  return () => {
    keep.end();
    window.removeEventListener("message", greet);
    for (const type of ["click", "keydown", "blur"]) window.removeEventListener(type, fold);
    if (port) port.close();
  };
}

export { editorPage };
