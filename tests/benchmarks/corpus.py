"""Documents a second on one core of a corpus: by recogniser and language, and of the command end to end.

The first rows are ``geoparse_batch`` on records, read for the first time and again, when every name was met before,
beside the floor of ``batches.py`` (the same texts cut into words, and a dictionary asked for each): English reports of
300 words, texts of eight sentences in other languages, and what ``geomap corpus-example`` makes, in all of its
languages and with its copies. In Chinese 1.6 characters count as a word. Then the command from Parquet to its folder:
more documents less fewer, so that its start is out, over the same documents in a bare loop of the same run. Last, what
the process that reads does for each record, which is what stands in the way of many workers.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from batches import _seconds as batch_seconds
from batches import make_texts
from languages import _CHARACTERS_A_WORD, made_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

_LANGUAGES = ("de", "es", "fr", "ru", "ar", "zh")
_RECOGNIZERS = ("tagger", "lexicon")
_TEXTS, _WORDS = 70, 300
_FEW, _MANY = 100, 400
_ARCHIVE = 3000
_READ = 20_000
_WARM = 10
"""Texts that the timing of batches leaves out."""


def rows() -> Iterator[tuple[str, ...]]:
    """Measure; a row a language and recogniser, then the command's."""
    yield "", "  docs/s  words/s   again  times the floor"
    for kind, texts in _texts().items():
        words = sum(_words(text, kind) for text in texts[_WARM:])
        floor = min(batch_seconds(texts, "lexicon", "floor"))
        for recognizer in _RECOGNIZERS:
            spent, again = batch_seconds(texts, recognizer, "batches")
            count = len(texts) - _WARM
            figures = f"{count / spent:8,.0f} {words / spent:8,.0f} {words / again:7,.0f} {spent / floor:16,.0f}"
            yield f"{kind}, {words / count:.0f} words, {recognizer}", figures
    with tempfile.TemporaryDirectory() as folder:
        yield from _command(Path(folder))
        yield from _reading(Path(folder))
        yield from _writing(Path(folder), Path(folder) / f"lexicon-{_MANY}")


def _texts() -> dict[str, list[str]]:
    from geomap.samples.archive import invent_articles

    archive = [*invent_articles(_ARCHIVE)]
    others = made_texts()
    others["ru"] = [*dict.fromkeys(one.text for one in archive if one.language == "ru")]
    found: dict[str, list[str]] = {"en": make_texts(_TEXTS, _WORDS, 21)}
    found |= {code: others[code][:_TEXTS] for code in _LANGUAGES}
    return found | {"archive": [one.text for one in archive[:600]]}


def _words(text: str, code: str) -> float:
    characters = _CHARACTERS_A_WORD.get(code)
    return len(text) / characters if characters else len(text.split())


def _command(folder: Path) -> Iterator[tuple[str, ...]]:
    texts = make_texts(_MANY + 10, _WORDS, 22)
    for recognizer in _RECOGNIZERS:
        bare = [batch_seconds(texts[: count + 10], recognizer, "batches")[0] for count in (_FEW, _MANY)]
        spent = []
        for count in (_FEW, _MANY):
            path = folder / f"{count}.parquet"
            _write(path, texts[:count])
            arguments = ["corpus", str(path), "-o", str(folder / f"{recognizer}-{count}"), "--recognizer", recognizer]
            spent.append(_child_s([*arguments, "--no-user-places", "--part-size", "100"]))
        more, loop = spent[1] - spent[0], bare[1] - bare[0]
        figures = f"{(_MANY - _FEW) / more:8,.0f} {'':8} {more / loop:16.2f} of a bare loop"
        yield f"the command, {recognizer}: beyond its start", figures


def _reading(folder: Path) -> Iterator[tuple[str, ...]]:
    """What the process that reads and writes does for each record, but for the writing of what was found."""
    import pickle

    from geomap.corpus.columns import ColumnNames
    from geomap.corpus.parts import BEGINNING, in_parts
    from geomap.corpus.sources.records import Records
    from geomap.corpus.sources.source import ReadOptions

    path = folder / "read.parquet"
    some = make_texts(100, _WORDS, 23)
    _write(path, [f"{n} {some[n % len(some)]}" for n in range(_READ)])
    start = time.process_time()
    for part in in_parts(Records([str(path)], ReadOptions(ColumnNames(), None)).items(BEGINNING)):
        pickle.dumps(part)
    spent = time.process_time() - start
    start = time.process_time()
    path.read_bytes()
    floor = max(time.process_time() - start, 1e-6)
    yield "reading and sending alone: records/s", f"{_READ / spent:8,.0f} {'':8} {spent / floor:16,.0f} of the bytes"


def _writing(folder: Path, corpus: Path) -> Iterator[tuple[str, ...]]:
    """What the same process does with the results: a part written, and all parts counted at the end."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from geomap.corpus.places import PlaceCounts
    from geomap.corpus.tables import write_table
    from geomap.gazetteer import bundled

    tables = {
        kind: [pq.ParquetFile(path).read() for path in sorted((corpus / kind).iterdir())]
        for kind in ("mentions", "documents")
    }
    whole = {kind: pa.concat_tables(some) for kind, some in tables.items()}
    documents, mentions = (whole[kind].num_rows for kind in ("documents", "mentions"))
    start = time.process_time()
    for kind, table in whole.items():
        write_table(folder / f"{kind}.parquet", table)
    spent = time.process_time() - start
    written = [(folder / f"{kind}.parquet").stat().st_size for kind in ("mentions", "documents")]
    sizes = f"{written[0] / mentions:.0f} bytes a mention, {written[1] / documents:.0f} a document"
    yield f"writing, {mentions / documents:.0f} mentions each: documents/s", f"{documents / spent:8,.0f} {sizes}"
    counts = PlaceCounts(bundled())
    start = time.process_time()
    for found, read in zip(tables["mentions"], tables["documents"], strict=True):
        counts.add(found, read["mentions"])
    yield "counting at the end: documents/s", f"{documents / (time.process_time() - start):8,.0f}"


def _write(path: Path, texts: list[str]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = {"id": [str(n) for n in range(len(texts))], "text": texts, "language": ["en"] * len(texts)}
    pq.write_table(pa.table(table), path, row_group_size=10_000)


def _child_s(arguments: list[str]) -> float:
    before = os.times()
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
    command = [sys.executable, "-m", "geomap", *arguments]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | threads)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system
