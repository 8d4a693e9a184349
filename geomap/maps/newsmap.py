"""The map of a story, ready to be saved, shown in a notebook or taken further with Folium."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Unpack

    import folium

    from geomap.edits import Corrections
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.integrations.notebook import MapEditor
    from geomap.maps.options import ViewOptions
    from geomap.maps.style import Theme
    from geomap.maps.view import MapView
    from geomap.model import Geoparse
    from geomap.options import PictureOptions


PICTURES = (".svg", ".png", ".pdf")
"""Suffixes of pictures."""

_PAGES = (".html", ".htm", "")


def check_suffix(path: Path) -> None:
    """Refuse a file name of something else: a page in a ``.docx`` would only be noticed by whom it is sent to.

    Parameters
    ----------
    path
        Where a page or a picture is to be written.

    Raises
    ------
    geomap.errors.InputError
        Its suffix names no page and no picture.
    """
    from geomap.errors import InputError

    known = (*_PAGES, *PICTURES)
    if path.suffix.lower() not in known:
        there_are = ", ".join(filter(None, known))
        raise InputError(f"the suffix of {path} names no page and no picture; there are: {there_are}")


class NewsMap:
    """A map of the places in a text.

    Parameters
    ----------
    view
        What it shows; see ``geomap.maps.build_view``.
    parses, gazetteer, options
        What it was made from: ``geomap.apply`` makes it anew from these.
    """

    def __init__(
        self,
        view: MapView,
        *,
        parses: Sequence[Geoparse] = (),
        gazetteer: Gazetteer | None = None,
        options: ViewOptions | None = None,
    ) -> None:
        self.view = view
        self.parses = tuple(parses)
        self.gazetteer = gazetteer
        self.options = options

    def __repr__(self) -> str:
        return f"<NewsMap {self.view.title!r}: {len(self.view.features)} places>"

    @property
    def corrections(self) -> Corrections:
        """What a person says of it and of its text, all that was applied; ``to_json()`` is the text of a file."""
        from geomap.edits import Corrections

        return self.view.corrections or Corrections()

    @cached_property
    def folium(self) -> folium.Map:
        """The ``folium.Map``, to go on from: what is added to it is saved with the page.

        Texts that are added through Folium's own elements are code to Folium; see its documentation.
        """
        from geomap.maps.html.page import to_folium

        return to_folium(self.view)

    def to_html(self) -> str:
        """Return the page: one HTML document that asks for nothing.

        Raises
        ------
        geomap.errors.AssetError
            Something that was added to ``folium`` needs a script or style that is not carried.
        """
        if "folium" not in self.__dict__ and not self.view.options.tiles:
            # Nobody has asked for the Folium map, so nothing was added to it: what Folium renders for it is known.
            from geomap.maps.html.skeleton import render

            return render(self.view)
        return str(self.folium.get_root().render())

    def to_svg(self, *, size: str | None = None, theme: Theme | None = None) -> str:
        """Return the map as an SVG picture, see ``geomap.maps.svg.to_svg``.

        Parameters
        ----------
        size
            ``960``, ``960x640`` (pixels), ``170mm`` or ``16:9``; that of the view without it.
        theme
            Colours: ``"light"``, ``"dark"`` or ``"print"``; those of the view without it.
        """
        from geomap.maps.svg import to_svg

        return to_svg(self.view, size=size, theme=theme)

    def to_png(self, *, size: str | None = None, theme: Theme | None = None, scale: float = 2.0) -> bytes:
        """Return the map as a PNG picture, see ``geomap.maps.svg.to_png``.

        Parameters
        ----------
        size
            ``960``, ``960x640`` (pixels), ``170mm`` or ``16:9``; that of the view without it.
        theme
            Colours: ``"light"``, ``"dark"`` or ``"print"``; those of the view without it.
        scale
            Pixels of the picture to one of its size.
        """
        from geomap.maps.svg import to_png

        return to_png(self.view, size=size, theme=theme, scale=scale)

    def to_pdf(self, *, size: str | None = None, theme: Theme | None = None) -> bytes:
        """Return the map as a PDF of one page, see ``geomap.maps.svg.to_pdf``.

        Parameters
        ----------
        size
            ``960``, ``960x640`` (pixels), ``170mm`` or ``16:9``; that of the view without it.
        theme
            Colours: ``"light"``, ``"dark"`` or ``"print"``; those of the view without it.
        """
        from geomap.maps.svg import to_pdf

        return to_pdf(self.view, size=size, theme=theme)

    def save(self, path: str | os.PathLike[str], **picture: Unpack[PictureOptions]) -> Path:
        """Write the page, or a picture where the path ends in ``.svg``, ``.png`` or ``.pdf``; whole or not at all.

        Parameters
        ----------
        path
            Where to.
        **picture
            ``size``, ``theme`` and ``scale`` of a picture.

        Raises
        ------
        geomap.errors.OutputError
            The file cannot be written; the message says why.
        geomap.errors.InputError
            A size or theme does not exist, or the suffix names no page and no picture.
        geomap.errors.MissingExtraError
            The kind of picture needs a library that is not installed.
        """
        from pathlib import Path

        from geomap.files import write_whole

        check_suffix(Path(path))
        return write_whole(path, self.render(Path(path).suffix, **picture))

    def render(self, suffix: str = ".html", **picture: Unpack[PictureOptions]) -> str | bytes:
        """Return what a file with a suffix would hold: a picture for those of pictures, the page for all others.

        Parameters
        ----------
        suffix
            ``".svg"``, ``".png"``, ``".pdf"``, or any other for the page.
        **picture
            ``size``, ``theme`` and ``scale`` of a picture.

        Raises
        ------
        geomap.errors.InputError
            A size or theme does not exist, or is asked of a page, or a scale of what has no pixels.
        TypeError
            An option does not exist.
        """
        from geomap.errors import InputError
        from geomap.keywords import refuse_unknown

        makers: dict[str, tuple[Callable[..., str | bytes], set[str]]] = {
            ".svg": (self.to_svg, {"size", "theme"}),
            ".png": (self.to_png, {"size", "theme", "scale"}),
            ".pdf": (self.to_pdf, {"size", "theme"}),
        }
        make, known = makers.get(suffix.lower(), (self.to_html, set()))
        every = set().union(*(options for _, options in makers.values()))
        refuse_unknown(picture, every)
        if unknown := sorted(picture.keys() - known):
            pictures = ", ".join(name for name, (_, options) in makers.items() if options >= set(unknown))
            published = "" if "scale" in unknown else " and of published pages (--publish)"
            raise InputError(
                f"{suffix or 'a page'} takes no {' and no '.join(unknown)}: that is of {pictures}{published}"
            )
        return make(**picture)

    def to_iframe(self, *, height: int | None = None, src: str | None = None, grow: bool = False) -> str:
        """Return a frame with the map, to stand in somebody's page.

        Parameters
        ----------
        height
            In pixels; the frame is as wide as what it stands in. Without it the view's size decides, or it is 640.
        src
            Address of a saved page to show; without it the page is inside the frame itself (``srcdoc``), which makes
            the whole one file. The frame can run its own scripts and nothing else: it sees nothing of the page around.
        grow
            Whether the frame becomes as tall as the map and its text where these stand one below the other, on a
            phone. A small script beside the frame does it, so the page around must be one that runs scripts.
        """
        from geomap.maps.html.frame import to_iframe

        return to_iframe(self.view, None if src is not None else self.to_html(), src=src, height=height, grow=grow)

    def to_fragment(self, *, height: int | None = None, assets: bool = True) -> str:
        """Return the map as a piece of HTML for a page with several maps: what they share stands there once.

        The piece shows its places as a table where no scripts run. On a phone the map becomes as tall as its text.

        Parameters
        ----------
        height
            In pixels; the map is as wide as what it stands in. Without it the view's size decides, or it is 640.
        assets
            Whether the scripts and styles come with it: yes for the first map of a page, no for all others.

        Raises
        ------
        geomap.errors.AssetError
            Something that was added to ``folium`` needs a script or style that is not carried.

        Examples
        --------
        >>> import geomap
        >>> first, *others = map(geomap.map_text, ["Aid reached Homs.", "Talks in Paris."])  # doctest: +SKIP
        >>> page = first.to_fragment() + "".join(m.to_fragment(assets=False) for m in others)  # doctest: +SKIP
        """
        from geomap.maps.html.fragment import to_fragment

        return to_fragment(self.to_html(), self.view, with_assets=assets, height=height)

    def edit(self, *, height: int | None = None) -> MapEditor:
        """Return an editor of this map for a notebook: the page with its edit mode, answered by this Python.

        Show it as the last value of a cell. Its ``corrections`` are what has been said so far, its ``map`` is the map
        with them.

        Parameters
        ----------
        height
            In pixels; 720 without it.

        Raises
        ------
        geomap.errors.MissingExtraError
            anywidget, which speaks to the notebook, is not installed.
        geomap.errors.InputError
            The map was made from a view alone.

        Examples
        --------
        >>> import geomap
        >>> editor = geomap.map_text("Aid reached Homs.").edit()  # doctest: +SKIP
        >>> editor  # doctest: +SKIP
        >>> editor.corrections.to_json(), editor.map.save("aid.html")  # doctest: +SKIP
        """
        try:
            from geomap.integrations.notebook import MapEditor
        except ModuleNotFoundError as error:
            if error.name not in {"anywidget", "traitlets"}:
                raise
            from geomap.errors import MissingExtraError

            raise MissingExtraError(
                "to edit a map in a notebook, install anywidget: pip install 'geomap[notebook]'"
            ) from error
        return MapEditor(self, height=height)

    def _repr_html_(self) -> str:
        """Show the map in a notebook."""
        return self.to_iframe()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """Give a notebook the map, a picture for exporters that take no HTML, and plain text."""
        from geomap.integrations.output import to_bundle

        return to_bundle(self)
