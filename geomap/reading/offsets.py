"""Where the characters of a text that was read stand in the file: its bytes as they are.

What is read has its byte order mark taken away and every end of line made one character, so that its offsets are not
those of the file. ``ByteOffsets`` remembers what was done, in a few bytes for each thousand characters.
"""

from __future__ import annotations

import codecs
import re
from array import array
from bisect import bisect_left
from typing import Final, Literal

from geomap.dataclass import dataclass, field
from geomap.errors import InputError

Offsets = Literal["characters", "bytes"]
"""What the offsets of a table count: the characters of the text as read, and with ``bytes`` those of the file too."""

_STEP: Final = 1024
_MARKS: Final[dict[str, tuple[tuple[bytes, str], ...]]] = {
    "utf-8-sig": ((codecs.BOM_UTF8, "utf-8"),),
    "utf-16": ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")),
    "utf-32": ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be")),
}
_PLAIN: Final = {
    "utf-8-sig": "utf-8",
    "utf-16": codecs.lookup("utf-16").name + "-le",
    "utf-32": codecs.lookup("utf-32").name + "-le",
}
"""Without a mark: what Python takes these for on the machines that geomap runs on."""
_UNICODE: Final = frozenset({"utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"})


@dataclass(frozen=True, slots=True)
class ByteOffsets:
    """The way from offsets in a text as read to bytes of its file.

    Attributes
    ----------
    known
        Whether there is a way: a PDF's text is at no bytes of the file.
    codec
        The encoding in which a stretch of the text takes as many bytes as in the file; ``""`` where each character's
        first byte stands in ``starts``, or all take the same.
    width
        Bytes that every character takes; 0 where they differ.
    starts
        First byte of every thousandth character, of each, or of the first.
    doubled
        Characters that are one end of line in the text and two in the file.
    """

    known: bool = False
    codec: str = ""
    width: int = 0
    starts: array[int] = field(default_factory=lambda: array("Q"))
    doubled: array[int] = field(default_factory=lambda: array("Q"))

    def span(self, text: str, start: int, end: int) -> tuple[int | None, int | None]:
        """Return the first byte, and one past the last, of ``text[start:end]``; None and None where nobody knows.

        Parameters
        ----------
        text
            The text as read.
        start, end
            Half-open span in characters.
        """
        if not self.known:
            return None, None
        return self._byte(text, start), self._byte(text, end)

    def _byte(self, text: str, at: int) -> int:
        if self.width:
            return self.starts[0] + (at + bisect_left(self.doubled, at)) * self.width
        if not self.codec:
            return self.starts[at]
        step = at // _STEP
        begin = step * _STEP
        two = bisect_left(self.doubled, at) - bisect_left(self.doubled, begin)
        size = len("\r".encode(self.codec))
        return self.starts[step] + len(text[begin:at].encode(self.codec, "surrogatepass")) + two * size


UNKNOWN: Final = ByteOffsets()


def check_offsets(offsets: str) -> None:
    """Refuse what is neither ``characters`` nor ``bytes``.

    Raises
    ------
    InputError
        It is neither.
    """
    if offsets not in {"characters", "bytes"}:
        raise InputError(f"offsets are counted in characters or bytes, not in {offsets!r}")


def byte_offsets(raw: bytes, encoding: str, text: str) -> ByteOffsets:
    """Find the way back from a text to the bytes that it was decoded from.

    Parameters
    ----------
    raw
        The file.
    encoding
        How it was decoded.
    text
        What came of it, with single ends of lines.
    """
    name = codecs.lookup(encoding).name
    before = 0
    codec = _PLAIN.get(name, name)
    for mark, plain in _MARKS.get(name, ()):
        if raw.startswith(mark):
            before, codec = len(mark), plain
            break
    original = raw.decode(encoding)
    if codec not in _UNICODE and len(raw) != len(original):
        return _one_by_one(raw, encoding, original)
    doubled = array("Q", (m.start() - k for k, m in enumerate(re.finditer("\r\n", original))))
    starts = array("Q", [before])
    if codec not in _UNICODE:
        return ByteOffsets(known=True, width=1, starts=starts, doubled=doubled)
    size = len("\r".encode(codec))
    for begin in range(0, len(text), _STEP):
        end = begin + _STEP
        two = bisect_left(doubled, end) - bisect_left(doubled, begin)
        starts.append(starts[-1] + len(text[begin:end].encode(codec, "surrogatepass")) + two * size)
    return ByteOffsets(known=True, codec=codec, starts=starts, doubled=doubled)


def _one_by_one(raw: bytes, encoding: str, original: str) -> ByteOffsets:
    """Feed the bytes singly to a decoder that remembers its state: for encodings that shift, and for the Far East's."""
    decoder = codecs.getincrementaldecoder(encoding)()
    ends = array("Q", [0])
    made = 0
    for at in range(len(raw)):
        new = len(decoder.decode(raw[at : at + 1]))
        made += new
        ends.extend([at + 1] * new)
    if made != len(original):
        return UNKNOWN
    starts = array("Q")
    for i, char in enumerate(original):
        # "\r\n" is one character of the text: it begins where the "\r" does.
        if not (char == "\n" and i and original[i - 1] == "\r"):
            starts.append(ends[i])
    starts.append(ends[-1])
    return ByteOffsets(known=True, starts=starts)
