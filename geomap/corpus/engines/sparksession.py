"""A Spark session of our own: on a master that is named, that ``spark-submit`` names, or on this machine; and quiet."""

from __future__ import annotations

import os
import re
import signal
import socket
import sys
import tempfile
import threading
import warnings
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, Final

from geomap.errors import GeomapError, InputError, describe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_ONE_AT_A_TIME: Final = threading.Lock()

_PATIENCE_S: Final = 15
"""So long a master may take to answer; Spark itself would ask it for a minute, and end with a page of Java."""

_STANDALONE: Final = "spark://"


def begun(master: str | None, cores: int | None, failures: int) -> Any:
    """Begin a session.

    Parameters
    ----------
    master
        Where; without it what ``spark-submit`` or the configuration say, and else this machine.
    cores
        Of this machine, all of them without it.
    failures
        So often a task may fail on this machine.

    Raises
    ------
    GeomapError
        It does not begin.
    InputError
        The master's address is none.
    """
    if master is not None and master.startswith(_STANDALONE):
        _check_answers(master)
    from pyspark import SparkConf
    from pyspark.sql import SparkSession

    with _java_quiet() as said:
        try:
            conf = SparkConf()
            if master is not None:
                conf.setMaster(master)
            elif not conf.contains("spark.master"):
                conf.setMaster(f"local[{cores or '*'},{failures}]")
                conf.setIfMissing("spark.ui.enabled", "false")
                # Java passes bytes on and no more: to compile that well takes longer than it saves.
                conf.setIfMissing("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1")
            conf.setIfMissing("spark.app.name", "geomap corpus")
            conf.setIfMissing("spark.ui.showConsoleProgress", "false")
            with _same_python(str(conf.get("spark.master"))), _own_interrupts():
                session = SparkSession.builder.config(conf=conf).getOrCreate()
        except Exception as error:
            raise GeomapError(f"Spark does not begin: {_why(said) or describe(error)}") from error
    session.sparkContext.setLogLevel("OFF")
    return session


def _check_answers(master: str) -> None:
    """Refuse a master of which no host takes a connection: several stand in one address, and one of them leads."""
    reasons = []
    for place in master.removeprefix(_STANDALONE).split(","):
        host, _, port = place.rpartition(":")
        if not host or not port.isdecimal():
            raise InputError(f"{master!r} is no address of a Spark master (spark://host:7077)")
        try:
            socket.create_connection((host.strip("[]"), int(port)), _PATIENCE_S).close()
        except (OSError, OverflowError) as error:
            reasons.append(describe(error))
        else:
            return
    raise GeomapError(f"no Spark master answers at {master} ({reasons[0]})")


def in_arrow(frame: Any, work: Callable[..., Any], schema: Any) -> Any:
    """Return a frame's ``mapInArrow``, without what Spark says of the version of pandas, which has no part in it.

    Parameters
    ----------
    frame
        Spark's.
    work
        Takes record batches, yields record batches.
    schema
        Of what it yields.
    """
    # What is ignored holds for all threads: of ours one at a time changes it.
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return frame.mapInArrow(work, schema)


@contextmanager
def _same_python(master: str) -> Iterator[None]:
    """Let workers of this machine run the Python that runs here: theirs would be the first on the path."""
    if not master.startswith("local") or "PYSPARK_PYTHON" in os.environ:
        yield
        return
    os.environ["PYSPARK_PYTHON"] = sys.executable
    try:
        yield
    finally:
        del os.environ["PYSPARK_PYTHON"]


@contextmanager
def _own_interrupts() -> Iterator[None]:
    """Leave Ctrl-C to who had it: Spark would ask Java to stop in the middle of another question, and tell of that."""
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, before)


@contextmanager
def _java_quiet() -> Iterator[IO[bytes] | None]:
    """Give Java another standard error than ours: it says good morning there before anybody can ask it not to.

    Yield what it says, None if it runs already.
    """
    from pyspark import SparkContext

    if SparkContext._gateway is not None:  # noqa: SLF001 - nothing public tells it
        yield None
        return
    sys.stderr.flush()
    with tempfile.TemporaryFile() as said:
        ours = os.dup(2)
        os.dup2(said.fileno(), 2)
        try:
            yield said
        finally:
            os.dup2(ours, 2)
            os.close(ours)


def _why(said: IO[bytes] | None) -> str:
    """Return what Java said of its failure, without the names of its classes."""
    if said is None:
        return ""
    said.seek(0)
    lines = [line.strip() for line in said.read().decode("utf-8", "replace").splitlines() if line.strip()]
    failed = [line for line in lines if "Exception" in line or "Error" in line]
    # The first says what was asked for, and the first cause what went wrong.
    told = next((line for line in failed if line.startswith("Caused by: ")), failed[0] if failed else "")
    return re.sub(r"^.*?(?:Exception|Error): ", "", told)[:200]
