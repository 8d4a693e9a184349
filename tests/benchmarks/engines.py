"""What an engine costs beside the work itself: CPU time of all of its processes over that of a bare loop.

Each engine does few parts and then many; the difference is of parts alone, and what the few took more than their share
is the start. The bare loop is ``geoparse_part`` on one part after the other, timed where it runs: in the engine's own
workers, so that a machine on which the same work takes twice as long a moment later does not decide the ratio. Beside
it stands the ratio to the same loop in this process. Java's share is told apart.

Parts are realistic: 2,000 reports of 150 to 300 words, as the command cuts them, with the tagger, and with the lexicon,
which is the hard case: what moves is the same, and the work is less.
"""

from __future__ import annotations

import os
import random
import re
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import NamedTuple

import psutil
import pyarrow as pa

from geomap.corpus.engines import engine_named
from geomap.corpus.parts import Part, RecordPosition
from geomap.corpus.schema import RECORDS, REJECTS
from geomap.corpus.worker import geoparse_part

_PARTS = {"lexicon": (2, 8), "tagger": (2, 4)}
"""Few and many, by recogniser; each more than the workers."""
_WANTED = {"local": 1.05, "dask": 1.2, "spark": 1.3}

_DOCUMENTS = int(os.environ.get("GEOMAP_BENCHMARK_PART", "2000"))
_WORKERS = 2
_TIMES = "GEOMAP_BENCHMARK_TIMES"


class Spent(NamedTuple):
    """CPU seconds: of all processes, of Java, and of the work itself, where it ran."""

    whole: float
    java: float
    work: float

    def beyond(self, few: Spent) -> Spent:
        """What more parts took."""
        return Spent(*(many - one for many, one in zip(self, few, strict=True)))


def rows():
    """Measure; an engine a row: CPU milliseconds a document, the ratios, and what the start took."""
    # Workers import this module to time what they do.
    paths = [str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
    with tempfile.TemporaryDirectory() as folder:
        # One folder for all: Java keeps what it was begun with.
        os.environ[_TIMES] = folder
        yield from _measured()


def _measured():
    yield "", "ms/doc  of the work   of a loop here  Java  start s"
    for recognizer, counts in _PARTS.items():
        options = {"recognizer": recognizer, "user_places": False}
        for part in _parts(1):
            geoparse_part(part, options)
        few, many = (_bare(count, options) for count in counts)
        documents = (counts[1] - counts[0]) * _DOCUMENTS
        bare = (many - few) / documents
        yield f"{recognizer}: a loop here", f"{1000 * bare:6.2f}"
        for name, wanted in _WANTED.items():
            _engine(name, 1, options)  # the first start of all is the dearest: Java's among them
            few, many = (_engine(name, count, options) for count in counts)
            more = many.beyond(few)
            start = few.whole - few.work - (more.whole - more.work) * counts[0] / (counts[1] - counts[0])
            shares = (
                f"{more.whole / more.work:12.3f} {more.whole / documents / bare:16.3f} {more.java / more.work:5.2f}"
            )
            figures = f"{1000 * more.whole / documents:6.2f} {shares} {start:8.1f}"
            yield f"{recognizer}: {name}, {_WORKERS} workers", f"{figures}   wanted: {wanted}"


def _bare(count: int, options: dict) -> float:
    start = time.process_time()
    for part in _parts(count):
        geoparse_part(part, options)
    return time.process_time() - start


def _engine(name: str, count: int, options: dict) -> Spent:
    """What an engine takes from before its start to its last result."""
    engine = engine_named(name, options, workers=_WORKERS)
    parts = [*_parts(count)]
    with _timed(name):
        whole, java = _cpu_s()
        work = _work_s()
        for done, _ in enumerate(engine.map(iter(parts)), 1):
            if done == count:
                # Now its processes are still there to be asked.
                then, java_then = _cpu_s()
                return Spent(then - whole, java_then - java, _work_s() - work)
    raise AssertionError(f"{name} gave {done} parts of {count}")


def _work_s() -> float:
    return sum(float(line) for path in Path(os.environ[_TIMES]).iterdir() for line in path.read_text().split())


class _timed:  # noqa: N801 - reads as a verb
    """Have an engine's workers write down what the work itself takes."""

    def __init__(self, name: str) -> None:
        import engines  # by the name that workers know, whatever this is called here

        from geomap.corpus.engines import dask, local, spark

        self._place = {
            "local": (local, "geoparse_part", engines.timed_part),
            "dask": (dask, "geoparse_part", engines.timed_part),
            "spark": (spark, "_geoparse_rows", engines.timed_rows),
        }[name]

    def __enter__(self) -> None:
        module, what, timed = self._place
        self._before = getattr(module, what)
        setattr(module, what, timed)

    def __exit__(self, *_: object) -> None:
        module, what, _ = self._place
        setattr(module, what, self._before)


def timed_part(part: Part, options: dict):
    """Run on a worker: the work, and a note of the CPU time of the thread that does it."""
    start = time.thread_time()
    tables = geoparse_part(part, options)
    spent = time.thread_time() - start
    with Path(os.environ[_TIMES], str(os.getpid())).open("a") as file:
        file.write(f"{spent}\n")
    return tables


def timed_rows(batches, options: dict):
    """Run on a worker of Spark: its own loop around the timed work."""
    from geomap.corpus.engines import spark

    spark.geoparse_part = timed_part
    yield from spark._geoparse_rows(batches, options)


def _cpu_s() -> tuple[float, float]:
    """CPU time of this process and all that it has started, those that have ended too; and Java's own of it."""
    total = java = 0.0
    for process in (here := psutil.Process(), *here.children(recursive=True)):
        try:
            times = process.cpu_times()
            total += sum(times[:4])  # own and ended children's, of the program and of the system
            if process.name() == "java":
                java += times.user + times.system
        except psutil.NoSuchProcess:
            continue
    return total, java


@cache
def _sentences() -> list[str]:
    from batches import make_texts

    return [one for text in make_texts(60, 250, 12) for one in re.split(r"(?<=[.?!”])\s", text)]


def _parts(count: int):
    # No text of few is one of many: a worker reads a text once.
    chance, sentences = random.Random(count), _sentences()
    for number in range(count):
        texts = []
        for _ in range(_DOCUMENTS):
            text, words = [], chance.randrange(150, 300)
            while words > 0:
                text.append(chance.choice(sentences))
                words -= text[-1].count(" ") + 1
            texts.append(" ".join(text))
        columns = {
            "source": ["archive"] * _DOCUMENTS,
            "record": range(number * _DOCUMENTS, (number + 1) * _DOCUMENTS),
            "document_id": [f"{number}-{i}" for i in range(_DOCUMENTS)],
            "text": texts,
            "language": ["en"] * _DOCUMENTS,
        }
        table = pa.table([pa.array(columns.get(f.name, [None] * _DOCUMENTS), f.type) for f in RECORDS], schema=RECORDS)
        yield Part(number, table, REJECTS.empty_table(), RecordPosition(0, 0))
