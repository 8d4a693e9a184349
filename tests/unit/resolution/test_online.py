"""The online look-up against a local server that speaks Nominatim's format, well and badly."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

import pytest
from geopy.geocoders import Nominatim

from geomap.errors import InputError
from geomap.model import Document, Place, Resolution, Toponym
from geomap.resolution.online import CONFIDENCE, OnlineResolver

ANSWER = {
    "place_id": 1,
    "osm_type": "node",
    "osm_id": 42,
    "lat": "35.5",
    "lon": "36.25",
    "display_name": "Qarya, Somewhere",
    "class": "place",
    "type": "village",
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        server = self.server
        query = parse_qs(urlparse(self.path).query)["q"][0]
        server.queries.append((query, self.headers["User-Agent"]))
        status, body, delay_s = server.reply
        time.sleep(delay_s)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.queries = []
    server.reply = 200, json.dumps([ANSWER]).encode(), 0
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


class _Nothing:
    """A resolver that places nothing but Homs."""

    def resolve(self, _document, toponyms):
        homs = Place("geonames:169577", "Homs", "P", "PPLA", "SY", "11", 36.72, 34.73)
        return tuple(
            Resolution(t, homs, 0.9) if t.text == "Homs" else Resolution(t, None, 0.0, ("Unknown.",)) for t in toponyms
        )


@pytest.fixture
def ask(server, tmp_path):
    geocoder = Nominatim(domain=f"127.0.0.1:{server.server_port}", scheme="http", user_agent="geomap tests", timeout=1)
    resolver = OnlineResolver(
        _Nothing(), "nominatim", geocoder=geocoder, cache=tmp_path / "cache.sqlite", min_delay_s=0.01
    )

    def resolve(*names):
        toponyms, at = [], 0
        for name in names:
            toponyms.append(Toponym(at, at + len(name), name, name=name))
            at += len(name) + 1
        return resolver.resolve(Document(" ".join(names)), toponyms)

    yield resolve
    resolver._cache._db.close()


def test_an_unknown_name_is_looked_up_and_says_so(ask, server):
    homs, qarya = ask("Homs", "Qarya")
    assert homs.place.id == "geonames:169577"
    assert (qarya.place.id, qarya.place.lon, qarya.place.lat) == ("nominatim:node42", 36.25, 35.5)
    assert (qarya.decided_by, qarya.confidence) == ("online", CONFIDENCE)
    assert "Nominatim was asked online" in qarya.reasons[0]
    assert server.queries == [("Qarya", "geomap tests")]


def test_a_name_is_asked_for_once(ask, server):
    ask("Qarya", "Qarya")
    ask("Qarya")
    assert len(server.queries) == 1


def test_a_name_that_nobody_knows_stays_unplaced(ask, server):
    server.reply = 200, b"[]", 0
    (resolution,) = ask("Qarya")
    assert resolution.place is None
    assert resolution.reasons[-1] == "Nominatim was asked online and knows no place called Qarya."


@pytest.mark.slow
@pytest.mark.parametrize(
    "reply",
    [
        (429, b"slow down", 0),
        (500, b"oops", 0),
        (200, b"<html>", 0),
        (200, b'{"a": ', 0),
        (200, b'[{"lat": "north"}]', 0),
        (200, b'[{"lat": "99", "lon": "999", "display_name": "x"}]', 0),
        (200, b"[3]", 0),
        (200, b"[]", 1.5),
    ],
    ids=["429", "500", "html", "cut", "no number", "outside", "no object", "time-out"],
)
def test_a_bad_answer_is_said_and_nothing_is_lost(ask, server, reply):
    server.reply = reply
    homs, qarya = ask("Homs", "Qarya")
    assert homs.place.id == "geonames:169577"
    assert qarya.place is None
    assert qarya.reasons[-1].startswith("Nominatim could not be asked: ")
    server.reply = 200, json.dumps([ANSWER]).encode(), 0
    (again,) = ask("Qarya")
    assert again.decided_by == "online"


def test_a_server_that_keeps_failing_is_left_alone(ask, server):
    server.reply = 500, b"", 0
    last = ask("A", "B", "C", "D", "E")[-1]
    assert last.reasons[-1] == "Nominatim did not answer and is not asked any more."
    assert {query for query, _ in server.queries} == {"A", "B", "C"}


@pytest.mark.parametrize(("provider", "message"), [("nowhere", "geopy has no geocoder"), ("bing", "needs api_key")])
def test_a_geocoder_that_cannot_be_used_is_said(provider, message):
    with pytest.raises(InputError, match=message):
        OnlineResolver(_Nothing(), provider)


def test_a_geocoder_that_the_caller_has_made_is_asked(server):
    import geomap

    geocoder = Nominatim(domain=f"127.0.0.1:{server.server_port}", scheme="http", user_agent="mine", timeout=1)
    (qarya,) = geomap.resolve("Rain in Qaryaxyz.", [(8, 16)], online=geocoder)
    assert (qarya.place.id, qarya.decided_by) == ("nominatim:node42", "online")
    assert "Nominatim was asked online" in qarya.reasons[0]
    assert server.queries == [("Qaryaxyz", "mine")]


def test_what_a_callers_geocoder_says_is_not_kept_for_another(server):
    from geopy.extra.rate_limiter import RateLimiter

    geocoder = Nominatim(domain=f"127.0.0.1:{server.server_port}", scheme="http", user_agent="mine", timeout=1)
    toponym = Toponym(0, 5, "Qarya", name="Qarya")
    for limited in (RateLimiter(geocoder.geocode, min_delay_seconds=0), RateLimiter(geocoder.geocode)):
        resolver = OnlineResolver(_Nothing(), limited)
        assert resolver._ask is limited
        for _ in range(2):
            (resolution,) = resolver.resolve(Document("Qarya"), [toponym])
            assert resolution.place.id == "nominatim:node42"
        resolver._cache._db.close()
    assert len(server.queries) == 2


def test_the_offline_gazetteer_serves_as_the_geocoder():
    from geomap.gazetteer.geocoder import GazetteerGeocoder

    resolver = OnlineResolver(_Nothing(), GazetteerGeocoder(), min_delay_s=0)
    (hama,) = resolver.resolve(Document("Hama"), [Toponym(0, 4, "Hama", name="Hama")])
    assert hama.place.lat == pytest.approx(35.13, abs=0.01)
    resolver._cache._db.close()


def test_what_is_no_geocoder_is_one_line():
    with pytest.raises(InputError, match="online= takes the name of a geopy geocoder"):
        OnlineResolver(_Nothing(), 3)


def test_a_geocoder_that_answers_later_is_refused():
    from geopy.adapters import BaseAsyncAdapter

    later = type("Later", (BaseAsyncAdapter,), {"get_json": None, "get_text": None})
    geocoder = Nominatim(user_agent="mine", adapter_factory=later)
    with pytest.raises(InputError, match="Nominatim asks asynchronously"):
        OnlineResolver(_Nothing(), geocoder)
