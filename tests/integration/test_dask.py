"""A Dask cluster that runs already gives what one process gives, also when a worker of it dies."""

import os
import subprocess
import sys
import time
from contextlib import suppress

import pyarrow as pa
import pytest

from geomap.corpus.engines import engine_named
from geomap.corpus.parts import Part, Position
from geomap.corpus.schema import RECORDS, REJECTS
from geomap.errors import GeomapError

pytest.importorskip("distributed")

OPTIONS = {"recognizer": "lexicon"}
TOWNS = ("Homs", "Hama", "Latakia", "Tartus", "Aleppo")


def parts(count, size=6):
    for number in range(count):
        rows = [
            {
                "source": "archive.jsonl",
                "record": number * size + i,
                "document_id": f"{number}-{i}",
                "text": f"Aid number {number * size + i} left {TOWNS[i % 5]} in Syria for Tripoli in Lebanon.",
            }
            for i in range(size)
        ]
        yield Part(number, pa.Table.from_pylist(rows, RECORDS), REJECTS.empty_table(), Position(0, 0))


def written(results):
    """The bytes of all tables, each with its part's number."""
    return [(number, [table_bytes(table) for table in tables]) for number, tables in results]


def table_bytes(table):
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())
    return sink.getvalue().to_pybytes()


class Cluster:
    """A scheduler and its workers, as processes."""

    def __init__(self, folder):
        self.file = folder / "scheduler.json"
        self.log = (folder / "log").open("wb")
        self.scheduler = self.start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.workers = []

    def start(self, module, *arguments):
        command = [sys.executable, "-m", f"distributed.cli.{module}", "--scheduler-file", self.file, *arguments]
        return subprocess.Popen(command, stdout=self.log, stderr=self.log, cwd=self.file.parent, env=os.environ)

    def add_worker(self):
        worker = self.start("dask_worker", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        self.workers.append(worker)
        return worker

    def close(self):
        for process in (*self.workers, self.scheduler):
            with suppress(ProcessLookupError):
                process.kill()
            process.wait()
        self.log.close()


@pytest.fixture
def cluster(tmp_path):
    made = Cluster(tmp_path)
    deadline = time.monotonic() + 30
    while not made.file.exists():
        assert time.monotonic() < deadline, (tmp_path / "log").read_text("utf-8")
        time.sleep(0.05)
    yield made
    made.close()


@pytest.fixture(scope="module")
def expected():
    return written(engine_named("local", OPTIONS).map(parts(12)))


def test_a_cluster_gives_the_same_bytes_though_a_worker_is_killed(cluster, expected):
    first = cluster.add_worker()
    cluster.add_worker()
    results = engine_named("dask", OPTIONS, scheduler=str(cluster.file)).map(parts(12))
    found = [next(results)]
    first.kill()
    found += results
    assert written(found) == expected
    assert first.wait() == -9


def test_a_scheduler_that_is_lost_is_said_in_one_line(cluster):
    cluster.add_worker()
    results = engine_named("dask", OPTIONS, scheduler=str(cluster.file)).map(parts(1000))
    next(results)
    cluster.scheduler.kill()
    with pytest.raises(GeomapError, match="the Dask scheduler at .* does not answer") as error:
        list(results)
    assert "\n" not in str(error.value)
