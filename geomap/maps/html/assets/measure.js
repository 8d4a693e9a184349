/* Distances: click points, read kilometres. */
(function () {
  "use strict";
  const gm = window.geomap;
  let map, line, dots, box, active, trigger;

  function say() {
    const points = line.getLatLngs();
    let km = 0;
    for (let i = 1; i < points.length; i++) km += gm.distance(points[i - 1], points[i]);
    box.textContent = points.length > 1 ? gm.km(km) + " km" + (gm.data.lang === "en" ? " · " + gm.km(km / 1.609344) + " mi" : "") : gm.t("measure.hint");
  }

  function click(event) {
    line.addLatLng(event.latlng);
    dots.addLayer(L.circleMarker(event.latlng, { radius: 3.5, className: "gm-measure-dot", interactive: false, pane: "gm-pins" }));
    say();
  }

  function stop(event) {
    if (event && event.key !== "Escape") return;
    gm.measure.toggle();
  }

  gm.measure = {
    add: (leaflet) => (map = leaflet),
    click,
    active: () => Boolean(active),
    toggle(button) {
      active = !active;
      trigger = button || trigger;
      if (trigger) trigger.setAttribute("aria-pressed", String(active));
      map.getContainer().classList.toggle("gm-measuring", active);
      if (active) {
        map.closePopup();
        line = L.polyline([], { className: "gm-measure-line", interactive: false, pane: "gm-pins" }).addTo(map);
        dots = L.layerGroup().addTo(map);
        box = gm.h("div", { class: "gm-measure", role: "status" });
        map.getContainer().append(box);
        say();
        map.on("click", click);
        document.addEventListener("keydown", stop);
      } else {
        map.off("click", click);
        document.removeEventListener("keydown", stop);
        [line, dots].forEach((layer) => layer.remove());
        box.remove();
      }
    },
  };
})();
