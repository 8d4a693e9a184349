import datetime

import pytest

from geomap.errors import InputError
from geomap.reading import to_document
from geomap.reading.text import decode


def test_header_lines_become_facts_and_stay_in_the_text():
    text = "Title: Rain in Hama\nDate: 2025-10-14\n\nHAMA, October 14 - It rained."
    document = to_document(text)
    assert document.text == text
    assert document.title == "Rain in Hama"
    assert document.date == datetime.date(2025, 10, 14)
    assert document.dateline == "Hama"
    assert text[document.body_start :].lstrip() == "HAMA, October 14 - It rained."


def test_a_date_in_front_of_the_first_sentence_is_the_documents_date():
    document = to_document(" date 2024-02-29 The minister spoke.")
    assert document.date == datetime.date(2024, 2, 29)
    assert document.text[document.body_start :] == "The minister spoke."


@pytest.mark.parametrize("front", ["2024-02-31 It rained.", "Date: soon\nIt rained.", "It rained on 2024-02-29."])
def test_what_is_no_date_gives_none(front):
    assert to_document(front).date is None


@pytest.mark.parametrize(
    ("raw", "encoding", "text"),
    [
        ("Łódź".encode(), None, "Łódź"),
        ("Łódź".encode("utf-16"), None, "Łódź"),
        (b"\xef\xbb\xbfHoms", None, "Homs"),
        ("Málaga".encode("cp1252"), "cp1252", "Málaga"),
        ("Málaga".encode("cp1252"), None, "Málaga"),
        ("Málaga".encode(), "cp1252", "MÃ¡laga"),
        (b"one\r\ntwo\rthree", None, "one\ntwo\nthree"),
    ],
)
def test_decoding(raw, encoding, text):
    assert decode(raw, "story.txt", encoding) == text


@pytest.mark.parametrize(
    ("raw", "encoding", "message"),
    [
        (b"", None, "story.txt is empty"),
        (b" \n\t", None, "story.txt is empty"),
        ("  ".encode("utf-16"), None, "story.txt is empty"),
        (b"\x7fELF\x02\x01\0\0\xff\xfe", None, "story.txt is not a text file"),
        (b"abc\0def", None, "story.txt is not a text file"),
        (b"\xff\xfea\0\0\0b\0", None, "story.txt is not a text file (it holds NUL characters)"),
        (
            "Málaga".encode("cp1252"),
            "utf-8",
            "story.txt is not utf-8 (byte 1); say which encoding it has with --encoding, e.g. cp1252",
        ),
        (b"abc", "klingon", "there is no encoding called 'klingon'; try utf-8, latin-1 or cp1252"),
    ],
)
def test_what_cannot_be_decoded_is_said_in_one_line(raw, encoding, message):
    with pytest.raises(InputError) as raised:
        decode(raw, "story.txt", encoding)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Calm along the line\n\nQUNEITRA, Syria — Observers came back to two positions on Tuesday.",
            "Calm along the line",
        ),
        ("Who will pay?\n\nIn Homs, nobody knew on Monday who would pay for it.", "Who will pay?"),
        ("It rained in Homs.\n\nIn Hama the sun shone all through the morning, people said.", None),
        ("Calm along the line\nObservers came back to two positions on Tuesday, they said.", None),
        ("HOMS, Syria — Aid came\n\nIt was the first convoy that reached the town in a month.", None),
        ("Title: Own\n\nCalm along the line\n\nObservers came back to two positions on Tuesday.", "Own"),
        ("Calm along the line", None),
    ],
)
def test_a_first_line_that_stands_alone_is_the_headline(text, title):
    document = to_document(text)
    assert document.title == title
    # It is read for places as all the rest is.
    assert text[document.body_start :].strip().startswith(text.removeprefix("Title: Own").strip())


def test_the_dateline_stands_below_the_headline():
    text = "Calm along the line\n\nQUNEITRA, Syria — Observers came back to two positions on Tuesday."
    assert to_document(text).dateline == "Quneitra"
