"""How reports begin: "CAIRO (AP) —", "BRISTOL, England, 3 May –", "МОСКВА, 12 ноября. /ТАСС/.", "（新华社北京3日电）".

English has one form. Another language has that of the West, with the marks that its agencies write; where its reports
begin in another way, its ``dates.toml`` says what stands before the town and behind it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from geomap.language.patterns import compiled, lazily

if TYPE_CHECKING:
    import re

    from geomap.language import Language

_BEHIND = (
    r"(?:,[ \u00a0][^\n,(—–]{1,30}){0,2},?[ \u00a0]?(?:\([^()\n]{1,30}\))?[ \u00a0]?"
    r"(?:[—–]|--?[ \u00a0\n(])[ \u00a0]?"
)
_BEHIND_ELSEWHERE = (
    # Another place, or a date: no clause.
    r"(?:[,،.][ \u00a0](?=[^\n,،(—–/]{0,12}\d|[^\W\d_a-zß-ÿа-џґ])[^\n,،(—–/]{1,30}?){0,2}[,.]?[ \u00a0]?"
    r"(?:\([^()\n]{1,30}\)|/[^/\n]{1,30}/)?\.?[ \u00a0]?"
    r"(?:[—–]|-{1,2}[ \u00a0\n(]|(?<=/)\.?[ \u00a0]|(?:(?<=/\.)|(?<=\)\.)|(?<=\):))[ \u00a0])[ \u00a0]?"
)
_TOWN = r"(?P<town>[^\W\d_a-z][^\n,(—–]{1,40}?)"
_BEFORE_DATE = lazily(r"[\W_]*(?P<first>[^\W\d_]{2,})[\w .,،'’/()-]{0,60}?[,،]?\s*$")
_BEHIND_DATE = lazily(r"\W{0,3}(?:\([^)\n]{1,40}\)|/[^/\n]{1,40}/|[^.\n]{0,30}?(?:\s[-–—]+\s|[–—]|:))")
_LEAST_CAPITALS = 3
_MOST_BEFORE_DATE = 30
"""Characters before the date of a dateline where no capitals tell its town."""


class _DatelineForms(NamedTuple):
    """The expressions of a language: what follows the town, the whole, and what may stand before the town."""

    behind: re.Pattern[str]
    whole: re.Pattern[str]
    before: re.Pattern[str]


@cache
def _forms(language: Language | None) -> _DatelineForms:
    if language is None or language.code == "en":
        return _DatelineForms(lazily(_BEHIND), lazily(r"\s*" + _TOWN + _BEHIND), compiled(""))
    behind = language.dates.dateline_behind or _BEHIND_ELSEWHERE
    before = language.dates.dateline_before
    town = _TOWN.replace("[^\\n,(—–]", r"[^\n,،，。./(—–\d]")
    return _DatelineForms(lazily(behind), lazily(rf"\s*(?:{before}){town}{behind}"), compiled(before))


def is_followed_as_one(text: str, end: int, language: Language | None = None) -> bool:
    """Tell whether what stands behind a name at ``end`` is what follows the town of a dateline: " (AP) —".

    Parameters
    ----------
    text
        The text.
    end
        Where the name ends.
    language
        Language of the text; English without it.
    """
    return _forms(language).behind.match(text, end) is not None


def may_stand_before(words: str, language: Language | None = None) -> bool:
    """Tell whether some words at the beginning of a line are what stands before the town of a dateline: "（新华社".

    Parameters
    ----------
    words
        From the beginning of the line to the name.
    language
        Language of the text; English, which has none, without it.
    """
    return not words.strip(" \u00a0*_#>") or _forms(language).before.fullmatch(words) is not None


def dateline_at(text: str, start: int, language: Language | None = None) -> tuple[str, int] | None:
    """Return the town of the dateline that begins at ``start``, as written, and where it ends; None if none does.

    Parameters
    ----------
    text, start
        The text, and where to look.
    language
        Language of the text; English without it.
    """
    found = _forms(language).whole.match(text, start)
    return (found["town"].strip(), found.end()) if found else None


def dates_a_report(line: str, start: int, end: int, language: Language | None = None) -> bool:
    """Tell whether a date at ``line[start:end]`` is that of a dateline: "KYIV, March 3 (AP) —".

    Parameters
    ----------
    line, start, end
        A line of the text's beginning, and where the date stands in it.
    language
        Language of the text; English without it.
    """
    before = line[:start]
    forms = _forms(language)
    whole = forms.whole.match(line)
    if whole is not None and forms.before.pattern and whole.end("town") <= start and end <= whole.end():
        return True
    found = _BEFORE_DATE.match(before)
    if found is None or _BEHIND_DATE.match(line, end) is None:
        return False
    # A town in capitals is read as one; where letters have none, few words stand before a date.
    if found["first"].upper() == found["first"].lower():
        return len(before) <= _MOST_BEFORE_DATE
    return found["first"].isupper() and len(found["first"]) >= _LEAST_CAPITALS
