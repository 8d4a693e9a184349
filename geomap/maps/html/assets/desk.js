/* The bridge to an application that shows this page in a frame: `geomap edit`, or a notebook. The page itself never speaks
   to a network; without a host it answers from what it knows. */
import { folded } from "./applied.js";
import { gm } from "./core.js";

const MOST = 12;
const port = /** @type {MessagePort} */ (gm.port);
/** @type {Map<number, [(value: any) => void, (error: Error) => void]>} */
const waiting = new Map();
let asked = 0;

/**
 * @param {string} kind
 * @param {Record<string, unknown>} more
 * @returns {Promise<any>}
 */
const ask = (kind, more) =>
  new Promise((done, fail) => {
    asked += 1;
    waiting.set(asked, [done, fail]);
    port.postMessage({ ask: asked, kind, ...more });
  });

/* Places, rivals and names of the ground, by how their names begin, then by what is in them. */
/**
 * @param {string} query
 * @param {[number, number]} near
 * @returns {Found[]}
 */
function known(query, [lon, lat]) {
  const words = folded(query);
  if (!words) return [];
  const ground = gm.data.labels.map((/** @type {any} */ [title, , x, y]) => ({ title, lon: x, lat: y }));
  const rank = (/** @type {any} */ one) => {
    const at = ` ${folded(one.title)} `.indexOf(` ${words}`);
    return at < 0 ? -1 : at ? 1 : 0;
  };
  const away = (/** @type {any} */ one) => Math.hypot(one.lon - lon, one.lat - lat);
  const seen = new Set();
  return /** @type {any[]} */ ([...gm.edits.known.values(), ...ground])
    .map((one) => ({ one, rank: rank(one) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank || Number(!a.one.id) - Number(!b.one.id) || away(a.one) - away(b.one))
    .map(({ one }) => one)
    .filter((one) => {
      const key = one.id || folded(one.title);
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, MOST);
}

/* What the page says that these words, elsewhere in it, mean or could mean. */
/** @param {{ text: string }} where */
function rivals({ text }) {
  const ids = gm.features
    .filter((one) => one.m.some((m) => folded(m.t) === folded(text)))
    .flatMap((one) => [one.id, ...one.m.flatMap((m) => (m.riv || []).map((number) => gm.data.rivals[number][0]))]);
  return [...new Set(ids)].flatMap((id) => gm.edits.known.get(/** @type {string} */ (id)) || []);
}

async function again() {
  const before = (gm.edits.said.mentions || []).length;
  const { data, said } = await ask("again", { said: gm.edits.said });
  gm.edits.load(data, said);
  return (said.mentions || []).length - before;
}

/* What decisions are said: of names and of mentions. */
/** @param {any} said */
function decisions({ names = {}, mentions = [], added = [] }) {
  const isOne = (/** @type {any} */ row) => typeof row !== "object" || "place" in row || "point" in row;
  return [
    ...Object.keys(names)
      .filter((name) => isOne(names[name]))
      .map(folded),
    ...[...mentions, ...added.map((/** @type {any} */ row) => ({ place: "", ...row }))]
      .filter(isOne)
      .map((row) => [row.document, row.start, row.end].join("|")),
  ];
}

/* A decision that the page was made with is taken back: what stands there without it, only the host knows. */
async function renew() {
  const { base, said } = gm.edits;
  const still = new Set(decisions(said));
  if (decisions(JSON.parse(base.corrections || "{}")).every((one) => still.has(one))) return;
  try {
    const { data } = await ask("made", { said });
    if (gm.edits.said === said) gm.edits.renew(data);
  } catch {
    /* Looking again does it. */
  }
}

/* Reading anew with what was put right is only a host's to do. */
function offer() {
  const button = gm.h("button", {
    type: "button",
    "data-edit": "again",
    text: gm.t("edit.again"),
    title: gm.t("edit.again.what"),
    on: {
      async click() {
        button.disabled = true;
        try {
          gm.editor.say(gm.t("edit.again.did", { n: gm.number(await again()) }));
        } catch (error) {
          gm.editor.say(/** @type {Error} */ (error).message);
        }
        button.disabled = false;
      },
    },
  });
  document.querySelector(".gm-edit-tools")?.append(button);
}

/** @param {MessageEvent} event */
function heard({ data }) {
  if (!data) return;
  if (data.edit && !gm.editor.on) gm.editor.turn(true);
  if (data.load) gm.edits.load(data.load, data.said);
  const [done, fail] = waiting.get(data.answer) || [];
  waiting.delete(data.answer);
  if (done && fail) {
    if (typeof data.error === "string") fail(new Error(data.error));
    else done(data.value);
  }
}

gm.on("start", () => {
  if (!port) return;
  port.onmessage = heard;
  gm.on("edited", ({ what }) => {
    port.postMessage({ tell: "said", text: gm.edits.text(), what });
    renew();
  });
  offer();
  gm.emit("desk", true);
  port.postMessage({ tell: "ready" });
});

gm.desk = {
  isPresent: Boolean(port),
  search: async (query, near) => (port ? ask("search", { query, near }) : known(query, near)),
  candidates: async (where) => (port ? ask("candidates", { ...where, said: gm.edits.said }) : rivals(where)),
  again,
  save: async (name, type, data) =>
    port ? ask("save", { name, type, data }) : /** @type {any} */ (gm.save).out(name, type, data),
};

export { known };
