from geomap.gazetteer import bundled
from geomap.recognition.matches import Matcher


def scan(text):
    return Matcher(bundled()).scan(text)


def test_the_longest_name_is_taken():
    assert [m.folded for m in scan("He flew to New York City and Buenos Aires.").matches] == [
        "new york city",
        "buenos aires",
    ]


def test_words_of_persons_names_are_gathered_over_the_document():
    found = scan("Prime Minister Benjamin Netanyahu and spokesman John Boston spoke. Later Boston left.")
    assert {"netanyahu", "boston"} <= found.persons
    assert [m.is_person for m in found.matches if m.folded == "boston"] == [True, False]


def test_a_place_after_a_title_and_of_is_no_person():
    found = scan("The Mayor of London and King of Jordan met.")
    assert not found.persons & {"london", "jordan"}


def test_an_arabic_article_before_a_hyphen_belongs_to_the_name():
    text = "Clashes in al-Bab went on."
    (match,) = scan(text).matches
    assert text[match.start : match.end] == "al-Bab"


def test_postal_codes_need_capitals():
    text = "Me or him? Or in Portland, OR, it rained."
    assert [text[m.start : m.end] for m in scan(text).matches] == ["Portland", "OR"]


def test_headlines_in_capitals_are_marked():
    found = scan("ISRAEL AND SYRIA MEET\nIsrael and Syria met.")
    assert [m.shouted for m in found.matches if m.folded in ("israel", "syria")] == [True, True, False, False]
