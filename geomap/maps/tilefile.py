"""A user's own basemap: the tiles of a PMTiles file, read and never trusted.

See https://github.com/protomaps/PMTiles for the format. The file is read with the ``pmtiles`` package of the extra
``basemap``; whatever is wrong with one ends in a line that says so.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError, missing_extra

if TYPE_CHECKING:
    import os

_MOST_TILE_BYTES = 8_000_000
"""A tile that unpacks to more is none."""

_MOST_ATTRIBUTION = 300
_IMAGES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"RIFF", "image/webp"))


@dataclass(frozen=True, slots=True)
class Cover:
    """What a file says that it covers: zoom levels, and west, south, east and north in degrees."""

    least_zoom: int
    most_zoom: int
    west: float
    south: float
    east: float
    north: float


class TileFile:
    """A PMTiles file.

    Parameters
    ----------
    path
        Where it lies.

    Raises
    ------
    InputError
        It cannot be read, is no PMTiles file, or holds tiles of a kind that is not drawn.
    MissingExtraError
        The packages that read it are not installed.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        try:
            import mapbox_vector_tile  # noqa: F401 - asked for now, so that what is missing is told at once
            from pmtiles import reader
        except ImportError as error:
            raise missing_extra("a basemap of your own needs libraries", extra="basemap") from error
        try:
            self._file = self.path.open("rb")
        except (OSError, ValueError) as error:  # ValueError: no file can have the name
            reason = getattr(error, "strerror", None) or error
            raise InputError(f"the basemap {self.path} cannot be read: {reason}") from error
        try:
            self._reader: Any = reader.Reader(self._bytes)  # type: ignore[no-untyped-call]
            self._header = self._checked(self._reader.header, "is no PMTiles file")
            self._check_kind()
        except InputError:
            self._file.close()
            raise

    def _check_kind(self) -> None:
        if self._header["tile_type"].name not in {"MVT", "PNG", "JPEG", "WEBP"}:
            kind = self._header["tile_type"].name.lower()
            raise InputError(f"the basemap {self.path} holds {kind} tiles; vector (MVT), PNG, JPEG and WebP are drawn")

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _bytes(self, offset: int, length: int) -> bytes:
        self._file.seek(offset)
        return self._file.read(length)

    def _checked(self, read: Any, wrong: str) -> Any:
        try:
            return read()
        except Exception as error:  # whatever a damaged file makes its readers raise
            raise InputError(f"the basemap {self.path} {wrong}") from error

    @property
    def is_vector(self) -> bool:
        """Whether its tiles are shapes and not pictures."""
        return bool(self._header["tile_type"].name == "MVT")

    @cached_property
    def cover(self) -> Cover:
        """What the file covers."""
        head = self._header
        west, south, east, north = (head[f"{side}_e7"] / 1e7 for side in ("min_lon", "min_lat", "max_lon", "max_lat"))
        return Cover(head["min_zoom"], min(head["max_zoom"], 22), west, south, east, north)

    @cached_property
    def attribution(self) -> str:
        """Whose data these are, as plain text: the file's own words without their markup."""
        metadata = self._checked(self._reader.metadata, "is damaged: its metadata cannot be read")
        written = metadata.get("attribution", "") if isinstance(metadata, dict) else ""
        return _plain(written) if isinstance(written, str) else ""

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """Return a tile as it is when unpacked, None where the file has none.

        Raises
        ------
        InputError
            The file is damaged there.
        """
        wrong = f"is damaged: its tile {zoom}/{x}/{y} cannot be read"
        raw = self._checked(lambda: self._reader.get(zoom, x, y), wrong)
        if not raw:
            return None
        packed = self._header["tile_compression"].name
        if packed in {"NONE", "UNKNOWN"} and raw[:2] != b"\x1f\x8b":
            return bytes(raw)
        if packed not in {"GZIP", "NONE", "UNKNOWN"}:
            raise InputError(f"the basemap {self.path} is packed with {packed.lower()}; gzip can be read")
        return bytes(self._checked(lambda: _unpacked(raw), wrong))


def _unpacked(raw: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    made = unpacker.decompress(raw, _MOST_TILE_BYTES)
    if not unpacker.eof:
        raise ValueError("cut off, or too large")
    return made


def media_type(image: bytes) -> str:
    """Return the media type of an image by how it begins, ``""`` for what is none."""
    return next((kind for start, kind in _IMAGES if image.startswith(start)), "")


class _MarkupText(HTMLParser):
    """Gathers the text of markup, but not that of scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._hidden += tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if self._hidden <= 0:
            self.words.append(data)


def _plain(markup: str) -> str:
    reader = _MarkupText()
    reader.feed(markup[: 10 * _MOST_ATTRIBUTION])
    reader.close()
    text = " ".join("".join(reader.words).split())
    return text if len(text) <= _MOST_ATTRIBUTION else f"{text[: _MOST_ATTRIBUTION - 1]}…"
