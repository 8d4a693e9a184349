"""Byte offsets lead to the words in the file as it is, whatever its encoding and ends of lines."""

import random

import pytest

import geomap
from geomap.errors import InputError
from geomap.export import read_table
from geomap.reading import read_documents
from geomap.reading.offsets import byte_offsets

LINES = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}
TEXT = (
    "Aid reached Homs{0}and São Paulo.{0}{0}In Hama, on Monday,{0}talks — “quiet” ones — went on.{0}",
    "Homs",
    "Hama",
    "São Paulo",
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("ends", ["LF", "CRLF", "CR", "mixed"])
def test_the_bytes_of_a_mention_are_its_words(tmp_path, encoding, ends):
    text, *names = TEXT
    if ends == "mixed":
        written = text.format("\r\n").replace("São Paulo.\r\n", "São Paulo.\r").replace("Monday,\r\n", "Monday,\n")
    else:
        written = text.format(LINES[ends])
    raw = written.encode(encoding)
    path = tmp_path / "story.txt"
    path.write_bytes(raw)
    document = geomap.read(path, encoding=encoding, offsets="bytes")
    plain = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(encoding, encoding)
    for name in names:
        start = document.text.index(name)
        first, last = document.byte_offsets.span(document.text, start, start + len(name))
        assert raw[first:last].decode(plain) == name


@pytest.mark.parametrize("encoding", ["gb18030", "shift_jis", "big5", "euc_kr", "utf-8", "utf-16", "koi8-r"])
def test_every_span_of_a_text_is_found_again(encoding):
    letters = {"gb18030": "a中é😀", "shift_jis": "aカ日", "big5": "a中", "euc_kr": "a한", "koi8-r": "aж"}.get(
        encoding, "aé中😀"
    )
    rng = random.Random(3)
    for length in (1, 7, 3000):
        written = "".join(rng.choice(letters + "\r\n") for _ in range(length))
        raw = written.encode(encoding)
        text = written.replace("\r\n", "\n").replace("\r", "\n")
        offsets = byte_offsets(raw, encoding, text)
        for _ in range(50):
            start, end = sorted(rng.randrange(len(text) + 1) for _ in range(2))
            first, last = offsets.span(text, start, end)
            piece = raw[first:last].decode("utf-16-le" if encoding == "utf-16" else encoding)
            assert piece.replace("\r\n", "\n").replace("\r", "\n") == text[start:end]


@pytest.mark.parametrize("suffix", ["csv", "json", "geojson", "gpkg", "kml", "parquet"])
def test_every_table_has_the_bytes_and_is_read_back_with_them(tmp_path, suffix):
    from geomap.export import write

    raw = b"\xef\xbb\xbfAid reached Homs\r\nand Hama.\r\n"
    (tmp_path / "story.txt").write_bytes(raw)
    parse = geomap.geoparse(
        geomap.read(tmp_path / "story.txt", offsets="bytes"), recognizer="lexicon", user_places=False
    )
    frame = read_table(write(parse, tmp_path / f"table.{suffix}"))
    assert [raw[a:b] for a, b in zip(frame.byte_start, frame.byte_end, strict=True)] == [b"Homs", b"Hama"]
    assert list(frame.columns[:5]) == ["document_id", "start", "end", "byte_start", "byte_end"]


def test_without_being_asked_for_a_table_has_no_bytes():
    assert "byte_start" not in geomap.geoparse("Aid reached Homs.", recognizer="lexicon").to_records()[0]


def test_what_is_no_plain_text_has_none(tmp_path):
    (tmp_path / "page.html").write_text("<html><body><p>Aid reached Homs on Monday.</p></body></html>")
    (document,) = read_documents(tmp_path / "page.html", offsets="bytes")
    record = geomap.geoparse(document, recognizer="lexicon").to_records()[0]
    assert (record["byte_start"], record["byte_end"]) == (None, None)


def test_another_unit_is_one_clear_error(tmp_path):
    (tmp_path / "story.txt").write_text("Aid reached Homs.")
    with pytest.raises(InputError, match="characters or bytes, not in 'lines'"):
        geomap.read(tmp_path / "story.txt", offsets="lines")
