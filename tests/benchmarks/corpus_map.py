"""A map of a corpus: what it takes to count ten million mentions, how large a page is, and how soon it is drawn.

The corpus is made at random from the gazetteer: 100,000 places, of which few are named often and most seldom, in two
million documents of two years and six languages. ``GEOMAP_CORPUS`` names a folder to keep it in.
Counting runs on one thread, in a process of its own. For the first drawing Chromium is needed, as for ``page.py``: the
page is opened in turns with an empty one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

_DOCUMENTS, _PLACES, _A_PART = 2_000_000, 100_000, 20_000
_MENTIONS_OF_ONE = 5.1
_DAYS = 730
_LANGUAGES = ("en", "de", "fr", "es", "ar", "ru")

_COUNT = """
import json, resource, sys, time
from geomap.maps.corpus.aggregate import aggregate
from geomap.gazetteer import open_gazetteer
from geomap.maps.corpus.page import to_page
begin = time.process_time()
view = aggregate(sys.argv[1])
counted = time.process_time()
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
page = to_page(view, open_gazetteer(), title="A corpus")
open(sys.argv[2], "w", encoding="utf-8").write(page)
print(json.dumps([view.totals.mentions, len(view.places), counted - begin, memory / 1024, time.process_time() - counted,
                  len(page.encode()) / 1e6, view.bins.unit, len(view.cube.set)]))
"""

_FIRST_PAINT_MS = """() => new Promise((done) => {
  const look = () => {
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    if (paint) done(paint.startTime);
    else requestAnimationFrame(look);
  };
  look();
})"""
_EMPTY = "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Empty</title><p>Empty</p>"
_ROUNDS = 5


def make(folder: Path, documents: int = _DOCUMENTS, places: int = _PLACES) -> Path:
    """Write a corpus as ``geomap corpus`` does."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    from geomap.corpus.schema import PLACES

    random = np.random.default_rng(17)
    told = _told(places)
    share = 1 / (np.arange(places) + 8.0) ** 0.9
    ends = np.cumsum(share / share.sum())
    counts = np.zeros(places, np.int64)
    for part in range(documents // _A_PART):
        mentions, read, named = _part(random, part * _A_PART, ends, told)
        counts += np.bincount(named, minlength=places)
        for kind, table in (("mentions", mentions), ("documents", read)):
            (folder / kind).mkdir(parents=True, exist_ok=True)
            pq.write_table(table, folder / kind / f"part-{part:05}.parquet", compression="zstd")
    order = np.lexsort((np.arange(places), -counts))
    order = order[counts[order] > 0]
    columns = {name: column.take(pa.array(order)) for name, column in told.items()}
    columns |= {"mentions": pa.array(counts[order]), "documents": pa.array(counts[order])}
    pq.write_table(pa.table([columns[field.name] for field in PLACES], schema=PLACES), folder / "places.parquet")
    (folder / "corpus.json").write_text(json.dumps({"counts": {"documents": documents, "rejected": 0}}), "utf-8")
    return folder


def _told(places: int) -> dict[str, Any]:
    """Return columns of the places with the most inhabitants, by the names that the tables have."""
    import numpy as np
    import pyarrow as pa

    from geomap.gazetteer import bundled

    gazetteer = bundled()
    people = np.asarray(gazetteer.columns.population).astype(np.int64)
    found = [gazetteer.place(row) for row in np.argsort(-people, kind="stable")[:places].tolist()]
    codes = ("name", "feature_class", "feature_code", "country_code", "admin1_code")
    columns = {"place_id": pa.array([place.id for place in found])}
    columns |= {name: pa.array([getattr(place, name) or None for place in found]) for name in codes}
    return columns | {
        name: pa.array([getattr(place, name) for place in found]) for name in ("lon", "lat", "population")
    }


def _part(random: Any, first: int, ends: Any, told: dict[str, Any]) -> tuple[Any, Any, Any]:
    import numpy as np
    import pyarrow as pa

    from geomap.corpus.schema import DOCUMENTS, MENTIONS

    per_document = random.poisson(_MENTIONS_OF_ONE, _A_PART)
    document = np.repeat(np.arange(_A_PART), per_document)
    place = np.minimum(np.searchsorted(ends, random.random(len(document))), len(ends) - 1)
    nowhere = random.random(len(document)) < 0.05
    days = np.datetime64("2023-01-01") + random.integers(0, _DAYS, _A_PART)
    dates = pa.array(days.astype("datetime64[D]"), pa.date32())
    languages = pa.array([_LANGUAGES[i] for i in np.minimum(random.geometric(0.5, _A_PART) - 1, 5)])
    ids = pa.array([f"d{first + i:07}" for i in range(_A_PART)])
    at, of = pa.array(place, mask=nowhere), pa.array(document)
    some = {name: told[name].take(at) for name in told if name in MENTIONS.names}
    zeros = np.zeros(len(document))
    columns = some | {
        "document_id": ids.take(of),
        "start": zeros.astype(np.int32),
        "end": zeros.astype(np.int32),
        "text": told["name"].take(at),
        "kind": pa.array(["name"] * len(document)),
        "confidence": pa.array(np.where(nowhere, 0, random.random(len(document)) ** 0.3).astype(np.float32)),
        "prominence": pa.array(random.random(len(document)).astype(np.float32), mask=nowhere),
        "language": languages.take(of),
        "date": dates.take(of),
    }
    numbers = np.arange(first, first + _A_PART)
    read = {
        "document_id": ids,
        "source": pa.array(["made.parquet"] * _A_PART),
        "record": numbers,
        "title": pa.array([f"Report {number} of the day" for number in numbers]),
        "date": dates,
        "language": languages,
        "link": pa.array([f"https://example.org/{number}" for number in numbers]),
        "characters": np.full(_A_PART, 1800, np.int32),
        "mentions": per_document.astype(np.int32),
        "placed": np.bincount(document[~nowhere], minlength=_A_PART).astype(np.int32),
        "text_hash": numbers,
    }
    return (
        pa.table([columns[field.name] for field in MENTIONS], schema=MENTIONS),
        pa.table([read[field.name] for field in DOCUMENTS], schema=DOCUMENTS),
        place[~nowhere],
    )


def rows() -> list[tuple[str, float, str]]:
    """Return the counting, the page and its first drawing."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(os.environ.get("GEOMAP_CORPUS") or temporary) / "corpus"
        if not folder.is_dir():
            make(folder)
        page = Path(temporary) / "map.html"
        # One thread: what counts is the work, not how many cores share it.
        one = {**os.environ, "POLARS_MAX_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        command = [sys.executable, "-c", _COUNT, str(folder), str(page)]
        done = subprocess.run(command, env=one, capture_output=True, text=True, check=True)
        mentions, places, counting, memory, making, size, unit, entries = json.loads(done.stdout)
        return [
            (f"counting {mentions:,} mentions, s of CPU", counting, f"of 10; {memory:,.0f} MB resident"),
            (f"page of {places:,} places, MB", size, f"of 10; by {unit}, {entries:,} counts; {making:.1f} s of CPU"),
            *_first_paint(page),
        ]


def _first_paint(page: Path) -> list[tuple[str, float, str]]:
    import statistics

    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return []
    path = os.environ.get("GEOMAP_CHROMIUM", "/usr/bin/chromium")
    if not Path(path).is_file():
        return []
    empty = page.with_name("empty.html")
    empty.write_text(_EMPTY, "utf-8")
    times: dict[Path, list[float]] = {page: [], empty: []}
    ready = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(_ROUNDS):
            for file, found in times.items():
                opened = browser.new_page(viewport={"width": 1400, "height": 900})
                opened.goto(file.as_uri(), wait_until="commit")
                found.append(opened.evaluate(_FIRST_PAINT_MS))
                if file is page:
                    opened.wait_for_selector("html[data-ready]")
                    ready.append(opened.evaluate("performance.now()"))
                opened.close()
        browser.close()
    drawn, bare = (statistics.median(found) for found in times.values())
    after = statistics.median(ready)
    return [
        ("first drawing beside an empty page, ms", drawn - bare, f"of 250; {bare:.0f} empty; all there at {after:.0f}")
    ]
