"""``geomap corpus``: the command, its lines, and what is left of it however it is ended."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from geomap.cli.main import cli

pytest.importorskip("pyarrow")

TOWNS = ["Homs", "Tripoli", "Oslo", "Bath", "Kyiv", "Cairo"]


@pytest.fixture
def news(tmp_path):
    lines = [json.dumps({"id": str(i), "text": f"Convoy {i} left {TOWNS[i % 6]} for Homs."}) for i in range(120)]
    lines.insert(50, "{broken")
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return path


def arguments(news, out, *more):
    return ["corpus", str(news), "-o", str(out), "--recognizer", "lexicon", "--part-size", "4", *more]


def run(*words):
    return CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_command_tells_its_counts_in_one_line_and_as_json(news, tmp_path):
    out = tmp_path / "mentions"
    result = run(*arguments(news, out, "--json"))
    assert result.exit_code == 0
    assert result.stderr == (
        "geomap: 121 records: 120 documents, 1 rejected; 240 mentions of 6 places, 0 copies of earlier texts\n"
    )
    assert json.loads(result.stdout) == json.loads((out / "corpus.json").read_text("utf-8"))["counts"]
    again = run(*arguments(news, out))
    assert again.exit_code == 0
    assert again.stderr.startswith(f"geomap: {out} is finished, nothing was done: 121 records: 120 documents")


def test_the_tables_are_read_by_pandas_polars_and_duckdb(news, tmp_path):
    pandas, polars, duckdb = (pytest.importorskip(name) for name in ("pandas", "polars", "duckdb"))
    run(*arguments(news, tmp_path / "out"))
    pattern = str(tmp_path / "out" / "mentions" / "*.parquet")
    assert polars.read_parquet(pattern)["name"].value_counts().sort("count")["name"][-1] == "Homs"
    assert len(pandas.read_parquet(tmp_path / "out" / "mentions")) == 240
    # Back to the documents by their ids.
    joined = duckdb.sql(
        f"select m.name, d.record from read_parquet('{pattern}') m join "
        f"read_parquet('{tmp_path}/out/documents/*.parquet') d using (document_id) where document_id = '119'"
    ).fetchall()
    assert joined == [("Cairo", 120), ("Homs", 120)]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["corpus", "none.parquet", "-o", "out"], "there is no file none.parquet"),
        (["corpus", "news.jsonl", "-o", "out", "--text-column", "body"], "news.jsonl has no column 'body'"),
        (["corpus", "news.jsonl", "-o", "none/out"], "cannot write into none/out: the folder none does not exist"),
        (["corpus", "news.jsonl", "-o", "out", "--encoding", "klingon"], "there is no encoding called 'klingon'"),
        (["corpus", "news.jsonl", "-o", "out", "--recognizer", "magic"], "there is no recogniser 'magic'"),
    ],
)
@pytest.mark.usefixtures("news")
def test_what_cannot_be_is_one_line_before_anything_is_written(tmp_path, monkeypatch, words, line):
    monkeypatch.chdir(tmp_path)
    command = subprocess.run([sys.executable, "-m", "geomap", *words], capture_output=True, text=True, check=False)
    assert command.returncode == 1
    assert command.stderr.startswith(f"geomap: {line}")
    assert command.stderr.count("\n") == 1
    assert sorted(os.listdir(tmp_path)) == ["news.jsonl"]


def start(news, out, *more):
    command = [sys.executable, "-m", "geomap", *arguments(news, out, *more)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize(("number", "workers"), [(signal.SIGKILL, "1"), (signal.SIGTERM, "2")])
def test_a_run_that_is_ended_again_and_again_has_the_bytes_of_one_that_was_not(news, tmp_path, number, workers):
    run(*arguments(news, tmp_path / "whole"))
    expected = files(tmp_path / "whole")
    out = tmp_path / "out"
    chance = random.Random(17)
    ended = 0
    for _ in range(2):
        process = start(news, out, "--workers", workers)
        # Somewhere among the parts: the time that it takes to begin says nothing.
        wanted = chance.randrange(1, 9) + len(list(out.glob("documents/*.parquet")))
        while process.poll() is None and len(list(out.glob("documents/*.parquet"))) < wanted:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.01))
        process.send_signal(number)
        ended += process.wait() != 0
        assert process.stderr.read() in {"", "geomap: stopped\n"}
        process.stderr.close()
    assert ended >= 1
    assert run(*arguments(news, out)).exit_code == 0
    assert files(out) == expected


def test_progress_has_its_rate_on_a_terminal(news, tmp_path):
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "geomap", *arguments(news, tmp_path / "seen")]
    with subprocess.Popen(command, stderr=theirs, env={**os.environ, "TERM": "xterm", "COLUMNS": "120"}) as process:
        os.close(theirs)
        seen = b""
        while True:
            try:
                seen += os.read(ours, 4096)
            except OSError:
                break
        process.wait()
    os.close(ours)
    assert b"geoparsing" in seen
    assert b"/s" in seen
    assert b"121 records" in seen.replace(b"\x1b[0m", b"")
