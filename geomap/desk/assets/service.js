import { t, token } from "./elements.js";

/* What the server answers. The token stands in the address alone; no other page can read that. Something that went wrong, in one line: status 0 where the server does not answer at all. */
class Refused extends Error {
  constructor(message, status, revision) {
    super(message);
    this.status = status;
    this.revision = revision;
  }
}

async function ask(path, body, headers = {}) {
  let answer;
  try {
    answer = await fetch(path, {
      method: body === undefined ? "GET" : "POST",
      body,
      headers: { "X-Geomap-Token": token, ...headers },
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
    });
  } catch {
    throw new Refused(t("lost"), 0);
  }
  if (answer.ok) return answer;
  const said = await answer.text();
  let known = {};
  try {
    known = JSON.parse(said);
  } catch {
    known = { error: said.trim() };
  }
  throw new Refused(known.error || String(answer.status), answer.status, known.revision);
}

const service = {
  get: async (path) => (await ask(path)).json(),
  post: async (path, data) => (await ask(path, JSON.stringify(data), { "Content-Type": "application/json" })).json(),
  upload: async (path, file) => (await ask(path, file, { "X-Geomap-Name": encodeURIComponent(file.name) })).json(),
  file: async (path, data) => {
    const answer = await ask(path, JSON.stringify(data), { "Content-Type": "application/json" });
    const named = /filename\*=UTF-8''(\S+)/.exec(answer.headers.get("Content-Disposition") || "");
    return { name: named ? decodeURIComponent(named[1]) : "map", blob: await answer.blob() };
  },
};

export { Refused, service };
