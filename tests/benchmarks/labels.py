"""Whose name stands on the map: the first view of the gallery's texts and of those written for the prominence.

``python tests/benchmarks/run.py labels`` prints the table, ``python tests/benchmarks/labels.py [--few N] [--list]``
also what each text lacks. Pages are measured in Chromium (see ``page.py``), on a desk and a phone, pictures by their
own placement. The columns: how many things, and the share of them with a name, or their number where none should be.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections import defaultdict
from itertools import combinations, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.geoparser import Geoparser
    from geomap.maps import MapView

    Found = dict[str, list[tuple[str, bool]]]

SCREENS = {"page": (1400, 900), "phone": (390, 844)}
_TOP = 10
_MOST_CLICKS = 12
_GRID = (30, 20)
_SEEN = 0.04
"""Share of the view from which on a country of the story must be named."""

_MEASURE = """() => {
  const map = gm.map, size = map.getSize(), frame = map.getContainer().getBoundingClientRect();
  const names = [...document.querySelectorAll(".gm-label")].map((node) => {
    const r = node.getBoundingClientRect();
    const box = [r.left - frame.left, r.top - frame.top, r.right - frame.left, r.bottom - frame.top];
    const [a, b] = [[box[0], box[3]], [box[2], box[1]]].map((p) => map.containerPointToLatLng(p));
    return { text: node.textContent, country: /country/.test(node.getAttribute("class")), of: node.dataset.of || "",
      turned: node.hasAttribute("transform"), box, geo: [a.lng, a.lat, b.lng, b.lat] };
  });
  const inside = (f) => { const p = map.latLngToContainerPoint([f.lat, f.lon]);
    return p.x >= 0 && p.y >= 0 && p.x <= size.x && p.y <= size.y; };
  const pins = gm.features.filter((f) => f.pinned && gm.places.shown(f) && inside(f))
    .sort((a, b) => b.prominence - a.prominence).map((f) => ({ key: f.key, title: f.title }));
  const b = map.getBounds();
  return { names, pins, bounds: [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()] };
}"""

_CLICK = """async ([key, from]) => {
  const f = gm.byKey.get(key);
  const frames = (n) => new Promise((done) => {
    const next = () => n-- ? requestAnimationFrame(next) : done();
    next();
  });
  if (from === "map") f.marker.getElement().click(); else gm.select(f, { from });
  await frames(4);
  await new Promise((done) => setTimeout(done, 60));
  await frames(2);
  const node = [...document.querySelectorAll(".gm-label.gm-chosen")].find((one) => one.dataset.of === key);
  const frame = gm.map.getContainer().getBoundingClientRect(), r = node?.getBoundingClientRect();
  const card = document.querySelector(".gm-sheet, .leaflet-popup-content-wrapper")?.getBoundingClientRect();
  const free = (c) => !c || r.right <= c.left || r.left >= c.right || r.bottom <= c.top || r.top >= c.bottom;
  const seen = Boolean(r) && r.left >= frame.left && r.right <= frame.right && r.top >= frame.top &&
    r.bottom <= frame.bottom && free(card);
  gm.select(null, {});
  return seen;
}"""


def texts() -> dict[str, str]:
    """The samples of the gallery, and the texts whose first view somebody judged."""
    from geomap.samples import sample_names, sample_text
    from geomap.training.prominence_fit import read_judgements

    made = {f"sample {name}": sample_text(name) for name in sample_names("en")}
    folder = Path(__file__).parents[1] / "data" / "prominence"
    return made | {judged.id: judged.text for judged in read_judgements(folder, None)}


def overlaps(boxes: list[tuple[float, ...]]) -> int:
    """How many pairs of boxes share more than half a pixel either way."""
    return sum(
        min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5
        for a, b in combinations(boxes, 2)
    )


class Measure:
    """Collects what has a name and what has not, by medium."""

    def __init__(self, geoparser: Geoparser) -> None:
        self._gazetteer: Any = geoparser.gazetteer
        self.found: Found = defaultdict(list)

    def pins(self, medium: str, name: str, titles: list[str], named: set[str]) -> None:
        """Note the point places of a view, the most prominent first."""
        for number, title in enumerate(titles):
            self.found[f"{medium}: point places"].append((f"{name}: {title}", title in named))
            if number < _TOP:
                self.found[f"{medium}: the {_TOP} most prominent"].append((f"{name}: {title}", title in named))

    def countries(self, medium: str, name: str, view: MapView, bounds: tuple[float, ...], named: set[str]) -> None:
        """Note the countries of the story of which the bounds show a piece."""
        west, south, east, north = bounds
        across, down = _GRID
        points = product(range(across), range(down))
        met: dict[str, int] = defaultdict(int)
        for i, k in points:
            lon = west + (east - west) * (i + 0.5) / across
            here = self._gazetteer.footprints.containing(
                (lon + 180) % 360 - 180, south + (north - south) * (k + 0.5) / down
            )
            met[here.country] += 1
        story = {f.place.id: f.title for f in view.features if f.layer == "countries" and f.place_mentions}
        for feature in view.features:
            country = self._gazetteer.country(feature.place.country_code) if feature.place.country_code else None
            inside = west <= feature.lon <= east and south <= feature.lat <= north
            if country is not None and inside and feature.place_mentions:
                story.setdefault(country.id, country.name)
        for place_id, title in story.items():
            if met[place_id] >= _SEEN * across * down:
                text = self._gazetteer.get(place_id).name
                self.found[f"{medium}: countries of the story"].append(
                    (f"{name}: {title}", bool({title.upper(), text.upper()} & named))
                )

    def claims(self, medium: str, name: str, labels: list[tuple[str, tuple[float, ...]]]) -> None:
        """Note the countries' names that stand upon a disputed area, but for that area's own."""
        from shapely.affinity import translate
        from shapely.geometry import box

        for text, sides in labels:
            turn = 360.0 if sides[2] > 180 else -360.0 if sides[0] < -180 else 0.0
            area = translate(box(*sides), -turn)
            bad = ""
            for place_id in self._gazetteer.footprints.disputed(area.bounds):
                zone = self._gazetteer.get(place_id)
                shape = self._gazetteer.footprint(zone)
                if zone.name.upper() != text and shape is not None and shape.intersects(area):
                    bad = zone.name
            self.found[f"{medium}: countries' names upon disputed ground"].append((f"{name}: {text}, {bad}", bool(bad)))

    def picture(self, name: str, view: MapView) -> None:
        """Measure the picture of a view, 960 pixels wide."""
        from geomap.maps.size import Size
        from geomap.maps.style import Look
        from geomap.maps.svg import picture

        made = picture._Picture(view, Size(), Look(view.style, "light"), "")
        plan = made._arranged()
        spots = sorted((s for s in plan.composition.spots if s.size), key=lambda spot: -spot.feature.prominence)
        named = {one.wish.key for one in plan.names} | plan.composition.told()
        self.pins(
            "picture",
            name,
            [s.feature.title for s in spots],
            {s.feature.title for s in spots if s.feature.key in named},
        )
        written = [one for one in plan.names if not one.wish.angle]
        self.found["picture: names upon names"].append((name, overlaps([one.area for one in written]) > 0))
        upper = [one for one in plan.names if "country" in one.wish.style]
        geo = [_degrees(plan.composition.projection, one.area) for one in upper]
        frame = plan.composition.projection.frame
        bounds = _degrees(
            plan.composition.projection, (frame.x, frame.y, frame.x + frame.width, frame.y + frame.height)
        )
        self.countries("picture", name, view, bounds, {one.wish.text.upper() for one in upper})
        self.claims("picture", name, [(one.wish.text.upper(), sides) for one, sides in zip(upper, geo, strict=True)])

    def page(self, medium: str, name: str, view: MapView, page: Any) -> None:
        """Measure the first view of a page, then choose its places one after the other."""
        seen = page.evaluate(_MEASURE)
        names = seen["names"]
        titles, named = [pin["title"] for pin in seen["pins"]], {one["of"] for one in names}
        self.pins(medium, name, titles, {pin["title"] for pin in seen["pins"] if pin["key"] in named})
        self.found[f"{medium}: names upon names"].append(
            (name, overlaps([tuple(one["box"]) for one in names if not one["turned"]]) > 0)
        )
        upper = [one for one in names if one["country"]]
        self.countries(medium, name, view, tuple(seen["bounds"]), {one["text"].upper() for one in upper})
        self.claims(medium, name, [(one["text"].upper(), tuple(one["geo"])) for one in upper])
        for number, pin in enumerate(seen["pins"][:_MOST_CLICKS]):
            origin = ("map", "list")[number % 2]
            chosen = page.evaluate(_CLICK, [pin["key"], origin])
            self.found[f"{medium}: the chosen one"].append((f"{name}: {pin['title']} from {origin}", chosen))


def _degrees(projection: Any, box: tuple[float, ...]) -> tuple[float, ...]:
    """Turn a rectangle of a picture into west, south, east, north."""
    west, north = projection.degrees(box[0], box[1])
    east, south = projection.degrees(box[2], box[3])
    return west, south, east, north


def measure(few: int = 0) -> Found:
    """Make all maps and look at their names."""
    from geomap.assembly import assemble_geoparser
    from geomap.maps import NewsMap, ViewOptions, build_view

    geoparser = assemble_geoparser()
    measured = Measure(geoparser)
    every = dict(list(texts().items())[:: few or 1])
    views = {
        name: build_view(geoparser.geoparse(text), geoparser.gazetteer, ViewOptions()) for name, text in every.items()
    }
    for name, view in views.items():
        measured.picture(name, view)
    path = os.environ.get("GEOMAP_CHROMIUM") or shutil.which("chromium")
    if path is None:
        return measured.found
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for i, (name, view) in enumerate(views.items()):
            file = NewsMap(view).save(Path(folder) / f"{i}.html")
            for medium, (width, height) in SCREENS.items():
                page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
                page.goto(file.as_uri())
                page.wait_for_function("document.documentElement.dataset.ready")
                page.evaluate("() => { window.gm = window.geomap; }")
                page.evaluate("() => new Promise((done) => setTimeout(done, 120))")
                measured.page(medium, name, view, page)
                page.close()
        browser.close()
    return measured.found


def rows(few: int = 0) -> Iterator[tuple[str, str, float]]:
    """The rows of the benchmark."""
    yield from table(measure(few))


def table(found: Found) -> Iterator[tuple[str, str, float]]:
    """A row for each thing that is measured: how many, and the share that has it."""
    for what, outcomes in sorted(found.items()):
        yield what, f"{len(outcomes):5}", sum(good for _, good in outcomes) / len(outcomes)


def main() -> None:
    """Print the table, and with ``--list`` what each text lacks."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--few", type=int, default=0, help="only every N-th text")
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    found = measure(given.few)
    for what, count, share in table(found):
        print(f"{what:48}{count}{share:8.3f}")
    for what, outcomes in sorted(found.items()) if given.list else ():
        wrong = "upon" in what
        for words, good in outcomes:
            if good == wrong:
                print(f"{what}  {words}")


if __name__ == "__main__":
    main()
