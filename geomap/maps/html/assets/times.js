/* Times of the story in words: days, months and years in the reader's language, a liveblog's stamps as the text has them. */

const DAY_MS = 864e5;
/** @param {string} day */
const toDate = (day) => new Date(day.slice(0, 10) + "T00:00:00Z");
/** @param {DateData} time */
const isStamp = (time) => time.first.includes("T");

/**
 * The day, the days, the month or the year of a time.
 * @param {DateData} time
 * @param {string} lang
 */
function days(time, lang) {
  if (time.first.startsWith("T")) return "";
  const first = toDate(time.first);
  const count = (toDate(time.last).getTime() - first.getTime()) / DAY_MS;
  /** @type {Intl.DateTimeFormatOptions} */
  const style =
    count > 300
      ? { year: "numeric" }
      : count > 7
        ? { year: "numeric", month: "short" }
        : { year: "numeric", month: "short", day: "numeric" };
  const format = new Intl.DateTimeFormat(lang, { timeZone: "UTC", ...style });
  return count > 0 && count <= 7 ? format.formatRange(first, toDate(time.last)) : format.format(first);
}

/**
 * The clock as the text has it, and the day.
 * @param {DateData} time
 * @param {string} lang
 */
const inWords = (time, lang) => [isStamp(time) ? time.label : "", days(time, lang)].filter(Boolean).join(" · ");

/**
 * The numbers of what is shown at a step of the times: up to it, or only then; all where nothing is left out.
 * @param {number[]} used numbers of the times, in order
 * @param {number} step
 * @param {boolean} isOnly
 */
const shownAt = (used, step, isOnly) => (isOnly ? [used[step]] : step < used.length - 1 ? used.slice(0, step + 1) : []);

/**
 * Steps in the order of their times; one without a time stays behind the one before it.
 * @template {{ time: number | null }} T
 * @param {T[]} steps
 */
function inTime(steps) {
  let last = -1;
  return steps
    .map((step, place) => {
      last = step.time ?? last;
      return { step, last, place };
    })
    .sort((a, b) => a.last - b.last || a.place - b.place)
    .map(({ step }) => step);
}

export { days, inTime, inWords, shownAt };
