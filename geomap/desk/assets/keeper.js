import { t } from "./elements.js";
import { Refused, service } from "./service.js";

/* Keeps what is said: at once, one after the other, until the server has it; and notices who else changes it. */
const RETRY_MS = 1500;

function keeper(project, changed) {
  let revision = project.revision;
  let waiting = null;
  let busy = false;
  /* "saved", "saving", "lost" (no answer), "renewed" (another run of geomap), "conflict", or an error's words. */
  let state = "saved";
  let ended = false;
  let timer = 0;
  const path = `/api/projects/${project.id}`;

  function turn(next, more) {
    state = next;
    changed(state, more || {});
  }

  async function work() {
    if (busy || waiting === null || ended || state === "conflict") return;
    busy = true;
    const said = waiting;
    if (state !== "lost") turn("saving");
    try {
      const kept = await service.post(`${path}/said`, { revision, said });
      revision = kept.revision;
      if (waiting === said) waiting = null;
      turn(waiting === null ? "saved" : "saving", kept);
    } catch (error) {
      if (error.status === 409) turn("conflict", { revision: error.revision });
      else if (error.status === 403) turn("renewed");
      else if (error.status === 0 || error.status === 503) turn("lost");
      else turn("refused", { message: error.message });
      if (state === "lost") timer = setTimeout(work, RETRY_MS);
      busy = false;
      return;
    }
    busy = false;
    work();
  }

  async function look() {
    if (document.hidden || busy || waiting !== null || state === "conflict" || ended) return;
    try {
      const there = await service.get(`${path}/revision`);
      if (!busy && waiting === null && there.revision !== revision) turn("conflict", { revision: there.revision });
    } catch (error) {
      if (error.status === 403) turn("renewed");
    }
  }
  document.addEventListener("visibilitychange", look);
  window.addEventListener("focus", look);

  /* Who closes the tab before all is kept is asked. */
  const leaving = (event) => {
    if (waiting !== null) event.preventDefault();
  };
  window.addEventListener("beforeunload", leaving);

  return {
    keep(said) {
      waiting = said;
      if (state === "refused") state = "saved";
      work();
    },
    unsaved: () => waiting,
    takeOver(there) {
      revision = there;
      state = "saved";
      work();
    },
    revision: () => revision,
    /* All that was said is kept, or it cannot be: then this says why. */
    async settled() {
      while (busy || (waiting !== null && (state === "saving" || state === "saved"))) {
        await new Promise((done) => setTimeout(done, 30));
      }
      if (waiting !== null) throw new Refused(t("unsaved"), 0);
    },
    end() {
      ended = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("focus", look);
      window.removeEventListener("beforeunload", leaving);
    },
  };
}

export { keeper };
