"""Which words of a language are ordinary: the counts behind ``common_words.txt``."""

import json

import pytest

from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.naming import spoken_names
from geomap.language import find_language
from geomap.training import commonwords_build


def test_words_in_small_letters_and_in_names_are_counted_apart(tmp_path):
    rows = [
        {
            "lang": "de",
            "source": "a",
            "tokens": ["Die", "lage", "in", "Lage", "."],
            "labels": ["O", "O", "O", "B-LOC", "O"],
        },
        {"lang": "de", "source": "b", "tokens": ["über", "Lage"], "upos": ["ADP", "PROPN"]},
        {"lang": "de", "source": "europarl-ixa", "tokens": ["lage"], "labels": ["O"]},
        {"lang": "fr", "source": "a", "tokens": ["lage"], "labels": ["O"]},
    ]
    path = tmp_path / "tagged.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    small, named = commonwords_build.counted([path], "de")
    assert small == {"lage": 1, "in": 1, "uber": 1}
    assert named == {"lage": 2}


def test_a_noun_that_is_a_toponym_too_is_left_out(tmp_path):
    path = tmp_path / "nouns.csv"
    path.write_text(
        'lemma,pos,nominativ plural\nLage,Substantiv,Lagen\nBaden,Substantiv,\nBaden,"Substantiv,Toponym",\n',
        encoding="utf-8",
    )
    assert sorted(commonwords_build.nouns(path)) == ["Lage", "Lagen"]


@pytest.mark.parametrize(
    ("word", "village", "minor"),
    [("hölle", True, True), ("berlin", False, False), ("mosel", False, False), ("russisch", False, False)],
)
def test_how_much_a_word_is_a_place(word, village, minor):
    language = find_language("de")
    names = spoken_names(open_gazetteer(), language)
    folded = names.fold(word)
    assert commonwords_build.is_small(names, folded) == village
    assert commonwords_build.is_minor(names, folded) == minor
