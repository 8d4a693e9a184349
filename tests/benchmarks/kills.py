"""Runs of a corpus that are killed at random moments, a hundred times: what is lost, and are the bytes equal."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_KILLS = int(os.environ.get("GEOMAP_BENCHMARK_KILLS", "100"))
_PART = 10
_TOWNS = ("Homs", "Tripoli", "Oslo", "Bath", "Kyiv", "Cairo", "Lima", "Quito")


def rows():
    """Measure; one row a number of workers."""
    chance = random.Random(2026)
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            yield from _measured(Path(folder), workers, _KILLS // 2, chance)


def _measured(folder: Path, workers: int, kills: int, chance: random.Random):
    articles = (
        {"id": str(i), "text": f"Convoy {i} left {_TOWNS[i % 8]} for {_TOWNS[i % 7]}. " * 3} for i in range(kills * 40)
    )
    (folder / "news.jsonl").write_text("".join(json.dumps(one) + "\n" for one in articles), "utf-8")
    whole = _start(folder, "whole", workers)
    whole.wait()
    out, done, lost, killed = folder / "out", 0, [], 0
    while killed < kills:
        process = _start(folder, "out", workers)
        # At any moment from the first import on to some parts later.
        wait_for_part = chance.random() < 0.8
        wanted = done + chance.randrange(1, 4) if wait_for_part else 0
        while process.poll() is None and _parts(out) < wanted:
            time.sleep(0.0005)
        time.sleep(chance.uniform(0, 0.02 if wait_for_part else 1.5))
        if process.poll() is not None:
            break
        process.kill()
        process.wait()
        killed += 1
        now = _parts(out)
        lost.append(now < done)
        done = now
    last = _start(folder, "out", workers).wait()
    same = last == 0 and _files(out) == _files(folder / "whole")
    yield f"{workers} workers: kills, runs that lost a part", f"{killed}", f"{sum(lost)}"
    yield f"{workers} workers: the bytes are equal", "yes" if same else "no"


def _start(folder: Path, out: str, workers: int) -> subprocess.Popen:
    arguments = ["corpus", "news.jsonl", "-o", out, "--recognizer", "lexicon", "--no-user-places"]
    sizes = ["--part-size", str(_PART), "--workers", str(workers)]
    command = [sys.executable, "-m", "geomap", *arguments, *sizes]
    return subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL)


def _parts(out: Path) -> int:
    return sum(1 for _ in out.glob(".work/part-*.parquet"))


def _files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
