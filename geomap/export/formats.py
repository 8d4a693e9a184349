"""The formats that a result can be written in, by name and by the suffix of a file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError
from geomap.files import is_stream, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geomap.export.drawings import Drawing
    from geomap.export.outlines import OutlineFinder
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
        ``(ending, "module:function")`` of a second file that describes the first: its name is the first one's with the
        ending behind it, and the function takes that name and the geoparses.
    """

    name: str
    suffixes: tuple[str, ...]
    function: str
    binary: bool = False
    spatial: bool = False
    drawn: bool = False
    beside: tuple[str, str] | None = None

    def write_beside(self, path: str | os.PathLike[str], geoparses: Iterable[Geoparse]) -> Iterable[Geoparse]:
        """Write the file that describes another one, if the format has one; return what is still to be written there.

        Parameters
        ----------
        path
            The file that is described.
        geoparses
            What will be written there.

        Raises
        ------
        InputError
            The path is no file that another can stand beside.
        OutputError
            It cannot be written.
        """
        if self.beside is None:
            return geoparses
        if str(path) == "-" or is_stream(path):
            raise InputError(f"{self.name} makes two files: name the first, such as places.csv")
        ending, function = self.beside
        module, _, name = function.partition(":")
        parses = list(geoparses)
        write_whole(f"{os.fspath(path)}{ending}", getattr(import_module(module), name)(Path(path).name, parses))
        return parses

    def render(
        self,
        geoparses: Iterable[Geoparse],
        outline: OutlineFinder | None = None,
        drawings: Sequence[Drawing] = (),
    ) -> str | bytes | Iterable[str]:
        """Return the content of a file in this format.

        Parameters
        ----------
        geoparses
            The results, one after the other.
        outline
            Gives a place's outline, such as ``Gazetteer.footprint``; without it all geometries are points.
        drawings
            What a person has drawn, see ``geomap.export.drawings``: formats that do not hold it leave it out.

        Raises
        ------
        InputError
            Outlines are asked of a format that holds no geometries.
        """
        if outline is not None and not self.spatial:
            spatial = ", ".join(form.name for form in (*FORMATS, *added_formats()) if form.spatial)
            raise InputError(f"{self.name} holds no outlines; those that do are: {spatial}")
        module, _, name = self.function.partition(":")
        function: Callable[..., str | bytes | Iterable[str]] = getattr(import_module(module), name)
        more: dict[str, Any] = {"drawings": drawings} if drawings and self.drawn else {}
        return function(geoparses, **more) if outline is None else function(geoparses, outline, **more)


FORMATS: tuple[ExportFormat, ...] = (
    ExportFormat("json", (".json",), "geomap.export.json:to_json_pieces"),
    ExportFormat("jsonl", (".jsonl", ".ndjson"), "geomap.export.jsonl:to_jsonl_lines"),
    ExportFormat("csv", (".csv",), "geomap.export.csv:to_csv_pieces"),
    ExportFormat("geojson", (".geojson",), "geomap.export.geojson:to_geojson_pieces", spatial=True, drawn=True),
    ExportFormat("kml", (".kml",), "geomap.export.kml:to_kml_pieces", spatial=True),
    ExportFormat("gpkg", (".gpkg",), "geomap.export.geopackage:to_geopackage", binary=True, spatial=True),
    ExportFormat(
        "parquet", (".parquet", ".geoparquet"), "geomap.export.geoparquet:to_geoparquet", binary=True, spatial=True
    ),
    ExportFormat(
        "csvw", (), "geomap.export.csv:to_csv_pieces", beside=("-metadata.json", "geomap.export.csvw:to_csvw")
    ),
    ExportFormat("tei", (".tei", ".tei.xml"), "geomap.export.tei:to_tei_pieces"),
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
    geoparses: Geoparse | Iterable[Geoparse],
    path: str | os.PathLike[str],
    *,
    form: str | None = None,
    outline: OutlineFinder | None = None,
) -> Path:
    """Write results to a file, whole or not at all.

    Parameters
    ----------
    geoparses
        One result or several.
    path
        Where to; its suffix says the format.
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
    from geomap.model import Geoparse

    chosen = format_named(form) if form is not None else format_of(path)
    if chosen is None:
        raise unknown_suffix(path)
    given: Iterable[Geoparse] = [geoparses] if isinstance(geoparses, Geoparse) else geoparses
    return write_whole(path, chosen.render(chosen.write_beside(path, given), outline))


def unknown_suffix(path: str | os.PathLike[str]) -> InputError:
    """Return the error that tells which suffixes there are."""
    known = ", ".join(suffix for one in (*FORMATS, *added_formats()) for suffix in one.suffixes)
    return InputError(f"the suffix of {path} names no format; there are: {known}")
