import json

import pytest

from geomap.errors import InputError
from geomap.reading import files, read, read_documents


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(InputError, match=r"there is no file .*gone\.txt"):
        read(tmp_path / "gone.txt")


def test_a_folder_is_no_text(tmp_path):
    with pytest.raises(InputError, match="is a folder; name a file in it"):
        read(tmp_path)


def test_a_name_with_a_nul_is_said():
    with pytest.raises(InputError, match="cannot read"):
        read("a\0b")


def test_a_huge_file_is_refused_before_it_is_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_TEXT_BYTES", 1000)
    path = tmp_path / "huge.txt"
    path.write_bytes(b"a" * 1001)
    with pytest.raises(InputError, match=r"huge\.txt is larger than"):
        read(path)
    path.write_bytes(b"a" * 1000)
    assert len(read(path).text) == 1000


def test_json_lines_give_a_document_a_line(tmp_path):
    path = tmp_path / "corpus.jsonl"
    rows = [{"id": 7, "text": "Homs."}, {"text": "Hama.", "date": "2025-01-02", "source": "The Hama Post"}]
    path.write_text("\n\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    first, second = read_documents(path)
    assert (first.id, first.text) == ("7", "Homs.")
    assert (second.id, second.date.isoformat(), second.source) == ("3", "2025-01-02", "The Hama Post")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "corpus.jsonl, line 2: not JSON"),
        ("[" * 100_000, "corpus.jsonl, line 2: not JSON"),
        ("[]", 'corpus.jsonl, line 2: a document is an object with a "text"'),
        ('{"text": 3}', 'corpus.jsonl, line 2: a document is an object with a "text"'),
        ('{"text": "a", "date": "May"}', "corpus.jsonl, line 2: the date 'May' is not of the form 2025-10-14"),
    ],
)
def test_a_bad_line_is_said_with_its_number(tmp_path, line, message):
    path = tmp_path / "corpus.jsonl"
    path.write_text('{"text": "Homs."}\n' + line, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        list(read_documents(path))
    assert str(raised.value) == message


def test_empty_json_lines_are_said(tmp_path):
    path = tmp_path / "corpus.jsonl"
    path.write_text("\n\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"corpus\.jsonl is empty"):
        list(read_documents(path))
