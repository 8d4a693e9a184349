"""What ``geomap serve`` answers, and what it does not."""

import json
import threading
import time
from xml.etree import ElementTree as ET

import pytest

pytest.importorskip("starlette", reason="needs geomap-news[serve]")

from starlette.testclient import TestClient

from geomap.assembly import assemble_geoparser
from geomap.service.answers import Answers
from geomap.service.app import Service
from geomap.service.requests import MEDIA

HOST = "127.0.0.1:8080"
TEXT = "Aid reached Homs on Tuesday, and Hama on Friday. <script>alert(1)</script>"


@pytest.fixture(scope="module")
def answers():
    return Answers(assemble_geoparser(user_places=False), most_characters=20_000)


@pytest.fixture(scope="module")
def client(answers):
    with TestClient(Service(answers, hosts=[HOST, "maps.example.org"]).app, base_url=f"http://{HOST}") as client:
        yield client


def test_a_text_is_answered_with_mentions_and_places(client):
    answer = client.post("/geoparse", json={"text": TEXT, "id": "a", "date": "2025-10-14", "language": "en"})
    assert answer.status_code == 200
    found = answer.json()
    assert [(m["text"], m["start"], m["place_id"]) for m in found["mentions"]] == [
        ("Homs", 12, "geonames:169577"),
        ("Hama", TEXT.index("Hama"), "geonames:170017"),
    ]
    assert {place["name"] for place in found["places"]} == {"Homs", "Hama"}
    assert found["mentions"][0]["document_id"] == "a"
    assert found["attribution"] == ["Place names and positions: GeoNames, CC BY 4.0"]


@pytest.mark.parametrize("form", [form for form in MEDIA if form != "json"])
def test_a_text_is_answered_in_the_forms_of_other_programs(client, form):
    answer = client.post("/geoparse", json={"text": TEXT, "format": form})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == MEDIA[form]
    if "json" in MEDIA[form] and form != "jsonl":
        assert answer.json()
    elif "xml" in MEDIA[form]:
        ET.fromstring(answer.content)
    assert "Homs" in answer.text


def test_given_spans_are_resolved(client):
    answer = client.post("/resolve", json={"text": TEXT, "spans": [{"start": 12, "end": 16}]})
    assert [m["place_id"] for m in answer.json()["mentions"]] == ["geonames:169577"]


def test_a_map_is_a_page_in_a_sandbox(client):
    answer = client.post("/map", json={"text": TEXT, "title": "Aid"})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("sandbox allow-scripts")
    assert "<script>alert(1)" not in answer.text
    picture = client.post("/map", json={"text": TEXT, "format": "svg"})
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert ET.fromstring(picture.content).tag.endswith("svg")


def test_names_and_points_are_looked_up(client):
    found = client.get("/lookup", params={"name": "Tripoli", "country": "LB", "limit": 2}).json()["places"]
    assert 1 <= len(found) <= 2
    assert {place["country_code"] for place in found} == {"LB"}
    assert client.get("/lookup", params={"name": "Nirgendwoburg"}).json() == {"places": []}
    ground = client.get("/reverse", params={"lat": 33.126, "lon": 35.825}).json()
    assert ground["nearest"]["lon"] == pytest.approx(35.825, abs=0.1)
    assert ground["status"]["text"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, 'it lacks "text"'),
        ({"text": ""}, '"text": the text'),
        ({"text": "x" * 20_001}, "at most 20,000 are read"),
        ({"text": 5}, "not 5"),
        ({"text": "a", "date": "2025-W01-1"}, "the day of publication"),
        ({"text": "a", "date": "2025-02-30"}, "the day of publication"),
        ({"text": "a", "language": "<b>"}, "the BCP 47 tag"),
        ({"text": "a", "format": "gpkg"}, "the form of the answer"),
        ({"text": "a", "places": "/etc/passwd"}, 'there is no "places" here; there are: text, id,'),
        ([], "the request is no object"),
    ],
)
def test_what_a_text_may_not_say_is_told_in_one_line(client, asked, words):
    answer = client.post("/geoparse", json=asked)
    assert answer.status_code == 422
    assert words in answer.json()["error"]
    assert "\n" not in answer.json()["error"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/lookup", 'it lacks "name"'),
        ("/lookup?name=a&name=b", 'it says "name" twice'),
        ("/lookup?name=a&limit=0", "how many places at most"),
        ("/lookup?name=a&limit=1.5", "how many places at most"),
        ("/lookup?name=a&fuzzy=1", "one letter farther"),
        ("/lookup?name=a&country=Syria", "ISO 3166-1"),
        ("/reverse?lat=nan&lon=1", "latitude in degrees"),
        ("/reverse?lat=91&lon=1", "latitude in degrees"),
        ("/reverse?lat=1e999&lon=1", "latitude in degrees"),
        ("/health?a=1", "nothing can be said here"),
    ],
)
def test_what_an_address_may_not_say_is_told(client, address, words):
    answer = client.get(address)
    assert answer.status_code == 422
    assert words in answer.json()["error"]


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b'{"text": "\xff"}', b"\xff\xfe"])
def test_what_is_no_json_is_said(client, body):
    answer = client.post("/geoparse", content=body)
    assert (answer.status_code, answer.json()) == (422, {"error": "the request is no JSON"})


def test_a_text_of_half_characters_is_answered(client):
    answer = client.post("/geoparse", content=json.dumps({"text": "Rain in Homs \ud800.", "id": "\udfff"}).encode())
    assert answer.status_code == 200
    assert answer.json()["mentions"][0]["text"] == "Homs"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 421),
        ({"host": "127.0.0.1:9999"}, 421),
        ({"host": "MAPS.example.org"}, 200),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}, 200),
        ({"content-length": "999999999"}, 413),
    ],
)
def test_only_who_means_this_server_is_answered_and_no_other_page(client, headers, status):
    assert client.get("/health", headers=headers).status_code == status


def test_a_body_that_is_too_large_is_not_read(answers):
    with TestClient(Service(answers, hosts=[HOST]).app, base_url=f"http://{HOST}") as client:
        answer = client.post("/geoparse", content=iter([b" " * 1024**2] * 3))
        assert (answer.status_code, answer.json()) == (413, {"error": "more than 1 MB"})


def test_what_takes_too_long_is_said_in_time(answers, monkeypatch):
    over = threading.Event()
    monkeypatch.setattr(answers, "lookup", lambda **_: over.wait(30) and [])
    with TestClient(Service(answers, hosts=[HOST], answer_s=0.2).app, base_url=f"http://{HOST}") as client:
        client.get("/reverse?lat=1&lon=1")
        began = time.monotonic()
        answer = client.get("/lookup?name=a")
        assert time.monotonic() - began < 20
        assert (answer.status_code, answer.json()) == (503, {"error": "it takes longer than 0.2 seconds; ask for less"})
        for _ in range(7):
            client.get("/lookup?name=a")
        # What nobody waits for any more still works: more of it is not begun.
        answer = client.get("/lookup?name=a")
        assert (answer.status_code, answer.json()["error"]) == (503, "8 others are being answered; ask again")
        assert client.get("/health").status_code == 200
        over.set()


def test_a_method_that_there_is_not_names_those_that_there_are(client):
    answer = client.get("/geoparse")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert client.get("/nothing").status_code == 404


def test_the_openapi_document_tells_all_that_is_answered(client):
    document = client.get("/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    assert set(document["paths"]) == {
        "/geoparse", "/resolve", "/map", "/lookup", "/reverse", "/health", "/openapi.json",
    }  # fmt: skip
    body = document["paths"]["/geoparse"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body["properties"]["text"]["maxLength"] == 20_000
    assert body["required"] == ["text"]
    assert not body["additionalProperties"]


def test_nothing_answered_is_kept_or_read_by_another_page(client):
    headers = client.get("/health").headers
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
