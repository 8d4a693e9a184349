"""Memory of a corpus: what a run takes from ten thousand to a million documents, and what a worker takes of its own.

A run's figure is the peak of all of its processes together, looked at four times a second: what is resident, where
pages that two of them share count twice, and what is private to each. The texts are short and all different, with
towns of the whole gazetteer, so that a cache without a bound would show. ``GEOMAP_BENCHMARK_DOCUMENTS`` names other
sizes ("10000,100000"): the million takes minutes.

A worker's figure is what ``/proc/PID/smaps_rollup`` calls private, before its gazetteer and models are there and after
a hundred reports are read, in a fresh process that has imported all that it will need.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pyarrow as pa
import pyarrow.parquet as pq

_SIZES = (10_000, 100_000, 1_000_000)
_PART = 500
"""So small that ten thousand documents fill all queues."""
_LOOK_S = 0.25
_ROW_GROUP = 10_000
_TOWNS = 20_000
_MOST_OF_A_WORKER_MB = 25

_SHAPES = (
    "Convoy {n} left {a} for {b} after the vote.",
    "The council of {a} met for the {n}th time, and {b} sent nobody.",
    "Prices in {a} rose by {n} points; traders in {b} expect more.",
    "{a}: two teams from {b} won medal {n} of the season, the union said.",
)

_WORKER = """
import json, sys
recognizer, texts = json.load(sys.stdin)
from geomap.corpus.engines.local import _spare_pandas
_spare_pandas()
import pyarrow as pa
import geomap.corpus.parts, geomap.corpus.worker as worker
from geomap.corpus.schema import RECORDS, REJECTS
from geomap.corpus.parts import Part, RecordPosition
import geomap.assembly, geomap.geoparser, geomap.gazetteer.gazetteer, geomap.recognition, geomap.resolution
import importlib, pkgutil
for room in ("gazetteer", "recognition", "resolution", "language", "prominence"):
    package = importlib.import_module("geomap." + room)
    for one in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        importlib.import_module(one.name)
def private():
    rows = (line.split() for line in open("/proc/self/smaps_rollup"))
    return sum(int(row[1]) for row in rows if row[0].startswith("Private_")) / 1024
def part(first, some):
    rows = [{"source": "a", "record": first + n, "document_id": str(n), "text": text} for n, text in enumerate(some)]
    return Part(0, pa.Table.from_pylist(rows, RECORDS), REJECTS.empty_table(), RecordPosition(0, 0))
parts = [part(0, []), part(0, texts[:100]), part(100, texts[100:])]
before = private()
options = {"recognizer": recognizer, "user_places": False}
worker.start_worker(options)
worker.geoparse_part(parts[0], options)
loaded = private()
worker.geoparse_part(parts[1], options)
hundred = private()
worker.geoparse_part(parts[2], options)
print(json.dumps([before, loaded - before, hundred - before, private() - before]))
"""


def rows():
    """Measure; first a worker, then runs of each size."""
    yield from _workers()
    sizes = [int(one) for one in os.environ.get("GEOMAP_BENCHMARK_DOCUMENTS", "").split(",") if one] or _SIZES
    with tempfile.TemporaryDirectory() as folder:
        for workers in (1, 2):
            floor = (0.0, 0.0)
            for size in sizes:
                peak, cpu_s = _run(Path(folder), size, workers)
                floor = floor if floor[0] else peak
                ratios = " ".join(f"{one:8.0f} MB {one / first:5.2f}" for one, first in zip(peak, floor, strict=True))
                words = f"{ratios} of {sizes[0]:,}; {cpu_s:,.0f} s CPU"
                yield f"{workers} workers, {size:,}: resident, private", words


def _workers():
    from batches import make_texts

    texts = make_texts(400, 300, 33)
    for recognizer in ("lexicon", "tagger"):
        done = subprocess.run(
            [sys.executable, "-c", _WORKER],
            input=json.dumps([recognizer, texts]),
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1"),
        )
        before, loaded, hundred, thousand = json.loads(done.stdout.splitlines()[-1])
        words = (
            f"{loaded:.1f}, {hundred:.1f} and {thousand:.1f} MB; {hundred / before:.2f} of {before:.0f} MB for Python"
        )
        wanted = f"at most {_MOST_OF_A_WORKER_MB} MB wanted after 100"
        yield f"a worker, {recognizer}: loaded, 100, 400 texts", f"{words}; {wanted}"


def _run(folder: Path, size: int, workers: int) -> tuple[tuple[float, float], float]:
    """Run the command; return the peaks of resident and of private memory in MB, and CPU seconds."""
    articles = folder / f"{size}.parquet"
    if not articles.exists():
        write_short(articles, size)
    out = folder / f"out-{size}-{workers}"
    command = ["corpus", str(articles), "-o", str(out), "--recognizer", "lexicon", "--no-user-places"]
    sizes = ["--part-size", str(_PART), "--workers", str(workers)]
    before = os.times()
    run = subprocess.Popen([sys.executable, "-m", "geomap", *command, *sizes], stderr=subprocess.PIPE, text=True)
    peak = [0.0, 0.0]
    while run.poll() is None:
        peak = [max(pair) for pair in zip(peak, _memory_mb(run.pid), strict=True)]
        time.sleep(_LOOK_S)
    if run.returncode:
        raise SystemExit(run.stderr.read())
    after = os.times()
    cpu_s = after.children_user + after.children_system - before.children_user - before.children_system
    return (peak[0], peak[1]), cpu_s


def _memory_mb(pid: int) -> tuple[float, float]:
    """Resident and private memory of a process and all that it has started."""
    resident = private = 0
    try:
        first = psutil.Process(pid)
        for process in (first, *first.children(recursive=True)):
            memory = process.memory_full_info()
            resident, private = resident + memory.rss, private + memory.uss
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0.0, 0.0
    return resident / 1e6, private / 1e6


def write_short(path: Path, size: int) -> None:
    """Write so many short articles, no two of them the same."""
    from growth import cities

    chance, towns = random.Random(6), cities(_TOWNS)
    schema = pa.schema([("id", pa.string()), ("text", pa.string()), ("language", pa.string())])
    with pq.ParquetWriter(path, schema) as writer:
        for first in range(0, size, _ROW_GROUP):
            numbers = range(first, min(first + _ROW_GROUP, size))
            texts = [
                chance.choice(_SHAPES).format(n=n, a=chance.choice(towns), b=chance.choice(towns)) for n in numbers
            ]
            table = {"id": [f"s{n}" for n in numbers], "text": texts, "language": ["en"] * len(texts)}
            writer.write_table(pa.table(table, schema))
