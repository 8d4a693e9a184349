import random
import string

import marisa_trie
import pytest

from geomap.gazetteer import bundled
from geomap.gazetteer.fuzzy import neighbours
from geomap.gazetteer.names import fold


@pytest.mark.parametrize("misspelt", ["hom", "homss", "oms", "hmos", "hons", "h oms"])
def test_every_kind_of_single_edit_is_found(misspelt):
    trie = marisa_trie.Trie(["hama", "homs"])
    assert "homs" in {name for name, _ in neighbours(misspelt, trie)}


def test_two_edits_are_too_many():
    assert list(neighbours("hmso", marisa_trie.Trie(["homs"]))) == []


def test_nothing_is_found_in_an_empty_trie():
    assert list(neighbours("homs", marisa_trie.Trie([]))) == []


def misspell(name: str, rng: random.Random) -> str:
    at, letter = rng.randrange(len(name)), rng.choice(string.ascii_lowercase)
    edited = [
        name[:at] + name[at + 1 :],
        name[:at] + letter + name[at:],
        name[:at] + letter + name[at + 1 :],
        name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :],
    ][rng.randrange(4)]
    return " ".join(edited.split())


def test_recall_on_misspelt_names_of_the_bundle():
    gazetteer, rng = bundled(), random.Random(11)
    tried = missed = 0
    while tried < 300:
        name = fold(gazetteer.name_of(rng.randrange(len(gazetteer))))
        if not name.isascii() or len(name) < 5 or gazetteer.name_id(name) < 0:
            continue
        tried += 1
        wrong = misspell(name, rng)
        missed += wrong != name and name not in {spelling for spelling, _ in gazetteer.near_names(wrong)}
    assert missed <= 3  # 99 %
