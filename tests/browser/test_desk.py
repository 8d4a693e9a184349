"""``geomap edit`` as a person uses it: a text, edits, two tabs, a reload, a kill and a restart; nothing is lost."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

PATIENCE_MS = 120_000
"""On a slow machine a server takes its time to start."""

STORY = "Flooding hit Springfield on Monday. Residents of Chatham and Rochester left. Nobody was hurt in Auburn."


class Server:
    """A server as a process of its own."""

    def __init__(self, folder, port=0):
        command = [sys.executable, "-m", "geomap", "edit", "--no-browser", "--language", "en"]
        self.folder = folder
        self.process = subprocess.Popen(
            [*command, "--projects", str(folder), "--port", str(port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=dict(os.environ),
        )
        self.address = self.process.stdout.readline().strip()
        self.port = int(re.search(r":(\d+)/", self.address)[1])

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def said(self):
        (file,) = self.folder.glob("*.geomap.json")
        return json.loads(file.read_bytes())["corrections"]


@pytest.fixture
def server(tmp_path):
    servers = [Server(tmp_path / "projects")]
    yield servers
    for one in servers:
        one.kill()


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    one = Server(tmp_path_factory.mktemp("desk") / "projects")
    yield one
    one.kill()


@pytest.fixture
def context(chromium):
    made = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    made.set_default_timeout(PATIENCE_MS)
    yield made
    made.close()


def opened(context, address):
    page = context.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    return page


def frame_of(page):
    page.wait_for_selector("html[data-ready] iframe")
    return page.frame_locator("iframe")


def mark_no_place(page, name):
    """Say in the list of what to check first that a name is no place."""
    frame = frame_of(page)
    frame.locator("#gm-tab-story").click()
    frame.locator(f".gm-mark:text-is('{name}')").click()
    frame.get_by_role("button", name="Not a place").first.click()


def names_in(page):
    """Return the names of which the map in a page says something."""
    frame_of(page)
    return set(page.frames[-1].evaluate("Object.keys(geomap.edits.said.names)"))


def until(page, is_so):
    """Wait until something is so: what the frame's policy keeps Playwright from asking by itself."""
    for _ in range(PATIENCE_MS // 100):
        if is_so():
            return
        page.wait_for_timeout(100)
    pytest.fail("it was never so")


def is_saved(page):
    page.wait_for_selector(".state[data-state=saved]")


def test_two_tabs_a_reload_a_kill_and_a_restart(context, server):
    first = opened(context, server[0].address)
    first.fill("#text", STORY)
    first.get_by_role("button", name="Make the map").click()
    mark_no_place(first, "Chatham")
    is_saved(first)
    assert server[0].said()["names"] == {"Chatham": False}

    # A reload in the middle.
    first.reload()
    assert names_in(first) == {"Chatham"}
    is_saved(first)

    # Two tabs: the older one overwrites nothing, and is told.
    second = opened(context, first.url)
    mark_no_place(second, "Auburn")
    is_saved(second)
    mark_no_place(first, "Rochester")
    first.wait_for_selector(".state[data-state=conflict]")
    assert "changed in another tab" in first.inner_text(".notice")
    assert set(server[0].said()["names"]) == {"Chatham", "Auburn"}
    first.get_by_role("button", name="Keep what is here").click()
    is_saved(first)
    assert set(server[0].said()["names"]) == {"Chatham", "Rochester"}
    second.bring_to_front()
    second.evaluate("window.dispatchEvent(new Event('focus'))")
    second.get_by_role("button", name="Show what is there now").click()
    second.wait_for_selector(".notice", state="hidden")
    assert names_in(second) == {"Chatham", "Rochester"}

    # A kill: what was saved is there, what was not is said, and can be taken along.
    server[0].kill()
    mark_no_place(second, "Springfield")
    second.wait_for_selector(".state[data-state=lost]")
    assert "does not answer" in second.inner_text(".notice")
    server.append(Server(server[0].folder, server[0].port))
    second.wait_for_selector(".state[data-state=renewed]")
    with second.expect_download() as download:
        second.get_by_role("button", name="Take my edits as a file").click()
    taken = json.loads(download.value.path().read_bytes())
    assert set(taken["names"]) == {"Chatham", "Rochester", "Springfield"}
    third = opened(context, server[1].address)
    third.get_by_role("link", name="Flooding hit Springfield").click()
    assert names_in(third) == {"Chatham", "Rochester"}
    assert frame_of(third).locator("button.gm-mark, .gm-mark[role=button]").all_inner_texts() == [
        "Springfield",
        "Auburn",
    ]
    assert not [*first.problems, *second.problems, *third.problems]


def test_the_maps_page_is_told_nothing_and_reaches_nobody(context, shared):
    page = opened(context, shared.address)
    page.fill("#text", STORY)
    page.get_by_role("button", name="Make the map").click()
    frame_of(page)
    inner = page.frames[-1]
    assert inner.evaluate("window.origin") == "null"
    assert "token" not in inner.evaluate("location.href")
    with pytest.raises(Exception, match="cross-origin"):
        inner.evaluate("parent.location.href")
    tried = "(path) => fetch(path).then((answer) => answer.status, (error) => 'blocked')"
    assert inner.evaluate(tried, f"http://127.0.0.1:{shared.port}/api/start") == "blocked"
    # What it may ask is answered, in time.
    found = inner.evaluate(
        "async () => { const began = performance.now();"
        " const found = await geomap.desk.search('Rochest', [-89, 40]);"
        " return [found.map((one) => one.title), performance.now() - began]; }"
    )
    assert "Rochester" in found[0]
    assert "no such" in inner.evaluate(
        "geomap.desk.save('a.exe', 'application/x-msdownload', 'MZ').then(() => 'saved', (error) => 'no such ' + error)"
    )


def test_files_places_and_samples_on_the_start_page(context, shared, tmp_path):
    page = opened(context, shared.address)
    for name, raw in {
        "monday.txt": "Aid reached Homs.",
        "tuesday.md": "# Aid\n\nIt reached Hama.",
        "mine.geojson": json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {
                        "type": "Feature",
                        "properties": {"name": "Quimby Ridge"},
                        "geometry": {"type": "Point", "coordinates": [36.5, 34.9]},
                    }
                ],
            }
        ),
        "broken.pdf": "%PDF-1.4 nothing",
    }.items():
        (tmp_path / name).write_text(raw, "utf-8")
    names = ["monday.txt", "tuesday.md", "mine.geojson", "broken.pdf"]
    page.locator("input[type=file]").first.set_input_files([tmp_path / name for name in names])
    page.wait_for_selector(".status.error")
    assert "broken.pdf" in page.inner_text(".status")
    assert page.locator(".chips bdi").all_inner_texts() == ["monday.txt", "Aid", "mine.geojson (1)"]
    page.locator(".top select").select_option("fr")
    page.get_by_role("button", name="Faire la carte").click()
    frame = frame_of(page)
    assert frame.locator("html").get_attribute("lang") == "fr"
    assert page.frames[-1].evaluate("geomap.data.docs.length") == 2
    with page.expect_download() as download:
        page.get_by_label("Emporter comme").select_option("geojson")
        page.get_by_role("button", name="Enregistrer le fichier").click()
    rows = json.loads(download.value.path().read_bytes())["features"]
    assert {row["properties"]["name"] for row in rows} >= {"Homs", "Hama"}
    page.get_by_role("link", name="Toutes les cartes").click()
    page.get_by_role("button", name="Envoys weigh a line").click()
    assert "Golan" in page.input_value("#text")


def test_the_start_page_and_the_bar_lack_nothing_for_assistive_technology(chromium, shared):
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(viewport={"width": 1024, "height": 768}, reduced_motion="reduce", bypass_csp=True)
    context.set_default_timeout(PATIENCE_MS)
    page = opened(context, shared.address)
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        assert Axe().run(page).response["violations"] == []
    page.fill("#text", STORY)
    page.get_by_role("button", name="Make the map").click()
    frame_of(page)
    found = Axe().run(page, options={"iframes": False}).response["violations"]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_looking_again_moves_others_and_can_be_taken_back(context, shared):
    page = opened(context, shared.address)
    page.fill("#text", STORY.replace("Springfield on", "Springfield, Illinois, on"))
    page.get_by_role("button", name="Make the map").click()
    frame = frame_of(page)
    inner = page.frames[-1]
    where = "Object.fromEntries(geomap.features.filter((one) => !one.removed).map((one) => [one.title, one.where]))"
    before = inner.evaluate(where)
    ground = inner.evaluate("geomap.data.labels.length && geomap.data.base.length")
    # The text says Illinois; a person knows better: it is the one in Massachusetts.
    inner.evaluate(
        "geomap.edits.change('edit.did.chosen', { format: 'geomap-corrections', version: 2,"
        " names: { Illinois: false, Springfield: 'geonames:4951788' } })"
    )
    is_saved(page)
    frame.locator("[data-edit=again]").click()
    frame.locator(".gm-said:has-text('Looked again')").wait_for()
    is_saved(page)
    after = inner.evaluate(where)
    assert after["Springfield"] == "Massachusetts, United States"
    assert {name for name in after if after[name] != before.get(name)} > {"Springfield"}
    # What has moved is said, and kept with the rest.
    assert inner.evaluate("geomap.edits.said.mentions.length") >= 1
    # All of it is taken back, reasons and ground, too.
    frame.locator("[data-edit=undo]").click()
    frame.locator("[data-edit=undo]").click()
    is_saved(page)
    assert inner.evaluate(where) == before
    assert inner.evaluate("geomap.data.labels.length && geomap.data.base.length") == ground
    assert page.problems == []


def test_what_a_map_was_made_with_can_be_taken_back_after_it_is_opened_again(context, shared):
    page = opened(context, shared.address)
    page.fill("#text", STORY)
    page.get_by_role("button", name="Make the map").click()
    mark_no_place(page, "Chatham")
    is_saved(page)
    page.reload()
    frame_of(page)
    inner = page.frames[-1]
    titles = "geomap.features.filter((one) => !one.removed && one.m.length).map((one) => one.title)"
    assert "Chatham" not in inner.evaluate(titles)
    inner.evaluate("geomap.edits.change('edit.did.removed', { format: 'geomap-corrections', version: 2 })")
    until(page, lambda: "Chatham" in inner.evaluate(titles))
    frame_of(page).locator("[data-edit=undo]").click()
    until(page, lambda: "Chatham" not in inner.evaluate(titles))
    is_saved(page)
    assert page.problems == []
