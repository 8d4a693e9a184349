/* In somebody's page: puts maps together of what they share and what each has, and lets their frames grow. */
(() => {
  "use strict";
  if (window.geomapHost) return;
  window.geomapHost = true;
  const maps = new Set();

  const frameOf = (/** @type {any} */ box) => (box.shadowRoot ? box.shadowRoot.querySelector("iframe") : box);
  window.addEventListener("message", (event) => {
    const data = event.data || {};
    if (data.geomap !== "hello" && data.geomap !== "height") return;
    for (const box of [...maps, ...document.querySelectorAll("iframe[data-geomap-height]")]) {
      const frame = frameOf(box);
      if (!frame || !event.source || frame.contentWindow !== event.source) continue;
      if (data.geomap === "hello") /** @type {Window} */ (event.source).postMessage({ geomap: "grow" }, "*");
      else if (Number.isFinite(data.height)) {
        /* Where no height was asked for, the ratio decides. */
        const height = data.height >= 100 ? Math.min(data.height, 50000) : box.dataset.geomapHeight;
        box.style.height = height ? height + "px" : "";
      }
    }
  });

  /** @type {Record<string, string>} */
  const shared = {};
  /* A map may stand in a shadow tree with what it shares. */
  function assets(/** @type {Element} */ map) {
    for (const root of /** @type {ParentNode[]} */ ([document, map.getRootNode()]))
      for (const node of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("geomap-assets")))
        Object.assign(shared, JSON.parse(node.dataset.geomapAssets || "{}"));
    return shared;
  }

  /* Who cannot or may not run this sees what stands inside the element: the places as a table. */
  class GeomapMap extends HTMLElement {
    connectedCallback() {
      maps.add(this);
      if (this.shadowRoot) return;
      /* While the page is still read, the element may be empty yet. */
      if (document.readyState === "loading")
        document.addEventListener("DOMContentLoaded", () => this.start(), { once: true });
      else this.start();
    }
    disconnectedCallback() {
      maps.delete(this);
    }
    start() {
      if (this.shadowRoot) return;
      const parts = JSON.parse(this.dataset.geomapPage || "null");
      if (!parts) return;
      const found = assets(this);
      const page = parts.map((/** @type {string | { asset: string }} */ part) =>
        typeof part === "string" ? part : found[part.asset],
      );
      if (page.includes(undefined)) {
        console.error(
          "geomap: the page lacks what this map is drawn with: put the first map's fragment in with its assets",
        );
        return;
      }
      const frame = document.createElement("iframe");
      frame.title = this.title;
      frame.setAttribute("sandbox", "allow-scripts");
      frame.setAttribute("allow", "fullscreen");
      /* In a box that is as wide as what stands in it, a percentage means nothing. */
      Object.assign(frame.style, { display: "block", width: "100vw", maxWidth: "100%", height: "100%", border: "0" });
      frame.srcdoc = page.join("");
      this.attachShadow({ mode: "open" }).append(frame);
      this.style.overflow = "hidden";
      /* A page may allow scripts and no styles: without its own, it would be a word in a line. */
      if (getComputedStyle(this).display === "inline")
        Object.assign(this.style, { display: "block", height: (this.dataset.geomapHeight || 640) + "px" });
    }
  }
  customElements.define("geomap-map", GeomapMap);
})();
