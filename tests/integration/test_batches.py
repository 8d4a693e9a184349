"""Many texts read together give what each gives alone, to the byte."""

import json
from itertools import islice
from pathlib import Path

import pytest

from geomap.assembly import assemble_geoparser
from geomap.errors import GeomapError
from geomap.model import Document
from geomap.samples import sample_names, sample_text

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="module")
def geoparser():
    return assemble_geoparser(user_places=False)


def short_texts():
    """Every fourth of the texts by kind: some three hundred sentences of all continents."""
    files = sorted([*DATA.glob("kinds/*.jsonl"), *DATA.glob("relative/*.jsonl")])
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    return [json.loads(line)["text"] for line in lines[::4]]


def told(parse):
    """Everything that is said about a text."""
    return (
        parse.document,
        parse.resolutions,
        parse.relatives,
        [r.reasons for r in parse],
        json.dumps(parse.to_records()),
    )


def test_the_results_are_those_of_one_by_one(geoparser):
    texts = [*short_texts(), *map(sample_text, [*sample_names("en"), "golan-ar", "golan-fr"])]
    assert len(texts) > 200
    mentions = 0
    for text, parse in zip(texts, geoparser.geoparse_all(texts), strict=True):
        alone = geoparser.geoparse(text)
        assert repr(told(parse)) == repr(told(alone))
        mentions += len(parse)
    assert mentions > 600


def test_the_results_do_not_depend_on_the_neighbours(geoparser):
    texts = short_texts()[:60]
    forth = {p.document.text: repr(told(p)) for p in geoparser.geoparse_all(texts)}
    back = {p.document.text: repr(told(p)) for p in geoparser.geoparse_all(["THE END", *reversed(texts)])}
    assert forth.items() <= back.items()


def test_texts_are_taken_in_bounded_batches(geoparser):
    taken = []

    def stream():
        for _ in range(100_000):
            taken.append(1)
            yield "Aid reached Homs."

    assert len(list(islice(geoparser.geoparse_all(stream()), 3))) == 3
    assert len(taken) < 1000


def test_one_text_that_cannot_be_read_takes_no_other_with_it(geoparser, monkeypatch):
    tag_all = geoparser.recognizer.tagger.tag_all

    def fail(texts):
        if any("Hama" in text for text, _ in texts):
            raise RecursionError
        return tag_all(texts)

    monkeypatch.setattr(geoparser.recognizer.tagger, "tag_all", fail)
    errors = []
    texts = ["Aid reached Homs.", "Aid reached Hama.", "Aid reached Paris."]
    parses = list(geoparser.geoparse_all(texts, on_error=errors.append))
    assert [r.place.name for parse in parses for r in parse] == ["Homs", "Paris"]
    assert len(errors) == 1
    assert [isinstance(found, GeomapError) for found in geoparser.geoparse_each(texts)] == [False, True, False]
    results = geoparser.geoparse_all(texts)
    assert next(results).document.text == texts[0]
    with pytest.raises(RecursionError):
        next(results)


def test_what_is_no_text_is_said_when_its_turn_comes(geoparser):
    results = geoparser.geoparse_all(["Aid reached Homs.", 7])
    assert len(next(results)) == 1
    with pytest.raises(TypeError, match="a text or a Document is wanted, not int"):
        next(results)


def test_languages_and_corrections_hold_in_a_batch():
    said = {"names": {"Homs": False}}
    geoparser = assemble_geoparser(user_places=False, corrections=said)
    texts = ["Aid reached Homs and Hama.", Document("Βοήθεια έφτασε στη Χάμα και την πόλη.", language="el"), ""]
    first, second, third = geoparser.geoparse_all(texts)
    assert [r.place and r.place.name for r in first] == [None, "Hama"]
    assert (second.unread_language, third.resolutions) == ("el", ())


def test_a_recognizer_without_batches_is_asked_one_by_one():
    class Plain:
        def recognize(self, _document):
            return ()

    geoparser = assemble_geoparser(user_places=False, recognizer=Plain())
    assert [len(parse) for parse in geoparser.geoparse_all(["In Homs.", "In Hama."])] == [0, 0]
