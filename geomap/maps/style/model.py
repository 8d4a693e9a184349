"""A style as frozen plain data: what a renderer asks when it draws."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, get_args

from geomap.dataclass import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Theme = Literal["light", "dark", "print"]
THEMES: tuple[Theme, ...] = get_args(Theme)

Dashes = tuple[float, ...]
"""Lengths of lines and gaps in pixels; empty for a whole line."""


# General families must not be quoted; what CSS would take for a keyword of its own must be.
_PLAIN_NAME = re.compile(
    r"(?!(?:inherit|initial|unset|revert|default)$)(?:-apple-system|[a-z]+(?:-[a-z]+)*)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Swatch:
    """What an area has in the legend."""

    fill: float
    width: float
    opacity: float


@dataclass(frozen=True, slots=True)
class AreaLook:
    """How an area is filled and outlined; sizes in pixels, opacities from 0 to 1.

    Attributes
    ----------
    fill
        Opacity of the filling, under the hatching where there is one.
    width, opacity, dashes
        Of the outline; none with a width of 0.
    hatch, hatch_opacity
        Which way the lines of the hatching run, and how strong they are.
    soft
        By how many pixels the edge is blurred, which then has no outline.
    swatch
        How the legend shows it.
    """

    fill: float
    width: float
    opacity: float
    swatch: Swatch
    dashes: Dashes = ()
    hatch: Literal["none", "rising", "falling"] = "none"
    hatch_opacity: float = 0.75
    soft: float = 0.0


@dataclass(frozen=True, slots=True)
class CourseLook:
    """How a river, the edge that is meant, or an arrow with its ``head`` is drawn."""

    width: float
    opacity: float
    dashes: Dashes = ()
    soft: float = 0.0
    head: float = 0.0


@dataclass(frozen=True, slots=True)
class Symbol:
    """The drawing of a kind of place.

    Attributes
    ----------
    colour
        Name of its colour in the palettes.
    frame, glyph
        Data of paths on a square of 24 units; ``glyph`` may be empty.
    scale
        How much larger than a circle a pin is.
    letter
        A sign in the frame instead of a glyph.
    hollow
        Whether the frame is a dashed outline.
    form
        Whether it is a spot, an area or an arrow by its nature.
    area, course
        How its areas and lines are drawn.
    """

    colour: str
    frame: str
    scale: float
    area: AreaLook
    course: CourseLook
    glyph: str = ""
    letter: str = ""
    hollow: bool = False
    form: Literal["pin", "area", "arrow"] = "pin"


@dataclass(frozen=True, slots=True)
class LineLook:
    """How a line of the basemap is drawn: name of its colour, width in px, dashes."""

    colour: str
    width: float
    dashes: Dashes = ()


@dataclass(frozen=True, slots=True)
class StreetLook:
    """How a street is drawn: name of its colour, and its width in px from afar, from close by, and closer still."""

    colour: str
    widths: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Lettering:
    """How the names of one kind are written: sizes in px, and names of the palette's colours.

    The colour ``"symbol"`` is that of the drawing that is named.
    """

    size: float
    colour: str
    weight: int
    rim: float
    italic: bool = False
    spacing: float = 0.0
    halo: str = "halo"
    opacity: float | None = None
    capitals: bool = False
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Style:
    """All that a map's look depends on, resolved and checked.

    Attributes
    ----------
    document
        The whole document as data, from which all the rest is read; ``style.schema.json`` describes it.
    palettes
        Colours by name, for each theme.
    symbols, lines, streets, letterings
        By key.
    """

    document: Mapping[str, Any] = field(repr=False)
    palettes: Mapping[Theme, Mapping[str, str]]
    symbols: Mapping[str, Symbol]
    lines: Mapping[str, LineLook]
    streets: Mapping[str, StreetLook]
    letterings: Mapping[str, Lettering]

    def symbol(self, key: str) -> Symbol:
        """Return a drawing; that of a town where a package's layer names one that nobody drew."""
        return self.symbols.get(key, self.symbols["city"])

    def number(self, section: str, key: str) -> float:
        """Return a number of a section, such as ``("pins", "radius")``."""
        return float(self.document[section][key])

    def too_small_px(self, layer: str) -> float:
        """Return the width in pixels below which an area of a layer is shown by a pin."""
        sizes = self.document["too_small"]
        return float(sizes.get(layer, sizes["any"]))

    def by_largest_piece(self, layer: str) -> bool:
        """Tell whether an area of a layer is measured by its largest piece, not as a whole."""
        return layer in self.document["too_small"]

    def stands_back(self, layer: str) -> bool:
        """Tell whether a layer is quiet: filled without an outline, and named after the others."""
        return layer in self.document["layers"]["quiet"]

    def height_of(self, layer: str) -> int:
        """Return where a layer lies: 0 is the lowest; those that the style does not know lie on top."""
        stack = self.document["layers"]["stack"]
        return int(stack.index(layer)) if layer in stack else len(stack)

    def layer_of(self, symbol: str) -> str:
        """Return the key of the layer in which a pin stands that a person draws with a symbol."""
        layers = self.document["layers"]["of"]
        return str(layers.get(symbol, layers["any"]))

    def type_scale(self, width: float, height: float) -> float:
        """Return by how much letters, pins and lines grow at a size in pixels, so that they can be read there."""
        grown = min(width, height) / self.number("type", "side")
        return max(1.0, min(grown, self.number("type", "largest")))

    def draws(self, part: Literal["legend", "scale", "locator", "key", "elsewhere", "not_located"]) -> bool:
        """Tell whether a piece of the furniture is drawn."""
        return bool(self.document["furniture"][part])


@dataclass(frozen=True, slots=True)
class Look:
    """A style in one of its themes: ``look["ink"]`` is a colour.

    Attributes
    ----------
    style, theme
        What is asked.
    is_joined
        Whether a name and its rim are one text: in a PDF, where a name would be found and copied twice.
    """

    style: Style
    theme: Theme
    is_joined: bool = False

    def __getitem__(self, name: str) -> str:
        return self.style.palettes[self.theme][name]

    def of(self, symbol: str) -> str:
        """Return the colour of a drawing."""
        return self[self.style.symbol(symbol).colour]


def quote_families(names: Iterable[str]) -> str:
    """Write a list of font families as CSS has it: names of one word are not quoted."""
    return ", ".join(name if _PLAIN_NAME.fullmatch(name) else f"'{name}'" for name in names)


def read_style(document: Mapping[str, Any]) -> Style:
    """Return a checked document as a style."""
    light = document["colours"]["light"]
    area, course = document["area"], document["course"]
    return Style(
        document=document,
        palettes={
            "light": light,
            "dark": document["colours"]["dark"],
            "print": light | document["colours"]["print"],
        },
        symbols={
            key: Symbol(
                **one
                | {
                    "frame": document["frames"][one["frame"]],
                    "glyph": document["glyphs"][one["glyph"]] if one.get("glyph") else "",
                    "area": _area(area | one.get("area", {})),
                    "course": CourseLook(**_dashed(course | one.get("course", {}))),
                }
            )
            for key, one in document["symbols"].items()
        },
        lines={key: LineLook(**_dashed(one)) for key, one in document["lines"].items()},
        streets={
            key: StreetLook(one["colour"], tuple(one["widths"])) for key, one in document["streets"]["lines"].items()
        },
        letterings={key: Lettering(**one) for key, one in document["names"]["lettering"].items()},
    )


def _area(look: Mapping[str, Any]) -> AreaLook:
    plain = {key: look[key] for key in ("fill", "width", "opacity")}
    return AreaLook(**_dashed(look) | {"swatch": Swatch(**plain | look.get("swatch", {}))})


def _dashed(look: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if key == "dashes" else value for key, value in look.items()}
