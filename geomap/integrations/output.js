/* In a notebook: puts maps together of what all of them share and what each brings. Until it may run, a map is a picture
   and a list. What they share comes with the first map, and may come later than the second. */
(() => {
  "use strict";
  const NOTE = "This map is drawn with what another map of the notebook brought, which is gone: run its cell again.";
  const WAIT_MS = 3000;
  async function unpack(text) {
    const bytes = Uint8Array.from(atob(text.trim()), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  }
  if (!window.geomapOutputs && "DecompressionStream" in window) {
    const shared = {};
    const taken = new Set();
    const waiting = new Set();
    async function collect() {
      for (const node of document.querySelectorAll("script.geomap-shared")) {
        if (taken.has(node.dataset.name)) continue;
        taken.add(node.dataset.name);
        Object.assign(shared, await unpack(node.textContent));
      }
      for (const output of [...waiting]) output.draw();
    }
    class GeomapOutput extends HTMLElement {
      connectedCallback() {
        if (this.shadowRoot) return;
        /* While a page is still read, the element may be empty yet. */
        if (document.readyState === "loading")
          document.addEventListener("DOMContentLoaded", () => this.start(), { once: true });
        else this.start();
      }
      async start() {
        const data = this.querySelector("script.geomap-page");
        if (!data || this.parts) return;
        this.parts = await unpack(data.textContent);
        this.draw();
      }
      draw() {
        if (this.shadowRoot) return;
        const page = this.parts.map((part) => (typeof part === "string" ? part : shared[part.asset]));
        if (page.includes(undefined)) {
          if (!waiting.has(this)) setTimeout(() => this.complain(), WAIT_MS);
          waiting.add(this);
          return;
        }
        waiting.delete(this);
        const frame = document.createElement("iframe");
        frame.title = this.title;
        frame.setAttribute("sandbox", "allow-scripts");
        frame.setAttribute("allow", "fullscreen");
        Object.assign(frame.style, { display: "block", width: "100%", height: "100%", border: "0" });
        frame.srcdoc = page.join("");
        this.style.cssText = "display:block;overflow:hidden;" + this.dataset.box;
        this.attachShadow({ mode: "open" }).append(frame);
      }
      complain() {
        if (!waiting.has(this) || this.querySelector(".geomap-lost")) return;
        const line = document.createElement("p");
        line.className = "geomap-lost";
        line.textContent = NOTE;
        this.append(line);
      }
    }
    window.geomapOutputs = collect;
    customElements.define("geomap-output", GeomapOutput);
  }
  window.geomapOutputs?.();
})();
