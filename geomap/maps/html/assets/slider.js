/* Times that follow each other, of a liveblog or of several articles: what had happened up to one of them, or only then. */
import { gm } from "./core.js";
import { inWords, shownAt } from "./times.js";

const h = gm.h;
const STEP_MS = 1600;
/* More marks would be a line. */
const MOST_TICKS = 60;

gm.slider = {
  add() {
    const used = gm.data.timeline && gm.data.stepped ? gm.timeline.used() : [];
    if (used.length < 2) return;
    const last = used.length - 1;
    const words = (/** @type {number} */ step) => inWords(gm.data.dates[used[step]], gm.data.lang);
    let playing = 0;
    let isOnly = false;
    const range = h("input", {
      type: "range",
      min: 0,
      max: last,
      step: 1,
      "aria-label": gm.t("timeline"),
      list: "gm-ticks",
    });
    range.value = String(last);
    const told = h("output", { class: "gm-now", dir: "auto" });
    const draw = () => {
      const step = Number(range.value);
      const isAll = !isOnly && step === last;
      told.textContent = isAll ? words(0) + " – " + words(last) : words(step);
      range.setAttribute("aria-valuetext", (isOnly ? "" : gm.t("up-to") + " ") + words(step));
    };
    const set = () => {
      gm.state.dates = new Set(shownAt(used, Number(range.value), isOnly));
      gm.emit("filter");
    };
    const stop = () => {
      clearInterval(playing);
      playing = 0;
      play.become("play");
    };
    const go = (/** @type {number} */ step) => {
      range.value = String(step);
      set();
    };
    const play = gm.strip.button("play", () => {
      if (playing) return stop();
      play.become("pause");
      go(Number(range.value) < last ? Number(range.value) : 0);
      playing = window.setInterval(() => {
        if (Number(range.value) >= last) return stop();
        go(Number(range.value) + 1);
        if (Number(range.value) >= last) stop();
      }, STEP_MS);
    });
    range.addEventListener("input", () => {
      stop();
      set();
    });
    const choice = h(
      "select",
      {
        "aria-label": gm.t("shown"),
        on: {
          change() {
            isOnly = choice.selectedIndex === 1;
            set();
          },
        },
      },
      h("option", { text: gm.t("up-to") }),
      h("option", { text: gm.t("only-then") }),
    );
    const ticks = used.length <= MOST_TICKS ? used.map((_, step) => h("option", { value: step })) : [];
    gm.strip.add(
      h(
        "div",
        { class: "gm-slider", role: "group", "aria-label": gm.t("timeline") },
        play,
        range,
        h("datalist", { id: "gm-ticks" }, ticks),
        choice,
        told,
      ),
    );
    draw();
    /* A tour shows everything, and says so here too. */
    gm.on("filter", () => {
      if (!gm.state.dates.size) {
        if (isOnly) {
          isOnly = false;
          choice.selectedIndex = 0;
        }
        range.value = String(last);
      }
      draw();
    });
    gm.on("tour", stop);
  },
};
