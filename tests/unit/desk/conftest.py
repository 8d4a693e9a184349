"""A desk that answers in this process, and what speaks to it as its own page does."""

from __future__ import annotations

import pytest

HOST = "127.0.0.1:4711"
TOKEN = "t0ken-of-this-run"
STORY = "Flooding hit Springfield on Monday. Residents of Chatham and Rochester left. Nobody was hurt in Auburn."


@pytest.fixture
def desk(tmp_path):
    from geomap.desk.app import Desk
    from geomap.desk.shelf import Shelf

    return Desk(Shelf(tmp_path / "projects"), token=TOKEN, host=HOST, warm=False)


@pytest.fixture
def client(desk):
    from starlette.testclient import TestClient

    headers = {"X-Geomap-Token": TOKEN, "Origin": f"http://{HOST}", "Sec-Fetch-Site": "same-origin"}
    with TestClient(desk.app, base_url=f"http://{HOST}", headers=headers, follow_redirects=False) as made:
        yield made


@pytest.fixture
def project(client):
    return client.post("/api/projects", json={"texts": [{"text": STORY}]}).json()["id"]
