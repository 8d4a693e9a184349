"""GeoNames' own dumps, line by line: the format of https://download.geonames.org/export/dump/readme.txt."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import IO

PLACE_COLUMNS: Final = 19
NAME_COLUMNS: Final = 10
_NAME_COLUMNS_OLD: Final = 8
"""Before the columns from and to were added."""
_UNIT_COLUMNS: Final = 4
_COUNTRY_COLUMNS: Final = 19
_TELL_EVERY: Final = 20_000
_MOST_BAD: Final = 1000
_MOST_LINE: Final = 1 << 20
_MOST_BYTES: Final = 1 << 34
"""The largest dump has some two billion."""

NOT_NAMES: Final = frozenset(
    "link wkdt post iata icao faac unlc tcid fr_1793 phon piny".split()  # noqa: SIM905
)
"""Pseudo-languages of codes and links."""


class DumpedPlace(NamedTuple):
    """A row of ``allCountries.txt`` or of a country's file."""

    geonameid: int
    name: str
    alternates: str
    lat: float
    lon: float
    feature_class: str
    feature_code: str
    country_code: str
    admin1_code: str
    admin2_code: str
    population: int
    modified: str


class DumpedName(NamedTuple):
    """A row of ``alternateNamesV2.txt``."""

    geonameid: int
    language: str
    text: str
    preferred: bool
    historic: bool


class DumpedUnit(NamedTuple):
    """A row of ``admin1CodesASCII.txt``, ``admin2Codes.txt`` or ``countryInfo.txt``; codes are parts of ``code``."""

    geonameid: int
    code: str
    name: str
    ascii_name: str
    abbreviation: str = ""
    population: int = 0


class Dump:
    """One of the files, unpacked or as the ``.zip`` that GeoNames serves.

    Parameters
    ----------
    path
        The file.
    tell
        Called now and then with the bytes read since it was last called.
    """

    def __init__(self, path: Path, tell: Callable[[int], None] | None = None) -> None:
        self.path = path
        self._tell = tell or (lambda _: None)
        self.sha256 = ""
        """Of what was read, once all of it was."""
        self.bad: list[str] = []
        """Lines that were left out, and why."""

    def rows(self, columns: int, *more: int) -> Iterator[tuple[int, list[str]]]:
        """Yield the number and cells of every line that has as many columns as it must.

        Raises
        ------
        InputError
            The file cannot be read, its first line is not of the format, or very many lines are not.
        """
        allowed = (columns, *more)
        first = True
        for number, raw in self._lines():
            cells = raw.decode("utf-8", "replace").rstrip("\r\n").split("\t")
            if cells == [""] or raw.startswith(b"#"):
                continue
            if len(cells) in allowed:
                yield number, cells
            elif first:
                message = f"{self.path.name} line {number}: {len(cells)} columns, {columns} expected"
                raise InputError(f"{message}; is it one of GeoNames' dumps?")
            else:
                self.complain(number, f"{len(cells)} columns, {columns} expected")
            first = False

    def complain(self, line: int, reason: str) -> None:
        """Note a line that is left out.

        Raises
        ------
        InputError
            They are too many for a slip.
        """
        self.bad.append(f"{self.path.name} line {line}: {reason}")
        if len(self.bad) > _MOST_BAD:
            raise InputError(f"{self.bad[-1]}; more than {_MOST_BAD} lines cannot be read")

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        digest = hashlib.sha256()
        waiting = 0
        try:
            with self._opened() as file:
                for number, raw in enumerate(self._bounded(file), 1):
                    digest.update(raw)
                    waiting += len(raw)
                    if number % _TELL_EVERY == 0:
                        self._tell(waiting)
                        waiting = 0
                    yield number, raw
        except (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
            raise InputError(f"cannot read {self.path}: {getattr(error, 'strerror', None) or error}") from error
        self._tell(waiting)
        self.sha256 = digest.hexdigest()

    def _bounded(self, file: IO[bytes]) -> Iterator[bytes]:
        """Yield the lines, until one goes on, or all go on, for longer than any dump's does: a device has no end."""
        left = _MOST_BYTES
        while raw := file.readline(_MOST_LINE):
            left -= len(raw)
            if len(raw) >= _MOST_LINE or left < 0:
                raise InputError(f"{self.path} has no end that a dump has; is it one of GeoNames' dumps?")
            yield raw

    @contextmanager
    def _opened(self) -> Iterator[IO[bytes]]:
        if self.path.suffix.lower() != ".zip":
            with self.path.open("rb", buffering=1 << 20) as file:
                yield file
            return
        with zipfile.ZipFile(self.path) as archive, archive.open(self._member(archive)) as member:
            yield member

    def _member(self, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
        """Return the file inside that is named as the archive is; else the largest."""
        members = [info for info in archive.infolist() if info.filename.endswith(".txt")]
        if not members:
            raise InputError(f"{self.path} holds no .txt file")
        return max(members, key=lambda info: (info.filename == f"{self.path.stem}.txt", info.file_size))

    @property
    def size(self) -> int:
        """Bytes to be read, for a progress bar; 0 where that cannot be told."""
        try:
            if self.path.suffix.lower() == ".zip":
                with zipfile.ZipFile(self.path) as archive:
                    return self._member(archive).file_size
            return self.path.stat().st_size
        except (OSError, zipfile.BadZipFile, InputError):
            return 0


def read_places(dump: Dump) -> Iterator[DumpedPlace]:
    """Yield the rows of a file of places; those without name, class or position are left out."""
    for number, cells in dump.rows(PLACE_COLUMNS):
        # "00": the unit is not known.
        admin1 = "" if cells[10] == "00" or not cells[8] else cells[10]
        try:
            place = DumpedPlace(
                geonameid=int(cells[0]),
                name=" ".join(cells[1].split()),
                alternates=cells[3],
                lat=float(cells[4]),
                lon=float(cells[5]),
                feature_class=cells[6],
                feature_code=cells[7] or "UNK",
                country_code=cells[8],
                admin1_code=admin1,
                admin2_code=cells[11] if admin1 else "",
                population=min(max(int(cells[14] or 0), 0), (1 << 32) - 1),
                modified=cells[18],
            )
        except ValueError as error:
            dump.complain(number, str(error))
            continue
        inside = -90 <= place.lat <= 90 and -180 <= place.lon <= 180
        if place.name and place.feature_class and inside and 0 < place.geonameid < 1 << 32:
            yield place
        else:
            dump.complain(number, "no name, no feature class or no such position")


def read_names(dump: Dump) -> Iterator[DumpedName]:
    """Yield the rows of a file of alternate names, without codes and links."""
    for number, cells in dump.rows(NAME_COLUMNS, _NAME_COLUMNS_OLD):
        if cells[2] in NOT_NAMES:
            continue
        text = " ".join(cells[3].split())
        if not _is_id(cells[1]):
            dump.complain(number, f"{cells[1][:20]!r} is no GeoNames id")
        elif text:
            yield DumpedName(int(cells[1]), cells[2], text, cells[4] == "1", cells[7] == "1")


def read_units(dump: Dump) -> Iterator[DumpedUnit]:
    """Yield the rows of ``admin1CodesASCII.txt`` or ``admin2Codes.txt``."""
    for number, cells in dump.rows(_UNIT_COLUMNS):
        if _is_id(cells[3]):
            yield DumpedUnit(int(cells[3]), cells[0], " ".join(cells[1].split()), " ".join(cells[2].split()))
        else:
            dump.complain(number, f"{cells[3][:20]!r} is no GeoNames id")


def read_countries(dump: Dump) -> Iterator[DumpedUnit]:
    """Yield the rows of ``countryInfo.txt``."""
    for number, cells in dump.rows(_COUNTRY_COLUMNS):
        if _is_id(cells[16]) and (cells[7] or "0").isdigit():
            yield DumpedUnit(int(cells[16]), cells[0], cells[4], "", cells[1], int(cells[7] or 0))
        else:
            dump.complain(number, "no GeoNames id or no population")


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and 0 < int(text) < 1 << 32
