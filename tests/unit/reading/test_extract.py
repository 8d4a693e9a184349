import pytest

from geomap.errors import InputError
from geomap.reading import extract
from geomap.reading.extract import to_day, to_extract


@pytest.mark.parametrize(
    "text",
    [
        "2025-10-14", "2025-10-14T08:00:00Z", "20251014", "Tue, 14 Oct 2025 08:30:00 +0300", "14 October 2025",
        "14 Oct 2025", "October 14, 2025", "Oct 14,  2025", "14.10.2025",
    ],
)  # fmt: skip
def test_days_as_people_and_programs_write_them(text):
    assert to_day(text).isoformat() == "2025-10-14"


@pytest.mark.parametrize("text", ["", "10/11/2025", "2025-02-30", "soon", "2025", "99999999999"])
def test_what_could_be_two_days_or_none_is_not_understood(text):
    assert to_day(text) is None


def test_spaces_and_blank_lines_are_put_in_order():
    found = to_extract("  Homs \t and\u00a0Hama \r\n\r\n\r\n\r\nIdlib\0", "a.pdf", title=" Rain\n in  Homs ")
    assert (found.text, found.title) == ("Homs and Hama\n\nIdlib", "Rain in Homs")


def test_no_text_and_too_much_text_are_said(monkeypatch):
    with pytest.raises(InputError, match=r"a\.pdf holds no text"):
        to_extract(" \n\t ", "a.pdf")
    monkeypatch.setattr(extract, "MAX_TEXT_CHARS", 3)
    with pytest.raises(InputError, match=r"a\.pdf holds more than"):
        to_extract("Homs", "a.pdf")
