"""The size of a picture or of a published page's frame, as a person writes it: a ratio, pixels or millimetres."""

from __future__ import annotations

import re
from dataclasses import replace

from geomap.dataclass import dataclass, field
from geomap.errors import InputError

PX_PER_MM = 96 / 25.4
SMALLEST_PX, LARGEST_PX = 200.0, 10_000.0

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(px|mm|cm|in)?")
_PX_PER = {"px": 1.0, "mm": PX_PER_MM, "cm": 10 * PX_PER_MM, "in": 96.0}
_RATIO = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*:\s*(\d{1,3}(?:\.\d+)?)")
_WIDE_PX, _NARROW_PX = 960.0, 540.0
"""Widths of a picture of which a ratio alone is given. A PNG has twice as many: 1,920 across for a page, 1,080 for a
phone."""

_WIDE_FROM = 1.2
_MOST_RATIO = 4.0


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a picture: pixels of CSS, 96 to an inch, and the unit that it is written in.

    Attributes
    ----------
    width, height
        In pixels; ``height`` is None where the map's own shape decides.
    unit
        ``"px"`` or ``"mm"``.
    ratio
        Width to height, as it was written (``(16, 9)``), where that is all that was said; None of all others.
    """

    width: float = 960.0
    height: float | None = None
    unit: str = "px"
    ratio: tuple[float, float] | None = field(default=None, repr=False)

    @classmethod
    def parse(cls, text: str) -> Size:
        """Read a size: ``960``, ``960x640``, ``170mm``, ``17cmx12cm``, ``16:9``.

        Parameters
        ----------
        text
            The size as a user writes it: width, or width and height, in pixels without a unit; or a ratio, of which
            a picture is 960 pixels wide where it lies and 540 where it stands or is square.

        Raises
        ------
        InputError
            It is no such size, or one that no picture has.
        """
        if ratio := _RATIO.fullmatch(text.strip()):
            return cls._of_ratio(float(ratio[1]), float(ratio[2]), text)
        parts = text.lower().replace("×", "x").replace("px", "p~").split("x")
        lengths = [_LENGTH.fullmatch(part.replace("p~", "px").strip()) for part in parts]
        if len(lengths) > 2 or not all(lengths):
            raise InputError(f"a size is such as 960, 960x640, 170mm, 170mmx120mm or 16:9, not {text!r}")
        units = [found[2] for found in lengths if found and found[2]]
        pixels = [float(found[1]) * _PX_PER[found[2] or (units[0] if units else "px")] for found in lengths if found]
        if not all(SMALLEST_PX <= value <= LARGEST_PX for value in pixels):
            raise InputError(f"a picture is {SMALLEST_PX:.0f} to {LARGEST_PX:,.0f} pixels wide and high, not {text}")
        return cls(pixels[0], pixels[1] if len(pixels) == 2 else None, "px" if set(units) <= {"px"} else "mm")

    @classmethod
    def _of_ratio(cls, across: float, down: float, text: str) -> Size:
        if not (across and down and 1 / _MOST_RATIO <= across / down <= _MOST_RATIO):
            raise InputError(f"a ratio is such as 16:9, 1:1, 4:5 or 9:16, up to 4:1 and 1:4, not {text!r}")
        width = _WIDE_PX if across / down >= _WIDE_FROM else _NARROW_PX
        return cls(width, round(width * down / across), "px", (across, down))

    def divided(self, factor: float) -> Size:
        """Return a size so many times smaller.

        Parameters
        ----------
        factor
            What width and height are divided by.
        """
        if factor == 1:
            return self
        return replace(self, width=self.width / factor, height=self.height / factor if self.height else None)

    def written(self, pixels: float) -> str:
        """Return a length in the size's unit.

        Parameters
        ----------
        pixels
            The length, at 96 pixels to the inch.
        """
        from geomap.maps.svg.markup import number

        return number(pixels) if self.unit == "px" else f"{number(pixels / PX_PER_MM)}mm"

    def to_css_ratio(self) -> str:
        """Return width to height as CSS writes a ratio, ``""`` where there is no height."""
        if self.height is None:
            return ""
        across, down = self.ratio or (round(self.width, 2), round(self.height, 2))
        return f"{across:g}/{down:g}"
