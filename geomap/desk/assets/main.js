import { editorPage } from "./editor.js";
import { h, show, speak, spoken } from "./elements.js";
import { service } from "./service.js";
import { startPage } from "./start.js";

let leave = () => {};
let turn = 0;

async function draw() {
  const root = document.getElementById("desk");
  const mine = ++turn;
  const isLatest = () => mine === turn;
  leave();
  leave = () => {};
  delete document.documentElement.dataset.ready;
  const id = window.location.hash.slice(1);
  if (/^[0-9a-f]{32}$/.test(id)) {
    const left = await editorPage(root, id, isLatest);
    if (isLatest()) leave = left;
    return;
  }
  try {
    const known = await service.get("/api/start");
    if (!isLatest()) return;
    startPage(root, known);
    document.documentElement.dataset.ready = "1";
  } catch (error) {
    root.replaceChildren(
      h("main", { class: "wait" }, h("p", { class: "status error", role: "alert", text: error.message })),
    );
  }
}

/* A file that misses its place must not take the page away. */
for (const type of ["dragover", "drop"]) window.addEventListener(type, (event) => event.preventDefault());
/* A link to the start page keeps the page itself: only what stands behind the "#" changes. */
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='/?token=']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  show(new URL(link.href).hash.slice(1));
});
window.addEventListener("hashchange", draw);
speak(spoken.language);
draw();
