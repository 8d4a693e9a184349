"""The frame that results come in: a GeoDataFrame that shows itself on one screen."""

from __future__ import annotations

import geopandas

_MENTIONS = ("document_id", "text", "name", "country_code", "lat", "lon", "confidence", "prominence")
_PLACES = ("name", "country_code", "lat", "lon", "mentions", "first_text", "confidence", "prominence")
"""Columns that are shown of a table of mentions, and of one of places."""


class ResultFrame(geopandas.GeoDataFrame):  # type: ignore[misc] # geopandas carries no types
    """A GeoDataFrame of mentions or places; a notebook shows the columns that people read, and says what is left out.

    What is taken out of it is shown as pandas would, unless all its columns are still there.
    """

    def _repr_html_(self) -> str | None:
        """Show what fits a screen."""
        from geomap.integrations.tables import frame_table

        columns = set(self.columns)
        shown = _MENTIONS if columns.issuperset((*_MENTIONS, "reasons")) else _PLACES
        if not columns.issuperset((*shown, "prominence_reasons", "geometry")):
            made: str | None = super()._repr_html_()
            return made
        return frame_table(self, shown)
