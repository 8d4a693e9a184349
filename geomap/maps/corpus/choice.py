"""What somebody wants of a corpus's picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from geomap.errors import InputError
from geomap.maps.corpus.measures import MEASURES, Measure
from geomap.maps.corpus.picturewords import words_in
from geomap.maps.corpus.view import Selection
from geomap.maps.size import Size
from geomap.maps.style import THEMES

if TYPE_CHECKING:
    from geomap.maps.corpus.view import LevelName
    from geomap.maps.style import Theme

PictureLayer = Literal["places", "hexagons", "countries", "provinces"]
LAYERS: Final[tuple[PictureLayer, ...]] = get_args(PictureLayer)

_UNITS: Final[dict[str, LevelName]] = {"countries": "country", "provinces": "province"}
_HEXAGONS: Final[tuple[tuple[float, LevelName], ...]] = ((3.6, "hexagon2"), (99.0, "hexagon3"))
"""Up to which zoom of web maps cells of which size are drawn, as the page does."""


class PictureChoice(NamedTuple):
    """What a picture of a corpus shows, and how.

    Attributes
    ----------
    layer
        ``"places"``: a circle each. ``"countries"``, ``"provinces"``, ``"hexagons"``: areas in classes.
    measure
        ``"documents"``, ``"mentions"``, or ``"inhabitants"``: documents per million of them.
    selection
        Which part of the corpus counts.
    title
        Headline; how many documents there are, without it.
    language
        Of words and names.
    size, theme
        As for ``geomap.maps.svg.to_svg``.
    """

    layer: PictureLayer = "places"
    measure: Measure = "documents"
    selection: Selection = Selection()
    title: str = ""
    language: str = "en"
    size: Size | str | None = None
    theme: Theme = "light"

    def checked(self) -> PictureChoice:
        """Return the same, with the size read.

        Raises
        ------
        InputError
            Something of it does not exist.
        """
        for what, value, known in (
            ("layer", self.layer, LAYERS),
            ("measure", self.measure, MEASURES),
            ("theme", self.theme, THEMES),
        ):
            if value not in known:
                raise InputError(f"there is no {what} {value!r}; there are: {', '.join(known)}")
        if self.layer == "hexagons" and self.measure == "inhabitants":
            raise InputError("nobody knows how many live in a hexagon: choose countries, provinces or places")
        words_in(self.language)
        size = self.size or Size()
        return self._replace(size=Size.parse(size) if isinstance(size, str) else size)

    def level(self, zoom: float) -> LevelName | Literal["place"]:
        """Return what is counted at a zoom of web maps."""
        if self.layer == "places":
            return "place"
        if self.layer == "hexagons":
            return next(level for least, level in _HEXAGONS if zoom < least)
        return _UNITS[self.layer]
