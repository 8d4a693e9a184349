/* The editor of a map in a notebook. The map's page stands in a sandboxed frame, sees nothing of the notebook, and asks by
   messages; what needs the gazetteer, the kernel answers. All that comes from the page is data. */
const SAVED_TYPES =
  /^(text\/(html|csv|plain)|application\/(json|geo\+json|pdf)|image\/(png|svg\+xml))(;charset=utf-8)?$/i;
const ASKED = ["search", "candidates", "again", "made"];
let views = 0;

function download(name, type, data) {
  const kind = String(type || "text/plain");
  if (!SAVED_TYPES.test(kind)) throw new Error(kind);
  const url = URL.createObjectURL(new Blob([data instanceof Blob ? data : String(data)], { type: kind }));
  const link = document.createElement("a");
  link.href = url;
  link.download = String(name || "map").replace(/[^\p{L}\p{N}._ -]+/gu, "-").slice(-100);
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  return true;
}

function render({ model, el }) {
  const view = (views += 1);
  const line = document.createElement("div");
  line.setAttribute("role", "status");
  line.hidden = true;
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.setAttribute("allow", "fullscreen");
  frame.title = model.get("title");
  Object.assign(frame.style, { display: "block", width: "100%", height: `${model.get("height")}px`, border: "0" });
  let port = null;

  function heard({ data }) {
    const asked = data || {};
    if (asked.tell === "ready") {
      port.postMessage({ edit: true });
      model.send({ tell: "ready", view });
    } else if (asked.tell === "said") model.send({ tell: "said", view, text: String(asked.text) });
    else if (Number.isInteger(asked.ask)) answer(asked);
  }

  function answer(asked) {
    if (ASKED.includes(asked.kind)) {
      const { ask, kind, query, near, document: text_of, start, end, text, said } = asked;
      model.send({ ask, kind, view, query, near, document: text_of, start, end, text, said });
      return;
    }
    try {
      if (asked.kind !== "save") throw new Error(String(asked.kind));
      port.postMessage({ answer: asked.ask, value: download(asked.name, asked.type, asked.data) });
    } catch (error) {
      port.postMessage({ answer: asked.ask, error: error.message });
    }
  }

  function told(message) {
    if (message.view !== view && message.view !== undefined) return;
    if (message.tell) {
      line.textContent = message.error || "";
      line.hidden = message.tell !== "refused";
    }
    if (!port) return;
    if (message.load) port.postMessage({ load: message.load, said: message.said });
    else if (message.error !== undefined) port.postMessage({ answer: message.answer, error: message.error });
    else if ("answer" in message) port.postMessage({ answer: message.answer, value: message.value });
  }

  function greet(event) {
    if (event.source !== frame.contentWindow || !event.data || event.data.geomap !== "desk?") return;
    const channel = new MessageChannel();
    if (port) port.close();
    port = channel.port1;
    port.onmessage = heard;
    frame.contentWindow.postMessage({ geomap: "desk", version: 1 }, "*", [channel.port2]);
  }

  window.addEventListener("message", greet);
  model.on("msg:custom", told);
  frame.srcdoc = model.get("page");
  el.append(frame, line);
  return () => {
    window.removeEventListener("message", greet);
    model.off("msg:custom", told);
    if (port) port.close();
  };
}

export default { render };
