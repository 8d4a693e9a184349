"""The formats that a result can be written in, by name and by the suffix of a file."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from geomap.errors import InputError
from geomap.export.schema import By
from geomap.files import is_stream, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geomap.export.drawings import Drawing
    from geomap.export.outlines import OutlineFinder
    from geomap.export.places import StoryPlaces
    from geomap.model import Geoparse


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format of results.

    Attributes
    ----------
    name
        What it is called on the command line.
    suffixes
        The ends of file names that mean it, lower case.
    function
        ``"module:function"``; takes geoparses and gives the file's content as text, bytes or pieces of text.
    binary
        Whether the content is bytes that no terminal should see.
    spatial
        Whether it holds geometries: its function then takes ``outline`` too, see ``geomap.export.outlines``.
    drawn
        Whether it holds what a person has drawn: its function then takes ``drawings`` too.
    beside
        ``(ending, "module:function")`` of a second file that goes with the first: its name is the first one's with the
        ending behind it, or, where the ending is a suffix, in the place of its own. The function takes the first one's
        name and the results. A file of such a suffix that is there already stays, and must hold the same.
    of_places
        ``"module:function"``; the same for a table of places: it takes a ``geomap.export.StoryPlaces``. ``""`` where
        there is none.
    """

    name: str
    suffixes: tuple[str, ...]
    function: str
    binary: bool = False
    spatial: bool = False
    drawn: bool = False
    beside: tuple[str, str] | None = None
    of_places: str = ""

    def write_beside(
        self, path: str | os.PathLike[str], results: Iterable[Geoparse] | StoryPlaces
    ) -> Iterable[Geoparse] | StoryPlaces:
        """Write the file that goes with another one, if the format has one; return what is still to be written there.

        Parameters
        ----------
        path
            The file that it goes with.
        results
            What will be written there.

        Raises
        ------
        InputError
            The path is no file that another can stand beside, or there is one that holds something else.
        OutputError
            It cannot be written.
        """
        if self.beside is None:
            return results
        if str(path) == "-" or is_stream(path):
            raise InputError(f"{self.name} makes two files: name the first, such as places.csv")
        ending, function = self.beside
        module, _, name = function.partition(":")
        from geomap.export.places import StoryPlaces

        rows = results if isinstance(results, StoryPlaces) else list(results)
        made: str = getattr(import_module(module), name)(Path(path).name, rows)
        if not ending.startswith("."):
            write_whole(f"{os.fspath(path)}{ending}", made)
            return rows
        target = Path(path).with_suffix(ending)
        if not target.exists():
            write_whole(target, made)
        elif not _holds(target, made):
            raise InputError(f"{target} holds another text than that of {Path(path).name}: choose another name")
        return rows

    def render(
        self,
        results: Iterable[Geoparse] | StoryPlaces,
        outline: OutlineFinder | None = None,
        drawings: Sequence[Drawing] = (),
    ) -> str | bytes | Iterable[str]:
        """Return the content of a file in this format.

        Parameters
        ----------
        results
            The results, one after the other, for a table of mentions; ``StoryPlaces`` for one of places.
        outline
            Gives a place's outline, such as ``Gazetteer.footprint``; without it all geometries are points.
        drawings
            What a person has drawn, see ``geomap.export.drawings``: formats that do not hold it leave it out.

        Raises
        ------
        InputError
            Outlines are asked of a format that holds no geometries, or places of one that has no table of them.
        """
        from geomap.export.places import StoryPlaces

        if outline is not None and not self.spatial:
            spatial = ", ".join(form.name for form in (*FORMATS, *added_formats()) if form.spatial)
            raise InputError(f"{self.name} holds no outlines; those that do are: {spatial}")
        by_place = isinstance(results, StoryPlaces)
        if by_place and not self.of_places:
            there_are = ", ".join(form.name for form in (*FORMATS, *added_formats()) if form.of_places)
            raise InputError(f"{self.name} has no table of places; those that have are: {there_are}")
        module, _, name = (self.of_places if by_place else self.function).partition(":")
        function: Callable[..., str | bytes | Iterable[str]] = getattr(import_module(module), name)
        more: dict[str, Any] = {"drawings": drawings} if drawings and self.drawn and not by_place else {}
        return function(results, **more) if outline is None else function(results, outline, **more)


def _holds(file: Path, text: str) -> bool:
    """Tell whether a file holds a text, as it is read."""
    from geomap.reading.bounded import read_bounded
    from geomap.reading.text import decode

    return decode(read_bounded(file), file.name) == text.replace("\r\n", "\n").replace("\r", "\n")


def _form(name: str, *suffixes: str, module: str, pieces: str = "", **more: Any) -> ExportFormat:
    """Make a format whose module has a function for mentions and one for places."""
    at = f"geomap.export.{module}"
    made = ExportFormat(name, suffixes, f"{at}:to_{module}{pieces}", of_places=f"{at}:places_to_{module}")
    return replace(made, **more)


FORMATS: tuple[ExportFormat, ...] = (
    _form("json", ".json", module="json", pieces="_pieces"),
    _form("jsonl", ".jsonl", ".ndjson", module="jsonl", pieces="_lines"),
    _form("csv", ".csv", module="csv", pieces="_pieces"),
    _form("geojson", ".geojson", module="geojson", pieces="_pieces", spatial=True, drawn=True),
    _form("kml", ".kml", module="kml", pieces="_pieces", spatial=True),
    _form("gpkg", ".gpkg", module="geopackage", binary=True, spatial=True),
    _form("parquet", ".parquet", ".geoparquet", module="geoparquet", binary=True, spatial=True),
    _form("csvw", module="csv", pieces="_pieces", beside=("-metadata.json", "geomap.export.csvw:to_csvw")),
    ExportFormat("tei", (".tei", ".tei.xml"), "geomap.export.tei:to_tei_pieces"),
    ExportFormat("brat", (".ann",), "geomap.export.brat:to_brat", beside=(".txt", "geomap.export.brat:to_brat_text")),
    ExportFormat("webannotation", (".jsonld",), "geomap.export.webannotation:to_web_annotation_pieces"),
    ExportFormat(
        "linkedplaces",
        (".lpf", ".lpf.json", ".lpf.geojson"),
        "geomap.export.linkedplaces:to_linked_places_pieces",
        spatial=True,
    ),
    ExportFormat("labelstudio", (".labelstudio.json",), "geomap.export.labelstudio:to_label_studio_pieces"),
)


def added_formats() -> tuple[ExportFormat, ...]:
    """Return the formats that installed packages add by entry points of the group ``geomap.exporters``.

    Raises
    ------
    PluginError
        A package cannot be loaded, or adds what is no format.
    """
    from geomap.plugins import EXPORTERS, load_all

    return load_all(EXPORTERS, ExportFormat)


def format_named(name: str) -> ExportFormat:
    """Return a format by its name.

    Raises
    ------
    InputError
        There is none of that name.
    """
    own = next((form for form in FORMATS if form.name == name), None)
    if own is not None:
        return own
    added = added_formats()
    for form in added:
        if form.name == name:
            return form
    raise InputError(f"there is no format {name!r}; there are: {', '.join(form.name for form in (*FORMATS, *added))}")


def format_of(path: str | os.PathLike[str]) -> ExportFormat | None:
    """Return the format that a file's suffix means, None if it means none."""
    suffixes = [suffix.lower() for suffix in Path(path).suffixes[-2:]]
    if not suffixes:
        return None
    # Of two suffixes, both together say more than the last: story.lpf.json is no table of mentions.
    ends = dict.fromkeys(("".join(suffixes), suffixes[-1]))
    own = next((form for end in ends for form in FORMATS if end in form.suffixes), None)
    return own or next((form for end in ends for form in added_formats() if end in form.suffixes), None)


def write(
    results: Geoparse | Iterable[Geoparse] | StoryPlaces,
    path: str | os.PathLike[str],
    *,
    by: By = "mention",
    form: str | None = None,
    outline: OutlineFinder | None = None,
) -> Path:
    """Write results to a file, whole or not at all.

    Parameters
    ----------
    results
        One result or several, or places.
    path
        Where to; its suffix says the format.
    by
        Whether a row is a ``"mention"`` or a ``"place"``; places have a row each. A GeoPackage of mentions has both.
    form
        Name of a format, where the suffix does not say it.
    outline
        Gives a place's outline, such as ``Gazetteer.footprint``; without it all geometries are points.

    Raises
    ------
    InputError
        Neither ``form`` nor the suffix names a format, or outlines are asked of one that holds none.
    OutputError
        The file cannot be written.
    MissingExtraError
        The format needs a library that is not installed.

    Examples
    --------
    >>> import geomap
    >>> from geomap.export import write
    >>> write(geomap.geoparse("Aid reached Homs."), "aid.gpkg")  # doctest: +SKIP
    """
    chosen = format_named(form) if form is not None else format_of(path)
    if chosen is None:
        raise unknown_suffix(path)
    rows = rows_of(results, by)
    return write_whole(path, chosen.render(chosen.write_beside(path, rows), outline))


def rows_of(results: Geoparse | Iterable[Geoparse] | StoryPlaces, by: By) -> Iterable[Geoparse] | StoryPlaces:
    """Return what a format takes: the results one after the other, or their places.

    Raises
    ------
    InputError
        ``by`` is neither ``"mention"`` nor ``"place"``.
    """
    from geomap.export.places import StoryPlaces, places_of
    from geomap.model import Geoparse

    if by not in get_args(By):
        raise InputError(f"a row is a mention or a place, not {by!r}")
    if isinstance(results, StoryPlaces):
        return results
    parses = [results] if isinstance(results, Geoparse) else results
    return places_of(parses) if by == "place" else parses


def unknown_suffix(path: str | os.PathLike[str]) -> InputError:
    """Return the error that tells which suffixes there are."""
    known = ", ".join(suffix for one in (*FORMATS, *added_formats()) for suffix in one.suffixes)
    if Path(path).suffix.lower() in {".html", ".htm", ".svg", ".png", ".pdf"}:
        return InputError(f"{path} is a map, and this a table ({known}): geomap.map_text or `geomap map` makes maps")
    return InputError(f"the suffix of {path} names no format; there are: {known}")
