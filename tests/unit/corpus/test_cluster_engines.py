"""What goes wrong with a cluster is said in one line, and what does not is not laid at its door."""

import socket
import time

import pytest

from geomap.corpus.engines import engine_named
from geomap.corpus.parts import Part, RecordPosition
from geomap.corpus.schema import RECORDS, REJECTS
from geomap.errors import GazetteerError, GeomapError, InputError, MissingExtraError

distributed = pytest.importorskip("distributed", reason="needs Dask")


class Answer:
    def __init__(self, error):
        self.error = error

    def result(self):
        if self.error is not None:
            raise self.error
        return "tables"


class Client:
    """A cluster of one thread whose every answer is the same."""

    def __init__(self, error=None):
        self.error = error
        self.submitted = 0

    def nthreads(self):
        return {"tcp://worker": 1}

    def submit(self, *_, **__):
        self.submitted += 1
        return Answer(self.error)


def parts(count):
    for number in range(count):
        yield Part(number, RECORDS.empty_table(), REJECTS.empty_table(), RecordPosition(0, 0))


@pytest.fixture
def engine():
    return engine_named("dask", {"recognizer": "lexicon"}, scheduler="tcp://host:8786")


def test_a_cluster_has_two_parts_a_thread_at_a_time_and_no_more(engine):
    client = Client()
    results = engine._results(client, parts(100), {})
    for number in range(5):
        assert next(results) == (number, "tables")
        assert client.submitted == number + 2
    assert [number for number, _ in results] == list(range(5, 100))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            distributed.KilledWorker("part", None, 3),
            "Dask workers ended again and again on one part; give them more",
        ),
        (
            distributed.client.FutureCancelledError("key", "lost"),
            r"scheduler at tcp://host:8786 does not answer .*start again",
        ),
        (ModuleNotFoundError("No module named 'geomap'", name="geomap"), r"a Dask worker lacks geomap: pip install"),
        (GazetteerError("the gazetteer is damaged"), "^the gazetteer is damaged$"),
        (ZeroDivisionError("by zero"), "^a Dask worker failed: ZeroDivisionError: by zero$"),
    ],
)
def test_what_a_cluster_does_wrong_is_said_in_one_line(engine, error, said):
    with pytest.raises(GeomapError, match=said) as raised:
        list(engine._results(Client(error), parts(3), {}))
    assert "\n" not in str(raised.value)


def test_what_reading_raises_is_no_fault_of_the_cluster(engine):
    def broken():
        yield from parts(1)
        raise PermissionError("the archive is shut")

    with pytest.raises(PermissionError, match="the archive is shut"):
        list(engine._results(Client(), broken(), {}))


@pytest.mark.parametrize(
    ("scheduler", "said"),
    [
        ("host", "'host' is no address of a Dask scheduler"),
        ("missing.json", r"there is no scheduler file missing\.json"),
    ],
)
def test_what_is_no_address_of_a_scheduler_is_said(scheduler, said):
    engine = engine_named("dask", {"recognizer": "lexicon"}, scheduler=scheduler)
    with pytest.raises(InputError, match=said):
        next(engine.map(parts(1)))


def test_spark_without_java_says_how_to_get_it(monkeypatch, tmp_path):
    pytest.importorskip("pyspark", reason="needs Spark")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(
        MissingExtraError, match="Spark needs Java 17 or newer: apt-get install openjdk-17-jre-headless"
    ):
        engine_named("spark", {})


@pytest.fixture
def no_port():
    """A port of this machine on which nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.mark.parametrize(
    ("master", "said"),
    [
        ("spark://127.0.0.1:{}", r"no Spark master answers at spark://127\.0\.0\.1:\d+ \(.+\)$"),
        ("spark://127.0.0.1", "'spark://127.0.0.1' is no address of a Spark master"),
        ("spark://127.0.0.1:99999999", "no Spark master answers at spark://127.0.0.1:99999999"),
    ],
)
def test_a_spark_master_that_does_not_answer_is_said_at_once_in_one_line(master, said, no_port):
    from geomap.corpus.engines.sparksession import begun

    began = time.monotonic()
    with pytest.raises(GeomapError, match=said) as raised:
        begun(master.format(no_port), None, 1)
    assert "\n" not in str(raised.value)
    assert time.monotonic() - began < 30


def test_a_spark_master_that_listens_is_asked_no_more_than_that():
    from geomap.corpus.engines.sparksession import _check_answers

    with socket.create_server(("127.0.0.1", 0)) as master:
        _check_answers(f"spark://127.0.0.1:1,127.0.0.1:{master.getsockname()[1]}")
