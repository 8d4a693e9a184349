/* The article, with the names of places marked; a mark and its place find each other. */
(function () {
  "use strict";
  const gm = window.geomap;
  const h = gm.h;
  let panel;

  function marks(number) {
    const list = [];
    for (const feature of gm.features) {
      for (const m of feature.m) if (m.d === number) list.push({ s: m.s, e: m.e, feature, m });
    }
    for (const u of gm.data.unplaced) if (u.d === number) list.push({ s: u.s, e: u.e, feature: null, m: null });
    list.push(...gm.many.marks(number));
    return list.sort((a, b) => a.s - b.s || b.e - a.e);
  }

  function mark(one, text) {
    const { feature, m } = one;
    if (!feature) return h("span", { class: "gm-mark unplaced", title: gm.t("unplaced.note"), text });
    const node = h("span", {
      class: "gm-mark k-" + feature.symbol + (m.quiet ? " quiet" : "") + (m.c < 0.5 ? " unsure" : ""),
      role: "button", tabindex: "0", text,
      title: [feature.title, feature.what, feature.where].filter(Boolean).join(" · "),
      on: Object.assign(gm.press(() => gm.select(feature, { from: "text", mention: m })), {
        mouseenter: () => gm.emit("lit", feature), mouseleave: () => gm.emit("lit", null),
        focus: () => gm.emit("lit", feature), blur: () => gm.emit("lit", null),
      }),
    });
    m.node = node;
    return node;
  }

  /* Paragraphs break at line ends; a mark never spans two. */
  function article(number) {
    const document = gm.data.docs[number];
    const body = h("div", { class: "gm-text", lang: document.lang, dir: document.dir });
    let paragraph = h("p");
    let at = document.from;
    const plain = (to) => {
      document.text.slice(at, to).split(/\n+/).forEach((part, i) => {
        if (i) {
          if (paragraph.childNodes.length) body.append(paragraph);
          paragraph = h("p");
        }
        if (part && (paragraph.childNodes.length || part.trim())) paragraph.append(part);
      });
      at = to;
    };
    for (const one of marks(number)) {
      if (one.s < at) continue;
      plain(one.s);
      paragraph.append(mark(one, document.text.slice(one.s, one.e)));
      at = one.e;
    }
    plain(document.text.length);
    if (paragraph.childNodes.length) body.append(paragraph);
    return body;
  }

  function head(document) {
    const when = document.date
      ? new Intl.DateTimeFormat(gm.data.lang, { dateStyle: "long", timeZone: "UTC" }).format(new Date(document.date + "T00:00:00Z"))
      : "";
    return h("div", { class: "gm-doc-head" },
      gm.data.docs.length > 1 ? h("h2", { text: document.title || document.source, dir: "auto" }) : null,
      when || document.source ? h("p", { class: "gm-dim", dir: "auto", text: [document.source, when].filter(Boolean).join(" · ") }) : null);
  }

  function scrollTo(node) {
    node.scrollIntoView({ block: "center", behavior: gm.reduced ? "auto" : "smooth" });
  }

  gm.story = {
    exists: gm.data.docs.some((document) => document.text),
    build() {
      panel = h("div", { class: "gm-story" });
      gm.data.docs.forEach((document, i) => {
        if (document.text) panel.append(h("article", {}, head(document), article(i)));
      });
      gm.on("lit", (lit) => {
        panel.querySelectorAll(".gm-mark.gm-lit").forEach((node) => node.classList.remove("gm-lit"));
        if (lit) lit.m.forEach((m) => m.node && m.node.classList.add("gm-lit"));
      });
      gm.on("selected", (chosen) => {
        panel.querySelectorAll(".gm-mark.gm-chosen").forEach((node) => node.classList.remove("gm-chosen"));
        if (chosen) chosen.m.forEach((m) => m.node && m.node.classList.add("gm-chosen"));
      });
      gm.on("filter", () => {
        for (const feature of gm.features) for (const m of feature.m) if (m.node) m.node.classList.toggle("gm-off", !gm.active(m));
      });
      gm.on("read", ({ mention }) => {
        gm.openTab("story");
        if (mention.node) {
          scrollTo(mention.node);
          mention.node.focus({ preventScroll: true });
        }
      });
      return panel;
    },
    /* Bring the first mention into sight, unless one is there already. */
    reveal(feature) {
      const nodes = feature.m.map((m) => m.node).filter(Boolean);
      const box = panel.parentElement.getBoundingClientRect();
      const inside = (node) => {
        const r = node.getBoundingClientRect();
        return r.top >= Math.max(box.top, 0) && r.bottom <= Math.min(box.bottom, window.innerHeight);
      };
      if (nodes.length && !nodes.some(inside)) scrollTo(nodes[0]);
    },
  };
})();
