"""Who may ask the desk, how much, and for how long."""

from __future__ import annotations

import pytest

from geomap.desk.guard import Guard, Tickets
from tests.unit.desk.conftest import HOST, TOKEN


def test_the_page_with_its_token_is_answered(client):
    page = client.get(f"/?token={TOKEN}")
    assert page.status_code == 200
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("path", ["/", "/?token=", "/?token=wrong", f"/?token={TOKEN}&token=x", f"/?x={TOKEN}"])
def test_the_page_without_the_token_is_not(client, path):
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN[:-1], TOKEN + "x", "\u00e9"])
def test_nothing_else_is_answered_without_the_token(client, token):
    headers = {} if token is None else {"X-Geomap-Token": token.encode("utf-8")}
    client.headers.pop("X-Geomap-Token")
    for path in ("/api/start", "/api/projects/" + "0" * 32, "/nothing", "/static/desk.css"):
        assert client.get(path, headers=headers).status_code == 403


def test_the_token_in_an_address_opens_the_page_alone(client):
    client.headers.pop("X-Geomap-Token")
    assert client.get(f"/api/start?token={TOKEN}").status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:4711", "localhost:4711", "127.0.0.1", "127.0.0.1:80", "[::1]:4711", ""]
)
def test_a_name_that_somebody_points_here_is_another(client, host):
    assert client.get("/api/start", headers={"Host": host}).status_code == 421
    assert client.get(f"/?token={TOKEN}", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:80", f"https://{HOST}", ""])
def test_another_pages_request_is_refused(client, origin):
    headers = {"Origin": origin}
    assert client.get("/api/start", headers=headers).status_code == 403
    assert client.post("/api/projects", json={"texts": [{"text": "Homs"}]}, headers=headers).status_code == 403


def test_who_sends_something_says_from_where(client):
    client.headers.pop("Origin")
    assert client.get("/api/start").status_code == 200
    assert client.post("/api/projects", json={"texts": [{"text": "Homs"}]}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_what_a_browser_says_of_who_asks_counts(client, site):
    assert client.get("/api/start", headers={"Sec-Fetch-Site": site}).status_code == 403


def test_a_form_of_another_page_gets_no_where(client):
    client.headers.pop("X-Geomap-Token")
    form = {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site", "Content-Type": "text/plain"}
    assert client.post("/api/projects", content='{"texts": [{"text": "Homs"}]}', headers=form).status_code == 403
    client.headers["X-Geomap-Token"] = TOKEN
    client.headers["Origin"] = f"http://{HOST}"
    assert client.get("/api/start").json()["projects"] == []


def test_no_answer_is_kept_sniffed_or_framed(client):
    for path in (f"/?token={TOKEN}", "/api/start", "/nothing", "/"):
        headers = client.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers


def test_no_preflight_is_granted(client):
    asked = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    assert client.options("/api/projects", headers=asked).status_code == 403


def test_a_body_that_says_that_it_is_too_large_is_not_read(client):
    assert client.post("/api/read", content=b"x", headers={"Content-Length": str(1 << 40)}).status_code == 413


def test_a_body_that_grows_too_large_is_cut_off(desk):
    from starlette.testclient import TestClient

    small = Guard(desk._application(), token=TOKEN, host=HOST, most_bytes=1000)
    headers = {"X-Geomap-Token": TOKEN, "Origin": f"http://{HOST}", "X-Geomap-Name": "a.txt"}

    def pieces():
        for _ in range(100):
            yield b"x" * 100

    with TestClient(small, base_url=f"http://{HOST}", headers=headers) as client:
        assert client.post("/api/read", content=pieces()).status_code == 413
        assert client.post("/api/read", content=b"Aid reached Homs.").status_code == 200


@pytest.mark.parametrize("length", ["-1", "1e3", "0x10", "", "12 "])
def test_a_length_that_is_none_is_refused(client, length):
    assert client.post("/api/read", content=b"x", headers={"Content-Length": length}).status_code == 400


def test_a_header_that_is_too_long_or_stands_twice_is_refused(client):
    assert client.get("/api/start", headers={"X-Geomap-Name": "x" * 5000}).status_code == 400
    twice = [*client.headers.items(), ("Host", HOST), ("Host", "evil.example")]
    assert client.get("/api/start", headers=twice).status_code in {400, 421}


def test_a_browser_is_started_with_what_is_good_once(client, desk):
    once = desk.ticket("0" * 32)
    first = client.get(f"/?once={once}")
    assert (first.status_code, first.headers["location"]) == (303, f"/?token={TOKEN}#{'0' * 32}")
    assert client.get(f"/?once={once}").status_code == 403
    assert client.get("/?once=guessed").status_code == 403


def test_tickets_end(monkeypatch):
    tickets = Tickets()
    monkeypatch.setattr("geomap.desk.guard.TICKET_S", -1)
    assert tickets.redeem(tickets.issue("late")) is None
    many = [tickets.issue(n) for n in range(1000)]
    assert len(set(many)) == 1000
    assert len(tickets._values) <= 64


def test_no_socket_but_http_is_spoken(client):
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/"):
        pass
