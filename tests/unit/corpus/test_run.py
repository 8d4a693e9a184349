"""A corpus becomes a folder of tables whose counts add up, and that a run which was ended can go on with."""

import json
import os
import threading
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geomap.corpus import geoparse_corpus
from geomap.corpus.schema import DOCUMENTS, MENTIONS, PLACES, REJECTS
from geomap.errors import InputError, MissingExtraError, OutputError

LEXICON = {"recognizer": "lexicon", "user_places": False}
TOWNS = ["Homs", "Tripoli", "Oslo", "Bath", "Kyiv", "Cairo"]


def rows(count):
    for i in range(count):
        yield {
            "id": f"n{i}",
            "text": f"Aid number {i} left {TOWNS[i % 6]} for Damascus." if i % 5 else "Rain fell in Homs and in Oslo.",
            "date": f"2025-01-{i % 28 + 1:02}",
            "url": f"https://n.example/{i}",
        }


def write(path, articles, *more):
    lines = [json.dumps(article) for article in articles]
    path.write_text("".join(f"{line}\n" for line in (*lines, *more)), "utf-8")
    return path


@pytest.fixture
def news(tmp_path):
    return write(tmp_path / "news.jsonl", rows(20), "{broken", '{"id": "number", "text": 5}')


def files(folder):
    """Every file of a folder, with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_the_counts_add_up_and_every_record_is_somewhere(news, tmp_path):
    run = geoparse_corpus(news, tmp_path / "out", part_size=6, **LEXICON)
    counts = run.counts
    assert (counts.records, counts.documents, counts.rejected) == (22, 20, 2)
    assert counts.copies == 3
    assert counts.parts == 4
    assert not run.was_finished
    documents = pq.read_table(tmp_path / "out" / "documents")
    mentions = pq.read_table(tmp_path / "out" / "mentions")
    rejects = pq.read_table(tmp_path / "out" / "rejects.parquet")
    assert documents.num_rows == 20
    assert mentions.num_rows == counts.mentions == 40
    assert sum(documents["mentions"].to_pylist()) == 40
    assert sorted(documents["record"].to_pylist() + rejects["record"].to_pylist()) == list(range(22))
    assert rejects["reason"].to_pylist() == ["it is not JSON", "its text is no string but a number"]
    assert documents.schema.equals(DOCUMENTS)
    assert mentions.schema.equals(MENTIONS)
    assert rejects.schema.equals(REJECTS)
    assert documents["link"][7].as_py() == "https://n.example/7"


def test_places_are_counted_by_mention_and_by_document(tmp_path):
    articles = [
        {"id": "same", "text": "Homs, then Homs again."},
        {"id": "same", "text": "Snow fell 10 km north of Homs. Oslo was dry."},
        {"id": "c", "text": "The wreck lies at 34.5N 36.7E."},
    ]
    geoparse_corpus(write(tmp_path / "a.jsonl", articles), tmp_path / "out", **LEXICON)
    table = pq.read_table(tmp_path / "out" / "places.parquet")
    assert table.schema.equals(PLACES)
    found = {row["name"]: (row["mentions"], row["documents"]) for row in table.to_pylist()}
    # Two documents, although they are called the same; positions are no places of the gazetteer.
    assert found == {"Homs": (3, 2), "Oslo": (1, 1)}
    kinds = pq.read_table(tmp_path / "out" / "mentions")["kind"].to_pylist()
    assert {"coordinates", "relative"} <= set(kinds)
    assert table["population"][0].as_py() > 100_000


class Ended(BaseException):
    """Stands for whatever ends a process."""


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_run_that_ends_at_any_file_goes_on_and_ends_with_the_same_bytes(news, tmp_path, monkeypatch, moment):
    geoparse_corpus(news, tmp_path / "whole", part_size=6, **LEXICON)
    expected = files(tmp_path / "whole")
    replace = Path.replace
    left = 0

    def ending(self, target):
        nonlocal left
        left -= 1
        if left == 0 and moment == "before":
            raise Ended
        done = replace(self, target)
        if left == 0:
            raise Ended
        return done

    monkeypatch.setattr(Path, "replace", ending)
    # corpus.json twice, three files a part, and two tables of the whole.
    for number in range(1, 2 + 3 * 4 + 2 + 1):
        out = tmp_path / f"out{number}"
        left = number
        with pytest.raises(Ended):
            geoparse_corpus(news, out, part_size=6, **LEXICON)
        left = -1
        geoparse_corpus(news, out, part_size=6, **LEXICON)
        assert files(out) == expected
    left = number + 1
    assert files(tmp_path / "whole") == expected


def test_parts_that_are_done_are_not_done_again(news, tmp_path, monkeypatch):
    def end_at_third(part, options):
        if part.number == 2:
            raise Ended
        return geoparse_part(part, options)

    from geomap.corpus.engines import local

    geoparse_part = local.geoparse_part
    monkeypatch.setattr(local, "geoparse_part", end_at_third)
    with pytest.raises(Ended):
        geoparse_corpus(news, tmp_path / "out", part_size=6, **LEXICON)
    done = []
    monkeypatch.setattr(local, "geoparse_part", lambda part, o: done.append(part.number) or geoparse_part(part, o))
    told = []
    run = geoparse_corpus(news, tmp_path / "out", part_size=6, on_advance=told.append, **LEXICON)
    assert done == [2, 3]
    assert run.counts.records == 22
    assert [(one.records, one.new) for one in told] == [(18, 6), (22, 10)]
    assert told[-1].total == 22


def test_a_finished_run_changes_nothing(news, tmp_path):
    out = tmp_path / "out"
    first = geoparse_corpus(news, out, **LEXICON)
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    again = geoparse_corpus(news, out, **LEXICON)
    assert again.was_finished
    assert again.counts == first.counts
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == times
    (out / "mentions" / "part-00000.parquet").unlink()
    with pytest.raises(InputError, match="lacks files of the finished run"):
        geoparse_corpus(news, out, **LEXICON)


def test_another_configuration_or_input_in_the_folder_is_refused(news, tmp_path):
    out = tmp_path / "out"
    geoparse_corpus(news, out, part_size=6, **LEXICON)
    before = files(out)
    refused = {
        "the part size is 6 there and 7 now": {"part_size": 7},
        "the recognizer is lexicon there and tagger now": {"recognizer": "tagger"},
        "the date column is not given there and date now": {"date_column": "date"},
        "the language is not given there and de now": {"text_language": "de"},
    }
    for words, options in refused.items():
        with pytest.raises(InputError, match=words):
            geoparse_corpus(news, out, **{"part_size": 6, **LEXICON, **options})
    write(news, rows(19))
    with pytest.raises(InputError, match=r"holds another run: the input's size in bytes is [\d]+ there and"):
        geoparse_corpus(news, out, part_size=6, **LEXICON)
    assert files(out) == before


def test_own_places_belong_to_the_configuration_by_what_they_hold(news, tmp_path):
    places = tmp_path / "own.csv"
    places.write_text("name,lon,lat\nAid Camp,36.1,34.2\n", "utf-8")
    geoparse_corpus(news, tmp_path / "out", places=[places], **LEXICON)
    assert str(tmp_path) not in (tmp_path / "out" / "corpus.json").read_text("utf-8").replace(str(news), "")
    places.write_text("name,lon,lat\nAid Camp,36.1,34.9\n", "utf-8")
    with pytest.raises(InputError, match="the files of --places are"):
        geoparse_corpus(news, tmp_path / "out", places=[places], **LEXICON)


def test_a_folder_of_somebody_else_is_left_alone(news, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("mine", "utf-8")
    with pytest.raises(InputError, match="is not empty, and no corpus is in it"):
        geoparse_corpus(news, out, **LEXICON)
    assert [path.name for path in out.iterdir()] == ["thesis.txt"]


def test_outputs_that_cannot_be_are_said(news, tmp_path):
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(OutputError, match="it is a file; name a folder"):
        geoparse_corpus(news, tmp_path / "file", **LEXICON)
    with pytest.raises(OutputError, match=r"the folder .*none does not exist"):
        geoparse_corpus(news, tmp_path / "none" / "out", **LEXICON)
    with pytest.raises(InputError, match="lies in the input"):
        geoparse_corpus(tmp_path, tmp_path / "out", **LEXICON)
    with pytest.raises(InputError, match="lies in the output"):
        geoparse_corpus(news, tmp_path, **LEXICON)
    with pytest.raises(InputError, match="not with an object"):
        geoparse_corpus(news, tmp_path / "out", recognizer=object())
    with pytest.raises(InputError, match="there is no engine 'ray'"):
        geoparse_corpus(news, tmp_path / "out", engine="ray", **LEXICON)
    with pytest.raises(InputError, match="--scheduler is the address"):
        geoparse_corpus(news, tmp_path / "out", scheduler="tcp://x:1", **LEXICON)
    assert not (tmp_path / "out").exists()


def test_a_full_disk_is_one_line_and_the_run_goes_on_later(news, tmp_path, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OutputError, match="No space left on device"):
            geoparse_corpus(news, tmp_path / "out", **LEXICON)
    assert geoparse_corpus(news, tmp_path / "out", **LEXICON).counts.records == 22


def test_one_process_at_a_time_writes_there(news, tmp_path):
    from filelock import FileLock

    (tmp_path / "out").mkdir()
    with FileLock(tmp_path / "out" / ".lock"), pytest.raises(InputError, match="another process writes into"):
        geoparse_corpus(news, tmp_path / "out", **LEXICON)


def test_nothing_that_could_be_read_is_an_error(tmp_path):
    with pytest.raises(InputError, match=r"none of 2 records could be read: rejects\.parquet says why"):
        geoparse_corpus(write(tmp_path / "a.jsonl", [], "{", "[]"), tmp_path / "a", **LEXICON)
    assert pq.read_table(tmp_path / "a" / "rejects.parquet").num_rows == 2
    with pytest.raises(InputError, match="there is nothing to read"):
        geoparse_corpus(write(tmp_path / "b.jsonl", []), tmp_path / "b", **LEXICON)


def test_two_processes_give_the_bytes_of_one(news, tmp_path):
    geoparse_corpus(news, tmp_path / "one", part_size=3, **LEXICON)
    geoparse_corpus(news, tmp_path / "two", part_size=3, workers=2, **LEXICON)
    assert files(tmp_path / "two") == files(tmp_path / "one")


def test_a_worker_that_dies_is_replaced_and_the_bytes_are_the_same(tmp_path):
    import multiprocessing

    news = write(tmp_path / "news.jsonl", rows(200))
    geoparse_corpus(news, tmp_path / "one", part_size=10, **LEXICON)
    killed = []

    def kill(_):
        if not killed:
            killed.extend(multiprocessing.active_children()[:1])
            killed[0].kill()

    geoparse_corpus(news, tmp_path / "two", part_size=10, workers=2, on_advance=kill, **LEXICON)
    assert killed
    assert files(tmp_path / "two") == files(tmp_path / "one")


def test_a_part_that_ends_every_process_ends_the_run_with_one_line(tmp_path):
    import multiprocessing

    from geomap.corpus.engines import engine_named
    from geomap.corpus.parts import in_parts
    from geomap.corpus.sources.records import Records
    from geomap.corpus.sources.source import ReadOptions
    from geomap.errors import GeomapError

    records = Records([str(write(tmp_path / "news.jsonl", rows(40)))], ReadOptions())
    over = threading.Event()

    def kill_all():
        while not over.is_set():
            for child in multiprocessing.active_children():
                child.kill()
            time.sleep(0.02)

    killer = threading.Thread(target=kill_all)
    killer.start()
    try:
        with pytest.raises(GeomapError, match="a process ended 3 times before part 0 was done; try fewer --workers"):
            list(engine_named("local", LEXICON, workers=2).map(in_parts(records.items(), size=5)))
    finally:
        over.set()
        killer.join()


def test_pages_are_read_by_the_workers_and_their_articles_are_what_counts(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    words = "Rescuers reached the harbour of Tripoli, in Lebanon, before noon, and found the ferry safe."
    page = f"<html lang=en><head><title>Ferry safe</title></head><body><article><p>{words}</p></article></body></html>"
    (pages / "a.html").write_text(page, "utf-8")
    (pages / "b.html").write_text("<html><body></body></html>", "utf-8")
    (pages / "c.txt").write_text(
        "Title: Fog over Bath\nDate: 2025-02-03\n\nOSLO (XY) - Fog lay on the town.\n", "utf-8"
    )
    counts = geoparse_corpus(pages, tmp_path / "out", **LEXICON).counts
    assert (counts.documents, counts.rejected) == (2, 1)
    read = pq.read_table(tmp_path / "out" / "documents").to_pylist()
    assert [(row["document_id"], row["title"]) for row in read] == [
        ("a.html", "Ferry safe"),
        ("c.txt", "Fog over Bath"),
    ]
    named = pq.read_table(tmp_path / "out" / "mentions").to_pylist()
    # What stands in a header is no part of the story.
    assert [row["text"] for row in named] == ["Tripoli", "Lebanon", "OSLO"]
    assert {str(row["date"]) for row in named if row["document_id"] == "c.txt"} == {"2025-02-03"}
    (reject,) = pq.read_table(tmp_path / "out" / "rejects.parquet").to_pylist()
    assert (reject["document_id"], reject["reason"]) == ("b.html", "b.html holds no text")


def test_the_tables_tell_that_geomap_wrote_them_and_are_not_read_as_articles(news, tmp_path):
    geoparse_corpus(news, tmp_path / "out", **LEXICON)
    with pytest.raises(InputError, match="there is nothing to read in"):
        geoparse_corpus(tmp_path / "out", tmp_path / "again", **LEXICON)
    counts = geoparse_corpus([tmp_path / "out" / "documents", news], tmp_path / "both", **LEXICON).counts
    assert counts.records == 22
    metadata = pq.read_metadata(tmp_path / "out" / "mentions" / "part-00000.parquet").metadata
    assert metadata[b"generator"] == b"geomap"


def test_without_pyarrow_one_line_says_what_to_install(monkeypatch):
    import sys

    import geomap.corpus

    for name in [name for name in sys.modules if name.startswith("geomap.corpus.run")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'geomap-news\[corpus\]'"):
        _ = geomap.corpus.geoparse_corpus


def test_a_table_is_written_in_pieces_with_the_same_bytes(tmp_path):
    from geomap.corpus.tables import write_tables

    whole = pa.table({"n": list(range(1000))})
    write_tables(tmp_path / "a.parquet", whole.schema, [whole], rows=300)
    write_tables(tmp_path / "b.parquet", whole.schema, (whole.slice(i, 70) for i in range(0, 1000, 70)), rows=300)
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()
    assert pq.read_metadata(tmp_path / "a.parquet").num_row_groups == 4
    assert pq.read_table(tmp_path / "b.parquet")["n"].to_pylist() == list(range(1000))


def test_a_worker_has_no_pandas():
    import subprocess
    import sys

    code = (
        "import sys, pyarrow as pa; from geomap.corpus.engines.local import _start; _start({'recognizer': 'lexicon'}); "
        "pa.Table.from_pylist([{'a': 1}]); assert 'pandas' not in sys.modules; "
        "assert pa.table({'a': [1]}).to_pandas()['a'][0] == 1"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
