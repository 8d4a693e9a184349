/* Elements and words. Text enters the page by textContent and attributes only. */
const given = JSON.parse(document.getElementById("desk-data").textContent);
const LANGUAGES = Object.keys(given.texts);
const KEPT_LANGUAGE = "geomap-chosen-language";

/* The language of the desk, and whether somebody has chosen it, now or before: maps are made in a chosen one. */
const spoken = chosenLanguage();

function chosenLanguage() {
  let kept = "";
  try {
    kept = localStorage.getItem(KEPT_LANGUAGE) || "";
  } catch {
    /* A browser may forbid it. */
  }
  const chosen = [given.language, kept].find((tag) => LANGUAGES.includes(tag));
  const read = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => LANGUAGES.includes(tag));
  return { language: chosen || read || "en", chosen: Boolean(chosen) };
}

function speak(tag, isChosen) {
  spoken.language = tag;
  document.documentElement.lang = tag;
  document.documentElement.dir = given.rtl.includes(tag) ? "rtl" : "ltr";
  if (!isChosen) return;
  spoken.chosen = true;
  try {
    localStorage.setItem(KEPT_LANGUAGE, tag);
  } catch {
    /* Then it is asked again. */
  }
}

/* A text of the interface, with what stands for {names}. */
const t = (key, values = {}) =>
  (given.texts[spoken.language][key] || key).replace(/\{(\w+)\}/g, (whole, name) =>
    name in values ? String(values[name]) : whole,
  );

/* An element: "class", "text", "on" (listeners); everything else is an attribute. */
function h(tag, properties, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(properties || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "text") node.textContent = value;
    else if (key === "on") for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
    else node.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children.flat()) if (child) node.append(child);
  return node;
}

const button = (text, click, properties = {}) => h("button", { type: "button", text, on: { click }, ...properties });

/* A select: rows of value and words. */
const choice = (rows, value, change, properties = {}) =>
  h(
    "select",
    { on: { change: (event) => change(event.target.value) }, ...properties },
    rows.map(([key, text]) => h("option", { value: key, text, selected: key === value })),
  );

const field = (label, control) => h("label", { class: "field" }, h("span", { text: label }), control);

function download(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/* Which page is shown: the address says it, behind the "#": nothing for the start page, or a map's id. */
const token = new URLSearchParams(window.location.search).get("token") || "";
const addressOf = (id) => `/?token=${encodeURIComponent(token)}${id ? `#${id}` : ""}`;

/* Show a map, anew where it is shown already. */
function show(id) {
  if (window.location.hash.slice(1) === id) window.dispatchEvent(new HashChangeEvent("hashchange"));
  else window.location.hash = id;
}

const hasText = (key) => Boolean(given.texts[spoken.language][key]);

export { LANGUAGES, addressOf, button, choice, download, field, h, hasText, show, speak, spoken, t, token };
