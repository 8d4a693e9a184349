import email.policy
from email.message import EmailMessage

import pytest

from geomap.errors import InputError
from geomap.reading.eml import read_eml


def make_message(text=None, page=None):
    message = EmailMessage(policy=email.policy.SMTP)
    message["Subject"] = "Rain in Málaga"
    message["From"] = '"The Hama Post" <desk@example.org>'
    message["Date"] = "Tue, 14 Oct 2025 08:30:00 +0300"
    if text is not None:
        message.set_content(text, charset="iso-8859-1", cte="quoted-printable")
    if page is not None:
        (message.add_alternative if text is not None else message.set_content)(page, subtype="html")
    return message


def test_subject_date_sender_and_plain_text():
    message = make_message("It rained in Málaga.\n", "<p>It rained in <b>Tokyo</b>.</p>")
    message.add_attachment("Berlin", filename="notes.txt")
    extract = read_eml(message.as_bytes(), "story.eml")
    assert extract.text == "It rained in Málaga."
    assert (extract.title, extract.date, extract.source) == ("Rain in Málaga", "2025-10-14", "The Hama Post")


def test_the_html_body_is_read_where_there_is_no_text():
    pytest.importorskip("trafilatura", reason="needs geomap-news[readers]")
    extract = read_eml(make_message(page="<html><body><p>It rained in Homs.</p></body></html>").as_bytes(), "story.eml")
    assert (extract.text, extract.title) == ("It rained in Homs.", "Rain in Málaga")


def test_flowed_lines_are_joined():
    raw = b"Subject: x\nContent-Type: text/plain; format=flowed\n\nRain in New \nYork.\nEnd.\n"
    assert read_eml(raw, "story.eml").text == "Rain in New York.\nEnd."


def test_a_wrong_charset_does_no_harm():
    raw = b"Subject: x\nContent-Type: text/plain; charset=klingon\n\n" + "Málaga".encode()
    assert read_eml(raw, "story.eml").text == "Málaga"


def test_a_message_nested_ten_thousand_deep_is_read_or_refused_without_a_crash():
    raw = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(10_000))
    with pytest.raises(InputError, match=r"story\.eml (is a damaged e-mail|has no text|has more parts)"):
        read_eml(raw, "story.eml")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "story.eml is empty"),
        (b"\n\nJust words.", "story.eml is not an e-mail: it has no header lines"),
        (b"Subject: x\nContent-Type: image/png\n\nabc", "story.eml has no text, only attachments"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(raw, message):
    with pytest.raises(InputError) as raised:
        read_eml(raw, "story.eml")
    assert str(raised.value) == message


def test_a_message_of_parts_without_end_is_not_opened():
    raw = b"Subject: x\n" + b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 50_000
    with pytest.raises(InputError, match="has more parts than a message has"):
        read_eml(raw, "nest.eml")
