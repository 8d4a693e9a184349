"""Bytes of a file, unpacked where it is packed; and its lines, none longer than it may be."""

from __future__ import annotations

import codecs
import contextlib
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from geomap.corpus.sources.source import BrokenSourceError
from geomap.reading.encoding import bom_encoding, detect_encoding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PACKINGS: Final = {".gz": "gzip", ".zst": "zstd"}
"""Ends of names, with what Arrow calls the codec."""

MOST_LINE: Final = 32 * 1024 * 1024
"""Characters of a line; what is longer is passed over without being held."""

_CHUNK: Final = 1 << 18
_SAMPLE_BYTES: Final = 1 << 18

_ENDS_EARLY: Final = "the file is damaged, or ends in the middle: what comes from here on is lost"


@contextlib.contextmanager
def opened(path: Path) -> Iterator[ByteStream]:
    """Open a file for reading from its beginning to its end.

    Parameters
    ----------
    path
        Its suffix says whether it is packed.
    """
    with pa.OSFile(str(path), "rb") as file:
        packing = PACKINGS.get(path.suffix.lower())
        stream = file if packing is None else pa.CompressedInputStream(file, packing)
        yield ByteStream(stream, file, packing)


class ByteStream:
    """Bytes that come one after the other, and how many of the file's are read.

    Parameters
    ----------
    stream
        What gives the bytes.
    file
        The file that it reads.
    packing
        What Arrow calls the file's codec; None if it is not packed.
    """

    def __init__(self, stream: Any, file: Any, packing: str | None) -> None:
        self._stream = stream
        self._file = file
        self._packing = packing
        self._size = max(1, file.size())
        self._given = 0
        self._error: BrokenSourceError | None = None

    def read(self, size: int = _CHUNK) -> bytes:
        """Return the next bytes, none at the end.

        Parameters
        ----------
        size
            How many, at most.

        Raises
        ------
        BrokenSourceError
            The file cannot be unpacked further; all that can be is returned before.
        """
        if self._error is not None:
            raise self._error
        try:
            data: bytes = self._stream.read(min(size, _CHUNK))
        except (OSError, pa.ArrowException) as error:
            self._error = BrokenSourceError(_ENDS_EARLY)
            data = self._rescued()
            if not data:
                raise self._error from error
        self._given += len(data)
        return data

    def _rescued(self) -> bytes:
        """Return what of a read that failed could have been given: byte by byte, Arrow gives all that there is."""
        data = bytearray()
        if self._packing is not None:
            with contextlib.suppress(OSError, pa.ArrowException):
                self._file.seek(0)
                # Kept, or the file would be closed with it.
                again = self._stream = pa.CompressedInputStream(self._file, self._packing)
                left = self._given
                while left and (piece := again.read(min(left, _CHUNK))):
                    left -= len(piece)
                while len(data) < _CHUNK and (byte := again.read(1)):
                    data += byte
        return bytes(data)

    def head(self, size: int) -> bytes:
        """Return the first bytes, as far as they can be read; what is wrong behind them is raised by the next read.

        Parameters
        ----------
        size
            How many.
        """
        pieces, length = [], 0
        try:
            while length < size and (piece := self.read()):
                pieces.append(piece)
                length += len(piece)
        except BrokenSourceError:
            pass
        return b"".join(pieces)

    @property
    def share(self) -> float:
        """How much of the file is read, from 0 to 1."""
        return float(self._file.tell() / self._size)


class TextLines:
    """The lines of a text, with their ends; None stands for one that is too long.

    Parameters
    ----------
    stream
        The bytes.
    encoding
        Theirs; detected without one.
    """

    def __init__(self, stream: ByteStream, encoding: str | None) -> None:
        self._stream = stream
        self._head = stream.head(_SAMPLE_BYTES)
        self.encoding = encoding or _encoding_of(self._head)

    def __iter__(self) -> Iterator[str | None]:
        # A byte that does not fit comes as half a character: the reader then knows in which record it stands.
        decode = codecs.getincrementaldecoder(self.encoding)("surrogateescape").decode
        kept, length = [], 0
        for text in self._texts(decode):
            *whole, rest = text.split("\n")
            for end in whole:
                if length + len(end) > MOST_LINE:
                    yield None
                else:
                    kept.append(end)
                    yield "".join(kept) + "\n"
                kept, length = [], 0
            length += len(rest)
            if length > MOST_LINE:
                kept = []
            elif rest:
                kept.append(rest)
        if length > MOST_LINE:
            yield None
        elif kept:
            yield "".join(kept)

    def _texts(self, decode: Callable[[bytes, bool], str]) -> Iterator[str]:
        data = self._head.removeprefix(codecs.BOM_UTF8) if self.encoding == "utf-8" else self._head
        try:
            while data:
                yield decode(data, False)
                data = self._stream.read()
            yield decode(b"", True)
        except UnicodeError as error:
            raise BrokenSourceError(
                f"the file is not {self.encoding} from here on; say which encoding it has with --encoding"
            ) from error


def _encoding_of(head: bytes) -> str:
    """Return the encoding of a table of texts: one record that is of another must not decide for all."""
    if bom_encoding(head) is None:
        lines = head.split(b"\n")[:-1]
        fit = [_is_utf8(line) for line in lines if not line.isascii()]
        wrong = len(fit) - sum(fit)
        if b"\0" not in head and (2 * wrong < len(fit) or 10 * wrong <= len(lines)):
            return "utf-8"
    if not head.strip():
        return "utf-8"
    found = detect_encoding(head)
    if found is None:
        raise BrokenSourceError("it is not a text file")
    return found


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
