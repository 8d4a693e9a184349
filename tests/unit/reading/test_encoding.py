import pytest

from geomap.reading.encoding import detect_encoding

PHRASES = [
    ("Málaga", "latin-1"),
    ("“Homs” — said the café’s owner. £5 a day, N° 5, 20 º", "cp1252"),
    ("¿Dónde está Málaga? ¡Aquí! «Élan», Straße, Curaçao", "cp1252"),
    ("Łódź i Kraków są miastami w Polsce.", "cp1250"),
    ("W Łodzi i Krakowie odbyły się rozmowy o granicy, powiedział rzecznik rządu.", "iso-8859-2"),
    ("Příští týden se v Praze sejdou ministři zahraničí.", "cp1250"),
    ("В Москве прошли переговоры о Сирии, сообщили в понедельник.", "cp1251"),
    ("В Москве прошли переговоры о Сирии, сообщили в понедельник.", "koi8-r"),
    ("Οι συνομιλίες στην Αθήνα για τη Συρία", "cp1253"),
    ("محادثات في باريس حول سوريا", "cp1256"),
    ("東京で会議が開かれた。シリアの代表が出席した。", "shift_jis"),
    ("北京举行了会谈，叙利亚代表团出席了会议，双方讨论了边界问题。", "gb18030"),
]


@pytest.mark.parametrize(("text", "encoding"), PHRASES)
def test_a_short_text_in_its_countrys_old_encoding_is_read_right(text, encoding):
    raw = text.encode(encoding)
    assert raw.decode(detect_encoding(raw)) == text


@pytest.mark.parametrize("text", [text for text, _ in PHRASES])
def test_utf8_is_never_taken_for_something_else(text):
    raw = text.encode()
    assert detect_encoding(raw) == "utf-8"
    # A sample that ends inside a character.
    assert detect_encoding(raw + "é".encode()[:1]) == "utf-8"


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\x01\x02\x03\x04\x05abc", b"\x1f\x8b\x08\0abc"])
def test_what_is_no_text_has_no_encoding(raw):
    assert detect_encoding(raw) is None


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_recognised(encoding):
    raw = "Aid reached Homs and Málaga on Monday.\n".encode(encoding)
    assert detect_encoding(raw) == encoding
    assert detect_encoding(b"\0" * 100) is None
