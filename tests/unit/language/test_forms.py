"""The forms of a word: what its language's tables make of it."""

import pytest

from geomap.gazetteer.names import fold
from geomap.language import Language
from geomap.language.forms import WordForms

TOY = """
clitics = "w al"
elisions = "l d"
apostrophes = true
marks = "- :"
least = 3
adjective_endings = "ski ska"

[endings]
"u" = "- a"
"ssa" = "-"

[stems]
"ngi" = "nki"

[adjectives]
"an" = "a -"

[letters]
"th" = "t"
"""


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("xx")
    (folder / "forms.toml").write_text(TOY, encoding="utf-8")
    (folder / "adjectives.csv").write_text("stem,name\nmosko,Moskwa\nkrolan,\n", encoding="utf-8")
    return WordForms(Language("xx", folder), fold)


@pytest.mark.parametrize(
    ("word", "base", "how"),
    [
        ("Homs", "homs", "name"),
        ("Thartus", "tartus", "script"),
        ("walhoms", "alhoms", "clitic"),
        ("alhoms", "homs", "clitic"),
        ("homsu", "homs", "ending"),
        ("homsu", "homsa", "ending"),
        ("Helsingissa", "helsinki", "ending"),
        ("L'Iran", "iran", "clitic"),
        ("Ankara'da", "ankara", "clitic"),
        ("SAD-u", "sad", "clitic"),
        ("USA:n", "usa", "clitic"),
        ("moskoska", "moskwa", "adjective"),
        ("romanski", "roma", "derived"),
    ],
)
def test_a_word_is_read_as_its_base(toy, word, base, how):
    assert (base, how) in toy.of(toy.fold(word))


@pytest.mark.parametrize(
    ("word", "base"),
    [("hu", "ha"), ("krolanski", "krola"), ("krolanski", "krol"), ("Rostov-na-Donu", "rostov")],
)
def test_what_is_too_short_or_told_to_be_none_is_no_form(toy, word, base):
    assert base not in dict(toy.of(toy.fold(word)))


def test_the_word_itself_comes_first_and_the_sure_before_the_guess(toy):
    hows = [how for _, how in toy.of("moskoska")]
    assert hows[0] == "name"
    assert hows == sorted(hows, key=["name", "script", "clitic", "ending", "direction", "adjective", "derived"].index)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Neuen¬ burg", "neuenburg"), ("Lon- don", "london"), ("«Tilburg»,", "tilburg"), ("New York-i", "new york-i")],
)
def test_folding_mends_broken_words_and_drops_marks_around(toy, text, folded):
    assert toy.fold(text) == folded


def test_an_elided_article_is_told_from_a_name_with_an_apostrophe(toy):
    assert toy.is_elided("l'iran", "iran")
    assert not toy.is_elided("l'aquila", "laquila")
