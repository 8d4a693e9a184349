"""Documents a second on one core by batches of records, beside the same texts one by one and a look at each word.

A record becomes rows of a table here (``geomap.corpus.batch``), with prominence; one by one, ``Geoparser.geoparse`` is
called and nothing more is asked. The floor is what Python needs to cut the texts into words and to ask a dictionary
for each: no reader of words is quicker.

Reports and short texts are made up: sentences with room for what acts, does and is done, from lists of words; people by
forenames and surnames of the language's lists; places drawn as news draws them, a few over and over and most hardly
ever (by Zipf's law over places in the order of their people), so that a cache of names finds what it would find in
news, and no sentence comes back. Texts in German and Arabic are those of the benchmark ``languages``. With
GEOMAP_BENCHMARK_CORPORA, a folder of annotated corpora, each of its files has a row too: real texts.

Each row is a process of its own with one thread; the texts are read twice, and the first time counts.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

_REPORTS, _WORDS = 400, 300
_SHORT, _SHORT_WORDS = 2000, 15
_OTHERS = ("de", "ar")
_WANTED = {
    ("reports", "tagger"): "wanted: 60,000 words/s",
    ("reports", "lexicon"): "wanted: 2,500 docs/s",
    ("short texts", "tagger"): "wanted: 2,000 docs/s",
}
_WHO = [
    "the ministry",
    "a spokesman",
    "the committee",
    "two witnesses",
    "the company",
    "farmers",
    "rescue workers",
    "the union",
    "a judge",
    "the opposition",
    "local police",
    "the bank",
    "teachers",
    "an engineer",
    "the mayor",
    "residents",
    "the army",
    "a survey",
    "the museum",
    "doctors",
    "the airline",
    "students",
    "the regulator",
    "a former minister",
    "the coach",
]
_DOES = [
    "rejected",
    "welcomed",
    "delayed",
    "reported",
    "has approved",
    "will inspect",
    "criticised",
    "is preparing",
    "paid for",
    "asked about",
    "has cancelled",
    "praised",
    "warned of",
    "described",
    "opened",
    "lost",
    "won",
    "expects",
    "denied",
    "repaired",
    "counted",
    "sold",
    "investigated",
    "planned",
    "promised",
]
_WHAT = [
    "the new bridge",
    "a plan for cheaper tickets",
    "the budget",
    "a second trial",
    "heavy losses",
    "the harvest",
    "a strike",
    "the old harbour",
    "an inquiry",
    "further talks",
    "the results of the vote",
    "a rise in prices",
    "the school meals",
    "a contract worth millions",
    "the water supply",
    "the evidence",
    "a record number of visitors",
    "the railway line",
    "a fire in a warehouse",
    "the ceasefire",
    "a loan",
    "the exhibition",
    "a shortage of nurses",
    "the flood defences",
]
_WHEN = [
    "on Monday",
    "last week",
    "after a long debate",
    "in March",
    "overnight",
    "for the third time",
    "two days later",
    "despite the rain",
    "before the summer",
    "this year",
    "without a date",
    "in the first half of the season",
]
_WHERE = [
    "in {place}",
    "near {place}",
    "in {place} and {place}",
    "on the road from {place} to {place}",
    "north of {place}",
    "at a hospital in {place}",
    "across {place}",
    "outside {place}",
]
_SHAPES = [
    "{who} {does} {what} {when}.",
    "{when}, {who} {does} {what} {where}.",
    "{who} {does} {what} {where}, {person} said.",
    "“{who} {does} {what},” {person} told reporters {where}.",
    "{person}, who lives {where}, {does} {what}.",
    "{who} {does} {what} while {who} {does} {what}.",
    "{place}: {who} {does} {what}, and {who} {does} {what} {when}.",
]

_FRAME = """
import json, sys, time
texts, recognizer, way = json.load(sys.stdin)
import pyarrow as pa
from geomap.assembly import assemble_geoparser
from geomap.corpus.batch import geoparse_batch
from geomap.corpus.schema import RECORDS
geoparser = assemble_geoparser(recognizer=recognizer, user_places=False)
def tables(some, at_once=256):
    for first in range(0, len(some), at_once):
        rows = [{"source": "", "record": first + n, "text": text} for n, text in enumerate(some[first:first + at_once])]
        yield pa.Table.from_pylist(rows, RECORDS)
def floor(some):
    known = {}
    for text in some:
        for word in text.split():
            known.get(word.lower())
def batches(some):
    for table in tables(some): geoparse_batch(table, geoparser)
def single(some):
    for text in some: geoparser.geoparse(text)
run = {"floor": floor, "batches": batches, "one by one": single}[way]
run(texts[:10])
def timed():
    start = time.process_time()
    run(texts[10:])
    return time.process_time() - start
print(json.dumps([timed(), timed()]))
"""


def make_texts(count: int, words: int, seed: int) -> list[str]:
    """Return made-up English texts of so many words."""
    from geomap.gazetteer import bundled
    from geomap.language import english

    gazetteer, language, chance = bundled(), english(), random.Random(seed)
    population = gazetteer.columns.population
    rows = sorted((i for i in range(len(gazetteer)) if population[i] >= 20_000), key=lambda i: -population[i])
    weights = [1 / (rank + 3) for rank in range(len(rows))]
    drawn = iter(chance.choices(rows, weights, k=count * words))
    given, family = sorted(language.given_names), sorted(language.surnames)
    fill = {
        "who": lambda: chance.choice(_WHO),
        "does": lambda: chance.choice(_DOES),
        "what": lambda: chance.choice(_WHAT),
        "when": lambda: chance.choice(_WHEN),
        "where": lambda: chance.choice(_WHERE),
        "place": lambda: gazetteer.name_of(next(drawn)),
        "person": lambda: f"{chance.choice(given).title()} {chance.choice(family).title()}",
    }
    made = []
    for _ in range(count):
        text = ""
        while len(text.split()) < words - 5:
            sentence = chance.choice(_SHAPES)
            while "{" in sentence:
                slot = sentence[sentence.index("{") + 1 : sentence.index("}")]
                sentence = sentence.replace(f"{{{slot}}}", fill[slot](), 1)
            first = sentence.lstrip("“")[0]
            text += " " * bool(text) + sentence.replace(first, first.upper(), 1)
        made.append(text)
    return made


def texts_by_kind() -> dict[str, list[str]]:
    """Return the texts of each row: made-up ones, and those of the corpora where they are told."""
    from languages import made_texts

    others = made_texts()
    kinds = {
        "reports": make_texts(_REPORTS, _WORDS, 21),
        "short texts": make_texts(_SHORT, _SHORT_WORDS, 22),
        **{code: others[code] for code in _OTHERS},
    }
    folder = os.environ.get("GEOMAP_BENCHMARK_CORPORA")
    for path in sorted(Path(folder).glob("*.jsonl")) if folder else ():
        lines = path.read_text(encoding="utf-8").splitlines()
        kinds[path.stem] = [json.loads(line)["text"] for line in lines]
    return kinds


def _seconds(texts: list[str], recognizer: str, way: str) -> list[float]:
    done = subprocess.run(
        [sys.executable, "-c", _FRAME],
        input=json.dumps([texts, recognizer, way]),
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1"),
    )
    found: list[float] = json.loads(done.stdout.splitlines()[-1])
    return found


def rows() -> list[tuple[str, ...]]:
    """Return a row for each kind of texts and recogniser, with its ratios to one by one and to the floor."""
    table: list[tuple[str, ...]] = [("", "  words/s   docs/s   again   to one by one   times the floor")]
    for kind, texts in texts_by_kind().items():
        count, words = len(texts) - 10, sum(len(text.split()) for text in texts[10:])
        floor = min(_seconds(texts, "lexicon", "floor"))
        for recognizer in ("tagger", "lexicon"):
            first, again = _seconds(texts, recognizer, "batches")
            single, _ = _seconds(texts, recognizer, "one by one")
            figures = f"{words / first:9,.0f} {count / first:8,.0f} {count / again:7,.0f} {single / first:15.2f}"
            wanted = _WANTED.get((kind, recognizer), "")
            table.append((f"{kind}, {recognizer}", f"{figures} {first / floor:17,.0f}   {wanted}"))
    return table
