"""``geomap serve`` as a process of its own; and all that its OpenAPI document promises, tried by schemathesis."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
import warnings

import pytest

pytest.importorskip("uvicorn", reason="needs geomap-news[serve]")


@contextlib.contextmanager
def running(*arguments):
    process = subprocess.Popen(
        [sys.executable, "-m", "geomap", "serve", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    with process:  # which closes its pipes
        try:
            address = process.stdout.readline().strip()
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+", address), process.stderr.read()
            yield address, process
        finally:
            process.kill()


def test_it_answers_until_it_is_told_to_stop():
    with running("--most-characters", "100") as (address, process):
        body = json.dumps({"text": "Aid reached Homs."}).encode()
        with urllib.request.urlopen(f"{address}/geoparse", body, timeout=60) as answer:
            assert json.load(answer)["mentions"][0]["place_id"] == "geonames:169577"
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address}/geoparse", json.dumps({"text": "x" * 101}).encode(), timeout=60)
        with refused.value as answer:
            assert "at most 100 are read" in answer.read().decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
        assert process.stderr.read().splitlines() == [
            f"geomap: what can be asked: {address}/openapi.json; Ctrl-C ends it",
            "geomap: ended",
        ]


def test_an_address_that_is_not_of_this_computer_is_one_line():
    done = subprocess.run(
        [sys.executable, "-m", "geomap", "serve", "--host", "203.0.113.1", "--port", "0"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 1
    assert re.fullmatch(r"geomap: cannot listen on 203\.0\.113\.1, port 0: [^\n]+\n", done.stderr)


def test_schemathesis_finds_nothing_that_the_document_does_not_promise():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pytest.importorskip("schemathesis", reason="needs schemathesis")
    with running() as (address, _):
        done = subprocess.run(
            [
                *(sys.executable, "-W", "ignore", "-m", "schemathesis.cli", "run", f"{address}/openapi.json"),
                *("--checks", "all", "--max-examples", "10", "--seed", "1", "--phases", "coverage,fuzzing"),
                *("--request-timeout", "60"),
                # A span of no such text fits the schema, and is refused all the same.
                *("--exclude-checks", "positive_data_acceptance", "--no-color"),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-4000:]
    assert "No issues found" in done.stdout


def test_without_the_server_library_it_says_what_to_install():
    code = (
        "import sys; sys.modules['uvicorn'] = None; sys.argv = ['geomap', 'serve']\n"
        "from geomap.cli.main import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 1
    assert done.stderr == "geomap: the server needs uvicorn: pip install 'geomap-news[serve]'\n"
