"""What is kept: the finished page, the browser's own copy, what to check first, and what comes from outside."""

from __future__ import annotations

import json
import re

import pytest

from tests.browser.test_hostile import PAYLOADS
from tests.browser.waiting import settle


@pytest.fixture
def editing(open_page, view_of):
    """Open a map in edit mode: ``editing()``, ``editing(path)`` for a file that was saved, without a network."""

    def open_(view=None, **options):
        opened = open_page(view or view_of(), **options)
        edit(opened.page)
        return opened

    return open_


def edit(page):
    page.click("[data-edit=toggle]")
    page.wait_for_function("() => geomap.editor.on")


def saved(page, tmp_path, how="Control+s", name="saved.html"):
    with page.expect_download() as download:
        page.keyboard.press(how) if "+" in how else page.click(how)
    path = tmp_path / name
    download.value.save_as(path)
    return path


def visit(page, path):
    page.context.set_offline(True)
    page.goto(path.as_uri())
    page.wait_for_selector(".gm-keep", state="attached")
    settle(page, 100)


def said(page):
    return json.loads(page.evaluate("geomap.edits.text()"))


def test_a_page_without_edits_saves_itself_as_it_came(editing, tmp_path):
    page = editing().page
    made = (tmp_path / "page0.html").read_bytes()
    assert saved(page, tmp_path).read_bytes() == made
    # Done and undone, it is the same again.
    page.keyboard.press("a")
    page.keyboard.press("x")
    assert saved(page, tmp_path).read_bytes() != made
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert saved(page, tmp_path).read_bytes() == made


def test_the_finished_page_holds_its_edits_offline(editing, tmp_path):
    opened = editing()
    page = opened.page
    made = (tmp_path / "page0.html").read_text()
    page.fill("#gm-edit-check input", 'A. "Reader" </script><!--')
    page.keyboard.press("Tab")
    page.locator("#gm-edit-check").click(position={"x": 2, "y": 2})
    page.click("[data-check=refuse]")
    page.click("[data-check=accept]")
    text = page.evaluate("geomap.edits.text()")
    path = saved(page, tmp_path)
    again = path.read_text()
    policy = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
    assert policy.search(again)[1] == policy.search(made)[1]
    assert len(again) - len(made) < 2 * len(text) + 200
    # The place that is none has left the table for readers without scripts.
    assert again.count('<th scope="row">') == made.count('<th scope="row">') - 1
    assert again.count("</script>") == made.count("</script>") + 1
    opened.requests.clear()
    visit(page, path)
    assert page.evaluate("geomap.edits.text()") == text
    assert page.locator(".gm-keep").is_hidden()
    assert set(opened.requests) == {path.as_uri()}
    edit(page)
    assert saved(page, tmp_path, name="twice.html").read_text() == again
    # All taken back one by one, in any order, it is the page that was made.
    page.fill("#gm-edit-check input", "")
    page.click("#gm-edit-changes > summary")
    while page.locator(".gm-changes li").count():
        page.click(".gm-changes li:last-child button:last-child")
    assert saved(page, tmp_path, name="bare.html").read_text() == made
    assert opened.errors == []


def test_unsaved_work_is_offered_again_and_never_taken_by_itself(editing, view_of, world, tmp_path):
    opened = editing()
    page = opened.page
    page.click("[data-check=refuse]")
    text = page.evaluate("geomap.edits.text()")
    page.reload()
    page.wait_for_selector(".gm-keep button")
    assert page.evaluate("geomap.edits.past.length") == 0
    assert said(page).keys() == {"format", "version"}
    page.click("[data-keep=take]")
    assert page.evaluate("geomap.edits.text()") == text
    assert page.locator(".gm-keep").is_hidden()
    page.reload()
    page.wait_for_selector(".gm-keep button")
    page.click("[data-keep=drop]")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    settle(page, 300)
    assert page.locator(".gm-keep").is_hidden()
    assert opened.dialogs == []
    # Another map of the same browser is never offered this one's.
    edit(page)
    page.click("[data-check=refuse]")
    from geomap.maps import NewsMap

    other = NewsMap(view_of(world.parse(), title="Another")).save(tmp_path / "other.html")
    page.goto(other.as_uri())
    page.wait_for_selector(".gm-keep", state="attached")
    assert page.locator(".gm-keep").is_hidden()


def test_where_nothing_can_be_kept_that_is_said_once_and_leaving_asks(editing):
    page = editing().page
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }; }")
    leaving = "() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    assert page.evaluate(leaving) is False
    page.click("[data-check=refuse]")
    assert "save the page" in page.inner_text(".gm-said")
    assert page.evaluate(leaving) is True


def test_a_reviewer_goes_by_keys_from_the_doubtful_to_the_sure(editing):
    page = editing().page
    bar = page.locator("#gm-check-bar")
    count = int(bar.get_attribute("max"))
    names = []
    for n in range(count):
        names.append(page.inner_text(".gm-check strong"))
        page.keyboard.press("a")
        assert int(bar.evaluate("(one) => one.value")) == n + 1
    assert len(names) == count >= 4
    scores = page.evaluate(
        "(names) => names.map((name) => geomap.edits.base.features.find((f) => f.title === name))"
        ".map((f) => (1 - f.conf) * (0.25 + f.prominence))",
        names,
    )
    assert scores == sorted(scores, reverse=True)
    assert page.inner_text(".gm-check strong") == "Every place is checked."
    assert f"{count} of {count}" in page.inner_text(".gm-check label[for]")
    page.click("#gm-tab-places")
    assert page.locator(".gm-list .gm-checked").count() == count


def hostile(payload):
    """A corrections document with the payload in every field that a text can reach."""
    edit = {"label": payload, "kind": payload, "group": payload, "decided_by": payload}
    looks = {"symbol": payload, "colour": payload, "side": payload}
    return {
        "format": "geomap-corrections",
        "version": 2,
        "decided_by": payload,
        **dict.fromkeys(("headline", "caption", "credit", "source_line", "ratio", "theme"), payload),
        "frame": {"bounds": [payload] * 4},
        "style": {"colours": {"light": {"paper": payload}}, payload: payload, "fonts": {"map": [payload]}},
        "layers": [payload],
        "tour": [payload],
        "names": {payload: edit, "Alma": {**edit, **looks, "point": payload}, "__proto__": edit, "constructor": edit},
        "mentions": [{"document": payload, "start": payload, "end": 9, "text": payload, **edit}],
        "added": [{"document": "", "start": 0, "end": 5, "text": payload, "place": f"t:{payload}", **edit}],
        "annotations": [
            {"kind": "callout", "point": [15, 43], "text": payload, **looks},
            {"kind": "arrow", "line": [[15, 43], [payload, 44]], "text": payload},
            {"kind": payload, "line": [[15, 43], [16, 44]]},
        ],
        payload: payload,
    }


def test_saved_edits_of_a_stranger_run_nothing(editing, tmp_path):
    opened = editing()
    page = opened.page
    page.keyboard.press("a")
    text = saved(page, tmp_path).read_text()
    key = page.evaluate("Object.keys(localStorage)[0]")
    path, file = tmp_path / "hostile.html", tmp_path / "hostile.json"
    for payload in PAYLOADS.values():
        # They are in the page, in the browser's storage, and come as a file.
        document = json.dumps(hostile(payload)).replace("<", "\\u003c")
        block = re.compile(r'(id="gm-edits">).*?(</script>)', re.DOTALL)
        path.write_text(block.sub(lambda found: found[1] + document + found[2], text))  # noqa: B023
        kept = "(all) => localStorage.setItem(all[0] + 'x', JSON.stringify({ at: 1, text: all[1] }))"
        page.evaluate(kept, [key, document.replace('"headline"', '"unknown"', 1)])
        file.write_text(json.dumps(hostile(payload)))
        opened.requests.clear()
        visit(page, path)
        assert page.inner_text(".gm-said").startswith("Left out")
        page.click("[data-keep=take] >> nth=0")
        page.set_input_files("#gm-edit-save input[type=file]", file)
        page.click("#gm-edit-changes > summary")
        page.click(".gm-changes li button >> nth=0")
        settle(page, 100)
        names = said(page)["names"]
        assert "constructor" in names
        assert "__proto__" not in names
        assert page.evaluate("document.querySelector('h1').textContent") == payload
        assert page.evaluate("window.pwned") is None
        assert page.evaluate("document.querySelectorAll('img, iframe, object, embed, base').length") == 0
        assert set(opened.requests) == {path.as_uri()}
    assert opened.dialogs == []
    assert opened.errors == []


def test_a_page_that_was_looked_at_again_is_saved_with_what_that_gave(editing, view_of, world, tmp_path):
    from geomap.maps.html.payload import to_json

    opened = editing(view_of(world.parse(named=(("Alma", "t:alma", "literal"),))))
    page = opened.page
    made = saved(page, tmp_path).read_bytes()
    page.evaluate("(text) => geomap.edits.load(JSON.parse(text), geomap.edits.said)", to_json(view_of()))
    page.click("[data-check=refuse]")
    titles = page.evaluate("geomap.features.map((feature) => feature.title).sort()")
    assert "Port Alma Naval Base" in titles
    path = saved(page, tmp_path)
    # Taken back, the page is the first one again.
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert saved(page, tmp_path, name="first.html").read_bytes() == made
    visit(page, path)
    assert page.evaluate("geomap.features.map((feature) => feature.title).sort()") == titles
    assert page.locator(".leaflet-interactive").count() > 3
    edit(page)
    assert saved(page, tmp_path, name="again.html").read_bytes() == path.read_bytes()
    assert opened.errors == []


def test_what_is_no_file_of_corrections_changes_nothing(editing, tmp_path):
    page = editing().page
    page.click("#gm-edit-save > summary")
    for content in ("{", "[]", '{"version": 9}', "[" * 100_000, '{"version": 2, "names": {"Alma": NaN}}'):
        file = tmp_path / "wrong.json"
        file.write_text(content)
        page.set_input_files("#gm-edit-save input[type=file]", file)
        page.wait_for_function("() => document.querySelector('.gm-said').textContent.startsWith('wrong.json')")
        page.evaluate("document.querySelector('.gm-said').textContent = ''")
    assert page.evaluate("geomap.edits.past.length") == 0
    # What is dropped upon the page goes the same way.
    drop = """(text) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([text], "dropped.json"));
        document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }"""
    page.evaluate(drop, '{"version": 2, "names": {"Alma": false, "Bruck": 7, "Xanth": "geonames:99"}}')
    page.wait_for_function("() => document.querySelector('.gm-said').textContent.includes('names.Bruck')")
    assert said(page)["names"] == {"Alma": False, "Xanth": "geonames:99"}
    # A place that the page was not made with cannot be drawn on it.
    assert "does not know and cannot show (1): geonames:99" in page.inner_text(".gm-said")


def test_axe_finds_nothing_in_the_panel(chromium, view_of, tmp_path):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python")
    from geomap.maps import NewsMap

    path = NewsMap(view_of()).save(tmp_path / "page.html")
    context = chromium.new_context(bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]")
    edit(page)
    page.evaluate("['changes', 'save'].forEach((key) => { document.getElementById('gm-edit-' + key).open = true; })")
    for step in ("x", "a", "r", "?"):
        page.keyboard.press(step)
        settle(page, 200)
        found = axe.Axe().run(page)
        assert found.violations_count == 0, (step, found.generate_report())
    context.close()


def test_in_a_sandboxed_frame_the_finished_page_is_there_to_be_copied(chromium, view_of, tmp_path):
    from geomap.maps import NewsMap

    news = NewsMap(view_of())
    made = news.save(tmp_path / "page.html").read_text()
    outer = tmp_path / "outer.html"
    outer.write_text(f"<!DOCTYPE html><title>x</title><body>{news.to_iframe(height=800)}</body>")
    context = chromium.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(outer.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("[data-edit=toggle]").click()
    frame.locator("#gm-edit-save > summary").click()
    frame.locator("[data-save=page]").click()
    field = frame.locator(".gm-take textarea")
    field.wait_for()
    assert field.input_value() == made
    frame.locator("[data-check=refuse]").click()
    assert "save the page" in frame.locator(".gm-said").inner_text()
    assert errors == []
    context.close()


def test_an_old_browser_says_that_it_cannot_show_the_edits(editing, tmp_path):
    page = editing().page
    page.keyboard.press("x")
    path = saved(page, tmp_path)
    page.context.add_init_script("delete window.DecompressionStream")
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]")
    assert page.is_visible("#gm-map .leaflet-interactive >> nth=0")
    assert "too old to show" in page.inner_text(".gm-corrections")


def test_what_the_page_was_made_with_counts_as_checked_and_can_be_taken_back(editing, world, tmp_path):
    from geomap.edits import to_corrections
    from geomap.maps import ViewOptions, build_view

    before = to_corrections({"version": 2, "decided_by": "A.", "headline": "Aid", "names": {"Alma": "t:alma"}})
    view = build_view(
        world.parse(), world.Gazetteer(), ViewOptions(title="Aid"), basemap=world.Basemap(), corrections=before
    )
    page = editing(view).page
    made = (tmp_path / "page0.html").read_bytes()
    assert saved(page, tmp_path).read_bytes() == made
    assert page.inner_text(".gm-check label[for]").startswith("1 of ")
    # Who goes on leaves the other's decision in the other's name.
    page.fill("#gm-edit-check input", "B.")
    assert '"decided_by": "B."' in saved(page, tmp_path).read_text()
    page.click("[data-check=accept]")
    decided = said(page)
    assert decided["decided_by"] == "B."
    assert decided["names"]["Alma"] == {"place": "t:alma", "decided_by": "A."}
    assert "Bruck" in decided["names"]
    page.click("#gm-edit-changes > summary")
    page.click(".gm-changes li:has-text('Alma') button:last-child")
    assert "Alma" not in said(page)["names"]
    path = saved(page, tmp_path)
    text = page.evaluate("geomap.edits.text()")
    visit(page, path)
    assert page.evaluate("geomap.edits.text()") == text
