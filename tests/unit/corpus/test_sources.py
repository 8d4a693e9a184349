"""Every kind of file gives its articles from any of them on, and says what it cannot read."""

import bz2
import datetime
import gzip
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geomap.corpus.columns import ColumnNames
from geomap.corpus.parts import RecordPosition
from geomap.corpus.sources import stream
from geomap.corpus.sources.records import Records
from geomap.corpus.sources.source import ReadOptions
from geomap.errors import InputError, MissingExtraError

TEXTS = ["Rain fell in Homs.", "A ferry left Tripoli.", "Snow in Oslo.", "The mayor of Bath resigned."]


def items(*inputs, encoding=None, start=(0, 0), **columns):
    records = Records([str(one) for one in inputs], ReadOptions(ColumnNames(**columns), encoding))
    records.check()
    return [item for _, item in records.items(RecordPosition(*start))]


def texts(found):
    return [item.row["text"] for item in found if not item.is_reject]


def rejects(found):
    return {item.row["record"]: item.row["reason"] for item in found if item.is_reject}


def every_start(*inputs, **how):
    """All items, and a check that each start gives the rest of them."""
    whole = items(*inputs, **how)
    for at, item in enumerate(whole):
        rest = items(*inputs, start=(0, item.row["record"] + 1), **how)
        assert rest == whole[at + 1 :]
    return whole


def write_jsonl(path, rows):
    path.write_bytes(b"".join(json.dumps(row).encode() + b"\n" if isinstance(row, dict) else row for row in rows))
    return path


def test_json_lines_give_what_the_usual_keys_hold(tmp_path):
    row = {"docid": 7, "Headline": "Rain", "body": TEXTS[0], "url": "https://n.example/7", "lang": "en"}
    file = write_jsonl(tmp_path / "a.jsonl", [{**row, "pub_date": "2025-10-14T08:00:00Z"}])
    (item,) = items(file)
    assert item.row == {
        "source": str(file),
        "record": 0,
        "document_id": "7",
        "text": TEXTS[0],
        "title": "Rain",
        "date": datetime.date(2025, 10, 14),
        "language": "en",
        "link": "https://n.example/7",
    }


def test_a_record_without_an_id_is_called_by_its_file_and_number(tmp_path):
    found = items(write_jsonl(tmp_path / "a.jsonl", [b"\n", {"text": "One."}, b"  \n", {"text": "Two."}]))
    assert [item.row["document_id"] for item in found] == ["a.jsonl:0", "a.jsonl:1"]


def test_bad_lines_are_rejected_each_with_its_reason_and_stop_nothing(tmp_path):
    rows = [
        {"id": "good", "text": TEXTS[0]},
        b"{not json\n",
        b"[1, 2]\n",
        {"id": "none", "title": "no text"},
        {"id": "number", "text": 12},
        {"id": "list", "text": ["a"]},
        {"id": "blank", "text": " \n"},
        b'{"text": "\xff\xfe"}\n',
        {"id": "half", "text": "Fog in \ud83d Bern."},
        {"id": "last", "text": TEXTS[1]},
    ]
    found = every_start(write_jsonl(tmp_path / "a.jsonl", rows))
    assert texts(found) == [TEXTS[0], "Fog in \ufffd Bern.", TEXTS[1]]
    assert rejects(found) == {
        1: "it is not JSON",
        2: "it is no JSON object",
        3: "it has no text",
        4: "its text is no string but a number",
        5: "its text is no string but a list",
        6: "its text is empty",
        7: "bytes that are not of the file's encoding; say which it has with --encoding",
    }
    assert [item.row["document_id"] for item in found if item.is_reject][2] == "none"


def test_a_date_that_is_none_counts_only_in_a_column_that_was_named(tmp_path):
    file = write_jsonl(tmp_path / "a.jsonl", [{"text": TEXTS[0], "date": "soon"}])
    assert items(file)[0].row["date"] is None
    assert rejects(items(file, date="date")) == {0: "the date 'soon' is not of the form 2025-10-14"}


def test_a_line_without_an_end_is_passed_over_and_not_held(tmp_path, monkeypatch):
    monkeypatch.setattr(stream, "MOST_LINE", 1000)
    monkeypatch.setattr(stream, "_CHUNK", 64)
    rows = [{"text": TEXTS[0]}, {"text": "x" * 5000}, {"text": TEXTS[1]}, {"text": "y" * 3000}]
    file = write_jsonl(tmp_path / "a.jsonl", rows)
    found = every_start(file)
    assert texts(found) == TEXTS[:2]
    assert sorted(rejects(found)) == [1, 3]
    # A quoted cell of a table may go over lines; the limit is the row's.
    table = tmp_path / "b.csv"
    table.write_text(f"id,text\n1,{TEXTS[0]}\n2,{'x' * 5000}\n3,{TEXTS[1]}\n", "utf-8")
    assert texts(every_start(table)) == TEXTS[:2]


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_packed_tables_give_what_plain_ones_do(tmp_path, suffix, kind):
    plain = "".join(json.dumps({"text": text}) + "\n" for text in TEXTS)
    if kind == "csv":
        plain = "text\n" + "".join(f'"{text}"\r\n' for text in TEXTS)
    packed = {"": bytes, ".gz": gzip.compress, ".zst": lambda raw: pa.Codec("zstd").compress(raw, asbytes=True)}
    # Two members one after the other, as big files are packed.
    at = plain.index("\n") + 1
    file = tmp_path / f"a.{kind}{suffix}"
    file.write_bytes(b"".join(packed[suffix](part.encode()) for part in (plain[:at], plain[at:])))
    assert texts(every_start(file)) == TEXTS


def test_a_file_that_ends_in_the_middle_gives_what_comes_before_and_one_reject(tmp_path):
    rows = [{"id": str(i), "text": f"{TEXTS[i % 4]} {i * 7919:x}"} for i in range(3000)]
    raw = gzip.compress(b"".join(json.dumps(row).encode() + b"\n" for row in rows))
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(raw[: len(raw) // 2])
    found = items(file, write_jsonl(tmp_path / "b.jsonl", [{"text": "After."}]))
    *before, lost, after = found
    assert 1000 < len(before) < 2000
    assert [item.row["document_id"] for item in before] == [str(i) for i in range(len(before))]
    assert lost.row["record"] == len(before)
    assert lost.row["reason"] == "the file is damaged, or ends in the middle: what comes from here on is lost"
    assert after.row["text"] == "After."
    # What was told before a run was ended is not told again.
    assert items(file, tmp_path / "b.jsonl", start=(0, len(before))) == [lost, after]
    assert items(file, tmp_path / "b.jsonl", start=(0, len(before) + 1)) == [after]


def test_one_line_of_another_encoding_does_not_decide_for_all(tmp_path):
    lines = [json.dumps({"text": "Mären in Zürich"}, ensure_ascii=False).encode()] * 5
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"\n".join([*lines, '{"text": "Köln"}'.encode("latin-1"), *lines]))
    found = items(file)
    assert texts(found) == ["Mären in Zürich"] * 10
    assert sorted(rejects(found)) == [5]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_tables_are_read_in_the_encoding_that_they_have(tmp_path, encoding):
    file = tmp_path / "a.csv"
    file.write_bytes("id;text\r\n1;Regen in Köln – heute\r\n2;Schnee in Zürich\r\n".encode(encoding))
    assert texts(every_start(file)) == ["Regen in Köln – heute", "Schnee in Zürich"]


def test_a_file_of_bytes_is_one_reject(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_bytes(bz2.compress(b"no text at all") * 40)
    assert rejects(every_start(file)) == {0: "it is not a text file"}


def test_csv_cells_may_hold_separators_and_lines(tmp_path):
    file = tmp_path / "a.tsv"
    file.write_text('id\tarticle\n1\t"Rain,\nthen\tsnow"\n\n2\n3\tSun\n', "utf-8")
    found = every_start(file)
    assert texts(found) == ["Rain,\nthen\tsnow", "Sun"]
    assert rejects(found) == {1: "its text is empty"}


def test_a_quotation_mark_that_does_not_close_costs_what_is_behind_it(tmp_path, monkeypatch):
    monkeypatch.setattr(stream, "MOST_LINE", 1 << 20)
    file = tmp_path / "a.csv"
    file.write_text('id,text\n1,Rain\n2,"Snow\n' + "3,Sun\n" * 10, "utf-8")
    found = every_start(file)
    assert texts(found)[0] == "Rain"
    assert len(found) == 2


def parquet(path, rows, **how):
    pq.write_table(pa.Table.from_pylist(rows) if isinstance(rows, list) else rows, path, **how)
    return path


def test_parquet_is_read_from_any_row_on(tmp_path):
    rows = [{"id": i, "text": f"{i} {TEXTS[i % 4]}", "date": datetime.datetime(2025, 1, 1 + i)} for i in range(20)]
    found = every_start(parquet(tmp_path / "a.parquet", rows, row_group_size=7))
    assert texts(found) == [row["text"] for row in rows]
    assert found[19].row["document_id"] == "19"
    assert found[19].row["date"] == datetime.date(2025, 1, 20)


def test_parquet_groups_that_are_done_are_not_read(tmp_path):
    rows = [{"text": f"{i} " + "long " * 2000} for i in range(4000)]
    file = parquet(tmp_path / "a.parquet", rows, row_group_size=1000, compression="none", use_dictionary=False)
    raw = bytearray(file.read_bytes())
    # Whatever lies in the first three groups: nobody looks there.
    end = pq.read_metadata(file).row_group(3).column(0).data_page_offset - 64
    raw[4:end] = bytes(end - 4)
    file.write_bytes(raw)
    found = items(file, start=(0, 3000))
    assert texts(found) == [row["text"] for row in rows[3000:]]


def test_a_damaged_row_group_is_as_many_rejects_as_rows(tmp_path):
    rows = [{"text": f"{i} {TEXTS[i % 4]}"} for i in range(30)]
    file = parquet(tmp_path / "a.parquet", rows, row_group_size=10, compression="none", write_page_checksum=True)
    raw = bytearray(file.read_bytes())
    at = raw.index(b"15 The mayor")
    raw[at] ^= 0xFF
    file.write_bytes(raw)
    found = every_start(file)
    assert texts(found) == [row["text"] for row in (*rows[:10], *rows[20:])]
    assert rejects(found) == dict.fromkeys(range(10, 20), "the file is damaged where this record stands")


def test_what_is_no_parquet_is_one_reject_and_the_others_are_read(tmp_path):
    bad = tmp_path / "a.parquet"
    bad.write_bytes(b"PAR1 nothing of the kind PAR1")
    found = items(bad, parquet(tmp_path / "b.parquet", [{"text": TEXTS[0]}]))
    assert rejects(found) == {0: "the file is no Parquet, or damaged: nothing of it can be read"}
    assert texts(found) == TEXTS[:1]


def test_texts_of_a_table_may_be_bytes_and_are_told_where_they_are_none(tmp_path):
    text = pa.array([b"Rain in Homs.", b"\xff\xfe", None], pa.binary())
    found = items(parquet(tmp_path / "a.parquet", pa.table({"text": text})))
    assert texts(found) == ["Rain in Homs."]
    assert sorted(rejects(found)) == [1, 2]
    # A writer that does not look puts such bytes into a column of strings.
    broken = pa.Array.from_buffers(pa.string(), 3, text.buffers())
    found = items(parquet(tmp_path / "b.parquet", pa.table({"text": broken})))
    assert texts(found) == ["Rain in Homs."]
    assert sorted(rejects(found)) == [1, 2]


def test_names_of_folders_are_columns_as_hive_lays_tables_out(tmp_path):
    for day in ("2025-01-02", "2025-01-01"):
        folder = tmp_path / "t" / f"date={day}" / "lang=de"
        folder.mkdir(parents=True)
        parquet(folder / "x.parquet", [{"text": f"Regen am {day}."}])
    (tmp_path / "t" / "_SUCCESS").write_text("")
    parquet(tmp_path / "t" / "_metadata.parquet", [{"other": 1}])
    found = items(tmp_path / "t")
    assert [(str(i.row["date"]), i.row["language"]) for i in found] == [("2025-01-01", "de"), ("2025-01-02", "de")]
    assert found[0].row["document_id"] == "date=2025-01-01/lang=de/x.parquet:0"
    assert items(tmp_path / "t", title="lang")[0].row["title"] == "de"


def test_a_missing_column_is_said_before_anything_is_read_with_those_that_there_are(tmp_path):
    for file in (
        parquet(tmp_path / "a.parquet", [{"words": "x", "when": "y"}]),
        write_jsonl(tmp_path / "a.jsonl", [{"words": "x", "when": "y"}]),
    ):
        with pytest.raises(InputError) as error:
            items(file)
        assert str(error.value) == (
            f"{file}: say with --text-column which column holds the text; there are: words, when"
        )
        with pytest.raises(InputError) as error:
            items(file, text="words", date="day")
        assert str(error.value) == f"{file} has no column 'day' (--date-column); there are: words, when"
    table = tmp_path / "a.csv"
    table.write_text("words,when\nx,y\n", "utf-8")
    with pytest.raises(InputError, match="no column 'text'"):
        items(table, text="text")


def test_inputs_that_are_not_there_are_said(tmp_path):
    with pytest.raises(InputError, match="there is no file"):
        items(tmp_path / "none.jsonl")
    with pytest.raises(InputError, match="there is nothing to read in"):
        items(tmp_path)
    with pytest.raises(InputError, match="read from files"):
        items("-")
    (tmp_path / "a.gz").write_bytes(b"x")
    with pytest.raises(InputError, match=r"what is packed there does not show in its name; \.jsonl\.gz"):
        items(tmp_path / "a.gz")


def test_a_folder_gives_its_texts_and_tables_in_the_order_of_their_paths(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "one.txt").write_text("Title: Storm\nDate: 2025-03-04\n\nHail in Graz.\n", "utf-8")
    (tmp_path / "b" / "page.html").write_text("<html><body><p>Sun in Rome.</p></body></html>", "utf-8")
    (tmp_path / "b" / ".hidden.txt").write_text("No.", "utf-8")
    (tmp_path / "c.bin").write_bytes(b"\0")
    (tmp_path / "empty.txt").write_bytes(b"")
    write_jsonl(tmp_path / "a.jsonl", [{"text": TEXTS[0]}])
    (tmp_path / "ours.csv").write_text(
        "document_id,start,end,text,kind,place_id,feature_code,confidence,decided_by,reasons\n", "utf-8"
    )
    (tmp_path / "ours.csv").rename(tmp_path / "ours.md")
    found = items(tmp_path)
    assert [item.row["document_id"] for item in found] == ["a.jsonl:0", "b/one.txt", "b/page.html", "empty.txt"]
    assert [item.row.get("form") for item in found] == [None, "file", "page", None]
    assert (found[1].row["title"], str(found[1].row["date"])) == ("Storm", "2025-03-04")
    assert rejects(found) == {0: "empty.txt is empty"}


def warc(path, records, *, packed=True):
    pytest.importorskip("warcio")
    pieces = [warc_record("warcinfo", "", "application/warc-fields", b"software: a test\r\n")]
    for kind, link, content_type, payload, status in records:
        if kind == "response":
            http = f"HTTP/1.0 {status}\r\nContent-Type: {content_type}\r\n\r\n".encode()
            pieces.append(warc_record(kind, link, "application/http; msgtype=response", http + payload))
        else:
            pieces.append(warc_record(kind, link, content_type, payload))
    path.write_bytes(b"".join(gzip.compress(piece) if packed else piece for piece in pieces))
    return path


def warc_record(kind, link, content_type, payload):
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {link}\r\nWARC-Record-ID: <urn:{link}>\r\n"
        f"WARC-Date: 2025-05-06T07:08:09Z\r\nContent-Type: {content_type}\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


PAGE = "<html><head><title>Flood</title></head><body><article><p>Water rose in Köln.</p></article></body></html>"
RECORDS = [
    ("response", "https://n.example/1", "text/html; charset=utf-8", PAGE.encode(), "200 OK"),
    ("response", "https://n.example/2", "text/html", b"gone", "404 Not Found"),
    ("response", "https://n.example/3", "image/png", b"\x89PNG", "200 OK"),
    ("response", "https://n.example/4", "text/html; charset=latin-1", PAGE.encode("latin-1"), "200 OK"),
    ("response", "https://n.example/5", "text/html", b"", "200 OK"),
    ("conversion", "https://n.example/6", "text/plain", "Plain words of Köln.".encode(), ""),
]


@pytest.mark.parametrize("packed", [True, False])
def test_a_crawl_gives_its_pages_and_texts(tmp_path, packed):
    found = every_start(warc(tmp_path / f"a.warc{'.gz' if packed else ''}", RECORDS, packed=packed))
    assert texts(found) == [PAGE, PAGE, "Plain words of Köln."]
    assert [item.row.get("form") for item in found if not item.is_reject] == ["page", "page", None]
    assert found[0].row["link"] == "https://n.example/1"
    assert found[0].row["document_id"] == "<urn:https://n.example/1>"
    assert found[0].row["date"] == datetime.date(2025, 5, 6)
    assert rejects(found) == {2: "it is empty"}


@pytest.mark.parametrize("packed", [True, False])
def test_a_crawl_that_ends_in_the_middle_gives_what_comes_before(tmp_path, packed):
    file = warc(tmp_path / f"a.warc{'.gz' if packed else ''}", RECORDS[:1] * 3, packed=packed)
    raw = file.read_bytes()
    file.write_bytes(raw[:-30])
    found = every_start(file)
    assert texts(found) == [PAGE] * 2
    assert list(rejects(found)) == [2]


def test_a_library_that_is_missing_is_said_with_the_extra(tmp_path, monkeypatch):
    file = warc(tmp_path / "a.warc.gz", RECORDS)
    monkeypatch.setattr("geomap.corpus.sources.warc.find_spec", lambda name: None if name == "warcio" else name)
    with pytest.raises(MissingExtraError, match=r"pip install 'geomap-news\[warc\]'"):
        items(file)
