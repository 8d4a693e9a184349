"""What an engine costs beside the work itself: CPU time of a part, beyond the engine's start, over a bare loop.

Each engine does few parts and then many; the difference is of parts alone. The CPU time is that of all processes of the
engine, Spark's Java among them.
"""

from __future__ import annotations

import random

import psutil
import pyarrow as pa

from geomap.corpus.engines import engine_named
from geomap.corpus.parts import Part, RecordPosition
from geomap.corpus.schema import RECORDS, REJECTS
from geomap.corpus.worker import geoparse_part

FEW, MANY = 8, 68
"""Parts; both are more than an engine has at a time."""

_DOCUMENTS = 300
_WORKERS = 2
_OPTIONS = {"recognizer": "lexicon"}
_TOWNS = ("Homs", "Tripoli", "Oslo", "Bath", "Kyiv", "Cairo", "Lima", "Quito", "Hanoi", "Graz", "Cork", "Perth")
_WORDS = (
    *("the", "convoy", "council", "river", "harvest", "border", "team", "price", "of", "and"),
    *("was", "told", "to", "a", "new", "in", "late", "early", "market", "road"),
)


def rows():
    """Measure; one row an engine: CPU milliseconds a document, and how often those of a bare loop."""
    start = _cpu_s()
    for part in _parts(FEW):
        geoparse_part(part, _OPTIONS)
    few = _cpu_s()
    for part in _parts(MANY):
        geoparse_part(part, _OPTIONS)
    bare = _a_document(_cpu_s() - few, few - start)
    yield "bare loop: CPU ms a document", bare
    for name in ("local", "dask", "spark"):
        # The first start of all is the dearest: Java's among them.
        _, few, many = (_engine_s(name, count) for count in (1, FEW, MANY))
        took = _a_document(many, few)
        yield f"{name}, {_WORKERS} workers: CPU ms a document, ratio", took, took / bare


def _a_document(many_s: float, few_s: float) -> float:
    return 1000 * (many_s - few_s) / ((MANY - FEW) * _DOCUMENTS)


def _engine_s(name: str, count: int) -> float:
    """CPU time of an engine from before its start to its last result."""
    start = _cpu_s()
    done = 0
    for _ in engine_named(name, _OPTIONS, workers=_WORKERS).map(_parts(count)):
        done += 1
        if done == count:
            # Now its processes are still there to be asked.
            return _cpu_s() - start
    raise AssertionError(f"{name} gave {done} parts of {count}")


def _cpu_s() -> float:
    """CPU time of this process and of all that it has started, those that have ended too."""
    total = 0.0
    for process in (here := psutil.Process(), *here.children(recursive=True)):
        try:
            total += sum(process.cpu_times()[:4])  # own and ended children's, of the program and of the system
        except psutil.NoSuchProcess:
            continue
    return total


def _parts(count: int):
    # No text of few is one of many: a worker reads a text once.
    chance = random.Random(count)
    for number in range(count):
        records = [
            {
                "source": "archive",
                "record": number * _DOCUMENTS + i,
                "document_id": f"{number}-{i}",
                "text": " ".join(_sentence(chance) for _ in range(20)),
            }
            for i in range(_DOCUMENTS)
        ]
        yield Part(number, pa.Table.from_pylist(records, RECORDS), REJECTS.empty_table(), RecordPosition(0, 0))


def _sentence(chance: random.Random) -> str:
    words = [chance.choice(_WORDS) for _ in range(13)]
    words[chance.randrange(2, 12)] = chance.choice(_TOWNS)
    return " ".join(words).capitalize() + "."
