"""The months and days of the week of every language's ``dates.toml``, from Unicode's CLDR by way of Babel.

    python -m geomap.training.calendar_words [xx ...]

It writes the end of the file, behind a mark; what stands before is written by hand: other cases, other spellings.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FOLDER: Final = Path(__file__).parents[1] / "language"
MARK: Final = "# What follows is written by geomap/training/calendar_words.py.\n"
_REGIONS: Final = {
    "ar": ("ar", "ar_SY", "ar_MA", "ar_DZ"),
    "de": ("de", "de_AT"),
    "sr": ("sr", "sr_Latn"),
    "zh": (),
    "ja": (),
    "ko": (),
}
"""Locales whose names of months differ: all serve. Where months are numbers they need no names."""
_LEAST_LETTERS: Final = 3
"""Shorter short forms are other words, or letters."""


def names(code: str) -> dict[str, dict[str, int]]:
    """Return the tables of a language: months, their short forms, and days of the week from Monday, which is 0.

    Parameters
    ----------
    code
        The language's folder.
    """
    from babel import Locale

    locales = [Locale.parse(region) for region in _REGIONS.get(code, (code,))]
    contexts = ("format", "stand-alone")
    months = _words(item for each in locales for form in contexts for item in each.months[form]["wide"].items())
    short = _words(item for each in locales for form in contexts for item in each.months[form]["abbreviated"].items())
    days = _words(item for each in locales for form in contexts for item in each.days[form]["wide"].items())
    kept = {word: number for word, number in short.items() if word not in months and len(word) >= _LEAST_LETTERS}
    return {"months": months, "short_months": kept, "weekdays": days}


def _words(items: Iterable[tuple[int, str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, word in items:
        plain = word.lower().rstrip(".").strip()
        # "11月" is a number with a sign, which the patterns read.
        if plain and not plain[0].isdigit():
            found.setdefault(plain, number)
    return found


def as_toml(tables: Mapping[str, Mapping[str, int]]) -> str:
    """Return tables as the end of a file, each key quoted; an empty one is left out."""
    made = []
    for name, words in tables.items():
        if words:
            made.append(f"[{name}]\n" + "".join(f'"{word}" = {number}\n' for word, number in words.items()))
    return "\n".join(made)


def written(text: str, code: str) -> str:
    """Return the text of a language's file with its end as CLDR has it now."""
    head, mark, _ = text.partition(MARK)
    return head + mark + "\n" + as_toml(names(code)) if mark else text


def main() -> None:
    """Write the files of the languages that are named, or of all that have the mark."""
    for code in sys.argv[1:] or sorted(path.parent.name for path in FOLDER.glob("*/dates.toml")):
        path = FOLDER / code / "dates.toml"
        path.write_text(written(path.read_text(encoding="utf-8"), code), encoding="utf-8")


if __name__ == "__main__":
    main()
