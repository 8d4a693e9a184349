"""Who has a name on the page: the most prominent, the chosen one, the countries of the story; and where none stands."""

import pytest

import geomap
from geomap.maps import NewsMap
from geomap.samples import sample_text
from tests.browser.waiting import settle

HEIGHTS = (
    "Sirens sounded in Katzrin and Majdal Shams on the Golan Heights. Israel struck Quneitra in Syria; schools in "
    "Kiryat Shmona and Safed were closed, and shells landed near Marjayoun in Lebanon."
)

NAMES = """() => {
  const frame = geomap.map.getContainer().getBoundingClientRect();
  return [...document.querySelectorAll(".gm-label:not([transform])")].map((node) => {
    const r = node.getBoundingClientRect();
    return { text: node.textContent, of: node.dataset.of || "", country: /country/.test(node.getAttribute("class")),
      box: [r.left - frame.left, r.top - frame.top, r.right - frame.left, r.bottom - frame.top] };
  });
}"""

PINS = """() => geomap.features.filter((f) => f.pinned && geomap.places.shown(f) &&
  geomap.map.getBounds().contains([f.lat, f.lon])).sort((a, b) => b.prominence - a.prominence).map((f) => f.key)"""

IN_SMALL_MAPS = "geomap.features.filter((f) => geomap.insets.names(f)).map((f) => f.key)"

CHOOSE = """async ([key, from]) => {
  const f = geomap.byKey.get(key);
  if (from === "map") f.marker.getElement().click();
  else if (from === "keyboard") f.marker.getElement().dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
  else geomap.select(f, { from });
}"""

CHOSEN = """(key) => {
  const node = [...document.querySelectorAll(".gm-label.gm-chosen")].find((one) => one.dataset.of === key);
  const pin = document.querySelector(".gm-pin.gm-chosen");
  const card = document.querySelector(".gm-sheet, .leaflet-popup-content-wrapper").getBoundingClientRect();
  if (!node || !pin) return false;
  const [r, frame] = [node.getBoundingClientRect(), geomap.map.getContainer().getBoundingClientRect()];
  const isFree = r.right <= card.left || r.left >= card.right || r.bottom <= card.top || r.top >= card.bottom;
  return isFree && r.left >= frame.left && r.right <= frame.right && r.top >= frame.top && r.bottom <= frame.bottom &&
    parseFloat(getComputedStyle(pin, "::before").borderTopWidth) >= 2;
}"""


@pytest.fixture(scope="module")
def opened(chromium, tmp_path_factory):
    """Open the map of a text in a window: ``opened(text, 1400, 900)``."""
    folder = tmp_path_factory.mktemp("names")
    pages, views = {}, {}

    def load(text, width, height):
        if text not in views:
            views[text] = geomap.map_text(text, recognizer="lexicon").view
            NewsMap(views[text]).save(folder / f"{len(views)}.html")
        number = list(views).index(text) + 1
        if (text, width) not in pages:
            page = chromium.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
            page.goto((folder / f"{number}.html").as_uri())
            page.wait_for_function("() => document.documentElement.dataset.ready")
            settle(page, 50)
            pages[text, width] = page
        return pages[text, width], views[text]

    yield load
    for page in pages.values():
        page.close()


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (390, 844)])
def test_the_most_prominent_and_the_chosen_one_are_named(opened, width, height):
    page, _ = opened(sample_text("county"), width, height)
    names, pins = page.evaluate(NAMES), page.evaluate(PINS)
    # Those of a crowd have their names in its small map.
    named = {one["of"] for one in names}.union(page.evaluate(IN_SMALL_MAPS))
    top = pins[:10]
    assert len(top) == 10
    assert sum(key in named for key in top) >= 9
    boxes = [one["box"] for one in names]
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            assert min(a[2], b[2]) - max(a[0], b[0]) <= 0.5 or min(a[3], b[3]) - max(a[1], b[1]) <= 0.5
    for number, key in enumerate(pins[::3]):
        page.evaluate(CHOOSE, [key, ("map", "list", "keyboard")[number % 3]])
        settle(page, 80)
        assert page.evaluate(CHOSEN, key), key
        page.evaluate("() => geomap.select(null, {})")
    settle(page, 30)
    assert not page.evaluate("document.querySelectorAll('.gm-chosen').length")


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (390, 844)])
def test_the_countries_of_a_story_are_named_and_claim_nothing(opened, width, height):
    from shapely.geometry import Polygon, box

    page, view = opened(HEIGHTS, width, height)
    countries = [one for one in page.evaluate(NAMES) if one["country"]]
    assert {"ISRAEL", "SYRIA", "LEBANON"} <= {one["text"] for one in countries}
    claim = next(claim for claim in view.claims if claim.name == "Golan Heights")
    claimants = {name.upper() for name in claim.claimants}
    assert {"ISRAEL", "SYRIA"} <= claimants
    for polygon in claim.polygons:
        points = [[lat, lon] for lon, lat in zip(polygon[0][::2], polygon[0][1::2], strict=True)]
        ring = page.evaluate(
            "(points) => points.map((at) => { const p = geomap.map.latLngToContainerPoint(at); return [p.x, p.y]; })",
            points,
        )
        for one in countries:
            least = view.style.document["names"]["claims"] - 3 if one["text"] in claimants else 0
            assert Polygon(ring).buffer(0).distance(box(*one["box"])) >= least, one["text"]


def test_a_narrow_country_of_the_story_is_named_in_a_wide_view(opened):
    """Its ground meets few points of a grid over all that is seen, and disputed areas take those."""
    page, _ = opened(
        "Israel struck Homs, Hama and Tartus in Syria. Aid reached Sweida province and the Golan Heights; Israel said "
        "that its troops would leave southern Syria.",
        1400,
        900,
    )
    assert {"SYRIA", "ISRAEL"} <= {one["text"] for one in page.evaluate(NAMES)}
