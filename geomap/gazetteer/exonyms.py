"""Names by language: what Germans, Russians or Arabs call a place that is not theirs, in files of their own.

They stand apart from the names of ``base`` and ``curated``, so that the matcher of English texts never sees them. Who
knows the language of a text or a map asks here, with the language; a look-up asks for all languages.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from geomap.gazetteer import layout
from geomap.gazetteer.arrays import map_arrays
from geomap.gazetteer.nameindex import open_trie
from geomap.gazetteer.names import HALF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import marisa_trie
    import numpy as np
    from numpy.typing import NDArray


class Bearer(NamedTuple):
    """A place that bears a name in some languages.

    Attributes
    ----------
    place
        Its index.
    code
        Match code, see ``layout``: ``PRIMARY`` where it is the place's usual name in these languages.
    languages
        BCP 47 tags.
    """

    place: int
    code: int
    languages: tuple[str, ...]


class Exonyms:
    """The names by language of one compiled gazetteer.

    Parameters
    ----------
    trie
        The folded names, of all scripts.
    arrays
        ``start``: where the bearers of each name begin; ``place``, ``code`` and ``set``, a number of a set of
        languages, for each bearer; ``sets``: the sets as text; ``holders``, ``offset`` and ``blocks``: the names as
        they are written, by place.
    """

    def __init__(self, trie: marisa_trie.Trie, arrays: Mapping[str, memoryview]) -> None:
        self.trie = trie
        self._arrays = arrays
        self._sets = [tuple(line.split()) for line in bytes(arrays["sets"]).decode().split("\n")]
        self._known_to = lru_cache(maxsize=8)(self._sets_of)
        self._of_language = lru_cache(maxsize=64)(partial(_SetsOf, self._sets))
        self._block = lru_cache(maxsize=64)(self._unpack)

    @classmethod
    def open(cls, path: Path, tables: Mapping[str, Mapping[str, Iterable[object]]]) -> Exonyms | None:
        """Map the files in a directory; None where the gazetteer was compiled without such names."""
        if layout.EXONYMS not in tables:
            return None
        arrays = map_arrays(path / layout.EXONYMS, tables[layout.EXONYMS])
        return cls(open_trie(path / layout.EXONYM_TRIE, len(arrays["start"]) - 1), arrays)

    @property
    def languages(self) -> tuple[str, ...]:
        """All languages that some name is of."""
        return tuple(sorted(set().union(*self._sets)))

    def bearers(self, folded: str, language: str = "") -> list[Bearer]:
        """Return the places that bear a folded name, in one language or, without it, in any."""
        try:
            number: int = self.trie.get(folded, -1)
        except UnicodeEncodeError:  # half a character is in no name
            return []
        return self._bearers(number, language) if number >= 0 else []

    def columns(self) -> tuple[memoryview, memoryview, memoryview]:
        """Return where each name's bearers begin, their places and their codes, for who looks at many names at once."""
        return self._arrays["start"], self._arrays["place"], self._arrays["code"]

    def are_of(self, language: str, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell which rows of ``columns`` are names of a language; none is of ``""``."""
        import numpy as np

        found: NDArray[np.bool_] = self._known_to(language)[np.asarray(self._arrays["set"])[rows]]
        return found

    def _sets_of(self, language: str) -> NDArray[np.bool_]:
        import numpy as np

        own = {tag for tag in self.languages if language and is_of(tag, language)}
        return np.array([not own.isdisjoint(tags) for tags in self._sets], bool)

    def places_named(self, language: str) -> frozenset[int]:
        """Return the places that a language has a usual name of its own for."""
        import numpy as np

        places, codes = np.asarray(self._arrays["place"]), np.asarray(self._arrays["code"])
        usual = np.flatnonzero((codes & layout.KIND_MASK) == layout.PRIMARY)
        return frozenset(places[usual[self.are_of(language, usual)]].tolist())

    def prefixes(self, folded: str, language: str) -> list[tuple[int, list[Bearer]]]:
        """Return (length, bearers) of the names of a language that a folded text starts with; longest first.

        The names end with a word in scripts that part their words. In the others the caller judges.
        """
        end, found = len(folded), []
        # What stands before half a character can be a name; the rest is none.
        whole = folded if folded.isascii() else HALF.split(folded, 1)[0]
        for name, number in self.trie.iter_prefixes_with_ids(whole):
            length = len(name)
            if length == end or not folded[length].isalnum() or not parts_words(name):
                bearers = self._bearers(number, language)
                if bearers:
                    found.append((length, bearers))
        found.reverse()
        return found

    def _bearers(self, number: int, language: str) -> list[Bearer]:
        places, codes, sets = self._arrays["place"], self._arrays["code"], self._arrays["set"]
        start = self._arrays["start"]
        rows: Sequence[int] = range(start[number], start[number + 1])
        if language:
            known = self._of_language(language)
            rows = [row for row in rows if known[sets[row]]]
        return [Bearer(places[row], codes[row], self._sets[sets[row]]) for row in rows]

    def names(self, place: int) -> Iterator[tuple[str, str, int]]:
        """Yield (text, language, kind code) of a place's names by language, its usual ones first."""
        row = self._row(place)
        if row < 0:
            return
        block, at = divmod(row, layout.BLOCK)
        for item in self._block(block)[at].split("\t"):
            text, languages, kind = item.split("\x1f")
            for language in languages.split():
                yield text, language, int(kind)

    def _row(self, place: int) -> int:
        holders = self._arrays["holders"]
        row = bisect_left(holders, place)
        return row if row < len(holders) and holders[row] == place else -1

    def _unpack(self, block: int) -> list[str]:
        offset = self._arrays["offset"]
        packed = self._arrays["blocks"][offset[block] : offset[block + 1]]
        return zlib.decompress(packed).decode().split("\n")


class _SetsOf(dict[int, bool]):
    """Which sets of tags have one of a language; each is looked at when it is first asked for."""

    def __init__(self, sets: Sequence[tuple[str, ...]], language: str) -> None:
        super().__init__()
        self._sets, self._language = sets, language

    def __missing__(self, number: int) -> bool:
        found = self[number] = any(is_of(tag, self._language) for tag in self._sets[number])
        return found


def is_of(tag: str, language: str) -> bool:
    """Tell whether a name's tag is of a language: "zh-Hant" is of "zh", and "pt" serves for "pt-BR"."""
    return tag == language or tag.partition("-")[0] == language or language.partition("-")[0] == tag


def parts_words(name: str) -> bool:
    """Tell whether the script of a name parts its words with spaces.

    Chinese, Japanese, Thai, Lao, Khmer, Burmese do not.
    """
    return not any("\u0e00" <= c <= "\u0eff" or "\u1000" <= c <= "\u17ff" or "\u3040" <= c <= "\u9fff" for c in name)
