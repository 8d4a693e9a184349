"""The server of ``geomap edit`` as a process of its own: who is slow, who asks too much, and how it ends."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

LINUX = pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="reads what Linux tells")


class Running:
    """A server, its address and what it said."""

    def __init__(self, folder, *arguments, **environment):
        # The limits on time are as short as a test wants them.
        code = (
            "import geomap.service.server as s, geomap.desk.guard as g; s.HEAD_S = g.BODY_S = 1.0;"
            "g.Guard.__init__.__kwdefaults__['body_s'] = 1.0;"
            "import sys; sys.argv = ['geomap', *sys.argv[1:]]; from geomap.cli.main import main; main()"
        )
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, "edit", "--no-browser", "--projects", str(folder), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **environment},
        )
        self.address = self.process.stdout.readline().strip()
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/\?token=([\w-]{43})(?:#(\w+))?", self.address)
        assert found, (self.address, self.process.stderr.read() if self.process.poll() is not None else "")
        self.port, self.token, self.project = int(found[1]), found[2], found[3]

    def ask(self, path, data=None):
        headers = {"X-Geomap-Token": self.token, "Origin": f"http://127.0.0.1:{self.port}"}
        body = None if data is None else json.dumps(data).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body, headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())

    def speak(self, raw, wait=6.0):
        """Send bytes and return all that comes back until the server closes the connection, and how long it took."""
        began = time.monotonic()
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as connection:
            connection.sendall(raw)
            heard = b""
            with contextlib.suppress(ConnectionResetError):
                while piece := connection.recv(65536):
                    heard += piece
        return heard, time.monotonic() - began

    def end(self, number=signal.SIGINT):
        self.process.send_signal(number)
        _, said = self.process.communicate(timeout=20)
        return self.process.returncode, said


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    story = folder / "story.txt"
    story.write_text("Aid reached Homs and Hama.", "utf-8")
    running = Running(folder / "projects", str(story))
    yield running
    running.process.kill()
    running.process.communicate()


def head(server, *lines, first="GET /api/start HTTP/1.1"):
    told = [f"Host: 127.0.0.1:{server.port}", f"X-Geomap-Token: {server.token}", *lines]
    return "\r\n".join([first, *told, "", ""]).encode()


def test_a_file_of_the_command_is_opened_at_once(server):
    assert server.ask(f"/api/projects/{server.project}")["title"].startswith("Aid reached Homs")


@LINUX
def test_it_listens_on_the_loopback_interface_alone(server):
    rows = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    listening = [row[1] for row in rows if row[3] == "0A" and row[1].endswith(f":{server.port:04X}")]
    assert listening == [f"0100007F:{server.port:04X}"]


def test_half_a_head_is_not_waited_for(server):
    heard, took = server.speak(b"GET / HTTP/1.1\r\nHost: 127")
    assert heard == b""
    assert took < 5
    assert server.ask("/api/start")["projects"]


def test_a_head_that_drips_is_not_waited_for(server):
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", server.port), timeout=6) as connection:
        with contextlib.suppress(OSError):
            for letter in b"GET /" + b"a" * 500:
                connection.sendall(bytes([letter]))
                time.sleep(0.1)
                if time.monotonic() - began > 5:
                    break
        assert time.monotonic() - began < 5


def test_half_a_body_is_not_waited_for(server):
    origin = f"Origin: http://127.0.0.1:{server.port}"
    request = head(server, origin, "Content-Length: 1000", first="POST /api/projects HTTP/1.1") + b'{"texts": ['
    heard, took = server.speak(request)
    assert heard.startswith(b"HTTP/1.1 408")
    assert took < 5


def test_who_does_not_read_the_answer_is_let_go(server):
    made = server.ask("/api/projects", {"texts": [{"text": "Aid reached Homs. " * 440_000}]})["id"]
    body = b'{"format": "project"}'
    lines = (f"Origin: http://127.0.0.1:{server.port}", f"Content-Length: {len(body)}")
    request = head(server, *lines, first=f"POST /api/projects/{made}/export HTTP/1.1") + body
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(20)
        connection.connect(("127.0.0.1", server.port))
        connection.sendall(request)
        time.sleep(3.5)
        heard = 0
        with contextlib.suppress(ConnectionResetError):
            while piece := connection.recv(1 << 20):
                heard += len(piece)
    assert 0 < heard < 440_000 * 18
    server.ask(f"/api/projects/{made}/remove", {})


def test_a_hundred_slow_clients_keep_nobody_out_for_long(server):
    slow = [socket.create_connection(("127.0.0.1", server.port), timeout=6) for _ in range(120)]
    for connection in slow:
        connection.sendall(b"GET / HTTP/1.1\r\n")
    time.sleep(1.5)
    assert server.ask("/api/start")["projects"]
    for connection in slow:
        connection.close()


@pytest.mark.parametrize(
    "raw",
    [
        b"\x16\x03\x01\x00\xff\x01\x00",
        b"GET / HTTP/9.9\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: " + b"x" * 100_000 + b"\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"CONNECT evil.example:80 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET /../../../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
)
def test_what_is_no_request_of_its_page_is_refused(server, raw):
    heard, _ = server.speak(raw)
    assert heard == b"" or re.match(rb"HTTP/1\.1 4\d\d", heard)
    assert b"root:" not in heard
    assert b"server:" not in heard.lower()


def test_an_error_tells_no_path_of_this_machine(server):
    with pytest.raises(urllib.error.HTTPError) as caught:
        server.ask(f"/api/projects/{server.project}/export", {"format": "../../etc/passwd"})
    said = caught.value.read().decode()
    assert "there is no format" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, 0)])
def test_it_ends_cleanly(tmp_path, number, status):
    running = Running(tmp_path / "projects")
    assert running.end(number) == (
        status,
        f"geomap: Ctrl-C ends it; your maps are in {tmp_path / 'projects'}\ngeomap: ended\n",
    )


def test_a_port_that_is_taken_is_one_line(server, tmp_path):
    command = [sys.executable, "-m", "geomap", "edit", "--no-browser", "--port", str(server.port), "--projects"]
    done = subprocess.run([*command, str(tmp_path)], check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith(f"geomap: cannot listen on port {server.port}: ")
    assert done.stderr.count("\n") == 1


def test_without_the_extra_it_says_what_to_install(tmp_path):
    code = (
        "import sys, importlib.util as u; real = u.find_spec;"
        "u.find_spec = lambda name, *a: None if name == 'starlette' else real(name, *a);"
        "sys.argv = ['geomap', 'edit', '--projects', sys.argv[1]]; from geomap.cli.main import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], check=False, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (
        1,
        "geomap: the editor needs starlette: pip install 'geomap-news[edit]'\n",
    )


def test_other_commands_import_no_server():
    code = (
        "import sys; sys.argv = ['geomap', 'map', '--sample', 'golan', '-q', '-o', '-'];"
        "from geomap.cli.main import main\ntry: main()\nexcept SystemExit: pass\n"
        "print([m for m in sys.modules if m.startswith(('starlette', 'uvicorn', 'geomap.desk'))], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=60)
    assert done.stderr.splitlines()[-1] == "[]"
