"""The options of the verbs, by name and type: for type checkers and editors, which read them from signatures.

Never imported when geomap runs; what the options mean stands with ``geomap.assembly.assemble_geoparser`` and
``geomap.maps.ViewOptions``, and a test holds names and types together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypedDict

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from geomap.edits import Corrections
    from geomap.gazetteer import PlaceFile
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.geoparser import Recognizer, Resolver
    from geomap.maps.options import Context, Mode
    from geomap.maps.style import Theme
    from geomap.resolution.online import AnyGeocoder


class ResolveOptions(TypedDict, total=False):
    """Options of ``geomap.resolve``; see ``geomap.assembly.assemble_geoparser``."""

    gazetteer: Gazetteer | str | os.PathLike[str] | None
    places: PlaceFile | Iterable[PlaceFile]
    user_places: bool
    resolver: str | Resolver | None
    corrections: Corrections | Mapping[str, Any] | str | Path | None
    online: str | AnyGeocoder | None
    text_language: str


class GeoparseOptions(ResolveOptions, total=False):
    """Options of ``geomap.geoparse``; see ``geomap.assembly.assemble_geoparser``."""

    recognizer: str | Recognizer


class MapOptions(GeoparseOptions, total=False):
    """Options of ``geomap.map_text``: those of ``geoparse``, and those of ``geomap.maps.ViewOptions``."""

    language: str
    text: bool
    context: Context
    tiles: str
    online_assets: bool
    basemap: bool | str | os.PathLike[str]
    dates: bool
    worldview: str
    style: str | os.PathLike[str] | Mapping[str, Any] | None
    furniture: Mapping[str, Any] | None
    mode: Mode
    size: str
    theme: Theme | Literal[""]
    headline: bool
    caption: str
    credit: str
    source_line: str
    timeline: bool
    insets: bool
    tour: bool
    names: str


class PictureOptions(TypedDict, total=False):
    """Options of a picture; see ``geomap.maps.NewsMap.save``."""

    size: str | None
    theme: Theme | None
    scale: float
