"""A whole job as a person does it, by clicks and keys alone: a pasted text with eight defects, a finished map."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.browser.waiting import settle
from tests.browser.whole_job import CREDIT, HEADLINE, READY, STORY, Job, Server, choose_view, compose, mend, save

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

KIRKBY_LONSDALE, SETTLE = "geonames:2645308", "geonames:2638192"
"""What the story means; geomap takes the one for Kirkby on Merseyside and does not find the other."""

# What a map shows, without what only one of two ways to make it can know.
_SHOWN = """() => ({
  title: document.querySelector("h1").textContent,
  lines: [...document.querySelectorAll("#gm-side header .gm-line")].map((one) => one.textContent),
  box: geomap.data.box.map((side) => side.toFixed(4)),
  places: geomap.features
    .map((f) => [f.key, f.id, f.title, f.what, f.layer, f.symbol, f.lon, f.lat, f.m.length])
    .sort(),
  unplaced: geomap.data.unplaced.length,
  drawn: (geomap.data.annotations || []).map((one) => [one.kind, one.text, one.symbol, one.at, one.line]),
  words: [...document.querySelectorAll(".gm-words-of text")].map((one) => one.textContent),
  marks: [...document.querySelectorAll(".gm-mark:not(.gm-no)")].map((one) => one.textContent),
})"""


_VIEW = "() => [geomap.map.getCenter().lat.toFixed(2), geomap.map.getCenter().lng.toFixed(2), geomap.map.getZoom()]"


@pytest.fixture
def servers(tmp_path):
    started = [Server(tmp_path / "projects")]
    yield started
    for server in started:
        server.kill()


@pytest.fixture
def desk(chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(40_000)
    page = context.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    yield page
    context.close()


def shown(context, path):
    """Open a file without a network; return what it shows."""
    page = context.new_page()
    asked, problems = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(path.as_uri())
    page.wait_for_selector(READY)
    settle(page, 200)
    made = page.evaluate(_SHOWN)
    assert set(asked) == {path.as_uri()}
    assert problems == []
    page.close()
    return made


def test_a_whole_job(chromium, desk, servers, tmp_path):
    job = Job(desk)
    job.begin(servers[0].address, STORY.read_text("utf-8"))
    # The eight defects are real: this is what geomap says of the text today.
    before = {place[2]: place for place in job.inner.evaluate(_SHOWN)["places"]}
    assert before["Kirkby"][1] != KIRKBY_LONSDALE
    assert before["Kirkby"][-1] == 2  # Park Lane, the street, too
    assert before["Hornby"][7] < 0  # in New Zealand
    assert before["Wray"][6] < -100  # in Colorado
    assert "Whalley" in before  # a person
    assert "the road between Kendal and Lancaster" in before
    assert before.keys().isdisjoint({"Settle", "Marrow Beck"})
    view = job.inner.evaluate(_VIEW)
    mend(job)
    # Cards that came and went have not moved the map.
    assert job.inner.evaluate(_VIEW) == view
    compose(job)
    choose_view(job)
    page, corrections = save(job, tmp_path)
    now = job.inner.evaluate(_SHOWN)
    desk.wait_for_selector(".state[data-state=saved]")

    # The saved page, without a network.
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce", offline=True)
    finished = shown(context, page)
    assert finished == now
    places = {place[2]: place for place in finished["places"]}
    assert places["Kirkby Lonsdale"][1] == KIRKBY_LONSDALE
    assert places["Settle"][1] == SETTLE
    assert places["Hornby"][6:8] == [-2.6355, 54.1114]
    assert places["Wray"][6:8] == pytest.approx([-2.60556, 54.105], abs=1e-5)
    assert places["Marrow Beck"][3] == "hamlet"
    assert places["Marrow Beck"][6:8] == pytest.approx([-2.53, 54.15], abs=0.01)
    assert "Road cut" in places
    assert places.keys().isdisjoint({"Whalley", "Park Lane"})
    assert finished["title"] == HEADLINE
    assert finished["lines"] == [CREDIT]
    assert [one[:2] for one in finished["drawn"]] == [["arrow", "by helicopter"], ["callout", "Footbridge swept away"]]
    assert {"by helicopter", "Footbridge swept away"} <= set(finished["words"])

    # The corrections file, from the command line.
    said = json.loads(corrections.read_bytes())
    assert said["names"]["Whalley"] is said["names"]["Park Lane"] is False
    made = tmp_path / "made.html"
    subprocess.run(
        [sys.executable, "-m", "geomap", "map", STORY, "--corrections", corrections, "-o", made],
        check=True,
        capture_output=True,
    )
    assert shown(context, made) == finished
    context.close()

    # The map is kept: the server is killed, and started again.
    servers[0].kill()
    servers.append(Server(tmp_path / "projects"))
    desk.goto(servers[1].address)
    desk.wait_for_selector(READY)
    desk.get_by_role("link", name=HEADLINE).click()
    job.opened()
    assert job.inner.evaluate(_SHOWN) == finished
    assert desk.problems == []
