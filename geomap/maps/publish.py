"""What a published map keeps of a map: what readers of an article need, and nothing that an editor checks it by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from geomap.errors import InputError
from geomap.maps.options import Context, Mode
from geomap.maps.size import Size
from geomap.maps.style import THEMES

if TYPE_CHECKING:
    from geomap.maps.options import ViewOptions
    from geomap.maps.view import Feature, MapView


def checked(options: ViewOptions) -> ViewOptions:
    """Return the options of a map; a mode, a size or a theme that does not exist is refused before anything is drawn.

    Raises
    ------
    InputError
        One of them does not.
    """
    if options.mode not in get_args(Mode):
        raise InputError(f"there is no mode {options.mode!r}: choose one of {', '.join(get_args(Mode))}")
    if options.context not in get_args(Context):
        raise InputError(f"there is no context {options.context!r}: choose one of {', '.join(get_args(Context))}")
    if options.theme and options.theme not in THEMES:
        raise InputError(f"there is no theme {options.theme!r}; there are: {', '.join(THEMES)}")
    if options.size:
        Size.parse(options.size)
    return options


def is_published(view: MapView) -> bool:
    """Tell whether a map is made to be published."""
    return view.options.mode == "publish"


def headline(view: MapView) -> str:
    """Return what stands above a map: of a published one nothing where the text has no headline, or none is wanted."""
    if not is_published(view):
        return view.title
    untitled = view.title in (view.texts["untitled"], view.texts["untitled.several"])
    return view.title if view.options.headline and not untitled else ""


def source_line(view: MapView) -> str:
    """Return the line below a published map: whose graphic, whose facts, whose borders, and whose data these are.

    What the licences of the data ask for cannot be left out of it.
    """
    said = (view.options.credit, view.options.source_line, view.seen)
    data = (view.streets.attribution if view.streets is not None else "", view.texts["attribution"], "geomap")
    return " · ".join(" ".join(part.split()) for part in (*said, *data) if part.strip())


def for_readers(view: MapView) -> MapView:
    """Return a map as its readers get it: one that is published without what only an editor needs.

    The article, the reasons and the rivals of each decision, the names without a place and the names of files are not
    only hidden: they are not in it.
    """
    if not is_published(view):
        return view
    # A tour says when what it shows was.
    dated = view.options.timeline or view.options.tour
    return replace(
        view,
        documents=tuple(replace(document, text="", source="") for document in view.documents),
        features=tuple(_published(feature, dated=dated) for feature in view.features),
        unplaced=(),
        dates=view.dates if dated else (),
        tour=view.tour if view.options.tour else (),
        notes=(),
    )


def _published(feature: Feature, *, dated: bool) -> Feature:
    mentions = tuple(
        replace(
            mention,
            reasons=(),
            rivals=(),
            name="",
            decided_by="geomap",
            dates=mention.dates if dated else (),
            time=mention.time if dated else None,
        )
        for mention in feature.mentions
    )
    return replace(feature, mentions=mentions, prominence_reasons=(), sure=None)
