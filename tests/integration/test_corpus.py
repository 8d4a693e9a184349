"""Many documents in several processes give what one process gives, in the same order."""

import json
import multiprocessing

import pytest
from click.testing import CliRunner

from geomap.cli.main import cli
from geomap.corpus import geoparse_many
from geomap.errors import GeomapError
from geomap.reading import to_document

TEXTS = [f"Aid number {i} reached Homs, and Tripoli in Lebanon, on day {i}." for i in range(30)]


def test_the_results_are_those_of_one_process_in_order():
    documents = [to_document(text, document_id=str(i)) for i, text in enumerate(TEXTS)]
    one = [parse.to_records() for parse in geoparse_many(documents, recognizer="lexicon")]
    two = [parse.to_records() for parse in geoparse_many(documents, jobs=2, recognizer="lexicon")]
    assert two == one
    assert [records[0]["document_id"] for records in two] == [str(i) for i in range(30)]
    assert all(len(records) == 3 for records in two)


def test_documents_are_read_as_they_are_needed():
    read = []

    def stream():
        for i in range(10_000):
            read.append(i)
            yield to_document("Aid reached Homs.")

    results = geoparse_many(stream(), jobs=2, recognizer="lexicon")
    next(results)
    results.close()
    assert len(read) < 500


def test_a_process_that_ends_is_said():
    results = geoparse_many((to_document(text) for text in TEXTS * 100), jobs=2, recognizer="lexicon")
    next(results)
    for process in multiprocessing.active_children():
        process.kill()
    with pytest.raises(GeomapError, match="a process ended before it was done; try fewer --jobs"):
        list(results)


def test_the_command_takes_jobs(tmp_path):
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(TEXTS)), "utf-8")
    outputs = []
    for jobs in ("1", "2"):
        arguments = ["places", str(corpus), "--recognizer", "lexicon", "--jobs", jobs, "--format", "csv"]
        result = CliRunner().invoke(cli, arguments, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        outputs.append(result.output)
    assert outputs[0] == outputs[1]
    assert outputs[0].count("\n") == 91
