import io
import zipfile

import pytest

from geomap.errors import InputError
from geomap.reading import docx as docx_reader
from geomap.reading.docx import read_docx

docx = pytest.importorskip("docx", reason="needs geomap-news[readers]")


def make_docx(title=""):
    document = docx.Document()
    document.core_properties.title = title
    document.add_heading("Rain in Hama", 0)
    document.add_paragraph("It rained in Homs.")
    table = document.add_table(rows=1, cols=3)
    table.rows[0].cells[0].merge(table.rows[0].cells[1]).text = "Idlib"
    table.rows[0].cells[2].text = "12 mm"
    document.add_paragraph("They said so in Paris.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def make_zip(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_paragraphs_and_tables_come_in_their_order():
    extract = read_docx(make_docx(), "story.docx")
    assert extract.text == "Rain in Hama\n\nIt rained in Homs.\n\nIdlib | 12 mm\n\nThey said so in Paris."
    assert extract.title == "Rain in Hama"
    assert read_docx(make_docx("Rain"), "story.docx").title == "Rain"


def test_a_bomb_is_not_opened():
    types = {"[Content_Types].xml": "<Types/>"}
    bomb = make_zip(**types, **{"word/document.xml": b" " * 60_000_000})
    assert len(bomb) < 100_000
    with pytest.raises(InputError, match="would unpack to more than a document holds; it is not opened"):
        read_docx(bomb, "bomb.docx")


def test_many_entries_are_not_opened(monkeypatch):
    monkeypatch.setattr(docx_reader, "MAX_ENTRIES", 3)
    with pytest.raises(InputError, match="would unpack to more"):
        read_docx(make_docx(), "bomb.docx")


def test_what_cannot_be_read_is_said_in_one_line():
    good = make_docx()
    for raw, message in (
        (b"", "story.docx is empty"),
        (b"Homs.", "story.docx is not a Word document (.docx)"),
        (make_zip(**{"a.txt": "Homs"}), "story.docx is not a Word document (.docx)"),
        (good[: len(good) // 2], "story.docx is a damaged Word document"),
        (
            make_zip(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<x"}),
            "story.docx is a damaged Word document",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
            "story.docx is encrypted or of old Word's .doc format; save it as .docx without a password",
        ),
    ):
        with pytest.raises(InputError) as raised:
            read_docx(raw, "story.docx")
        assert str(raised.value) == message
