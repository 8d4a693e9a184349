"""Projects are kept whole: through a kill at any moment, two writers, damage."""

from __future__ import annotations

import datetime
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geomap.desk.project import Making, Project, from_json, to_json
from geomap.desk.shelf import OutdatedError, Shelf, UnknownProjectError, projects_folder
from geomap.errors import InputError
from geomap.model import Document

WHOLE = Project(
    documents=(
        Document("Title: Aid\n\nAid reached Homs \U0001f600 \ud800.", title="Aid", source="a.txt", body_start=12),
        Document("Talks in Paris.", date=datetime.date(2025, 10, 14), place="Paris", language="en", source="b.txt"),
    ),
    making=Making("fr", "UA"),
    places=(("mine.csv", '{"type": "FeatureCollection", "features": []}'),),
    said={"version": 2, "headline": "Aid", "names": {"Homs": {"label": "Hims"}}},
    revision=7,
)


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "projects")


def test_a_project_comes_back_as_it_was_written():
    assert from_json(to_json(WHOLE).encode(), "x") == WHOLE


def test_its_file_is_the_form_that_the_documentation_tells(shelf):
    path = shelf.folder / f"{shelf.add(WHOLE)}.geomap.json"
    data = json.loads(path.read_bytes())
    told = Path(__file__).parents[3].joinpath("docs/editor.md").read_text("utf-8")
    assert (data["format"], data["version"]) == ("geomap-project", 1)
    assert all(f"`{key}`" in told for key in data)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_only_its_owner_reads_it(shelf):
    path = shelf.folder / f"{shelf.add(WHOLE)}.geomap.json"
    assert path.stat().st_mode & 0o077 == 0
    assert shelf.folder.stat().st_mode & 0o077 == 0


def test_an_older_state_overwrites_nothing(shelf):
    one = shelf.add(WHOLE)
    assert shelf.change(one, 1, said={"version": 2, "headline": "New"}).revision == 2
    with pytest.raises(OutdatedError) as caught:
        shelf.change(one, 1, said={"version": 2, "headline": "Old"})
    assert caught.value.revision == 2
    assert shelf.get(one).said["headline"] == "New"


def test_of_two_programs_that_write_at_once_one_is_told(shelf):
    one, other = shelf.add(WHOLE), Shelf(shelf.folder)
    shelf.change(one, 1, said={"version": 2, "headline": "First"})
    with pytest.raises(OutdatedError):
        other.change(one, 1, said={"version": 2, "headline": "Second"})


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"null",
        b'{"format": "geomap-project", "version": 99}',
        b'{"format": "geomap-project", "version": 1}',
        b'{"format": "geomap-project", "version": 1, "texts": [{"text": "x"}], "corrections": {"version": 9}}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_project_is_one_line_and_stays_as_it_is(shelf, raw):
    good = shelf.add(WHOLE)
    bad = shelf.folder / f"{'a' * 32}.geomap.json"
    bad.write_bytes(raw)
    with pytest.raises(InputError, match="left as it is"):
        shelf.get("a" * 32)
    with pytest.raises(InputError):
        shelf.change("a" * 32, 0, said={})
    entries = {entry.id: entry for entry in shelf.entries()}
    assert "\n" not in entries["a" * 32].problem
    assert entries["a" * 32].problem
    assert entries[good].title == "Aid"
    assert bad.read_bytes() == raw


@pytest.mark.parametrize("name", ["", "..", "../x", "a" * 31, "a" * 32 + "\n", "A" * 32, "\u0660" * 32, "/" + "a" * 31])
def test_only_a_random_id_is_part_of_a_path(shelf, name):
    with pytest.raises(UnknownProjectError):
        shelf.get(name)
    with pytest.raises(UnknownProjectError):
        shelf.remove(name)


def test_ids_cannot_be_guessed(shelf):
    ids = {shelf.add(WHOLE) for _ in range(20)}
    assert len(ids) == 20
    assert all(len(one) == 32 for one in ids)


WRITER = """
import sys
from pathlib import Path
from geomap.desk.shelf import Shelf
shelf, one = Shelf(Path(sys.argv[1])), sys.argv[2]
revision = shelf.get(one).revision
print("ready", flush=True)
while True:
    revision = shelf.change(one, revision, said={"version": 2, "headline": "x" * 3000}).revision
    print(revision, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signal")
def test_a_kill_at_any_moment_loses_nothing_that_was_kept(shelf):
    one = shelf.add(WHOLE)
    for delay in (0.0, 0.011, 0.023, 0.037, 0.05):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(shelf.folder), one], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout.readline() == "ready\n"
        time.sleep(delay)
        process.kill()
        told = [int(line) for line in process.communicate()[0].split() if line.strip().isdigit()]
        kept = Shelf(shelf.folder).get(one)
        # What was told is kept; the write that the kill met may be, too.
        assert not told or kept.revision - told[-1] in {0, 1}
        assert kept.documents == WHOLE.documents
    # What the killed left half written is gone with the next write, and nobody waits for their locks.
    shelf.change(one, shelf.get(one).revision, said={})
    assert {file.name for file in shelf.folder.iterdir()} <= {f"{one}.geomap.json", ".lock"}


def test_projects_stand_beside_the_users_places(monkeypatch, tmp_path):
    monkeypatch.setenv("GEOMAP_DATA_DIR", str(tmp_path))
    assert projects_folder() == tmp_path / "projects"
