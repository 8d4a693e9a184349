"""Time and memory of long texts: 1, 2, 5 and 10 MB, and a megabyte of what could make a text slow.

Each figure comes from a process of its own with one thread. What grows in proportion has a ratio of 10 from 1 to 10 MB.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from processes import cpu_of, geomap

_SIZES_MB = (1, 2, 5, 10)
_RECOGNIZERS = ("tagger", "lexicon")

_FRAME = """
import json, random, resource, sys, time
sys.path.insert(0, {here!r})
from growth import hostile, news
from geomap.assembly import assemble_geoparser
kind, size, recognizer = {kind!r}, {size}, {recognizer!r}
text = news(size) if kind == "news" else hostile(size)[kind]
run = assemble_geoparser(recognizer=recognizer).geoparse
run("Homs")
start = time.process_time()
found = len(run(text))
print(json.dumps([time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, found]))
"""


def news(size: int) -> str:
    """Made-up reports, ``size`` characters of them."""
    from geoparsing import make_documents

    documents = make_documents(600)
    text = "\n\n".join(documents)
    return (text * (size // len(text) + 1))[:size]


def hostile(size: int) -> dict[str, str]:
    """Texts of ``size`` characters that a careless expression would take the square of their length for."""
    pieces = {
        "one line": news(min(size, 400_000)).replace("\n", " "),
        "one name again and again": "Damascus ",
        "a list of one name": "Damascus, ",
        "one name in many places": "".join(f"Springfield, {city}. " for city in cities(5000)),
        "many names": "".join(f"He left {city} for {city[:-1]}. " for city in cities(20_000)),
        "St. St. St.": "St. ",
        "A-A-A-": "A-",
        "capital words": "".join(f"{_word(i)} " for i in range(100_000)),
        "capitals": "THE SYRIAN ARMY AND PARIS MET ",
        "small letters": "damascus and homs ",
        "small words": "of the ",
        "positions": "33°07'12\"N 35°49'10\"E, 33.1234, 35.8212, 36SYC1234567890 ",
        "brackets": "(",
        "quotes": "“",
        "commas": ",",
        "names in brackets": "Homs (Syria) ",
        "movements": "Rebels fled from Homs to Hama. ",
        "relatives": "A bomb fell 10 km north of Homs. ",
        "rows of a table": "Homs | 41\n",
        "no letters": "12 + 34 = 46\n",
        "control characters": "\x00\x01\x02\x7f ",
        "combining marks": "e\u0301\u0301",
        "right to left": "دمشق هي عاصمة سوريا ",
        "lone surrogates": "Paris \ud800\udfff ",
    }
    return {name: (piece * (size // len(piece) + 1))[:size] for name, piece in pieces.items()}


def cities(count: int) -> list[str]:
    """Names of towns from all over the gazetteer."""
    from geomap.gazetteer import bundled

    gazetteer = bundled()
    population = gazetteer.columns.population
    towns = [i for i in range(len(gazetteer)) if population[i] >= 5_000]
    return [gazetteer.name_of(i) for i in towns[:: max(1, len(towns) // count)]]


def _word(number: int) -> str:
    letters = []
    for _ in range(6):
        number, letter = divmod(number * 7 + 3, 26)
        letters.append(chr(97 + letter))
    return "".join(letters).capitalize()


def _measure(kind: str, size: int, recognizer: str) -> tuple[float, float, int]:
    code = _FRAME.format(here=str(Path(__file__).parent), kind=kind, size=size, recognizer=recognizer)
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=os.environ | threads
    )
    if done.returncode:
        raise SystemExit(f"{kind}, {size} characters: {done.stderr}")
    return tuple(json.loads(done.stdout.splitlines()[-1]))


def rows() -> list[tuple]:
    """Return one row a text: CPU seconds, peak MB, toponyms, and how the time grew."""
    table: list[tuple] = [("", "CPU s   peak MB  toponyms  time against 1 MB")]
    for recognizer in _RECOGNIZERS:
        first = 0.0
        for size in _SIZES_MB:
            spent, peak, found = _measure("news", size * 1_000_000, recognizer)
            first = first or spent
            row = f"{spent:8.2f} {peak:8.0f} {found:9,} {spent / first:9.1f}"
            table.append((f"{recognizer}: reports, {size} MB", row))
    for recognizer in _RECOGNIZERS:
        for kind in hostile(1000):
            small, _, _ = _measure(kind, 250_000, recognizer)
            spent, peak, found = _measure(kind, 1_000_000, recognizer)
            row = f"{spent:8.2f} {peak:8.0f} {found:9,} {spent / max(small, 0.01):9.1f} of a quarter"
            table.append((f"{recognizer}: 1 MB, {kind}", row))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.txt"
        for command in (["places", "--format", "json"], ["map", "-o", str(Path(folder) / "long.html")]):
            first = 0.0
            for size in (1, 10):
                path.write_text(news(size * 1_000_000), encoding="utf-8")
                cost = cpu_of(geomap(command[0], str(path), *command[1:]))
                first = first or cost.cpu_s
                row = f"{cost.cpu_s:8.2f} {cost.peak_mb:8.0f} {'':9} {cost.cpu_s / first:9.1f}"
                table.append((f"geomap {command[0]}, {size} MB", row))
    return table
