/* The data of the page, and the only ways in which text enters it: textContent and attributes. */
(function () {
  "use strict";
  const gm = (window.geomap = {});
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  gm.data = read("gm-data");
  gm.names = read("gm-names");
  gm.reduced = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  /* An element. Properties: "class", "text", "on" (listeners), everything else is an attribute. */
  function fill(node, properties, children) {
    for (const key of Object.keys(properties || {})) {
      const value = properties[key];
      if (value === undefined || value === null || value === false) continue;
      if (key === "text") node.textContent = value;
      else if (key === "on") for (const type of Object.keys(value)) node.addEventListener(type, value[type]);
      else node.setAttribute(key, value === true ? "" : value);
    }
    for (const child of children.flat()) if (child) node.append(child);
    return node;
  }
  gm.h = (tag, properties, ...children) => fill(document.createElement(tag), properties, children);
  gm.s = (tag, properties, ...children) =>
    fill(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children);

  /* Interface texts. */
  const texts = gm.data.texts;
  const insert = (text, values) => text.replace(/\{(\w+)\}/g, (all, key) => (key in values ? values[key] : all));
  gm.t = (key, values, other) => insert(texts[key] || other || key, values || {});
  const plural = new Intl.PluralRules(gm.data.lang);
  const whole = new Intl.NumberFormat(gm.data.lang);
  gm.number = (value) => whole.format(value);
  gm.count = (key, n) =>
    insert(texts[key + "." + plural.select(n)] || texts[key + ".other"], { n: gm.number(n) });
  gm.percent = (value) => new Intl.NumberFormat(gm.data.lang, { style: "percent" }).format(value);
  gm.km = (value) =>
    new Intl.NumberFormat(gm.data.lang, { maximumSignificantDigits: value < 10 ? 2 : 3 }).format(value);
  gm.sure = (value) =>
    gm.t("confidence." + (value >= 0.9 ? "high" : value >= 0.7 ? "likely" : value >= 0.5 ? "possible" : "low"));

  /* Messages between the parts of the page. */
  const listeners = {};
  gm.on = (type, listener) => (listeners[type] = listeners[type] || []).push(listener);
  gm.emit = (type, detail) => (listeners[type] || []).forEach((listener) => listener(detail));

  /* Coordinates: see encoding.py. Lines of [lat, lon], as Leaflet wants them. */
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const values = new Uint8Array(128);
  for (let i = 0; i < letters.length; i++) values[letters.charCodeAt(i)] = i;
  gm.numbers = function (text) {
    const out = [];
    let number = 0;
    let shift = 0;
    for (let i = 0; i < text.length; i++) {
      const part = values[text.charCodeAt(i)];
      number |= (part & 31) << shift;
      if (part & 32) shift += 5;
      else {
        out.push((number >>> 1) ^ -(number & 1));
        number = shift = 0;
      }
    }
    return out;
  };
  /* The same into an array of known length: many times quicker for very many numbers. */
  gm.column = function (text, length) {
    const out = new Int32Array(length);
    let at = 0;
    let number = 0;
    let shift = 0;
    for (let i = 0; i < text.length; i++) {
      const part = values[text.charCodeAt(i)];
      number |= (part & 31) << shift;
      if (part & 32) shift += 5;
      else {
        out[at++] = (number >>> 1) ^ -(number & 1);
        number = shift = 0;
      }
    }
    return out;
  };
  gm.lines = function (text, scale) {
    const numbers = gm.numbers(text);
    const lines = [];
    let lon = 0;
    let lat = 0;
    for (let i = 0; i < numbers.length; ) {
      const line = new Array(numbers[i++]);
      for (let k = 0; k < line.length; k++) {
        lon += numbers[i++];
        lat += numbers[i++];
        line[k] = [lat / scale, lon / scale];
      }
      lines.push(line);
    }
    return lines;
  };

  /* One line that fills its string: the basemap's form. */
  gm.path = function (text, scale) {
    const numbers = gm.numbers(text);
    const line = [];
    for (let i = 0, x = 0, y = 0; i < numbers.length; i += 2) {
      x += numbers[i];
      y += numbers[i + 1];
      line.push([y / scale, x / scale]);
    }
    return line;
  };

  /* Great-circle distance in km between two Leaflet points. */
  gm.distance = function (a, b) {
    const rad = Math.PI / 180;
    const x = Math.sin(((b.lat - a.lat) * rad) / 2);
    const y = Math.sin(((b.lng - a.lng) * rad) / 2);
    const h = x * x + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * y * y;
    return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(h)));
  };

  /* Something that Enter and Space press, inside running text where a real button would break lines badly. */
  gm.press = (action) => ({
    click: action,
    keydown(event) {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        action(event);
      }
    },
  });

  /* What is switched off, and what a reader has corrected. */
  gm.state = { selected: null, documents: new Set(gm.data.docs.map((_, i) => i)), dates: new Set(), corrections: [] };
  gm.active = (mention) =>
    gm.state.documents.has(mention.d) &&
    (!gm.state.dates.size || (mention.dates || []).some((date) => gm.state.dates.has(date)));
  gm.counted = (feature) => feature.many ? feature.n : feature.m.filter((mention) => !mention.quiet && gm.active(mention)).length;
  gm.features = gm.data.features;
  gm.byKey = new Map(gm.features.map((feature) => [feature.key, feature]));
})();
