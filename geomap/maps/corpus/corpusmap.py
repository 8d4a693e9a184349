"""The map of a corpus, ready to be saved as a page or a picture, or shown in a notebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError
from geomap.model import UNCERTAIN_BELOW

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.maps.corpus.choice import PictureChoice
    from geomap.maps.corpus.view import CorpusView

_HEIGHT_PX = 640
_OF_SELECTION = ("first", "last", "country", "kind", "languages")


def map_corpus(
    folder: str | os.PathLike[str],
    *,
    title: str = "",
    language: str = "en",
    min_confidence: float = UNCERTAIN_BELOW,
    gazetteer: Gazetteer | None = None,
) -> CorpusMap:
    """Count a corpus and map it.

    Parameters
    ----------
    folder
        As ``geomap corpus`` writes it.
    title
        Headline of page and pictures.
    language
        Of labels, buttons and names.
    min_confidence
        Mentions that are less sure of their place, from 0 to 1, are not drawn, and counted apart.
    gazetteer
        Where units and their names come from; the one that ``geomap`` works with without it.

    Raises
    ------
    InputError
        It is no such folder, or a table is damaged.
    MissingExtraError
        Polars or H3 are not installed.

    Examples
    --------
    >>> from geomap.corpus import map_corpus
    >>> corpus = map_corpus("archive/")  # doctest: +SKIP
    >>> corpus.save("archive.html")  # doctest: +SKIP
    >>> corpus.save("provinces.png", layer="provinces", measure="inhabitants", country="FR")  # doctest: +SKIP
    """
    from geomap.gazetteer import open_gazetteer
    from geomap.maps.corpus.aggregate import aggregate

    opened = gazetteer or open_gazetteer()
    view = aggregate(folder, gazetteer=opened, min_confidence=min_confidence)
    return CorpusMap(view, opened, title=title, language=language)


class CorpusMap:
    """A map of the places in a corpus.

    Parameters
    ----------
    view
        The corpus, as ``geomap.maps.corpus.aggregate.aggregate`` counts it.
    gazetteer
        Where names, outlines and borders come from.
    title, language
        As for ``map_corpus``.
    """

    def __init__(self, view: CorpusView, gazetteer: Gazetteer, *, title: str = "", language: str = "en") -> None:
        self.view = view
        self.gazetteer = gazetteer
        self.title = title
        self.language = language

    def __repr__(self) -> str:
        return f"<CorpusMap {self.title!r}: {self.view.totals.documents:,} documents, {len(self.view.places):,} places>"

    def to_html(self) -> str:
        """Return the page: one HTML document that asks for nothing."""
        from geomap.maps.corpus.page import to_page

        return to_page(self.view, self.gazetteer, title=self.title, language=self.language)

    def choice(self, **picture: Any) -> PictureChoice:
        """Return what a picture shows.

        Parameters
        ----------
        **picture
            As for ``to_svg``.

        Raises
        ------
        InputError
            There is no such keyword.
        """
        from geomap.maps.corpus.choice import PictureChoice
        from geomap.maps.corpus.view import Selection

        given = {"title": self.title, "language": self.language} | picture
        selected = {key: given.pop(key) for key in _OF_SELECTION if given.get(key) is not None and key in given}
        known = set(PictureChoice._fields) - {"selection"}
        if unknown := sorted(given.keys() - known - set(_OF_SELECTION)):
            raise InputError(
                f"a picture has no {unknown[0]!r}; there are: {', '.join((*_OF_SELECTION, *sorted(known)))}"
            )
        left = {key: value for key, value in given.items() if value is not None and key in known}
        return PictureChoice(**left, selection=Selection(**selected))

    def to_svg(self, **picture: Any) -> str:
        """Return a picture as SVG.

        Parameters
        ----------
        **picture
            ``layer`` (``"places"``, ``"hexagons"``, ``"countries"`` or ``"provinces"``), ``measure`` (``"documents"``,
            ``"mentions"`` or ``"inhabitants"``), ``first`` and ``last`` (days), ``country`` (ISO 3166-1 alpha-2),
            ``kind`` (of place), ``languages`` (of documents), ``size``, ``theme``, ``title``, ``language``.

        Raises
        ------
        InputError
            Something that was chosen does not exist.
        """
        from geomap.maps.corpus.picture import to_svg

        return to_svg(self.view, self.gazetteer, self.choice(**picture))

    def to_png(self, *, scale: float = 2.0, **picture: Any) -> bytes:
        """Return a picture as PNG.

        Parameters
        ----------
        scale
            Pixels of the picture to one of its size.
        **picture
            As for ``to_svg``.
        """
        from geomap.maps.corpus.picture import picture_style
        from geomap.maps.svg.raster import check_rasteriser, png_of

        check_rasteriser()
        return png_of(self.to_svg(**picture), picture_style(), scale)

    def to_pdf(self, **picture: Any) -> bytes:
        """Return a picture as a PDF of one page; in the theme for paper where none is chosen.

        Parameters
        ----------
        **picture
            As for ``to_svg``.
        """
        from geomap.maps.corpus.picture import picture_style, to_svg
        from geomap.maps.svg.raster import check_typesetter, described, pdf_of

        check_typesetter()
        choice = self.choice(
            **{"theme": "print", **{key: value for key, value in picture.items() if value is not None}}
        )
        svg = to_svg(self.view, self.gazetteer, choice, is_joined=True)
        return pdf_of(svg, picture_style(), *described(svg))

    def render(self, suffix: str = ".html", **picture: Any) -> str | bytes:
        """Return what a file with a suffix would hold: a picture for those of pictures, the page for all others.

        Parameters
        ----------
        suffix
            ``".svg"``, ``".png"``, ``".pdf"``, or any other for the page.
        **picture
            As for ``to_svg``; ``scale`` of a PNG. A page shows all layers and measures, and takes none of it.

        Raises
        ------
        InputError
            Something that was chosen does not exist, or is asked of a page.
        """
        given = {key: value for key, value in picture.items() if value is not None}
        makers: dict[str, Callable[..., str | bytes]] = {".svg": self.to_svg, ".png": self.to_png, ".pdf": self.to_pdf}
        make = makers.get(suffix.lower())
        if make is None and given:
            raise InputError(f"a page takes no {min(given)}: its readers choose; that is of .svg, .png and .pdf")
        if "scale" in given and suffix.lower() != ".png":
            raise InputError(f"{suffix} takes no scale: it has no pixels")
        return make(**given) if make is not None else self.to_html()

    def save(self, path: str | os.PathLike[str], **picture: Any) -> Path:
        """Write the page, or a picture where the path ends in ``.svg``, ``.png`` or ``.pdf``; whole or not at all.

        Parameters
        ----------
        path
            Where to.
        **picture
            As for ``render``.

        Raises
        ------
        OutputError
            The file cannot be written; the message says why.
        InputError
            The suffix names no page and no picture, or something that was chosen does not exist.
        MissingExtraError
            The kind of picture needs a library that is not installed.
        """
        from geomap.files import write_whole
        from geomap.maps.newsmap import check_suffix

        check_suffix(Path(path))
        return write_whole(path, self.render(Path(path).suffix, **picture))

    def _repr_html_(self) -> str:
        """Show the page in a notebook, in a frame that can run its own scripts and nothing else."""
        from html import escape

        return (
            f'<iframe srcdoc="{escape(self.to_html())}" title="{escape(self.title or "geomap")}" '
            f'sandbox="allow-scripts" style="width:100%;height:{_HEIGHT_PX}px;border:0" loading="lazy"></iframe>'
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """Give a notebook the page, a picture for exporters that take no HTML, and plain text."""
        import base64

        from geomap.errors import MissingExtraError

        bundle: dict[str, Any] = {"text/html": self._repr_html_(), "text/plain": repr(self)}
        try:
            bundle["image/png"] = base64.b64encode(self.to_png()).decode()
        except MissingExtraError:
            bundle["image/svg+xml"] = self.to_svg()
        return bundle
