/* Which page is shown: the address says it, behind the "#": nothing for the start page, or a map's id. */
const addressOf = (id) => `/?token=${encodeURIComponent(token)}${id ? `#${id}` : ""}`;
let leave = () => {};

async function draw() {
  const root = document.getElementById("desk");
  leave();
  leave = () => {};
  delete document.documentElement.dataset.ready;
  const id = window.location.hash.slice(1);
  if (/^[0-9a-f]{32}$/.test(id)) {
    leave = await editorPage(root, id);
    return;
  }
  try {
    startPage(root, await service.get("/api/start"));
    document.documentElement.dataset.ready = "1";
  } catch (error) {
    root.replaceChildren(h("main", { class: "wait" }, h("p", { class: "status error", role: "alert", text: error.message })));
  }
}

/* Show a map, anew where it is shown already. */
function show(id) {
  if (window.location.hash === `#${id}`) draw();
  else window.location.hash = id;
}

/* A file that misses its place must not take the page away. */
for (const type of ["dragover", "drop"]) window.addEventListener(type, (event) => event.preventDefault());
/* A link to the start page keeps the page itself: only what stands behind the "#" changes. */
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='/?token=']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const to = new URL(link.href).hash.slice(1);
  if (to) show(to);
  else {
    history.pushState(null, "", addressOf(""));
    draw();
  }
});
window.addEventListener("hashchange", draw);
window.addEventListener("popstate", () => window.location.hash || draw());
speak(language);
draw();
