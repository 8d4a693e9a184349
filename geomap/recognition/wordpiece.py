"""WordPiece: a word into pieces of a fixed vocabulary, longest first (Schuster & Nakajima 2012; Devlin et al. 2019)."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

UNKNOWN = "[UNK]"
"""The piece that stands for what the vocabulary does not have."""
_MAX_PIECES = 6
"""The rest of a longer word says little about what it names."""
_MAX_LETTERS = 40
_SOFT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def normalize(word: str) -> str:
    """Return the lower case without accents, as the vocabulary has its pieces."""
    word = word.translate(_SOFT)
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))


def _runs(word: str) -> list[str]:
    """Yield runs of letters and digits, and every other character alone: pieces never cross punctuation."""
    runs: list[str] = []
    current = ""
    for char in word:
        if char.isalnum():
            current += char
        else:
            if current:
                runs.append(current)
                current = ""
            runs.append(char)
    if current:
        runs.append(current)
    return runs


def pieces(word: str, vocabulary: Mapping[str, int]) -> Sequence[int]:
    """Return the numbers of a word's pieces, at least one and at most six.

    Parameters
    ----------
    word
        As written.
    vocabulary
        Piece to row; a piece that continues a word starts with ``##``.
    """
    normal = normalize(word[:_MAX_LETTERS])
    whole = vocabulary.get(normal)
    if whole is not None:
        return (whole,)
    out: list[int] = []
    for run in _runs(normal):
        out.extend(_split_run(run, vocabulary))
        if len(out) >= _MAX_PIECES:
            break
    return tuple(out[:_MAX_PIECES]) or (vocabulary[UNKNOWN],)


def _split_run(run: str, vocabulary: Mapping[str, int]) -> list[int]:
    out: list[int] = []
    start = 0
    while start < len(run):
        prefix = "##" if start else ""
        for end in range(len(run), start, -1):
            row = vocabulary.get(prefix + run[start:end])
            if row is not None:
                out.append(row)
                start = end
                break
        else:
            return [vocabulary[UNKNOWN]]
    return out
