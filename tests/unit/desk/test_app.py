"""What the desk answers, and that it reads and writes nothing that was not named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.desk.conftest import STORY, TOKEN

SPRINGFIELD = {"format": "geomap-corrections", "version": 2, "names": {"Springfield": "geonames:4250542"}}


def frame_of(client, project):
    return client.get(client.get(f"/api/projects/{project}").json()["frame"])


def test_a_text_becomes_a_map_in_a_frame_of_its_own(client, project):
    opened = client.get(f"/api/projects/{project}").json()
    assert opened["title"].startswith("Flooding hit Springfield")
    assert opened["revision"] == 1
    frame = client.get(opened["frame"])
    assert frame.headers["content-security-policy"] == "sandbox allow-scripts; frame-ancestors 'self'"
    assert "Springfield" in frame.text
    assert TOKEN not in frame.text
    # It is good once: the page in it, which is hostile until shown otherwise, learns nothing with it.
    assert client.get(opened["frame"]).status_code == 404


def test_a_pasted_text_is_read_as_a_file_of_it_is(client):
    text = "Date: 2025-03-02\nAid reaches the coast\n\nTrucks from Homs came to Tartus on Sunday.\n"
    other = "Talks in Paris\n\nThey went on for two days, people in the room said."
    made = client.post("/api/projects", json={"texts": [{"text": text}, {"text": other}]})
    opened = client.get(f"/api/projects/{made.json()['id']}").json()
    assert opened["title"] == "Aid reaches the coast"
    kept = client.post(f"/api/projects/{made.json()['id']}/export", json={"format": "project"}).json()
    assert [row["title"] for row in kept["texts"]] == ["Aid reaches the coast", "Talks in Paris"]
    assert kept["texts"][0]["date"] == "2025-03-02"


def test_what_is_said_is_kept_at_once(client, desk, project):
    path = f"/api/projects/{project}"
    kept = client.post(f"{path}/said", json={"revision": 1, "said": json.dumps(SPRINGFIELD)}).json()
    assert kept["revision"] == 2
    assert desk.shelf.get(project).said == SPRINGFIELD
    assert client.get(path).json()["said"] == SPRINGFIELD


@pytest.mark.parametrize(("asked", "spoken", "title"), [("", "ru", "Хомс"), ("en", "en", "Homs")])
def test_a_map_is_in_its_text_s_language_unless_another_is_asked_for(client, asked, spoken, title):
    text = "Делегация прибыла из Москвы. В Хомсе и в Хаме идёт дождь, сообщили местные жители."
    project = client.post("/api/projects", json={"texts": [{"text": text}], "language": asked}).json()["id"]
    opened = client.get(f"/api/projects/{project}").json()
    assert opened["language"] == asked
    assert f'<html lang="{spoken}"' in client.get(opened["frame"]).text
    found = client.post(f"/api/projects/{project}/search", json={"query": "homs", "near": [36, 34]}).json()
    assert found[0]["title"] == title


def test_who_knows_an_older_state_overwrites_nothing(client, desk, project):
    path = f"/api/projects/{project}/said"
    client.post(path, json={"revision": 1, "said": SPRINGFIELD})
    other = client.post(path, json={"revision": 1, "said": {"version": 2, "headline": "Mine"}})
    assert other.status_code == 409
    assert other.json() == {"error": "this map was changed in another tab or window", "revision": 2}
    assert desk.shelf.get(project).said == SPRINGFIELD
    assert client.get(f"/api/projects/{project}/revision").json() == {"revision": 2}


@pytest.mark.parametrize(
    "said",
    ["no json", "[]", "[" * 100_000, {"version": 9}, {"version": 2, "names": {"Homs": 5}}, {"version": 2, "x": 1}, 7],
)
def test_corrections_of_another_form_are_refused_in_one_line(client, desk, project, said):
    answer = client.post(f"/api/projects/{project}/said", json={"revision": 1, "said": said})
    assert answer.status_code == 422
    assert "\n" not in answer.json()["error"]
    assert desk.shelf.get(project).revision == 1


def test_search_candidates_and_looking_again(client, project):
    path = f"/api/projects/{project}"
    found = client.post(f"{path}/search", json={"query": "Rochest", "near": [-89.6, 39.8]}).json()
    assert found[0]["title"] == "Rochester"
    at = STORY.index("Rochester")
    words = {"document": 0, "start": at, "end": at + 9, "text": "Rochester", "said": SPRINGFIELD}
    assert client.post(f"{path}/candidates", json=words).json()[0]["where"] == "Illinois, United States"
    again = client.post(f"{path}/again", json={"said": SPRINGFIELD}).json()
    assert [row["text"] for row in again["said"]["mentions"]] == ["Chatham", "Rochester", "Auburn"]
    assert {one["where"] for one in again["data"]["features"]} == {"Illinois, United States"}


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("html", b"<!DOCTYPE html>"),
        ("published", b"<!DOCTYPE html>"),
        ("svg", b"<svg"),
        ("png", b"\x89PNG"),
        ("pdf", b"%PDF"),
        ("geojson", b"{"),
        ("csv", b"document"),
        ("gpkg", b"SQLite format 3"),
        ("kml", b"<?xml"),
        ("corrections", b"{"),
        ("project", b"{"),
    ],
)
def test_every_format_is_given_as_a_download(client, project, form, begins):
    answer = client.post(f"/api/projects/{project}/export", json={"format": form})
    assert answer.status_code == 200, answer.text
    assert answer.content.removeprefix(b"\xef\xbb\xbf")[: len(begins)] == begins
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''flooding-hit-springfield")


def test_a_project_that_was_taken_away_is_opened_elsewhere(client, desk, project):
    client.post(f"/api/projects/{project}/said", json={"revision": 1, "said": SPRINGFIELD})
    taken = client.post(f"/api/projects/{project}/export", json={"format": "project"}).content
    read = client.post("/api/read", content=taken, headers={"X-Geomap-Name": "x.geomap.json"}).json()
    assert read["project"] != project
    assert desk.shelf.get(read["project"]).said == SPRINGFIELD


@pytest.mark.parametrize(
    ("name", "raw", "texts"),
    [
        ("a.txt", b"Aid reached Homs.", ["Aid reached Homs."]),
        ("a.md", b"# Aid\n\nIt reached **Homs**.", None),
        (
            "a.csv",
            b"text,date\nAid reached Homs.,2025-01-02\nTalks in Paris.,\n",
            ["Aid reached Homs.", "Talks in Paris."],
        ),
        ("a.jsonl", b'{"text": "Homs"}\n{"text": "Hama"}\n', ["Homs", "Hama"]),
    ],
)
def test_files_are_read_as_the_command_reads_them(client, name, raw, texts):
    read = client.post("/api/read", content=raw, headers={"X-Geomap-Name": name}).json()
    assert texts is None or [one["text"] for one in read["texts"]] == texts
    assert client.post("/api/projects", json={"texts": read["texts"]}).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "/etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "C:\\Windows\\win.ini",
        "\\\\server\\share\\a.txt",
        "%00.txt",
        "a%0d%0aSet-Cookie: x.txt",
        "CON.txt",
        "%E2%80%AEtxt.exe",
        "<img src=x onerror=alert(1)>.txt",
        "-rf",
        ".",
        "..",
        "",
        "x" * 3000,
        "{{7*7}}${7*7}.txt",
    ],
)
def test_a_hostile_file_name_is_only_a_name(client, name, tmp_path):
    answer = client.post("/api/read", content=b"Aid reached Homs.", headers={"X-Geomap-Name": name})
    assert answer.status_code == 200
    shown = answer.json()["texts"][0].get("source", "")
    assert "/" not in shown
    assert "\\" not in shown
    assert shown.isprintable()
    assert len(shown) <= 120
    assert "root:" not in answer.text
    assert [file.name for file in tmp_path.rglob("*")] == ["projects"]


IDS = [
    "..",
    "../secret",
    "..%2fsecret",
    "%2e%2e%2fsecret",
    "..\\secret",
    "0" * 31,
    "0" * 33,
    "0" * 32,
    "A" * 32,
    "0" * 31 + "/",
    "0" * 32 + "%00",
    "0" * 32 + ".geomap.json",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "\u0660" * 32,
]


@pytest.mark.parametrize("name", IDS)
def test_no_id_leads_out_of_the_folder(client, desk, name, tmp_path):
    secret = tmp_path / "secret.geomap.json"
    secret.write_text('{"format": "geomap-project", "version": 1, "texts": [{"text": "Homs"}]}')
    (desk.shelf.folder / "other.geomap.json").write_text(secret.read_text())
    for method, end, body in (
        ("GET", "", None),
        ("GET", "/revision", None),
        ("POST", "/said", {"revision": 0, "said": {}}),
        ("POST", "/making", {"revision": 0}),
        ("POST", "/search", {"query": "Homs"}),
        ("POST", "/again", {"said": {}}),
        ("POST", "/export", {"format": "project"}),
        ("POST", "/remove", {}),
    ):
        answer = client.request(method, f"/api/projects/{name}{end}", json=body)
        assert answer.status_code in {404, 405}, (end, answer.text)
    assert secret.exists()
    assert (desk.shelf.folder / "other.geomap.json").exists()


def test_own_places_come_with_the_text(client):
    own = b"name,lon,lat\nQuimby Ridge,-89.6,39.9\n"
    places = client.post("/api/places", content=own, headers={"X-Geomap-Name": "mine.csv"}).json()
    assert places["count"] == 1
    texts = [{"text": "Smoke was seen over Quimby Ridge."}]
    made = client.post("/api/projects", json={"texts": texts, "places": [places]}).json()["id"]
    assert "user:quimby-ridge" in frame_of(client, made).text
    found = client.post(f"/api/projects/{made}/search", json={"query": "quimby r"}).json()
    assert found[0]["id"] == "user:quimby-ridge"


@pytest.mark.parametrize(
    ("name", "raw"),
    [("a.csv", b"name,lon,lat\nX,999,0\n"), ("a.shp", b"x"), ("a.geojson", b"{"), ("a.gpkg", b"no"), ("a.csv", b"")],
)
def test_own_places_that_cannot_be_used_are_one_line(client, name, raw):
    answer = client.post("/api/places", content=raw, headers={"X-Geomap-Name": name})
    assert answer.status_code == 422
    assert "\n" not in answer.json()["error"]
    assert "/tmp" not in answer.json()["error"]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"texts": []},
        {"texts": [{"text": " "}]},
        {"texts": [{"text": 5}]},
        {"texts": [{"text": "Homs"}] * 501},
        {"texts": [{"text": "Homs"}], "language": "../en"},
        {"texts": [{"text": "Homs"}], "worldview": "<b>"},
        {"texts": [{"text": "Homs"}], "date": "yesterday"},
        {"texts": [{"text": "Homs"}], "places": [{"name": "x", "places": []}]},
        {"texts": [{"text": "Homs", "body_start": 99}]},
    ],
)
def test_a_map_of_nonsense_is_refused_and_nothing_kept(client, desk, asked):
    answer = client.post("/api/projects", json=asked)
    assert answer.status_code == 422
    assert "\n" not in answer.json()["error"]
    assert desk.shelf.entries() == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"[" * 200_000, b'{"texts":1}'])
def test_a_request_that_is_no_json_is_refused(client, body):
    assert client.post("/api/projects", content=body).status_code == 422


def test_the_start_page_knows_projects_samples_and_languages(client, project):
    start = client.get("/api/start").json()
    assert [(one["id"], one["texts"]) for one in start["projects"]] == [(project, 1)]
    assert "golan" in {one["name"] for one in start["samples"]}
    assert {"en", "fr", "es", "ar", "ru", "de", "uk", "pl", "tr", "pt", "it", "he", "zh", "fa"} == set(
        start["languages"]
    )
    assert {"UA", "IN", "IL"} <= set(start["worldviews"])


def test_a_text_is_text_in_every_answer(client):
    text = "</script><script>alert(1)</script> {{7*7}} ${7*7} \ud83d\ude00 \ud800 Homs"
    made = client.post("/api/projects", content=json.dumps({"texts": [{"text": text}]})).json()["id"]
    frame = frame_of(client, made).text
    assert "<script>alert(1)" not in frame
    assert "{{7*7}}" in frame
    page = client.get(f"/?token={TOKEN}").text
    assert "alert(1)" not in page


def test_a_request_reads_no_file_but_the_projects(client, project, monkeypatch):
    opened = []
    real = Path.open

    def watching(self, *args, **kwargs):
        opened.append(self)
        return real(self, *args, **kwargs)

    frame_of(client, project)
    monkeypatch.setattr(Path, "open", watching)
    client.post("/api/read", content=b"Aid reached Homs.", headers={"X-Geomap-Name": "../../etc/passwd"})
    client.post(f"/api/projects/{project}/said", json={"revision": 1, "said": SPRINGFIELD})
    names = {path.name for path in opened}
    assert names <= {f"{project}.geomap.json", "upload", "upload.txt"} | {n for n in names if n.endswith(".part")}
