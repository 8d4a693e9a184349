"""Clusters that run already, a Dask one of processes and a local Spark, write what one process writes."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from geomap.assembly import assemble_geoparser
from geomap.corpus import geoparse_corpus, geoparse_frame, geoparse_spark
from geomap.errors import GeomapError, InputError, MissingExtraError

OPTIONS = {"recognizer": "lexicon", "part_size": 6}
TOWNS = ("Homs", "Hama", "Latakia", "Tartus", "Aleppo")
PLACES = (
    '{"type": "Feature", "properties": {"name": "Depot Seven"}, "geometry": {"type": "Point", "coordinates": [36, 34]}}'
)


def article(number):
    text = f"Aid number {number} left {TOWNS[number % 5]} in Syria for Depot Seven, near Tripoli in Lebanon."
    return {"id": f"n{number}", "text": text, "date": f"2026-03-{number % 28 + 1:02}"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Articles, one bad line among them, and a place of one's own, which no worker has as a file."""
    folder = tmp_path_factory.mktemp("archive")
    lines = [json.dumps(article(number)) for number in range(71)]
    lines.insert(20, "no JSON")
    (folder / "articles.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "own.geojson").write_text(f'{{"type": "FeatureCollection", "features": [{PLACES}]}}', "utf-8")
    return folder


def run(archive, output, **options):
    return geoparse_corpus(archive / "articles.jsonl", output, places=archive / "own.geojson", **OPTIONS, **options)


def every_file(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def expected(archive, tmp_path_factory):
    output = tmp_path_factory.mktemp("expected") / "mentions"
    counts = run(archive, output).counts
    assert (counts.records, counts.documents, counts.rejected, counts.parts) == (72, 71, 1, 12)
    assert b"user:depot-seven" in b"".join((output / "places.parquet").read_bytes().split(b"\n"))
    return every_file(output)


class DaskCluster:
    """A scheduler and its workers, as processes."""

    def __init__(self, folder):
        self.file = folder / "scheduler.json"
        self.log = (folder / "log").open("wb")
        self.scheduler = self.start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.workers = []

    def start(self, module, *arguments):
        command = [sys.executable, "-m", f"distributed.cli.{module}", "--scheduler-file", self.file, *arguments]
        # They know nothing of the places that this machine's user keeps, as on another machine.
        env = os.environ | {"GEOMAP_DATA_DIR": str(self.file.parent)}
        return subprocess.Popen(command, stdout=self.log, stderr=self.log, cwd=self.file.parent, env=env)

    def add_worker(self):
        arguments = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        self.workers.append(self.start("dask_worker", *arguments))

    def close(self):
        for process in (*self.workers, self.scheduler):
            with suppress(ProcessLookupError):
                process.kill()
            process.wait()
        self.log.close()


@pytest.fixture(scope="module")
def dask_cluster(tmp_path_factory):
    """One for all tests: the first does it no harm, the second ends a worker, the third its scheduler."""
    pytest.importorskip("distributed", reason="needs Dask")
    folder = tmp_path_factory.mktemp("cluster")
    made = DaskCluster(folder)
    deadline = time.monotonic() + 60
    while not made.file.exists():
        assert time.monotonic() < deadline, (folder / "log").read_text("utf-8")
        time.sleep(0.05)
    made.add_worker()
    made.add_worker()
    yield made
    made.close()


def test_a_dask_worker_of_another_version_is_refused(archive, dask_cluster, tmp_path, monkeypatch):
    monkeypatch.setattr("geomap.__version__", "0.0.9")
    with pytest.raises(GeomapError, match=r"a worker has geomap .*, and what sent it the work has 0\.0\.9"):
        run(archive, tmp_path / "mentions", engine="dask", scheduler=str(dask_cluster.file))


def test_a_dask_cluster_writes_the_same_bytes_though_a_worker_is_killed(archive, expected, dask_cluster, tmp_path):
    killed = []

    def kill(advance):
        if advance.records >= 12 and not killed:
            killed.append(advance.records)
            dask_cluster.workers[0].kill()
            dask_cluster.workers[0].wait()

    run(archive, tmp_path / "mentions", engine="dask", scheduler=str(dask_cluster.file), on_advance=kill)
    assert killed == [12]
    assert every_file(tmp_path / "mentions") == expected


def test_a_dask_scheduler_that_is_lost_is_said_and_the_run_goes_on_elsewhere(archive, expected, dask_cluster, tmp_path):
    def kill(_):
        dask_cluster.scheduler.kill()

    with pytest.raises(GeomapError, match=r"the Dask scheduler at .* does not answer") as error:
        run(archive, tmp_path / "mentions", engine="dask", scheduler=str(dask_cluster.file), on_advance=kill)
    assert "\n" not in str(error.value)
    run(archive, tmp_path / "mentions")
    assert every_file(tmp_path / "mentions") == expected


def need_spark():
    from geomap.corpus.engines.spark import check_spark

    try:
        check_spark()
    except MissingExtraError as error:
        if os.environ.get("GEOMAP_REQUIRE_JAVA") == "1":
            pytest.fail(str(error), pytrace=False)
        pytest.skip(str(error))


def test_spark_that_a_run_begins_writes_the_same_bytes_and_says_nothing(archive, expected, tmp_path, capfd):
    need_spark()
    run(archive, tmp_path / "mentions", engine="spark", workers=2)
    assert every_file(tmp_path / "mentions") == expected
    assert capfd.readouterr() == ("", "")

    from pyspark.sql import SparkSession

    assert SparkSession.getActiveSession() is None, "what a run begins it ends"


@pytest.fixture(scope="module")
def spark():
    need_spark()
    from geomap.corpus.engines.sparksession import begun

    session = begun(None, 2, 4)
    yield session
    session.stop()


def python_workers(session):
    """Processes in which a session runs Python: its Java starts one that starts them."""
    java = session.sparkContext._gateway.proc.pid
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    return [pid for pid, parent in parents.items() if parents.get(parent) == java]


def test_a_spark_session_that_runs_writes_the_same_bytes_though_a_worker_is_killed(archive, expected, tmp_path, spark):
    killed = []

    def kill(_):
        for pid in python_workers(spark) if not killed else ():
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)

    run(archive, tmp_path / "mentions", engine="spark", on_advance=kill)
    assert killed
    assert every_file(tmp_path / "mentions") == expected
    assert spark.range(1).count() == 1, "a session of somebody else's goes on"


@pytest.mark.usefixtures("spark")
def test_a_spark_worker_of_another_version_is_refused(archive, tmp_path, monkeypatch):
    monkeypatch.setattr("geomap.__version__", "0.0.9")
    with pytest.raises(GeomapError, match=r"a worker has geomap .*, and what sent it the work has 0\.0\.9"):
        run(archive, tmp_path / "mentions", engine="spark")


CHOSEN = ("document_id", "text", "place_id", "confidence", "reason")


def test_a_frame_of_spark_becomes_one_of_mentions(spark):
    import pandas as pd

    rows = [(number, article(number)["text"], None) for number in range(7)]
    frame = spark.createDataFrame([*rows, (7, None, None)], "`the key` long, text string, language string")
    geoparser = assemble_geoparser(recognizer="lexicon")
    found = geoparse_spark(frame, id="the key", geoparser=geoparser)
    assert dict(found.dtypes)["document_id"] == "bigint"
    expected = geoparse_frame(pd.DataFrame(rows, columns=["id", "text", "language"]), geoparser=geoparser)
    told = [tuple(row) for row in found.orderBy("document_id", "start").select(*CHOSEN).collect()]
    columns = (expected[name].astype(object).where(expected[name].notna(), None) for name in CHOSEN)
    assert told == list(zip(*columns, strict=True))
    with pytest.raises(InputError, match=r"Spark's rows have no number: name the column .*\(id=…\)"):
        geoparse_spark(frame, geoparser=geoparser)
