"""The cut into parts depends on the input alone; texts that repeat are read once, and that shows nowhere."""

import json

import pyarrow as pa

from geomap.corpus import parts as module
from geomap.corpus.batch import geoparse_batch
from geomap.corpus.parts import BEGINNING, RecordPosition, in_parts
from geomap.corpus.places import copies, shares_of
from geomap.corpus.repeats import Repeats, TextFinding, key_of
from geomap.corpus.schema import RECORDS
from geomap.corpus.sources.records import Records
from geomap.corpus.sources.source import ReadOptions
from geomap.model import Document


def records_of(tmp_path, texts, name="a.jsonl"):
    file = tmp_path / name
    file.write_text("".join(json.dumps({"text": text}) + "\n" if text else "{\n" for text in texts), "utf-8")
    return str(file)


def cut(inputs, *, size, start=BEGINNING, first=0):
    found = in_parts(Records(inputs, ReadOptions()).items(start), size=size, first=first)
    return [(part.number, part.records.num_rows, part.rejects.num_rows, tuple(part.after)) for part in found]


def test_rejects_count_as_records_of_a_part_and_parts_go_over_files(tmp_path):
    inputs = [records_of(tmp_path, ["a", "", "b"]), records_of(tmp_path, ["c", "d", ""], "b.jsonl")]
    whole = cut(inputs, size=2)
    assert whole == [(0, 1, 1, (0, 2)), (1, 2, 0, (1, 1)), (2, 1, 1, (1, 3))]
    # From the end of each part, the rest is cut as before.
    for number, _, _, after in whole:
        assert cut(inputs, size=2, start=RecordPosition(*after), first=number + 1) == whole[number + 1 :]


def test_a_part_of_long_texts_ends_earlier(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "PART_CHARACTERS", 100)
    inputs = [records_of(tmp_path, ["x" * 60, "y" * 60, "z" * 300, "short"])]
    assert [rows for _, rows, _, _ in cut(inputs, size=50)] == [2, 1, 1]


def test_what_was_found_is_kept_up_to_so_many_characters_the_latest_longest():
    repeats = Repeats(most=100)
    keys = [key_of(Document(str(i))) for i in range(4)]
    for key in keys[:3]:
        repeats.keep(key, TextFinding([], 0, "en"), 30)
    assert repeats.get(keys[0]) is not None
    repeats.keep(keys[3], TextFinding([], 0, "en"), 30)
    assert [repeats.get(key) is not None for key in keys] == [True, False, True, True]
    repeats.keep(key_of(Document("long")), TextFinding([], 0, "en"), 101)
    assert len(repeats) == 3


def test_a_text_is_read_again_where_its_day_or_title_is_another():
    assert key_of(Document("Rain.", id="a", source="x")) == key_of(Document("Rain.", id="b"))
    others = [Document("Rain!"), Document("Rain.", title="Rain."), Document("Rain.", language="de")]
    assert len({key_of(one) for one in (Document("Rain."), *others)}) == 4


class Counting:
    """A geoparser that counts what it reads."""

    def __init__(self, geoparser):
        self._geoparser = geoparser
        self.read = 0

    def geoparse_each(self, documents):
        self.read += len(documents)
        return self._geoparser.geoparse_each(documents)


def test_texts_that_repeat_are_read_once_also_across_parts_and_the_tables_are_the_same():
    from geomap.assembly import assemble_geoparser

    texts = ["A ferry left Tripoli for Oslo.", "Snow fell in Bath.", "A ferry left Tripoli for Oslo."]
    batches = [
        pa.Table.from_pylist(
            [
                {"source": "s", "record": i, "document_id": f"{batch}-{i}", "text": text}
                for i, text in enumerate(texts[batch:])
            ],
            schema=RECORDS,
        )
        for batch in range(3)
    ]
    geoparser = Counting(assemble_geoparser(recognizer="lexicon"))
    repeats = Repeats()
    kept = [geoparse_batch(batch, geoparser, repeats) for batch in batches]
    assert geoparser.read == 2
    assert kept == [geoparse_batch(batch, geoparser) for batch in batches]
    assert geoparser.read == 2 + 2 + 2 + 1
    assert kept[2].mentions["document_id"].to_pylist() == ["2-0", "2-0"]


def test_copies_are_counted_share_by_share():
    hashes = [pa.chunked_array([pa.array(part, pa.int64())]) for part in ([5, -5, 5], [], [-5, 7, 5, 8])]
    for shares in (1, 2, 3):
        assert sum(copies(hashes, share, shares) for share in range(shares)) == 3
    assert shares_of(1000) == 1
    assert shares_of(100_000_000) == 12
