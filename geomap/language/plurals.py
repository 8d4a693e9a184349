"""Which form of a counted noun a language takes: the plural categories of CLDR, for whole numbers.

Source: the Unicode Common Locale Data Repository, supplemental plural rules (https://cldr.unicode.org), as far as they
concern whole numbers that are written out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable


def _one(n: int) -> str:
    return "one" if n == 1 else "other"


def _none_or_one(n: int) -> str:
    return "one" if n in (0, 1) else "other"


def _never(_n: int) -> str:
    return "other"


def _hebrew(n: int) -> str:
    return {1: "one", 2: "two"}.get(n, "other")


def _is_few(n: int) -> bool:
    return n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14)


def _east_slavic(n: int) -> str:
    if n % 10 == 1 and n % 100 != 11:
        return "one"
    return "few" if _is_few(n) else "many"


def _south_slavic(n: int) -> str:
    category = _east_slavic(n)
    return "other" if category == "many" else category


def _polish(n: int) -> str:
    return "one" if n == 1 else "few" if _is_few(n) else "many"


def _czech(n: int) -> str:
    return "one" if n == 1 else "few" if n in (2, 3, 4) else "other"


def _slovene(n: int) -> str:
    return {1: "one", 2: "two", 3: "few", 4: "few"}.get(n % 100, "other")


def _romanian(n: int) -> str:
    return "one" if n == 1 else "few" if n == 0 or 0 < n % 100 < 20 else "other"


def _arabic(n: int) -> str:
    if n in (0, 1, 2):
        return ("zero", "one", "two")[n]
    return "few" if 3 <= n % 100 <= 10 else "many" if n % 100 >= 11 else "other"


_RULES: Final[dict[str, Callable[[int], str]]] = {
    **dict.fromkeys(("fr", "pt", "fa", "hi", "hy"), _none_or_one),
    **dict.fromkeys(("zh", "ja", "ko", "th", "vi", "id", "ms"), _never),
    **dict.fromkeys(("ru", "uk", "be"), _east_slavic),
    **dict.fromkeys(("sr", "hr", "bs"), _south_slavic),
    **dict.fromkeys(("cs", "sk"), _czech),
    "pl": _polish,
    "sl": _slovene,
    "ro": _romanian,
    "ar": _arabic,
    "he": _hebrew,
}


def plural_category(language: str, n: int) -> str:
    """Return the plural category of a whole number, as CLDR calls it: ``"one"``, ``"few"``, ``"many"`` and so on.

    Parameters
    ----------
    language
        BCP 47 tag of a language, without a region.
    n
        The number, not negative.

    Examples
    --------
    >>> [plural_category("pl", n) for n in (1, 2, 5, 22)]
    ['one', 'few', 'many', 'few']
    """
    return _RULES.get(language, _one)(n)
