"""The network of many languages: words from pieces, gazetteer matches over units, and what is read of a text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import marisa_trie
import numpy as np
import pytest

from geomap.language import find_language
from geomap.recognition.encoder import CASELESS, LABELS, MATCHES, SHAPES, TIERS
from geomap.recognition.multilingual import MultilingualTagger
from geomap.recognition.pieces import Pieces
from geomap.recognition.unitencoder import UnitEncoder
from geomap.recognition.units import units
from geomap.recognition.wordnetwork import WordNetwork
from geomap.recognition.wordtable import WordTable

WIDTH, PIECE_WIDTH, JOINED, INNER = 8, 6, 5, 16
VOCABULARY = marisa_trie.Trie(
    ["▁", "▁Mos", "▁Moskau", "kau", "er", "▁in", "b", "e", "r", "北京", "北", "在", "京", "▁و", "سوريا"]
)
NAMES = {"moskau": 3, "tel aviv": 4, "北京": 2, "ankara": 3, "cote divoire": 1}


class Names:
    """A gazetteer of five names."""

    def prefixes(self, folded):
        return sorted(((len(n), i) for i, n in enumerate(NAMES) if f"{folded} ".startswith(f"{n} ")), reverse=True)

    def begins(self, word):
        return any(name.startswith(f"{word} ") for name in NAMES)

    def starts(self, folded):
        return sorted(((len(n), i) for i, n in enumerate(NAMES) if folded.startswith(n)), reverse=True)

    def tier(self, name_id):
        return list(NAMES.values())[name_id]


def arrays():
    rng = np.random.default_rng(2)
    out = {"layers": np.array(2), "heads": np.array(2), "name": np.zeros((1, WIDTH), np.float16)}

    def quantized(name, rows, columns):
        out[name] = rng.integers(-127, 128, (rows, columns)).astype(np.int8)
        out[f"{name}.scale"] = rng.uniform(0.002, 0.006, rows).astype(np.float32)

    def vector(name, *shape):
        out[name] = rng.normal(0, 0.3, shape).astype(np.float32)

    def linear(name, rows, columns):
        quantized(f"{name}.weight", rows, columns)
        vector(f"{name}.bias", rows)

    quantized("piece", len(VOCABULARY) + 1, PIECE_WIDTH)
    linear("join", WIDTH, 3 * PIECE_WIDTH)
    linear("wide", JOINED, 3 * PIECE_WIDTH)
    linear("narrow", WIDTH, JOINED)
    linear("head", len(LABELS), WIDTH)
    for name, rows in (("position", 96), ("shape", SHAPES), ("match", MATCHES)):
        vector(name, rows, WIDTH)
    for n in range(2):
        linear(f"layers.{n}.attention", 3 * WIDTH, WIDTH)
        linear(f"layers.{n}.attention_out", WIDTH, WIDTH)
        linear(f"layers.{n}.up", INNER, WIDTH)
        linear(f"layers.{n}.down", WIDTH, INNER)
        for part in ("attention_norm", "norm"):
            vector(f"layers.{n}.{part}.weight", WIDTH)
            vector(f"layers.{n}.{part}.bias", WIDTH)
    vector("norm.weight", WIDTH)
    vector("norm.bias", WIDTH)
    return out


def table():
    return WordTable(Pieces(VOCABULARY))


def cut(text, *, spaced=True):
    keys = {VOCABULARY[key]: key for key in VOCABULARY.keys()}  # noqa: SIM118 - a trie gives its pieces only so
    return [keys.get(piece, "?") for piece in Pieces(VOCABULARY).word(text, spaced=spaced)]


@pytest.mark.parametrize(
    ("word", "spaced", "expected"),
    [
        ("Moskau", True, ["▁Moskau"]),
        ("Moskauer", True, ["▁Moskau", "er"]),
        ("Moser", True, ["▁Mos", "er"]),
        ("سوريا", True, ["سوريا"]),
        ("kauz", False, ["kau", "?"]),
        ("☃", True, ["?"]),
    ],
)
def test_a_word_is_cut_into_the_longest_pieces_from_the_left(word, spaced, expected):
    assert cut(word, spaced=spaced) == expected


def test_a_run_without_spaces_is_cut_where_its_pieces_end():
    text = "他在北京☃京"
    found = units(text, table())
    assert [text[u.start : u.end] for u in found] == ["他", "在", "北京", "☃", "京"]


def matches(text):
    words = table()
    return UnitEncoder(words, Names()).encode(units(text, words)).matches


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moskau rief", [1 + 3, 0]),
        ("Tel Aviv", [1 + 4 + TIERS, 1 + 4 + 2 * TIERS]),
        ("Tel-Aviv", [1 + 4 + TIERS, *[1 + 4 + 2 * TIERS] * 2]),
        ("Ankara'da", [1 + 3, 0, 0]),
        ("Côte d'Ivoire", [1 + 1 + TIERS, *[1 + 1 + 2 * TIERS] * 3]),
        ("在北京", [0, 1 + 2]),
        ("moskau", [1 + 3]),
        ("In moskau", [0, 0]),
        ("Moskau, Ankara!", [1 + 3, 0, 1 + 3, 0]),
        ("„Moskau“ (Tel Aviv)", [0, 1 + 3, 0, 0, 1 + 4 + TIERS, 1 + 4 + 2 * TIERS, 0]),
        ("Tel, Aviv", [0, 0, 0]),
    ],
)
def test_a_unit_has_the_tier_of_the_name_that_begins_at_it(text, expected):
    """Hyphens part the words of a name, apostrophes do not; small letters are a name only where there are no others."""
    assert matches(text) == expected


def test_scripts_without_capitals_have_a_shape_of_their_own():
    words = table()
    assert UnitEncoder(words, Names()).encode(units("وصل إلى سوريا", words)).shapes == [CASELESS] * 3


def test_a_word_is_worth_the_same_whatever_was_read_before():
    """Words are kept from text to text; a table that has grown, or was emptied, changes nothing."""
    text = "Moskauer in Moskau. 他在北京。"
    alone = MultilingualTagger(WordNetwork(arrays(), table()), Names()).tag(text)
    network = WordNetwork(arrays(), table())
    tagger = MultilingualTagger(network, Names())
    for start in range(0, 42_000, 6_000):
        tagger.tag("".join(f"A{i}x " for i in range(start, start + 6_000)))
    assert len(network.table.words) < 42_000
    again = tagger.tag(text)
    kinds = [alone.probabilities(i, i + 1) for i in range(len(text))]
    assert [again.probabilities(i, i + 1) for i in range(len(text))] == [pytest.approx(one, abs=1e-4) for one in kinds]


def test_threads_may_share_a_tagger():
    tagger = MultilingualTagger(WordNetwork(arrays(), table()), Names())
    texts = [f"Moskau{i} in Berlin{i % 7}. " * 40 for i in range(24)]
    alone = [[span[:3] for span in tagger.tag(text).spans] for text in texts]
    shared = MultilingualTagger(WordNetwork(arrays(), table()), Names())
    with ThreadPoolExecutor(4) as pool:
        assert [[span[:3] for span in one.spans] for one in pool.map(shared.tag, texts)] == alone


def test_long_sentences_are_read_in_parts_and_every_unit_is_looked_at():
    tagger = MultilingualTagger(WordNetwork(arrays(), table()), Names())
    text = "Moskau " * 500
    tagging = tagger.tag(text)
    assert tagging.probabilities(len(text) - 7, len(text) - 1) != tagging.probabilities(len(text), len(text) + 1)
    assert all(0 <= span.start < span.end <= len(text) for span in tagging.spans)


def test_a_span_goes_to_the_end_of_its_word():
    """A Turkish ending behind an apostrophe belongs to the word; elsewhere an apostrophe or dash ends none."""
    tagger = MultilingualTagger(WordNetwork(arrays(), table()), Names())
    text = "Moskau'da Berlin'den Kauser'e Ankara'nın Moskauer'. " * 6
    spans = {
        code: [span for span in tagger.tag(text, find_language(code)).spans if text[span.start].isalpha()]
        for code in ("tr", "de")
    }
    assert len(spans["tr"]) > 5
    assert not any(text[span.end - 1] in "'’-" for some in spans.values() for span in some)
    endings = [text[span.end : span.end + 2] for span in spans["tr"]]
    assert not any(len(ending) > 1 and ending[0] == "'" and ending[1].isalpha() for ending in endings)
