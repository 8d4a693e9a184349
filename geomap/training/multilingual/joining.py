"""From a corpus' tokens back to running text, with the place of every token in it.

The tagger reads text as it is written; corpora give tokens. Marks go where they are written, Chinese, Japanese and Thai
are joined without spaces, Arabic clitics and Korean particles that a corpus cut off are put on their words again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.recognition.matches import RUNNING_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

_CLOSING: Final = frozenset(",.;:!?)]}»”’%،؛؟।۔…、。·")
_OPENING: Final = frozenset("([{«“„¿¡‘#@")
_BOTH: Final = frozenset("/_")
_ELIDING: Final = frozenset(("fr", "it"))
_SEGMENTED: Final = frozenset(("newsfane-gold",))
"""Sources whose Arabic clitics are tokens of their own."""
_PROCLITICS: Final = frozenset(("و", "ف", "ب", "ل", "ك", "س", "لل"))
_ENCLITICS: Final = frozenset(("ه", "ها", "هم", "هما", "هن", "نا", "ك", "كم", "ي", "ني"))
_PARTICLES: Final = (
    *("에서는", "에서도", "에서", "에게", "으로", "부터", "까지", "이라", "라고", "은", "는", "이", "가", "을", "를"),
    *("의", "에", "로", "와", "과", "도", "만", "인", "측", "장", "씨", "군", "양", "님"),
)
_CONTRACTED: Final = {
    "de": {"o": "do", "a": "da", "os": "dos", "as": "das", "este": "deste", "esta": "desta", "ele": "dele"},
    "em": {"o": "no", "a": "na", "os": "nos", "as": "nas", "um": "num", "uma": "numa", "este": "neste"},
    "a": {"o": "ao", "os": "aos", "a": "à", "as": "às"},
    "por": {"o": "pelo", "a": "pela", "os": "pelos", "as": "pelas"},
}
"""Portuguese prepositions with an article, which the treebank parts."""


class Joined(NamedTuple):
    """Text, and the span in it of every token."""

    text: str
    spans: list[tuple[int, int]]


def join(tokens: Sequence[str], labels: Sequence[str], language: str, source: str, rng: Random | None) -> Joined:
    """Join tokens to text as it is written; with ``rng``, one sentence in seven with a space between all of them."""
    plain = rng is not None and language not in RUNNING_LANGUAGES and rng.random() < 1 / 7
    text = ""
    spans: list[tuple[int, int]] = []
    glue, quoted = True, False
    for i, token in enumerate(tokens):
        word = token.strip()
        if language == "pt" and not plain and i and labels[i - 1] == labels[i] == "O":
            short = _CONTRACTED.get(tokens[i - 1].lower(), {}).get(word.lower())
            if short and spans[-1][0] < spans[-1][1]:
                first = spans[-1][0]
                text = text[:first] + (short.capitalize() if text[first].isupper() else short)
                spans[-1] = (first, len(text))
                spans.append((len(text), len(text)))
                continue
        stays = glue if not plain else not text
        if not plain and not stays:
            stays = _is_glued(tokens, labels, i, language, source) or (word == '"' and quoted)
        if not stays and text and not text.endswith(" "):
            text += " "
        spans.append((len(text), len(text) + len(word)))
        text += word
        glue = not plain and _glues_next(tokens, i, language, source)
        if word == '"':
            glue = not plain and not quoted
            quoted = not quoted
    return Joined(text, spans)


def _is_glued(tokens: Sequence[str], labels: Sequence[str], i: int, language: str, source: str) -> bool:
    token, before = tokens[i], tokens[i - 1]
    if language in RUNNING_LANGUAGES:
        return not (_is_latin(token) and _is_latin(before))
    if token[0] in _CLOSING or token[0] in _BOTH or token[:2] in ("'s", "’s", "n'"):
        return True
    if source in _SEGMENTED:
        return token in _ENCLITICS
    if language == "ko":
        return labels[i - 1] != "O" and labels[i] == "O" and token.startswith(_PARTICLES)
    return language in _ELIDING and token in ("'", "’") and before.isalpha()


def _glues_next(tokens: Sequence[str], i: int, language: str, source: str) -> bool:
    token = tokens[i]
    if token in _OPENING or token in _BOTH:
        return True
    if source in _SEGMENTED:
        return token in _PROCLITICS
    if language in _ELIDING and token in ("'", "’"):
        return i > 0 and tokens[i - 1].isalpha()
    return False


def _is_latin(token: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9À-ɏ.]+", token) is not None


def repaired(text: str) -> str:
    """Return a text with its characters put right where UTF-8 was read as Latin-1 or Windows-1252.

    Text that is not wholly so, or that this would damage, comes back as it is.
    """
    if not _BROKEN.search(text):
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            mended = text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        return mended
    return text


_BROKEN: Final = re.compile("[ÂÃÐÑØÙ×àãäåæç][\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u2013-\u2122]")
