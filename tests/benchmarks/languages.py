"""Words a second on one core that the tagger reads by language, beside the English tagger on English text.

Texts are made of sentences and the gazetteer's names in the language, drawn by chance; the first reading meets every
name for the first time, the second one again. In Chinese 1.6 characters count as a word. Each stands beside English
text read the same way: a machine that others use too is slower by as much for both.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

_SENTENCES = 400
_CHARACTERS_A_WORD = {"zh": 1.6, "ja": 1.7, "th": 4.0}
_WANTED = 15_000

_RUN = """
import json, sys, time
from geomap.gazetteer import bundled
from geomap.language import find_language, english
from geomap.recognition.tagger_recognizer import TaggerRecognizer
code, texts = json.load(sys.stdin)
recognizer = TaggerRecognizer(bundled())
language = find_language(code) or english()
tagger = recognizer.tagger_of(language)
tagger.tag(texts[0], language)
def timed():
    start = time.process_time()
    tagger.tag_all([(text, language) for text in texts[1:]])
    return time.process_time() - start
print(json.dumps([timed(), timed()]))
"""


def made_texts() -> dict[str, list[str]]:
    """Texts of eight sentences, by language."""
    from geomap.gazetteer import bundled
    from geomap.training.multilingual import made

    lines: dict[str, list[str]] = {}
    for one in made.sentences(made.place_names(bundled()), [], _SENTENCES, 5):
        lines.setdefault(one.language, []).append(one.text)
    return {code: [" ".join(some[i : i + 8]) for i in range(0, len(some), 8)] for code, some in sorted(lines.items())}


def rows() -> list[tuple[str, ...]]:
    """Measure; a row a language."""
    from geoparsing import make_documents

    texts = {"en": make_documents(30)} | made_texts()
    out: list[tuple[str, ...]] = []
    english: tuple[float, ...] = ()
    for code, some in texts.items():
        done = subprocess.run(
            [sys.executable, "-c", _RUN],
            input=json.dumps([code, some]),
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        )
        words = sum(_words(text, code) for text in some[1:])
        first, again = (words / seconds for seconds in json.loads(done.stdout))
        english = english or (first, again)
        ratios = f"{first / english[0]:6.2f} {again / english[1]:6.2f} of English"
        figures = f"new names {first:7,.0f}, again {again:7,.0f} words/s {ratios}"
        out.append((code, figures if code == "en" else f"{figures}   wanted: {_WANTED:,}"))
    return out


def _words(text: str, code: str) -> float:
    characters = _CHARACTERS_A_WORD.get(code)
    return len(text) / characters if characters else len(text.split())


if __name__ == "__main__":
    for name, figures in rows():
        sys.stdout.write(f"{name:4} {figures}\n")
