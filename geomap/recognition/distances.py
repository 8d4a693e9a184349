"""Distances in words: "about 10 to 15 km", "thirty-five miles", "a few kilometres", "two hours' drive"."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

    from geomap.language.parts import RelativeWords

_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?(?: ?[½¼¾⅓⅔])?|[½¼¾]")
_COMMA_DIGITS = re.compile(r"(?:\d{1,3}(?:[ .]\d{3})+|\d+)(?:,\d+)?(?: ?[½¼¾⅓⅔])?|[½¼¾]")
"""The same where the comma is that of decimals."""
_LETTERS = re.compile(r"[^\W\d_]+")
_SPREAD = 0.25
"""How far a distance that stands as one number may be off, as a share: writers round."""
_SPREAD_OF_RANGE = 0.1
_JOURNEY = (0.1, 1.2)
"""A journey of an hour may wind and stop: which share of its way it may lead from where it began, at least and most."""
_AT_MOST, _BEYOND = 0.0, 1.5


class Distance(NamedTuple):
    """Least and greatest kilometres, and the number that stands there, if there is one."""

    least_km: float
    most_km: float
    said_km: float | None


class Distances:
    """Reads the distances of a language.

    Parameters
    ----------
    table
        Its numbers and units.
    """

    def __init__(self, table: RelativeWords) -> None:
        self._table = table
        self._units = _by_length(table.units)
        self._travel = _by_length(table.travel)
        self._hours = _by_length(table.hours)
        self._vague = {word: (float(span.split()[0]), float(span.split()[1])) for word, span in table.vague.items()}

    @cached_property
    def _last_words(self) -> tuple[frozenset[str], tuple[str, ...], frozenset[str], frozenset[str]]:
        """Return the ends of units, those that may be joined to a number, hours, and the ends of ways to travel."""
        units = frozenset(_LETTERS.findall(unit)[-1] for unit in self._table.units)
        joined = tuple(unit for unit in units if len(unit) > 1)
        return units, joined, frozenset(self._hours), frozenset(means.split()[-1] for means in self._travel)

    @cached_property
    def _number(self) -> re.Pattern[str]:
        return re.compile("|".join(_by_length(self._table.numbers)), re.IGNORECASE)

    def may_be_in(self, words: Collection[str]) -> bool:
        """Tell whether lower-case words have a unit among them, or a journey: without, they tell no distance."""
        units, joined, hours, travels = self._last_words
        if not units.isdisjoint(words) or any(word.endswith(joined) for word in words):
            return True
        # Without spaces a unit has the next words behind it.
        if any(word.startswith(joined) for word in words if not word.isascii()):
            return True
        return not hours.isdisjoint(words) and not travels.isdisjoint(words)

    def read(self, words: str, how: str = "") -> Distance | None:
        """Read a distance.

        Parameters
        ----------
        words
            Number and unit, or a journey's hours and means.
        how
            What stands before it: "more than".
        """
        text = " ".join(words.split("(", maxsplit=1)[0].replace("-", " ").lower().split())
        travelled = next((means for means in self._travel if text.endswith(means)), None)
        if travelled is not None:
            return self._journey(text, self._table.travel[travelled])
        unit = next((u for u in self._units if re.search(rf"(?<![^\W\d_]){re.escape(u)}(?!\w)", text)), None)
        if unit is None:
            return None
        km = self._table.units[unit]
        more = sum(value for words, value in self._table.halves.items() if words in text)
        before = text[: text.rfind(unit)].strip()
        for half in self._table.halves:
            before = before.removesuffix(half).strip()
        if before in self._vague:
            least, most = self._vague[before]
            if least < most:
                return Distance(least * km, most * km, None)
        numbers = [self._vague[before][0]] if before in self._vague else self.numbers(before)
        if not numbers:
            return None
        return _of([(number + more) * km for number in numbers], self._kind(how))

    def _kind(self, how: str) -> str:
        words = " ".join(how.lower().split())
        return next((kind for kind, known in self._table.measures.items() if words in known), "")

    def _journey(self, text: str, km_an_hour: float) -> Distance | None:
        unit = next((u for u in self._hours if re.search(rf"\b{u}\b", text)), None)
        if unit is None:
            return None
        before = text[: text.find(unit)]
        numbers = self.numbers(before) or [0.5 if before.startswith("half") else 1.0]
        ways = [number * self._table.hours[unit] * km_an_hour for number in numbers]
        return Distance(min(ways) * _JOURNEY[0], max(ways) * _JOURNEY[1], None)

    def numbers(self, text: str) -> list[float]:
        """Return the numbers of a text, in digits or words: one, or the two ends of a range."""
        if self._table.decimal and (found := _COMMA_DIGITS.findall(text)):
            return [_of_digits(re.sub("[ .]", "", digits).replace(",", ".")) for digits in found[:2]]
        if found := _DIGITS.findall(text):
            return [_of_digits(digits) for digits in found[:2]]
        numbers: list[float] = []
        for piece in re.split(r"\b(?:to|or)\b|[–—]", text):
            words = self._number.findall(piece)
            if words:
                numbers.append(self._of_words(words))
        return numbers

    def _of_words(self, words: list[str]) -> float:
        total, current = 0, 0
        for word in words:
            value = self._table.numbers[word.lower()]
            if value >= 1000:
                total, current = total + max(current, 1) * value, 0
            elif value in (12, 20, 100) and current and current < 10:
                current *= value
            else:
                current += value
        return float(total + current)


def _by_length(words: dict[str, float] | dict[str, int]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def _of_digits(digits: str) -> float:
    value = 0.0
    if digits[-1] in _FRACTIONS:
        value, digits = _FRACTIONS[digits[-1]], digits[:-1].strip()
    return value + (float(digits.replace(",", "")) if digits else 0.0)


def _of(said: list[float], kind: str) -> Distance:
    least, most = min(said), max(said)
    middle = (least + most) / 2
    if kind == "less":
        return Distance(_AT_MOST, most, middle)
    if kind == "more":
        return Distance(least, most * _BEYOND, middle)
    spread = _SPREAD_OF_RANGE if len(said) > 1 else _SPREAD
    return Distance(least * (1 - spread), most * (1 + spread), middle)
