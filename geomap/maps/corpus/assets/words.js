/* Texts of the interface, numbers and dates as the page's language writes them. */
import { fold, insert } from "../../html/assets/wording.js";
import { first } from "./data.js";

const t = (key, values = {}) => insert(first.texts[key] ?? key, values);

const locale = first.language;
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
const short = new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 3 });
const percent = new Intl.NumberFormat(locale, { style: "percent", maximumSignificantDigits: 2 });
const tongues = new Intl.DisplayNames([locale], { type: "language", fallback: "code" });
const lands = new Intl.DisplayNames([locale], { type: "region", fallback: "code" });

const n = (value) => whole.format(value);
const share = (part, all) => (all ? percent.format(part / all) : "–");

function named(names, code) {
  try {
    return code ? names.of(code) : t("unknown");
  } catch {
    return code;
  }
}
const language = (code) => named(tongues, code);
const country = (code) => (code ? named(lands, code) : t("no-country"));

const DAY = 864e5;
const formats = {
  day: new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }),
  month: new Intl.DateTimeFormat(locale, { month: "short", year: "numeric", timeZone: "UTC" }),
  year: new Intl.DateTimeFormat(locale, { year: "numeric", timeZone: "UTC" }),
};
const date = (day, unit = "day") => (formats[unit] ?? formats.day).format(day * DAY);

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

export { country, date, fine, fold, h, language, n, share, short, t };
