"""Which encoding a text has: a byte order mark, UTF-8, and else what charset-normalizer finds likeliest."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from geomap.errors import InputError

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatches

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_OF_TEXTS = frozenset(
    {
        "idna",
        "punycode",
        "undefined",
        "unicode_escape",
        "raw_unicode_escape",
        "raw-unicode-escape",
        "unicode-escape",
        "unicode_internal",
        "mbcs",
        "oem",
    }
)
_SAMPLE_BYTES = 256 * 1024
# Control characters that no text holds; tab, line feed, form feed, carriage return and escape are left out.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
# How Polish, Turkish, Greek or Thai looks when it is read as cp1252, and Western European text does not.
_NOT_WESTERN = re.compile(
    r"[ðþýÐÞÝ]|[^\W\d_][¹³¿¼¾½¤¦§¨¬¯±´¶¸ºª÷×]|[a-zà-ÿ][ŸŠŒŽÀ-ÖØ-Þ]|[¹³¿¼¾¤¦¨¬¯±´¶¸÷×][^\W\d_]|£[a-zà-ÿ]|[\x80-\x9f]"
)
# Of a tie, the encoding that a newsroom's file most probably has.
_USUAL = ("cp1251", "cp1250", "iso8859_2", "cp1254", "cp1256", "cp1255", "cp1253", "gb18030", "big5", "cp932", "cp949")


def check_encoding(encoding: str | None) -> None:
    """Refuse what is no encoding of texts: a name that nobody knows, and Python's transformations of other kinds.

    Raises
    ------
    InputError
        There is no such encoding, or it is none of texts.
    """
    if encoding is None:
        return
    try:
        found = codecs.lookup(encoding)
    except (LookupError, ValueError) as error:  # ValueError: a NUL or half a character in the name
        raise InputError(f"there is no encoding called {encoding!r}; try utf-8, latin-1 or cp1252") from error
    # base64, rot13, zip and their like turn bytes into bytes; the others are of names in the internet, of Python's own
    # source, or an error by design.
    if not getattr(found, "_is_text_encoding", True) or found.name in _NOT_OF_TEXTS:
        raise InputError(f"{encoding} is no encoding of texts; try utf-8, latin-1 or cp1252")


def bom_encoding(raw: bytes) -> str | None:
    """Return the encoding that a byte order mark announces, or None without one."""
    return next((codec for bom, codec in _BOMS if raw.startswith(bom)), None)


def is_binary(raw: bytes) -> bool:
    """Tell whether bytes without a byte order mark can be no text: a NUL, or more than a stray control character."""
    sample = raw[:_SAMPLE_BYTES]
    return b"\0" in sample or len(_CONTROL.findall(sample)) > 2 + len(sample) // 100


def detect_encoding(raw: bytes) -> str | None:
    """Find the encoding of a text.

    A byte order mark decides, then whether every second byte is NUL (UTF-16 without a mark), then UTF-8 if the bytes
    are valid UTF-8 (text in another encoding almost never is). Of the rest, Windows' Western European encoding is taken
    where it reads as such: it is by far the commonest, and a short text gives a statistical detector too little. Where
    it does not, charset-normalizer decides.

    Parameters
    ----------
    raw
        The bytes, or the first part of them; a character that is cut at the end does no harm.

    Returns
    -------
    str or None
        A codec's name; None if the bytes are no text.
    """
    if announced := bom_encoding(raw):
        return announced
    if wide := _utf16_without_mark(raw[:_SAMPLE_BYTES]):
        return wide
    if is_binary(raw):
        return None
    try:
        # A decoder that waits for more: the sample may end inside a character.
        codecs.getincrementaldecoder("utf-8")().decode(raw)
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    sample = raw[:_SAMPLE_BYTES]
    if _is_western(sample):
        return "cp1252"
    from charset_normalizer import from_bytes

    return _likeliest(from_bytes(sample))


def _utf16_without_mark(raw: bytes) -> str | None:
    """Recognise UTF-16 that lacks its mark by its ASCII letters: every second byte is NUL, and hardly one other."""
    half = len(raw) // 2
    even, odd = raw[0 : 2 * half : 2].count(0), raw[1 : 2 * half : 2].count(0)
    for codec, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if half and zeros > 0.6 * half and others == 0:
            return codec
    return None


def _is_western(raw: bytes) -> bool:
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return False
    letters = [char for char in text if char.isalpha()]
    # Dashes and quotation marks apart, a Western text is mostly ASCII; one in another alphabet is not.
    return sum(char > "\x7f" for char in letters) <= len(letters) // 5 and not _NOT_WESTERN.search(text)


def _likeliest(matches: CharsetMatches) -> str | None:
    best = matches.best()
    if best is None:
        return None
    tied = {
        match.encoding
        for match in matches
        if match.chaos <= best.chaos + 0.01 and match.coherence >= best.coherence - 0.1
    }
    return next((name for name in _USUAL if name in tied), best.encoding)
