/* Texts of the interface, numbers and dates as the page's language writes them. */
import { fold, insert } from "../../html/assets/wording.js";
import { first } from "./data.js";

const t = (key, values = {}) => insert(first.texts[key] ?? key, values);

const locale = first.language;
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
const percent = new Intl.NumberFormat(locale, { style: "percent", maximumSignificantDigits: 2 });
const n = (value) => whole.format(value);
const share = (part, all) => (all ? percent.format(part / all) : "–");

/* Made when it is asked for: a browser takes some milliseconds for each. */
const names = {};
function named(type, code) {
  names[type] ??= new Intl.DisplayNames([locale], { type, fallback: "code" });
  try {
    return names[type].of(code);
  } catch {
    return code;
  }
}
const language = (code) => (code ? named("language", code) : t("unknown"));
const country = (code) => (code ? named("region", code) : t("no-country"));

const DAY = 864e5;
const FORMATS = {
  day: { dateStyle: "medium", timeZone: "UTC" },
  month: { month: "short", year: "numeric", timeZone: "UTC" },
  year: { year: "numeric", timeZone: "UTC" },
};
const formats = {};
function date(day, unit = "day") {
  const key = unit in FORMATS ? unit : "day";
  formats[key] ??= new Intl.DateTimeFormat(locale, FORMATS[key]);
  return formats[key].format(day * DAY);
}

/* An element with attributes and children; texts are only ever text. */
function h(tag, values = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(values)) {
    if (key === "text") node.textContent = value;
    else if (key === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    else if (typeof value === "boolean") node.toggleAttribute(key, value);
    else if (value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

export { country, date, fine, fold, h, language, n, share, t };
