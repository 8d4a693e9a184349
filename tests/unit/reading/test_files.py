import json

import pytest

from geomap.errors import InputError
from geomap.reading import read, read_documents


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(InputError, match=r"there is no file .*gone\.txt"):
        read(tmp_path / "gone.txt")


def test_a_folder_is_no_text(tmp_path):
    with pytest.raises(InputError, match="is a folder; name a file in it"):
        read(tmp_path)


def test_a_name_with_a_nul_is_said():
    with pytest.raises(InputError, match="cannot read"):
        read("a\0b")


def test_a_huge_file_is_refused_before_it_is_read_whole(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(64 * 1024**2 + 1)
        file.write(b"A text.")
    with pytest.raises(InputError, match=r"huge\.txt is larger than 64 MB; split it into documents"):
        read(path)


def test_a_file_of_many_documents_is_no_single_text(tmp_path):
    path = tmp_path / "corpus.jsonl"
    path.write_text('{"text": "Homs."}\n', encoding="utf-8")
    assert read(path).text == "Homs."
    path.write_text('{"text": "Homs."}\n{"text": "Hama."}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"corpus\.jsonl holds several documents"):
        read(path)


def test_an_encoding_that_does_not_exist_is_said_for_rows_too(tmp_path):
    path = tmp_path / "corpus.jsonl"
    path.write_text('{"text": "Homs."}\n', encoding="utf-8")
    with pytest.raises(InputError, match="there is no encoding called 'klingon'"):
        list(read_documents(path, encoding="klingon"))


def test_json_lines_may_call_their_text_and_date_otherwise(tmp_path):
    path = tmp_path / "corpus.jsonl"
    path.write_text('{"body": "Homs.", "day": "14 October 2025"}\n', encoding="utf-8")
    (document,) = read_documents(path, text_column="body", date_column="day")
    assert (document.text, document.date.isoformat()) == ("Homs.", "2025-10-14")


def test_a_folder_gives_its_files_in_order_and_leaves_others_out(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.txt").write_text("Hama.", encoding="utf-8")
    (tmp_path / "a.md").write_text("# Rain\n\nRain in *Homs*.", encoding="utf-8")
    (tmp_path / "sub" / "c.jsonl").write_text('{"text": "Idlib.", "id": "x"}\n', encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.txt").write_text("Tokyo.", encoding="utf-8")
    found = [(document.id, document.text) for document in read_documents(tmp_path)]
    assert found == [("a.md", "Rain\n\nRain in Homs."), ("b.txt", "Hama."), ("sub/c.jsonl#x", "Idlib.")]


def test_a_bad_file_in_a_folder_stops_it_or_is_told(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text("Hama.", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.txt is empty"):
        list(read_documents(tmp_path))
    told = []
    assert [document.text for document in read_documents(tmp_path, on_error=told.append)] == ["Hama."]
    assert [str(error) for error in told] == ["a.txt is empty"]


def test_a_folder_without_texts_is_said(tmp_path):
    with pytest.raises(InputError, match="there is nothing to read in the folder"):
        list(read_documents(tmp_path))


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
