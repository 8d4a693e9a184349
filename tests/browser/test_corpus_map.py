"""The map of a corpus as a reader has it: counts that follow every choice, in a page that asks for nothing."""

import importlib.util
from datetime import timedelta
from pathlib import Path

import pytest

from tests.browser.waiting import settle


@pytest.fixture(scope="module")
def corpus():
    path = Path(__file__).parents[1] / "data" / "tiny_corpus.py"
    spec = importlib.util.spec_from_file_location("tiny_corpus", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(corpus, tmp_path_factory):
    """Twelve documents: six of Paris and France, three of these with Lyon; four of Homs, in Arabic; two undated."""
    named = lambda *names: [corpus.Mention(name) for name in names]  # noqa: E731
    day = lambda number: corpus.FIRST + timedelta(number)  # noqa: E731
    documents = [(day(number), "fr", named("Paris", "Paris", "France")) for number in range(3)]
    documents += [(day(number), "fr", named("Paris", "France", "Lyon")) for number in range(3, 6)]
    documents += [(day(30 + number), "ar", named("Homs")) for number in range(4)]
    documents += [(None, "en", named("Berlin")), (None, "en", [])]
    folder = tmp_path_factory.mktemp("corpus")
    links = ["https://example.org/0", "javascript:alert(1)"]
    return corpus.write(folder, documents, titles=["First", corpus.HOSTILE], links=links)


@pytest.fixture(scope="module")
def pages(made, tmp_path_factory):
    """Write the page once for each language and names that are asked for."""
    from geomap.gazetteer import open_gazetteer
    from geomap.maps.corpus.aggregate import aggregate
    from geomap.maps.corpus.page import to_page

    written = {}

    def page(language="en"):
        if language not in written:
            written[language] = tmp_path_factory.mktemp("page") / "map.html"
            text = to_page(aggregate(made), open_gazetteer(), title="Twelve reports", language=language)
            written[language].write_text(text, "utf-8")
        return written[language]

    return page


@pytest.fixture
def opened(chromium, pages):
    contexts = []

    def open_(width=1300, height=850, language="en", path=None, **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.seen, page.asked = [], []
        page.on("console", lambda message: page.seen.append(message.text))
        page.on("pageerror", lambda error: page.seen.append(str(error)))
        page.on("dialog", lambda dialog: (page.seen.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto((path or pages(language)).as_uri())
        page.wait_for_selector("html[data-ready]", timeout=40_000)
        settle(page, 100)
        return page

    yield open_
    for context in contexts:
        context.close()


def table(page):
    """Return the rows of the table: name, documents, share, mentions."""
    return page.evaluate(
        """() => [...document.querySelectorAll("#gm-table tbody tr")].map((row) =>
          [row.querySelector("button"), ...row.querySelectorAll("td")].map((cell) => cell.textContent))"""
    )


def choose(page, name):
    page.click(f'#gm-table tbody button:text-is("{name}")')
    settle(page, 60)


ALL = [
    ["Paris", "6", "50%", "9"],
    ["France", "6", "50%", "6"],
    ["Homs", "4", "33%", "4"],
    ["Lyon", "3", "25%", "3"],
    ["Berlin", "1", "8.3%", "1"],
]


def test_the_page_shows_all_places_and_asks_for_nothing(opened):
    page = opened()
    assert sorted(table(page)) == sorted(ALL)
    assert page.text_content(".gm-summary") == "11 of 12 documents name a place that is shown."
    assert page.evaluate("geomapCorpus.circles.drawn.length") >= 5
    assert sorted(page.evaluate("geomapCorpus.circles.named.map((one) => one.text)"))[:1] == ["Berlin"]
    assert [url for url in page.asked if not url.startswith(("file:", "blob:"))] == []
    assert page.seen == []


def test_a_place_is_a_circle_of_its_colour_where_it_lies(opened):
    page = opened()
    tone = page.evaluate(
        """() => {
          const { circles, canvas, model } = geomapCorpus;
          const homs = circles.drawn.find(({ i }) => model.names[i] === "Homs");
          const ratio = window.devicePixelRatio;
          const context = canvas._container.getContext("2d");
          return [...context.getImageData(homs.x * ratio, (homs.y - 0.75 * homs.r) * ratio, 1, 1).data];
        }"""
    )
    red, _, blue, opacity = tone
    assert opacity > 80
    assert blue > red + 60


def test_the_time_changes_map_table_and_denominators(opened):
    page = opened()
    assert page.text_content(".gm-said").endswith("with 2 undated documents")
    page.select_option(".gm-time select", "month")
    page.focus('.gm-range[aria-label="From"]')
    page.keyboard.press("ArrowRight")
    settle(page, 60)
    assert page.text_content(".gm-said").endswith("without 2 undated documents")
    assert sorted(table(page)) == [
        ["France", "3", "43%", "3"],
        ["Homs", "4", "57%", "4"],
        ["Lyon", "3", "43%", "3"],
        ["Paris", "3", "43%", "3"],
    ]
    assert "out of 7 documents" in page.text_content(".gm-legend")
    page.click(".gm-time .gm-link")
    assert sorted(table(page)) == sorted(ALL)


def test_filters_count_what_is_left_and_say_out_of_what(opened):
    page = opened()
    page.select_option("#gm-language", label="French")
    assert sorted(table(page)) == [["France", "6", "100%", "6"], ["Lyon", "3", "50%", "3"], ["Paris", "6", "100%", "9"]]
    assert page.text_content(".gm-legend").count("out of 6 documents") == 1
    page.select_option("#gm-kind", label="Cities and towns")
    page.click('label[for="gm-layer-country"]')
    assert [row[:3] for row in table(page)] == [["France", "6", "100%"]]
    page.click(".gm-filters .gm-link")
    settle(page, 60)
    assert sorted(row[:3] for row in table(page)) == [
        ["France", "6", "50%"],
        ["Germany", "1", "8.3%"],
        ["Syria", "4", "33%"],
    ]


def test_bars_of_time_show_the_measure_under_the_filters(opened):
    page = opened()
    bars = lambda: page.evaluate("geomapCorpus.time.steps.map(({ count }) => count).filter(Boolean)")  # noqa: E731
    page.select_option(".gm-time select", "month")
    assert bars() == [3, 5, 2]
    page.select_option("#gm-measure", "mentions")
    assert bars() == [9, 11, 2]
    page.select_option("#gm-kind", label="Countries")
    assert bars() == [3, 3]
    page.select_option("#gm-measure", "documents")
    page.select_option("#gm-kind", label="Cities and towns")
    assert bars() == [3, 5, 2]
    page.select_option("#gm-country", label="Syria")
    assert bars() == [2, 2]


def test_units_and_hexagons_are_shaded_and_told_by_inhabitants(opened):
    page = opened()
    page.click('label[for="gm-layer-hexagon"]')
    assert page.evaluate("geomapCorpus.areas.values.filter(Boolean).length") == 4
    page.select_option("#gm-measure", "people")
    assert page.is_checked("#gm-layer-country")
    assert page.text_content(".gm-legend b") == "Countries: Documents per million inhabitants"
    choose(page, "France")
    card = page.text_content(".gm-card")
    assert "6 of 12 documents (50%)" in card
    assert "documents per million inhabitants" in card
    assert "inhabitants" in card.split("per million inhabitants")[1]
    assert page.evaluate("geomapCorpus.chosen.layer") == "country"


def test_a_place_shows_what_is_named_with_it_as_lines_and_its_documents(opened, corpus):
    page = opened()
    choose(page, "Paris")
    assert page.evaluate(
        "geomapCorpus.lines.map(({ place, documents }) => [geomapCorpus.model.names[place], documents]).reverse()"
    ) == [["France", 6], ["Lyon", 3]]
    assert "6 of 12 documents (50%)" in page.text_content(".gm-card")
    assert "Documents: 6 of 6 shown" in page.text_content(".gm-card")
    documents = page.evaluate(
        """() => [...document.querySelectorAll(".gm-documents li")].map((one) =>
          [one.firstChild.textContent, one.querySelector("a")?.href ?? null])"""
    )
    assert ["First", "https://example.org/0"] in documents
    assert [" ".join(corpus.HOSTILE.split()), None] in documents
    assert page.evaluate("document.querySelectorAll('img, iframe').length") == 0
    assert page.seen == []
    page.keyboard.press("Escape")
    assert page.is_hidden(".gm-card")
    assert page.evaluate("geomapCorpus.lines") == []


def test_the_pointer_tells_a_place_with_its_share(opened):
    page = opened()
    x, y = page.evaluate(
        """() => {
          const { map, model } = geomapCorpus;
          const at = model.names.indexOf("Homs");
          const { x, y } = map.latLngToContainerPoint([model.lat[at], model.lon[at]]);
          const box = map.getContainer().getBoundingClientRect();
          return [box.x + x, box.y + y];
        }"""
    )
    page.mouse.move(x, y)
    assert page.text_content(".gm-tip") == "Homs4 of 12 documents (33%)"
    page.mouse.click(x, y)
    assert page.text_content(".gm-card h2") == "Homs"


def test_the_table_is_sorted_and_searched_by_keyboard(opened):
    page = opened()
    page.focus('[data-column="name"]')
    page.keyboard.press("Enter")
    assert [row[0] for row in table(page)] == ["Berlin", "France", "Homs", "Lyon", "Paris"]
    assert page.get_attribute("th.gm-of-name", "aria-sort") == "ascending"
    page.fill("#gm-search", "HÔ")
    assert [row[0] for row in table(page)] == ["Homs"]
    page.keyboard.press("Tab")
    page.fill("#gm-search", "nowhere")
    assert page.text_content(".gm-none") == "Nothing in this selection."


def test_playing_moves_the_time_on_and_can_be_stopped(opened):
    page = opened()
    page.select_option(".gm-time select", "month")
    page.click(".gm-play")
    assert page.get_attribute(".gm-play", "aria-label") == "Stop"
    assert page.evaluate("geomapCorpus.model.total") == 3
    for _ in range(60):
        if page.evaluate("geomapCorpus.model.total") != 3:
            break
        settle(page, 100)
    # February, in which seven documents are dated less two of March.
    assert page.evaluate("geomapCorpus.model.total") == 5
    page.click(".gm-play")
    assert page.get_attribute(".gm-play", "aria-label") == "Play"


@pytest.mark.parametrize(("width", "language"), [(390, "en"), (390, "ar"), (1300, "de"), (700, "ru")])
def test_nothing_is_cut_and_nothing_covers_another(opened, width, language):
    page = opened(width=width, height=844, language=language)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = page.evaluate(
        """() => [".gm-layers", ".gm-legend", ".leaflet-control-zoom"].map((one) => {
          const { left, right, top, bottom } = document.querySelector(one).getBoundingClientRect();
          return [left, right, top, bottom];
        })"""
    )
    for at, one in enumerate(boxes):
        assert one[0] >= 0
        assert one[1] <= width
        for other in boxes[at + 1 :]:
            apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
            assert apart, boxes
    wide = page.evaluate(
        """() => [...document.querySelectorAll("button, label, caption, td, h1, .gm-said")].filter((one) =>
          one.offsetWidth && one.scrollWidth > one.offsetWidth + 1).map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert wide == []


@pytest.mark.parametrize(("width", "scheme"), [(1300, "light"), (390, "dark")])
def test_axe_finds_nothing_to_mend(opened, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python")
    page = opened(width=width, height=844, bypass_csp=True, color_scheme=scheme)
    choose(page, "Paris")
    page.evaluate("document.querySelector('.gm-about').open = true")
    found = axe.Axe().run(page)
    assert [(one["id"], one["nodes"][0]["html"][:140]) for one in found.response["violations"]] == []


def test_a_corpus_without_places_says_so(opened, corpus, tmp_path):
    from geomap.gazetteer import open_gazetteer
    from geomap.maps.corpus.aggregate import aggregate
    from geomap.maps.corpus.page import to_page

    view = aggregate(corpus.write(tmp_path, [(None, "en", []), (corpus.FIRST, "en", [])], parts=1))
    path = tmp_path / "empty.html"
    path.write_text(to_page(view, open_gazetteer()), "utf-8")
    page = opened(path=path)
    assert page.text_content(".gm-summary") == "0 of 2 documents name a place that is shown."
    assert page.text_content(".gm-none") == "Nothing in this selection."
    assert page.seen == []
