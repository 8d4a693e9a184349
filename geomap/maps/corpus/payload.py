"""What a page of a corpus carries: a little that is drawn at once, and all else packed."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geomap.gazetteer.paths import decode_numbers, encode_numbers
from geomap.maps.corpus.frames import frame_of
from geomap.maps.corpus.packing import Packer
from geomap.maps.corpus.sets import RESOLUTIONS
from geomap.maps.corpus.units import UnitAtlas
from geomap.maps.corpus.view import KINDS, POINTS, UNDATED
from geomap.maps.wording import name as name_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.maps.corpus.view import CorpusView, Level
    from geomap.maps.source import BasemapSource

FIRST_PLACES: Final = 400
"""Places that are drawn before the rest is unpacked."""

_NAMED: Final = 5_000
"""Places whose names are looked up in another language than English: most of what is ever read on a map."""

_STEPS: Final = 1_000
"""Steps of a degree that places are written in: a hundred metres."""

_CORNERS: Final = 6

_BASE: Final = 5.0
"""Zoom of web maps up to which the ground is carried: what comes later is nothing that counts are read by."""

_BASE_STEPS: Final = 250
"""Steps of a degree that it is written in when it is close: 400 metres."""

_VERTEX: Final = 2


def to_first(view: CorpusView, basemap: BasemapSource, names: list[str]) -> dict[str, Any]:
    """Return what the page draws at once: the basemap, the largest places, the totals.

    Parameters
    ----------
    view
        The corpus.
    basemap
        What lies below.
    names
        Of the places, in the page's language.
    """
    shown = largest(view)[:FIRST_PLACES]
    places = view.places
    box = frame_of(view, places.documents)
    return {
        "totals": view.totals._asdict(),
        "kinds": list(KINDS),
        "points": [KINDS.index(kind) for kind in POINTS],
        "languages": view.languages,
        "countries": view.countries,
        "unit": view.bins.unit,
        "links": [view.links.among, view.links.per_place, view.links.most_places, view.links.skipped],
        "base": to_base(basemap, "world"),
        "first": [
            [names[at], round(places.lon[at].item(), 3), round(places.lat[at].item(), 3), int(places.kind[at]),
             int(places.documents[at])]
            for at in shown.tolist()
        ],
        "frame": [round(value, 2) for value in (box.west, box.south, box.east, box.north)],
    }  # fmt: skip


def largest(view: CorpusView) -> NDArray[np.int64]:
    """Return the rows of the places that are drawn, those of most documents first."""
    order = np.argsort(-view.places.documents, kind="stable")
    return order[view.places.documents[order] > 0]


def to_base(basemap: BasemapSource, detail: Any) -> dict[str, Any]:
    """Return the basemap of the whole world at a detail: of the finer one what a map of counts needs, no finer."""
    whole = (-180.0, -90.0, 180.0, 90.0)
    level = basemap.cut(whole, zooms=(0, 4))["levels"][0] if detail == "world" else basemap.level(detail, whole)
    shapes: list[Any] = [["land", 0, list(level["land"])]]
    shapes += [["lake", least, paths] for least, *paths in level["lakes"]]
    shapes += [["river", least, paths] for least, *paths in level["rivers"]]
    shapes += [["admin1", least, paths] for least, *paths in level["provinces"]]
    shapes += [[kind, 0, list(level[key])] for kind, key in (("border", "borders"), ("disputed", "disputed"))]
    if detail == "world":
        return {"scale": level["scale"], "shapes": shapes}
    scale = level["scale"] / _BASE_STEPS
    kept = [(kind, least, [_coarse(path, scale) for path in paths]) for kind, least, paths in shapes if least <= _BASE]
    return {
        "scale": _BASE_STEPS,
        "shapes": [[kind, least, [path for path in paths if path]] for kind, least, paths in kept],
    }


def _coarse(path: str, times: float) -> str:
    """Return a path in steps so many times as long, without the vertices that fall together; ``""`` if all do."""
    numbers = decode_numbers(path)
    kept: list[int] = []
    last: tuple[int, int] | None = None
    for x, y in zip(accumulate(numbers[::2]), accumulate(numbers[1::2]), strict=True):
        at = round(x / times), round(y / times)
        if at != last:
            kept += at if last is None else (at[0] - last[0], at[1] - last[1])
            last = at
    return encode_numbers(kept) if len(kept) > _VERTEX else ""


def names_in(view: CorpusView, gazetteer: Gazetteer, language: str) -> list[str]:
    """Return the places' names in a language: of the most mentioned ones, all others as the table has them."""
    from geomap.errors import UnknownPlaceError

    names = list(view.places.names)
    if language != "en":
        for at, place_id in enumerate(view.places.ids[:_NAMED]):
            try:
                names[at] = name_of(gazetteer.get(place_id), gazetteer, language)
            except UnknownPlaceError:
                continue
    return names


def to_packed(view: CorpusView, gazetteer: Gazetteer, basemap: BasemapSource, names: list[str], language: str) -> str:
    """Return everything else, see ``geomap.maps.corpus.packing``."""
    packer = Packer()
    _pack_places(packer, view, names)
    _pack_cube(packer, view)
    _pack_levels(packer, view, UnitAtlas(gazetteer), language)
    packer.numbers("link.start", view.links.start, steps=True)
    packer.numbers("link.other", view.links.other)
    packer.numbers("link.documents", view.links.documents)
    _pack_samples(packer, view)
    base = to_base(basemap, "region")
    packer.texts(
        "base", [str(base["scale"]), *(f"{kind} {zoom} {' '.join(paths)}" for kind, zoom, paths in base["shapes"])]
    )
    return packer.packed()


def _pack_places(packer: Packer, view: CorpusView, names: list[str]) -> None:
    places = view.places
    packer.texts("place.name", names)
    packer.numbers("place.lon", np.round(places.lon * _STEPS), signed=True)
    packer.numbers("place.lat", np.round(places.lat * _STEPS), signed=True)
    packer.numbers("place.kind", places.kind)
    code = {country: number for number, country in enumerate(view.countries)}
    packer.numbers("place.country", [code[country] for country in places.country_codes])
    packer.numbers("place.population", np.minimum(places.population, 2**31 - 1))


def _pack_cube(packer: Packer, view: CorpusView) -> None:
    cube, languages = view.cube, max(len(view.languages), 1)
    dated = view.bins.starts[0] != UNDATED if len(view.bins.starts) else True
    packer.numbers("bin.start", view.bins.starts if dated else view.bins.starts[1:], steps=True, signed=True)
    packer.numbers("bin.undated", [0 if dated else 1, view.bins.last], signed=True)
    packer.numbers("slot", view.slots.ravel())
    sets = max(int(cube.set.max(initial=-1)) + 1, len(view.places))
    packer.numbers("cube.rows", np.bincount(cube.set, minlength=sets))
    slot = cube.bin * languages + cube.language
    begins = np.concatenate([[True], cube.set[1:] != cube.set[:-1]]) if len(slot) else np.zeros(0, bool)
    packer.numbers("cube.slot", np.where(begins, slot, slot - np.concatenate([[0], slot[:-1]]) if len(slot) else slot))
    packer.numbers("cube.documents", cube.documents)
    own = cube.set < len(view.places)
    packer.numbers("cube.again", cube.mentions[own] - cube.documents[own])


def _pack_levels(packer: Packer, view: CorpusView, atlas: UnitAtlas, language: str) -> None:
    for name, level in view.levels.items():
        packer.numbers(f"{name}.member", level.member + 1)
        for key in ("group", "country", "kind", "size", "set"):
            packer.numbers(f"{name}.{key}", getattr(level, key) + 1, steps=key == "group", signed=key == "group")
        if name in RESOLUTIONS:
            _pack_hexagons(packer, name, level)
        elif name != "world":
            _pack_units(packer, name, level, atlas, language)


def _pack_units(packer: Packer, name: str, level: Level, atlas: UnitAtlas, language: str) -> None:
    told = [atlas.unit(place_id, language) for place_id in level.names]
    drawn = {one["id"]: one["poly"] for one in atlas.to_data(level.names, language=language)}
    packer.texts(f"{name}.name", [one.name for one in told])
    packer.texts(f"{name}.cc", [one.country_code for one in told])
    packer.numbers(f"{name}.population", [min(one.population, 2**31 - 1) for one in told])
    packer.numbers(f"{name}.towns", [int(one.of_towns) for one in told])
    packer.numbers(f"{name}.lon", [round(one.lon * _STEPS) for one in told], signed=True)
    packer.numbers(f"{name}.lat", [round(one.lat * _STEPS) for one in told], signed=True)
    packer.texts(f"{name}.poly", [" ".join(drawn.get(place_id, [])) for place_id in level.names])


def _pack_hexagons(packer: Packer, name: str, level: Level) -> None:
    """Write each cell as its corners: one in steps of a degree, the others as steps from it."""
    import h3

    lines = []
    for cell in level.names:
        # Of the twelve pentagons and the cells that an edge of the icosahedron cuts, six corners are kept.
        corners = list(h3.cell_to_boundary(cell))[: _CORNERS + 2]
        numbers: list[int] = []
        x = y = 0
        first = corners[0][1]
        for lat, lon in corners:
            near = lon - 360 if lon - first > 180 else lon + 360 if first - lon > 180 else lon
            to_x, to_y = round(near * 100), round(lat * 100)
            numbers += (to_x - x, to_y - y)
            x, y = to_x, to_y
        lines.append(encode_numbers(numbers))
    packer.texts(f"{name}.corners", lines)


def _pack_samples(packer: Packer, view: CorpusView) -> None:
    samples = view.samples
    packer.numbers("sample.place", samples.place, steps=True)
    packer.numbers("sample.document", samples.document)
    packer.texts("document.id", samples.ids)
    packer.texts("document.title", samples.titles)
    packer.texts("document.link", samples.links)
    days = np.where(samples.days == UNDATED, -(2**20), samples.days)
    packer.numbers("document.day", days, signed=True)
    packer.numbers("document.language", samples.languages)
