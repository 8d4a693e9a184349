import marisa_trie
import pytest

from geomap.gazetteer.misreadings import misread

NAMES = marisa_trie.Trie(
    ["birmingham", "charleston", "gloucester", "leicester", "london", "preston", "richmond", "turnhout", "burnley"]
)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("birrningham", "birmingham"),
        ("gloucefter", "gloucester"),
        ("leiceller", "leicester"),
        ("lciccstcr", None),
        ("loxdox", None),
        ("prellon", "preston"),
        ("charlcftou", None),
        ("richmoncl", "richmond"),
        ("iondon", "london"),
        ("bumley", "burnley"),
        ("glouccfter", "gloucester"),
    ],
)
def test_what_print_and_the_long_s_look_like_is_found(read, printed):
    assert {name for name, _ in misread(read, NAMES)} == ({printed} if printed else set())


def test_two_misreadings_of_a_short_name_lead_nowhere():
    assert list(misread("rcme", marisa_trie.Trie(["rome"]))) != []
    assert list(misread("lcmc", marisa_trie.Trie(["lomo"]))) == []


def test_nothing_is_found_where_no_name_begins_so():
    assert list(misread("zzzzzzzzzz", NAMES)) == []
