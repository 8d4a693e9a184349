import io

import pytest

from geomap.errors import InputError
from geomap.reading import pdf
from geomap.reading.pdf import join_lines, read_pdf

pypdf = pytest.importorskip("pypdf", reason="needs geomap-news[readers]")


def make_pdf(lines, *, title="", pages=1, password=None, owner=None):
    """A PDF with a line of Helvetica for each string, made of pypdf's own objects."""
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = pypdf.PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for _ in range(pages):
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        stream = DecodedStreamObject()
        text = "".join(f"({line}) Tj T*\n" for line in lines)
        stream.set_data(f"BT /F1 11 Tf 14 TL 50 800 Td\n{text}ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    if title:
        writer.add_metadata({"/Title": title})
    if password is not None or owner is not None:
        writer.encrypt(password or "", owner_password=owner, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_text_of_every_page_and_the_title():
    extract = read_pdf(make_pdf(["It rained in Homs."], title="Rain in Homs", pages=2), "story.pdf")
    assert (extract.text, extract.title) == ("It rained in Homs.\n\nIt rained in Homs.", "Rain in Homs")


@pytest.mark.parametrize("title", ["Microsoft Word - story.docx", "untitled", "20251014"])
def test_a_title_that_a_program_made_up_is_none(title):
    assert read_pdf(make_pdf(["Homs."], title=title), "story.pdf").title == ""


def test_names_that_are_broken_across_lines_are_whole():
    page = (
        "Rain in the north\n"
        "Officials of three provinces said on Tuesday that Deir\n"
        "ez-Zor would get help before the end of the week. New\n"
        "York sent pumps, and boats were lent by the gover-\n"
        "norate of Latakia, which had none to spare, by Saint-\n"
        "Louis and by others.\n"
        "The next day the weather changed, they said."
    )
    heading, first, second = join_lines(page).strip().split("\n\n")
    assert heading == "Rain in the north"
    assert "Deir ez-Zor would" in first
    assert "New York sent" in first
    assert "the governorate of Latakia" in first
    assert first.endswith("by Saint-Louis and by others.")
    assert second == "The next day the weather changed, they said."


def test_a_file_that_only_forbids_printing_opens():
    pytest.importorskip("cryptography", reason="needs geomap-news[readers]")
    assert read_pdf(make_pdf(["Homs."], owner="secret"), "story.pdf").text == "Homs."


def test_what_cannot_be_read_is_said_in_one_line(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    good = make_pdf(["Homs."])
    for raw, message in (
        (b"", "story.pdf is empty"),
        (b"Homs.", "story.pdf is not a PDF"),
        (make_pdf(["Homs."], password="secret"), "story.pdf is encrypted; save it without a password"),
        (make_pdf([]), "story.pdf holds no text, only pictures of it; make it searchable (OCR) first"),
        (make_pdf(["Homs."], pages=3), "story.pdf has 3 pages; up to 2 are read: split it"),
        (b"%PDF-1.7\n" + b"\xff" * 500, "story.pdf is a damaged PDF, or one that pypdf cannot read"),
        (good[: len(good) // 2], "story.pdf is a damaged PDF, or one that pypdf cannot read"),
    ):
        with pytest.raises(InputError) as raised:
            read_pdf(raw, "story.pdf")
        assert str(raised.value) == message
