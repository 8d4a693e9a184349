"""How reports begin: "CAIRO (AP) —", "BRISTOL, England, 3 May –", "Lagos, Nigeria --"."""

from __future__ import annotations

from geomap.language.patterns import lazily

_BEHIND = (
    r"(?:,[ \u00a0][^\n,(—–]{1,30}){0,2},?[ \u00a0]?(?:\([^()\n]{1,30}\))?[ \u00a0]?"
    r"(?:[—–]|--?[ \u00a0\n(])[ \u00a0]?"
)
_FOLLOWS = lazily(_BEHIND)
_DATELINE = lazily(r"\s*(?P<town>[^\W\d_a-z][^\n,(—–]{1,40}?)" + _BEHIND)


def is_followed_as_one(text: str, end: int) -> bool:
    """Tell whether what stands behind a name at ``end`` is what follows the town of a dateline: " (AP) —"."""
    return _FOLLOWS.match(text, end) is not None


def dateline_at(text: str, start: int) -> tuple[str, int] | None:
    """Return the town of the dateline that begins at ``start``, as written, and where it ends; None if none does."""
    found = _DATELINE.match(text, start)
    return (found["town"].strip(), found.end()) if found else None
