"""What the page's scripts are given: the form of its data, each short key explained.

``payload.py`` makes it, the scripts read it; their types (``tests/page/payload.d.ts``) are generated from here by
``python -m geomap.maps.html.contract``, and a test fails where the two differ. Positions in a text count UTF-16 units,
as JavaScript does; what is encoded as letters is told in ``geomap.gazetteer.paths``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, NotRequired, TypedDict, get_args, get_origin, get_type_hints, is_typeddict

Flag = Literal[1]
"""There if it is true."""


class MentionData(TypedDict):
    """A mention of a feature.

    ``d`` document, ``s`` start and ``e`` end in its text, ``t`` as written, ``c`` confidence. ``p`` is the span of the
    toponym alone in characters, where it is another; ``q`` number of the quote, and where in it the mention begins and
    ends; ``quiet`` if only people are named ("Syrian"); ``why`` numbers of reasons, ``riv`` of rivals, ``by`` who
    decided, if not geomap; ``dates`` numbers of the dates in its sentence; ``anchor`` if it only tells where something
    else is; ``w`` the number that a table gives it; ``n`` the name that it was taken for, where that is another than
    its words.
    """

    d: int
    s: int
    e: int
    t: str
    kind: str
    c: float
    p: NotRequired[list[int]]
    q: NotRequired[tuple[int, int, int]]
    quiet: NotRequired[Flag]
    why: NotRequired[list[int]]
    riv: NotRequired[list[int]]
    by: NotRequired[str]
    dates: NotRequired[list[int]]
    anchor: NotRequired[Flag]
    w: NotRequired[float]
    n: NotRequired[str]


class StatusData(TypedDict):
    """What is disputed, in ``lang``; by whom it is claimed, who holds it, whose line is drawn, as part of what."""

    text: str
    lang: str
    claimants: list[str]
    held: str
    line: str
    sources: list[str]
    of: str
    checked: str


class FeatureData(TypedDict):
    """A place on the map: ``m`` its mentions, ``conf`` its confidence, ``also`` its usual name, ``pop`` its people.

    ``prominence`` says how much the story is about it, ``about`` why: numbers of reasons.

    ``poly`` are polygons and ``line`` lines, encoded with ``steps`` of a degree; ``far`` if it lies outside the first
    view; ``aside`` if its area is only tinted; ``rough``, ``sketch`` and ``approximate`` as in
    ``geomap.maps.view.Feature``; ``credits`` numbers of sources; ``sure`` layer and symbol that an uncertain place has
    once somebody is sure of it.
    An arrow has the same form: ``where`` says who moves, ``ends`` are the keys of the features that it joins.
    """

    key: str
    id: str
    layer: str
    symbol: str
    title: str
    what: str
    where: str
    lon: float
    lat: float
    conf: float
    prominence: float
    about: list[int]
    credits: list[int]
    m: list[MentionData]
    also: NotRequired[str]
    pop: NotRequired[int]
    poly: NotRequired[list[str]]
    line: NotRequired[str]
    steps: NotRequired[int]
    uncertain: NotRequired[Flag]
    approximate: NotRequired[Flag]
    rough: NotRequired[Flag]
    sketch: NotRequired[Flag]
    far: NotRequired[Flag]
    aside: NotRequired[Flag]
    note: NotRequired[str]
    status: NotRequired[StatusData]
    ends: NotRequired[list[str]]
    sure: NotRequired[tuple[str, str]]


class ColumnsData(TypedDict):
    """Very many points as columns, each encoded: ``n`` how many, ``xy`` their steps of 1/10,000 degree.

    ``kind``, ``what``, ``where`` and ``credit`` are numbers into ``kinds`` (symbol and layer), ``whats``, ``wheres``
    and the credits; ``count`` mentions, ``conf`` and ``prominence`` per cent. ``ids`` and ``titles`` have a line for
    each point, ``alsos`` as far as one has a usual name beside. ``marks`` are the mentions: document, start, length,
    point, whether quiet, how many dates, the dates. ``why`` and ``riv``: lists of numbers.
    """

    n: int
    xy: str
    kind: str
    what: str
    where: str
    count: str
    conf: str
    prominence: str
    ids: str
    titles: str
    alsos: str
    credit: str
    kinds: list[tuple[str, str]]
    whats: list[str]
    wheres: list[str]
    dates: list[int]
    marks: str
    why: str
    riv: str


DocumentData = TypedDict(
    "DocumentData",
    {"title": str, "source": str, "date": str, "lang": str, "dir": str, "text": str, "from": int},
)
DocumentData.__doc__ = "A text: its language and direction, and ``from`` which position on it is no header line."


class LayerData(TypedDict):
    """A layer: its key, its name, the heading that it stands under, and ``off`` if a reader has to switch it on."""

    key: str
    title: str
    group: str
    off: NotRequired[Flag]


class UnplacedData(TypedDict):
    """A name without a place: ``d`` document, ``s`` start, ``e`` end."""

    d: int
    s: int
    e: int
    text: str


class DateData(TypedDict):
    """A time of the story: a closed span of ISO days, or a stamp with its clock, and what the text calls it."""

    first: str
    last: str
    label: str


class PublishedData(TypedDict):
    """What stands around a published map: ``headline`` above it, ``caption`` and the line of sources below it."""

    headline: str
    caption: str
    line: str


class AnnotationData(TypedDict):
    """What a person has drawn or written: ``line`` is lon, lat, lon, lat …, its course or the corners of its area.

    ``at`` is what its words speak of, ``side`` where they stand from there; ``words`` where those of a callout stand,
    if a person has said so. ``poly`` are polygons instead of ``line``, encoded with ``steps`` of a degree: the outline
    of a place.
    """

    kind: str
    symbol: str
    layer: str
    side: str
    text: str
    line: list[float]
    at: tuple[float, float]
    words: NotRequired[tuple[float, float]]
    poly: NotRequired[list[str]]
    steps: NotRequired[int]


Bounds = tuple[float, float, float, float]
"""West, south, east, north; on the screen left, top, right, bottom."""


class PatchData(TypedDict):
    """A piece of the basemap: its ``box``, None for the world; ``shapes`` of kind, least zoom and encoded paths."""

    box: Bounds | None
    shift: float
    zoom: float
    scale: float
    shapes: list[tuple[str, float, list[str]]]


class StreetLevelData(TypedDict):
    """Shapes of the user's own basemap, of kind and encoded paths, from a zoom on."""

    zoom: float
    scale: float
    shapes: list[tuple[str, list[str]]]


class StreetsData(TypedDict):
    """The user's own basemap: shapes, or ``images`` of least zoom, box and ``data:`` address."""

    credit: str
    levels: list[StreetLevelData]
    images: list[tuple[float, Bounds, str]]


class InsetData(TypedDict):
    """A small map beside the first view: of a theatre outside of it or of a crowd in it, and the features it shows."""

    kind: Literal["theatre", "zoom"]
    title: str
    box: Bounds
    keys: list[str]


class ClaimData(TypedDict):
    """A disputed area: its name, its outline as a feature has it, who claims it (``by``), who ``holds`` a part."""

    name: str
    poly: list[str]
    steps: int
    by: list[str]
    holds: list[str]


class Payload(TypedDict):
    """All that the page knows.

    ``box`` is the first view. ``labels`` are the basemap's names: text, kind, lon, lat, least zoom, rank, and an angle
    where they are turned; of a country of the story, which must be named, also where else it may stand: lon, lat, lon …
    ``claims`` are disputed areas, upon which no country's name stands. ``seen`` says whose borders are drawn, where it
    is a government's. ``published`` is there where the page is for the readers of an article. ``rivals``: id, title,
    what, where, lon, lat, distance in km, score, and symbol and layer that it has if it is chosen. ``credits``: name,
    licence, address. ``style`` is described by ``style.schema.json``. ``heaviest`` is the most that tables give any
    place, where they weigh some. ``timeline`` is there where readers choose times, ``stepped`` where these follow each
    other, so that a slider takes the place of buttons. ``tour`` are the steps through the story: key, number of the
    mention, and of the time or -1; with ``touring`` the page opens there. ``annotations`` is there where a person has
    drawn some, ``corrections`` where somebody has said something: the text of a file, see ``docs/corrections.md``.
    """

    title: str
    lang: str
    dir: str
    style: dict[str, Any]
    texts: dict[str, str]
    docs: list[DocumentData]
    layers: list[LayerData]
    features: list[FeatureData]
    many: ColumnsData | None
    insets: NotRequired[list[InsetData]]
    arrows: list[FeatureData]
    unplaced: list[UnplacedData]
    dates: list[DateData]
    timeline: NotRequired[Flag]
    stepped: NotRequired[Flag]
    tour: list[tuple[str, int, int]]
    touring: NotRequired[Flag]
    box: Bounds
    base: list[PatchData]
    labels: list[
        tuple[str, str, float, float, float, int]
        | tuple[str, str, float, float, float, int, float]
        | tuple[str, str, float, float, float, int, float, list[float]]
    ]
    claims: list[ClaimData]
    streets: NotRequired[StreetsData]
    notes: list[str]
    seen: str
    reasons: list[str]
    rivals: list[tuple[str, str, str, str, float, float, float, float, str, str]]
    quotes: list[str]
    credits: list[tuple[str, str, str]]
    heaviest: NotRequired[float]
    annotations: NotRequired[list[AnnotationData]]
    corrections: NotRequired[str]
    published: NotRequired[PublishedData]


_SHAPES: tuple[Any, ...] = (
    MentionData, StatusData, FeatureData, ColumnsData, DocumentData, LayerData, UnplacedData, DateData, PatchData,
    StreetLevelData, StreetsData, PublishedData, ClaimData, InsetData, AnnotationData,
    Payload,
)  # fmt: skip
_WORDS = {
    Bounds: "Bounds",
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    type(None): "null",
    Any: "any",
}


def to_typescript() -> str:
    """Return the contract as interfaces of TypeScript."""
    made = [
        "/* Made by `python -m geomap.maps.html.contract` from geomap/maps/html/contract.py: change it there. */",
        "",
        "type Bounds = [number, number, number, number];",
    ]
    for shape in _SHAPES:
        lines = [line.strip() for line in (shape.__doc__ or "").strip().splitlines()]
        comment = "\n".join(f" * {line}".rstrip() for line in lines)
        hints = get_type_hints(shape, include_extras=True)
        fields = "\n".join(f"  {key}{_field(hint)};" for key, hint in hints.items())
        made.append(f"\n/**\n{comment}\n */\ninterface {shape.__name__} {{\n{fields}\n}}")
    return "\n".join(made) + "\n"


def _field(hint: Any) -> str:
    if get_origin(hint) is NotRequired:
        return f"?: {_type(get_args(hint)[0])}"
    return f": {_type(hint)}"


def _type(hint: Any) -> str:
    if hint in _WORDS:
        return _WORDS[hint]
    if is_typeddict(hint):
        return str(hint.__name__)
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Literal:
        return " | ".join(map(repr, inside))
    words = [_type(one) for one in inside]
    made = " | ".join(words)
    if origin is list:
        made = f"({made})[]" if "|" in made else f"{made}[]"
    elif origin is tuple:
        made = f"[{', '.join(words)}]"
    elif origin is dict:
        # The one object of any values is the style, which has a type of its own.
        made = "Style" if words[1] == "any" else f"Record<{', '.join(words)}>"
    return made


if __name__ == "__main__":
    target = Path(__file__).parents[3] / "tests" / "page" / "payload.d.ts"
    target.write_text(to_typescript(), encoding="utf-8")
