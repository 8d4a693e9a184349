"""What a text comes to: a document with the decisions about its toponyms, as a sequence of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, overload

from geomap.dataclass import dataclass, field

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import geopandas

    from geomap.export.places import StoryPlaces
    from geomap.export.schema import By
    from geomap.model import Document, Place, Resolution
    from geomap.movements import Movement
    from geomap.relations import Relative

    _Resolutions = Sequence[Resolution]
else:
    # What a class inherits from is no string that could wait.
    _Resolutions = Sequence


@dataclass(frozen=True, slots=True)
class Geoparse(_Resolutions):
    """A document with the decisions about its toponyms, in the text's order: a sequence of them.

    Attributes
    ----------
    document
        The document, with its language.
    resolutions
        The decisions.
    unread_language
        Tag of the document's language if geomap does not read it yet, so that most places may be missing; else ``""``.
    relatives, movements
        What is told from other places ("10 km north of Homs"), and who moves ("fled to Russia from Hmeimim").
    """

    document: Document
    resolutions: tuple[Resolution, ...] = field(default=())
    unread_language: str = ""
    relatives: tuple[Relative, ...] = ()
    movements: tuple[Movement, ...] = ()

    def __repr__(self) -> str:
        # Not the whole text with all that is known about each name.
        found = sum(r.place is not None for r in self.resolutions)
        name = self.document.id or self.document.source or self.document.title
        return f"<Geoparse{f' of {name!r}' if name else ''}, mentions={len(self.resolutions)}, placed={found}>"

    def _repr_html_(self) -> str:
        """Show its places in a notebook, in a table that fits the screen."""
        return self.places._repr_html_()

    def __iter__(self) -> Iterator[Resolution]:
        return iter(self.resolutions)

    def __len__(self) -> int:
        return len(self.resolutions)

    @overload
    def __getitem__(self, index: int) -> Resolution: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Resolution, ...]: ...

    def __getitem__(self, index: int | slice) -> Resolution | tuple[Resolution, ...]:
        return self.resolutions[index]

    @property
    def places(self) -> StoryPlaces:
        """One row per place: how often it is named, where first, how much the text is about it; see ``StoryPlaces``."""
        from geomap.export.places import places_of

        return places_of([self])

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """A GeoJSON FeatureCollection of the mentions as plain data, as geopandas and Folium take it."""
        import json

        made: dict[str, Any] = json.loads(self.to_geojson())
        return made

    def to_records(self) -> list[dict[str, Any]]:
        """Return one dictionary per mention, with the columns of ``geomap.export.SCHEMA``."""
        from geomap.export.records import to_records

        return to_records(self)

    def to_geojson(self, outline: Callable[[Place], Any] | None = None) -> str:
        """Return the text of a GeoJSON file: a feature per mention, with the columns of ``geomap.export.SCHEMA``.

        Parameters
        ----------
        outline
            Gives a place's outline, such as ``Gazetteer.footprint``; without it, the geometry is a point (EPSG:4326).
        """
        from geomap.export.geojson import to_geojson

        return to_geojson([self], outline)

    def to_geodataframe(self, outline: Callable[[Place], Any] | None = None) -> geopandas.GeoDataFrame:
        """Return one row per mention; the columns are those of ``geomap.export.SCHEMA``.

        Parameters
        ----------
        outline
            Gives a place's outline, such as ``Gazetteer.footprint``; without it, the geometry is a point (EPSG:4326).
        """
        from geomap.export.geodataframe import to_geodataframe

        return to_geodataframe(self, outline)

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        by: By = "mention",
        form: str | None = None,
        outline: Callable[[Place], Any] | None = None,
    ) -> Path:
        """Write the table to a file, whole or not at all; its suffix says the format.

        Parameters
        ----------
        path
            Where to: ``.csv``, ``.json``, ``.jsonl``, ``.geojson``, ``.kml``, ``.gpkg`` or ``.parquet``.
        by
            Whether a row is a ``"mention"`` or a ``"place"``; a GeoPackage has both, as layers.
        form
            Name of a format, where the suffix does not say it.
        outline
            Gives a place's outline, such as ``Gazetteer.footprint``; without it all geometries are points.

        Raises
        ------
        geomap.errors.InputError
            The suffix names no format, or outlines are asked of one that holds none.
        geomap.errors.OutputError
            The file cannot be written.
        geomap.errors.MissingExtraError
            The format needs a library that is not installed.

        Examples
        --------
        >>> import geomap
        >>> geomap.geoparse("Aid reached Homs.").save("aid.gpkg")  # doctest: +SKIP
        """
        from geomap.export.formats import write

        return write(self, path, by=by, form=form, outline=outline)
