"""Parts geoparsed by Spark: in a session or cluster that runs already, or on the cores of this machine."""

from __future__ import annotations

import os
import shutil
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from geomap.corpus.batch import Tables
from geomap.corpus.engines.sparksession import begun, in_arrow
from geomap.corpus.worker import geoparse_part, travelling
from geomap.errors import GeomapError, MissingExtraError, describe, missing_extra, to_install

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geomap.corpus.parts import Part

_JOBS: Final = 2
"""Jobs at a time, each of as many parts as the cluster has cores: while one ends, the next has begun."""

_FAILURES: Final = 4
"""So often a task may be begun whose worker dies, as on a cluster: a local master would give up at once."""

_GROUP: Final = "geomap corpus"
"""What Spark calls our jobs."""

_PART: Final = "number long, records binary, rejects binary"
_RESULT: Final = "number long, mentions binary, documents binary, rejects binary, error string"
_ARROW: Final = pa.schema(
    [
        ("number", pa.int64()),
        ("mentions", pa.binary()),
        ("documents", pa.binary()),
        ("rejects", pa.binary()),
        ("error", pa.string()),
    ]
)


def make_engine(options: Mapping[str, Any], *, workers: int | None = None, scheduler: str | None = None) -> SparkEngine:
    """Make the engine of Spark.

    Parameters
    ----------
    options
        As for ``geomap.corpus.worker.geoparse_part``.
    workers
        Cores of this machine where nothing names a master; all of them without it.
    scheduler
        A master (``spark://host:7077``, ``yarn``); without it that of the running session, or of ``spark-submit``.

    Raises
    ------
    MissingExtraError
        Spark or Java is not installed.
    """
    check_spark()
    return SparkEngine(options, workers, scheduler)


def check_spark() -> None:
    """Refuse to go on without Spark and Java.

    Raises
    ------
    MissingExtraError
        One of them is not installed; the message says how it is.
    """
    try:
        import pyspark  # noqa: F401 - said now, and not when the work has begun
    except ImportError as error:
        raise missing_extra("to work with Spark", "pyspark", "spark") from error
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=None if home is None else f"{home}/bin") is None:
        raise MissingExtraError(
            "Spark needs Java 17 or newer: apt-get install openjdk-17-jre-headless, or set JAVA_HOME to where it is"
        )


class SparkEngine:
    """Spark; see ``geomap.corpus.engines.Engine``.

    Parameters
    ----------
    options
        As for ``geomap.corpus.worker.geoparse_part``; what they name is read here, and travels.
    workers
        Cores of this machine where nothing names a master.
    scheduler
        A master.
    """

    def __init__(self, options: Mapping[str, Any], workers: int | None, scheduler: str | None) -> None:
        self._options = options
        self._workers = workers
        self._scheduler = scheduler

    def map(self, parts: Iterator[Part]) -> Iterator[tuple[int, Tables]]:
        """Yield the number and the tables of each part, in order.

        A part whose worker dies is given to another by Spark.
        """
        options = travelling(self._options)
        with self._session() as session, _threads(session) as threads:
            running: deque[Any] = deque()
            while True:
                while len(running) < _JOBS:
                    with _told():
                        cores = _cores(session)
                    # What reading them raises is no fault of Spark's.
                    window = list(islice(parts, cores))
                    if not window:
                        break
                    with _told():
                        running.append(threads.submit(_tables, session, window, options))
                if not running:
                    return
                with _told():
                    found = running.popleft().result()
                yield from found

    @contextmanager
    def _session(self) -> Iterator[Any]:
        """Yield the session of this process; one that is begun for it is ended."""
        from pyspark.sql import SparkSession

        running = SparkSession.getActiveSession()
        if running is not None:
            yield running
            return
        session = begun(self._scheduler, self._workers, _FAILURES)
        try:
            yield session
        except BaseException:
            with suppress(Exception):  # who is interrupted while it talks to Java no longer understands it
                session.stop()
            raise
        session.stop()


@contextmanager
def _threads(session: Any) -> Iterator[ThreadPoolExecutor]:
    """Yield threads whose jobs are cancelled where the run ends before them; others of the session go on."""
    context = session.sparkContext
    with ThreadPoolExecutor(_JOBS, initializer=partial(context.setJobGroup, _GROUP, _GROUP)) as threads:
        try:
            yield threads
        except BaseException:
            with suppress(Exception):  # Spark may be gone
                context.cancelJobGroup(_GROUP)
            raise


def _cores(session: Any) -> int:
    """Return how many tasks the cluster does at a time: executors come and go."""
    return max(1, int(session.sparkContext.defaultParallelism))


def _tables(session: Any, parts: list[Part], options: Mapping[str, Any]) -> list[tuple[int, Tables]]:
    """Run in a thread: one job of a row and a task a part."""
    rows = [(part.number, to_bytes(part.records), to_bytes(part.rejects)) for part in parts]
    planned = in_arrow(session.createDataFrame(rows, _PART), partial(_geoparse_rows, options=options), _RESULT)
    found = planned.collect()
    if errors := [row.error for row in found if row.error is not None]:
        raise GeomapError(errors[0])
    return sorted(((row.number, Tables(*map(from_bytes, row[1:4]))) for row in found), key=itemgetter(0))


def _geoparse_rows(batches: Iterator[pa.RecordBatch], options: Mapping[str, Any]) -> Iterator[pa.RecordBatch]:
    """Run on a worker: each row is a part."""
    from geomap.corpus.parts import Part, RecordPosition

    for batch in batches:
        for row in batch.to_pylist():
            part = Part(row["number"], from_bytes(row["records"]), from_bytes(row["rejects"]), RecordPosition(0, 0))
            answer: dict[str, Any] = {"number": part.number}
            try:
                answer |= {name: to_bytes(one) for name, one in geoparse_part(part, options)._asdict().items()}
            except GeomapError as error:
                # What is raised here comes out as a page of Java.
                answer["error"] = str(error)
            yield pa.RecordBatch.from_pylist([answer], schema=_ARROW)


def to_bytes(table: pa.Table) -> bytes:
    """Return a table as Arrow's own bytes, compressed: Spark moves them as they are."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def from_bytes(data: bytes) -> pa.Table:
    """Return the table of these bytes."""
    return pa.ipc.open_stream(pa.py_buffer(bytes(data))).read_all()


@contextmanager
def _told() -> Iterator[None]:
    """Say in one line what went wrong between here and Spark."""
    try:
        yield
    except GeomapError:
        raise
    except Exception as error:
        raise GeomapError(_in_one_line(error)) from error


def _in_one_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    for line in lines:
        if line.startswith("ModuleNotFoundError: No module named "):
            return f"a Spark worker lacks {line.split()[-1]}: {to_install('spark')} on each, and set PYSPARK_PYTHON"
    if type(error).__module__.startswith("py4j") and "Py4JJava" not in type(error).__name__:
        return f"Spark is gone ({describe(error)}); start again to go on"
    return f"Spark failed: {describe(error)}"
