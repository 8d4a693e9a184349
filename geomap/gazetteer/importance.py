"""How likely a place is meant when nothing but its name is known: a number for putting candidates in order.

A factor of ten in population is worth 100. Rank (capital, seat of a province) and fame (how many names a place has in
the sources) add to it. The resolver weighs much more; this is the prior.
"""

from __future__ import annotations

import math
from typing import Final

_SETTLEMENT: Final = {"PPLC": 150, "PPLA": 60, "PPLG": 60, "PPLA2": 20, "PPLX": -60, "PPLH": -100, "PPLQ": -100}
_RANKED: Final = {  # importance of a feature of Natural Earth's scale rank 0, and what each further rank takes off
    "OCN": (900, 0),
    "SEA": (800, 40),
    "GULF": (700, 40),
    "STM": (720, 45),
    "LK": (660, 45),
    "RSV": (560, 45),
}


def fame(names: int) -> int:
    """Return the importance that the number of a place's names adds."""
    return round(22 * math.log2(1 + names))


def of_settlement(population: int, feature_code: str, names: int) -> int:
    """Return the importance of a populated place."""
    return max(1, round(100 * math.log10(population + 30)) + _SETTLEMENT.get(feature_code, 0) + fame(names))


def of_country(population: int, feature_code: str) -> int:
    """Return the importance of a country or dependency."""
    return round(100 * math.log10(population + 1000)) + (500 if feature_code == "PCLI" else 300)


def of_unit(level: int, population: int, names: int) -> int:
    """Return the importance of a first- or second-order unit.

    The population is that of its settlements in the gazetteer.
    """
    return max(1, round(100 * math.log10(population + 30)) - (20 if level == 1 else 200) + fame(names) // 2)


def of_ranked(feature_code: str, rank: float) -> int:
    """Return the importance of a water or other natural feature by Natural Earth's scale rank (0 the greatest)."""
    most, step = _RANKED.get(feature_code, (560, 40))
    return max(100, round(most - step * rank))


_OTHERS: Final = {"A": 200, "H": 220, "L": 240, "R": 120, "S": 150, "T": 230, "U": 150, "V": 150}


def of_feature(feature_class: str, feature_code: str, population: int, names: int) -> int:
    """Return the importance of any feature of a GeoNames dump, by what its row says."""
    if feature_class == "P":
        return of_settlement(population, feature_code, names)
    if feature_code in ("ADM1", "ADM2"):
        return of_unit(int(feature_code[3]), population, names)
    if feature_code.startswith("PCL") and feature_code != "PCLH":
        return of_country(population, feature_code)
    return _OTHERS.get(feature_class, 100) + round(40 * math.log10(population + 1)) // 2 + 2 * fame(names)
