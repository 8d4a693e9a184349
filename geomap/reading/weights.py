"""The numbers of a table's column that weigh its places."""

from __future__ import annotations

import math
import re

from geomap.errors import InputError

_NUMBER = re.compile(r"(?:\d{1,3}(?:[,'’ \u00a0\u202f]\d{3})+|\d{1,15})(?:\.\d{1,9})?")


def to_number(cell: str) -> float | None:
    """Read a number of a table's cell: "1,200", "1 200", "3.5"; None where it holds anything else."""
    written = cell.strip(" \t\u00a0*_")
    if _NUMBER.fullmatch(written) is None:
        return None
    return float(re.sub(r"[^\d.]", "", written))


def to_weight(cell: str, where: str) -> float:
    """Read the weight of a row; of an empty cell it is nan: the row is one of a table that weighs, without a number.

    Parameters
    ----------
    cell
        What stands there.
    where
        File and line, for the error.

    Raises
    ------
    InputError
        It is no number, or below zero.
    """
    if not cell.strip():
        return math.nan
    number = to_number(cell)
    if number is None:
        raise InputError(f"{where}: the weight {cell.strip()[:20]!r} is not a number such as 1200, 1,200 or 3.5")
    return number
