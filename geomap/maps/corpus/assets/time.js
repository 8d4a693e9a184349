/* The time: documents by day, week or month, a stretch to choose, and a button that moves it on. */
import { nextOf } from "./model.js";
import { date, h, n, t } from "./words.js";

const STEP_MS = 700;
const MOST_BARS = 400;

class Time {
  constructor(app) {
    this.app = app;
    const { model, nodes } = app;
    this.units = model.units.filter((unit) => unit === model.units.at(-1) || model.timeline(unit).length <= 800);
    if (!model.starts.length || !this.units.length) return;
    /* Bars that are as wide as can be told apart. */
    this.unit = this.units.find((unit) => model.timeline(unit).length <= MOST_BARS) ?? this.units.at(-1);
    this.playing = 0;
    this.bars = h("canvas", { class: "gm-bars", "aria-hidden": "true" });
    const range = (key) =>
      h("input", {
        type: "range",
        min: "0",
        class: "gm-range",
        "aria-label": t(key),
        on: { input: () => this.moved(key) },
      });
    this.from = range("time.from");
    this.to = range("time.to");
    this.said = h("output", { class: "gm-said" });
    this.play = h("button", { type: "button", class: "gm-play", on: { click: () => this.toggle() } });
    this.all = h("button", {
      type: "button",
      class: "gm-link",
      text: t("time.all"),
      on: { click: () => this.whole() },
    });
    this.select = h("select", { "aria-label": t("time.unit"), on: { change: () => this.change() } });
    this.select.append(...this.units.map((unit) => h("option", { value: unit, text: t("unit." + unit) })));
    this.select.value = this.unit;
    nodes.time.hidden = false;
    nodes.time.append(
      h("div", { class: "gm-time-head" }, this.play, this.said, this.all, this.select),
      h("div", { class: "gm-track" }, this.bars, this.from, this.to),
    );
    this.change();
    this.isThere = true;
    new ResizeObserver(() => this.draw()).observe(this.bars);
  }

  change() {
    this.unit = this.select.value;
    this.steps = this.app.model.timeline(this.unit, this.app.measure);
    for (const input of [this.from, this.to]) input.max = String(this.steps.length - 1);
    this.whole();
  }

  whole() {
    this.stop();
    this.from.value = "0";
    this.to.value = String(this.steps.length - 1);
    this.apply();
  }

  moved(key) {
    this.stop();
    /* The handle that is moved stops at the other. */
    if (Number(this.from.value) > Number(this.to.value))
      if (key === "time.from") this.from.value = this.to.value;
      else this.to.value = this.from.value;
    this.apply();
  }

  apply() {
    const first = Number(this.from.value);
    const last = Number(this.to.value);
    const isWhole = first === 0 && last === this.steps.length - 1;
    const { filter } = this.app.model;
    filter.from = isWhole ? null : this.steps[first].start;
    filter.to = isWhole ? null : this.steps[last].end;
    this.all.hidden = isWhole;
    this.said.textContent = this.words(isWhole, first, last);
    for (const [input, at] of [
      [this.from, first],
      [this.to, last],
    ])
      input.setAttribute("aria-valuetext", date(this.steps[at].start, this.unit));
    /* Where both handles meet at the end, the left one must be on top to be moved back. */
    this.from.style.zIndex = first > this.steps.length / 2 ? "3" : "2";
    this.draw();
    if (this.isThere) this.app.filtered();
  }

  /* The filters or the measure are others. */
  recount() {
    if (!this.steps) return;
    this.steps = this.app.model.timeline(this.unit, this.app.measure);
    this.draw();
  }

  words(isWhole, first, last) {
    const { model } = this.app;
    const span = (from, to) => {
      const isLong = this.unit === "month" || this.unit === "year";
      const end = isLong ? this.steps[to].start : Math.min(this.steps[to].end - 1, model.last);
      const start = isLong ? this.steps[from].start : Math.max(this.steps[from].start, model.starts[0]);
      const [a, b] = [date(start, this.unit), date(end, this.unit)];
      return a === b ? a : `${a} – ${b}`;
    };
    const text = span(first, last);
    if (!model.undated) return text;
    const undated = model.slots.subarray(0, model.languages).reduce((a, b) => a + b, 0);
    return isWhole
      ? `${text} · ${t("undated.in", { n: n(undated) })}`
      : `${text} · ${t("undated.out", { n: n(undated) })}`;
  }

  draw() {
    const { bars, steps } = this;
    const ratio = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = bars;
    if (!width) return;
    bars.width = width * ratio;
    bars.height = height * ratio;
    const context = bars.getContext("2d");
    context.scale(ratio, ratio);
    const rtl = document.documentElement.dir === "rtl";
    const style = getComputedStyle(bars);
    const most = steps.reduce((least, step) => Math.max(least, step.count), 1);
    const wide = width / steps.length;
    const [first, last] = [Number(this.from.value), Number(this.to.value)];
    steps.forEach((step, i) => {
      const tall = (height - 2) * (step.count / most);
      context.fillStyle = style.getPropertyValue(i >= first && i <= last ? "--accent" : "--line");
      const x = rtl ? width - (i + 1) * wide : i * wide;
      context.fillRect(x, height - tall, Math.max(wide - (wide > 3 ? 1 : 0), 0.7), tall);
    });
  }

  /* The stretch moves on by its own length; of all, the first step is shown. */
  toggle() {
    if (this.playing) return this.stop();
    const last = this.steps.length - 1;
    if (Number(this.from.value) === 0 && Number(this.to.value) === last) this.to.value = "0";
    else if (Number(this.to.value) === last) this.shift(-Number(this.from.value));
    this.playing = window.setInterval(() => this.step(), STEP_MS);
    this.label();
    this.apply();
  }

  shift(by) {
    const [first, last] = [Number(this.from.value) + by, Number(this.to.value) + by];
    this.from.value = String(first);
    this.to.value = String(last);
  }

  step() {
    const room = this.steps.length - 1 - Number(this.to.value);
    if (!room) return this.stop();
    const by = Math.min(room, Number(this.to.value) - Number(this.from.value) + 1);
    this.shift(by);
    this.apply();
  }

  stop() {
    window.clearInterval(this.playing);
    this.playing = 0;
    this.label();
  }

  label() {
    this.play.textContent = this.playing ? "❚❚" : "▶";
    this.play.setAttribute("aria-label", t(this.playing ? "time.stop" : "time.play"));
  }
}

export { Time, nextOf };
