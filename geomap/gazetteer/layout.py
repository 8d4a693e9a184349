"""How the compiled gazetteer lies on disk: the numbers that the writer and the reader share.

``manifest.json`` describes the rest. Every ``*.dat`` file is a row of fixed-width little-endian arrays, each at the
offset, with the type code and the length that the manifest gives; every ``*.trie`` is a ``marisa_trie.Trie``. Both are
mapped into memory, so that nothing is parsed and several processes share one copy.

Names lie in two layers. ``base`` comes from the sources; ``curated`` holds only the names that the hand-kept tables
touch, each with all its bearers, and is asked first. So a new row in a hand-kept table rewrites small files only.

Names that belong to a language (Китай, Deutschland, "polski") lie in ``exonyms.*``, see ``geomap.gazetteer.exonyms``:
each name with its bearers, and each bearer with the languages. The matcher of English texts does not open them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from geomap.model import MatchKind

SCHEMA: Final = 1

MATCH_KINDS: Final[tuple[MatchKind, ...]] = (
    "primary",
    "alternate",
    "abbreviation",
    "historical",
    "demonym",
    "phrase",
    "fuzzy",
    "position",
)
"""What ``match code & 15`` means."""

PRIMARY, ALTERNATE, ABBREVIATION, HISTORICAL, DEMONYM = range(5)
KIND_MASK: Final = 15
CASE_SENSITIVE: Final = 16
"""Bit of a match code: the name counts only as it is written ("US" is not "us")."""
HAND_KEPT: Final = 32
"""Bit of a match code: a hand-kept table has the name, so it is one that texts use."""

# A bearer is one 32-bit number: the place in the lower 24 bits, the match code above. A name with several bearers
# has the top bit set and, below it, where its list begins.
PLACE_BITS: Final = 24
PLACE_MASK: Final = (1 << PLACE_BITS) - 1
LIST_BIT: Final = 1 << 31

BLOCK: Final = 64
"""Places whose alternate names are compressed together."""

LONGEST: Final = 100
"""Names with more folded characters than this are not stored."""

TIER_NONE, TIER_COUNTRY, TIER_ADMIN1, TIER_500K, TIER_100K, TIER_15K, TIER_2K, TIER_PLACE, TIER_ALTERNATE = range(9)
TIER_FEATURE: Final = 9
TIER_DEMONYM: Final = 10

MANIFEST: Final = "manifest.json"
PLACES: Final = "places.dat"
TEXT: Final = "text.dat"
WRITTEN: Final = "written.dat"
CURATED: Final = "curated.json"
EXONYMS: Final = "exonyms.dat"
EXONYM_TRIE: Final = "exonyms.trie"
LAYERS: Final = ("base", "curated")
SCRIPTS: Final = ("latin", "other")
MATCHED: Final = SCRIPTS[0]
"""The script of the names that are found in texts."""


def default_path() -> Path:
    """Return the directory of the bundled gazetteer: inside the package, or beside it in a working copy."""
    packaged = Path(__file__).parent / "data"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "gazetteer" / "data"
