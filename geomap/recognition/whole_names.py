"""Names that go on where the tagger stops: "Chernobyl exclusion zone", "King William's Town".

The gazetteer has the whole, and what was found is its beginning.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.language import Language
    from geomap.recognition.arbitration import CandidateSpan
    from geomap.recognition.matches import NameLookup
    from geomap.recognition.spans import Span

_OWNED = re.compile(r"['’]s[ \u00a0][A-Z][\w’']*")
_WORDS = re.compile(r"(?:[ \u00a0-][\w’']+)?[ \u00a0]([\w’']+)")
_LEAST, _RAISED = 0.1, 0.7


def complete(text: str, chosen: Sequence[Span], names: NameLookup, language: Language) -> None:
    """Let each span that is the beginning of a gazetteer's longer name take the whole of it.

    Parameters
    ----------
    text, chosen
        The text, and its spans in order.
    names
        Those of places.
    language
        Whose words end the names of zones.
    """
    ends = language.heads.zone_ends
    for i, span in enumerate(chosen):
        if span.kind != "literal":
            continue
        limit = chosen[i + 1].start if i + 1 < len(chosen) else len(text)
        for end in _ends(text, span.end, ends):
            if end <= limit and names.name_id(fold(text[span.start : end])) >= 0:
                span.end, span.name, span.match, span.head = end, None, None, ""
                break


def _ends(text: str, at: int, ends: frozenset[str]) -> list[int]:
    """Return where a name that stops at a position could end."""
    found = []
    if owned := _OWNED.match(text, at):
        found.append(owned.end())
    words = _WORDS.match(text, at)
    if words is not None and words[1].lower() in ends:
        found.append(words.end())
    elif words is not None:
        first = _WORDS.match(text, at, words.start(1))
        if first is not None and first[1].lower() in ends:
            found.append(first.end())
    return found


def with_owners(
    text: str, scored: Sequence[tuple[float, CandidateSpan]], gazetteer: Gazetteer
) -> list[tuple[float, CandidateSpan]]:
    """Return the candidates, those raised that the tagger half believes and that are a gazetteer's "Graham's Town".

    Parameters
    ----------
    text, scored
        The text, and its candidates with their probabilities.
    gazetteer
        Whose names count.
    """
    made = []
    for probability, candidate in scored:
        raised = probability
        if _LEAST <= probability < _RAISED and candidate.match is None:
            words = text[candidate.start : candidate.end]
            if _OWNED.search(words) and gazetteer.name_id(fold(words)) >= 0:
                raised = _RAISED
        made.append((raised, candidate))
    return made
