"""Keywords that do not exist: the error names the one that was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_ALIKE = 0.6
_SHORT_FORMS = {"lang": "language", "width": "size", "height": "size", "source": "source_line"}
"""What people write who come from other libraries."""


def refuse_unknown(given: Iterable[str], known: Collection[str], *, of_maps: Collection[str] = ()) -> None:
    """Refuse keywords that do not exist.

    Parameters
    ----------
    given
        The keywords.
    known
        All that there are.
    of_maps
        Those that ``map_text`` would take.

    Raises
    ------
    TypeError
        One of them does not exist: the message names what was meant, and all that there are.
    """
    unknown = sorted(set(given) - set(known))
    if not unknown:
        return
    name = unknown[0]
    if name in of_maps:
        hint = ": it is one of map_text; there"
    else:
        meant = closest(name, known)
        hint = f", did you mean {meant!r}? There" if meant else "; there"
    raise TypeError(f"there is no option {name!r} here{hint} are: {', '.join(sorted(known))}")


def closest(name: str, known: Collection[str]) -> str:
    """Return the keyword that was probably meant, ``""`` where none is like it.

    >>> closest("worldveiw", {"worldview", "size"})
    'worldview'
    """
    from difflib import get_close_matches

    if (alias := _SHORT_FORMS.get(name, "")) in known:
        return alias
    lower = name.lower().replace("-", "_")
    near = get_close_matches(lower, sorted(known), n=1, cutoff=_ALIKE)
    begun = [one for one in sorted(known) if len(lower) > 2 and (one.startswith(lower) or lower.startswith(one))]
    return (near or begun or [""])[0]
