/* All keys that the editor knows, in a window of their own. */
import { gm } from "./core.js";

const h = gm.h;

function help() {
  const dialog = h(
    "dialog",
    { class: "gm-keys gm-editor", "aria-labelledby": "gm-keys-title", on: { close: () => dialog.remove() } },
    h("h2", { id: "gm-keys-title", text: gm.t("edit.keys") }),
    h(
      "dl",
      {},
      [...gm.editor.keys]
        .filter(([, { text }]) => text)
        .map(([keys, { text }]) =>
          h(
            "div",
            {},
            h(
              "dt",
              { dir: "ltr" },
              keys.split("+").map((key) => h("kbd", { text: key.length === 1 ? key.toUpperCase() : key })),
            ),
            h("dd", { text: gm.t(text) }),
          ),
        ),
    ),
    h("button", { type: "button", text: gm.t("close"), on: { click: () => dialog.close() } }),
  );
  document.body.append(dialog);
  dialog.showModal();
}

gm.editor.key("?", help, "edit.keys");
gm.editor.key("shift+?", help, "");
gm.on("editing", () => {
  const tools = document.querySelector(".gm-edit-tools");
  if (!tools || tools.querySelector("[data-edit=keys]")) return;
  tools.append(
    h("button", {
      type: "button",
      "data-edit": "keys",
      text: "?",
      title: gm.t("edit.keys"),
      "aria-label": gm.t("edit.keys"),
      on: { click: help },
    }),
  );
});
