"""The quick recogniser on sentences of our own, with exact spans."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.gazetteer import bundled
from geomap.model import Document
from geomap.recognition.lexicon import LexiconRecognizer


@pytest.fixture(scope="module")
def find():
    recognizer = LexiconRecognizer(bundled())
    return lambda text: recognizer.recognize(Document(text))


def found(toponyms):
    return [(t.text, t.kind) for t in toponyms]


def test_places_are_found_with_their_spans(find):
    text = "Rebels left Homs for Damascus, and Syria asked Israel to talk in Paris."
    toponyms = find(text)
    assert [t.text for t in toponyms] == ["Homs", "Damascus", "Syria", "Israel", "Paris"]
    assert all(text[t.start : t.end] == t.text for t in toponyms)


def test_persons_are_no_places_and_neither_are_their_surnames_later(find):
    text = (
        "President Bashar al-Assad met Foreign Minister Asaad al-Shaibani and envoy Ron Dermer in Moscow. "
        "Assad then left for Russia with Dermer. Shaibani stayed, said Ms. Florence Dijon, and Dijon nodded."
    )
    assert [t.text for t in find(text)] == ["Moscow", "Russia"]


def test_demonyms_are_a_kind_of_their_own(find):
    assert found(find("Israeli jets crossed the Syrian border near Quneitra.")) == [
        ("Israeli", "demonym"),
        ("Syrian", "demonym"),
        ("Quneitra", "literal"),
    ]


def test_a_compound_of_peoples_is_no_place(find):
    assert find("The 1973 Arab-Israeli war ended; Druze elders met.") == ()


def test_a_channel_is_no_place(find):
    assert "Alekhbariah" not in [t.text for t in find("State television channel Alekhbariah showed Damascus.")]


def test_heads_belong_to_the_mention_and_are_told(find):
    (province, base) = find("Fighting in Sweida province; planes left Hmeimim air base.")
    assert (province.text, province.name, province.head) == ("Sweida province", "Sweida", "province")
    assert (base.text, base.name, base.head, base.kind) == ("Hmeimim air base", "Hmeimim", "air base", "facility")


def test_a_head_in_the_plural_belongs_to_every_name_of_a_list_and_to_none_of_the_mentions(find):
    found = find("Officials in Douglas, Sarpy and Lancaster counties in Nebraska agreed.")
    assert [(t.text, t.head) for t in found] == [
        ("Douglas", "county"),
        ("Sarpy", "county"),
        ("Lancaster", "county"),
        ("Nebraska", ""),
    ]


def test_the_counties_of_a_state_make_no_county_of_it(find):
    (state,) = find("The storm hit four Kentucky counties on Monday.")
    assert (state.text, state.head) == ("Kentucky", "")


def test_a_head_before_the_name_is_noted_beside_it(find):
    (toponym,) = find("Ships left the naval base in Tartus.")
    assert (toponym.text, toponym.head) == ("Tartus", "naval base")


def test_city_and_state_are_two_and_the_one_contains_the_other(find):
    city, state = find("The fire began in Paris, Texas on Monday.")
    assert (city.text, city.container, state.text) == ("Paris", "Texas", "Texas")


def test_a_name_in_an_organisation_is_told_apart(find):
    (toponym,) = find("He said that Houston Police closed the road.")
    assert (toponym.text, toponym.kind) == ("Houston", "organisation")


def test_the_buffer_zone_needs_the_golan_beside_it(find):
    text = "Troops crossed the UN-patrolled buffer zone on the Golan Heights."
    assert found(find(text)) == [("UN-patrolled buffer zone", "zone"), ("Golan Heights", "literal")]
    assert "zone" not in [t.kind for t in find("A buffer zone along Danish streams protects the water.")]


def test_modifiers_stay_beside_the_name(find):
    south, coast = find("Talks on southern Syria went on. Boats passed Syria's Mediterranean coast.")
    assert (south.text, south.modifier.part, south.modifier.text) == ("Syria", "south", "southern")
    assert (coast.text, coast.modifier.part, coast.modifier.of) == ("Syria", "coast", "Mediterranean")


def test_a_position_in_text_is_a_toponym(find):
    (toponym,) = find("the wreck at 33°07′N 35°49′E lies deep")
    assert (toponym.text, toponym.kind) == ("33°07′N 35°49′E", "coordinates")


def test_headlines_in_capitals_and_text_without_capitals_work(find):
    assert {"ISRAEL", "SYRIA"} <= {t.text for t in find("ISRAEL AND SYRIA TO HOLD TALKS\nThe two sides will meet.")}
    assert {"damascus", "syria"} <= {t.text for t in find("talks between syria and its neighbours begin in damascus")}


def test_us_the_pronoun_is_no_country(find):
    assert [t.text for t in find("They told us that the US and the U.S. Army had left.")] == ["US", "U.S."]


ALPHABET = st.one_of(
    st.sampled_from(
        ["Paris", "Homs", "Texas", ", ", " ", "\n", "'s", "-", "al-", "U.S.", "Mr. ", "33.1234, 35.1234", "°"]
    ),
    st.characters(),
    st.sampled_from(["\u202e", "\u0301", "\ud800", "\x00", "İ", "ß", "ﬁ"]),
)


@settings(max_examples=300)
@given(st.lists(ALPHABET, max_size=40).map("".join))
def test_offsets_are_right_and_spans_sorted_and_disjoint_in_any_text(text):
    recognizer = LexiconRecognizer(bundled())
    toponyms = recognizer.recognize(Document(text))
    assert all(text[t.start : t.end] == t.text and t.text for t in toponyms)
    assert all(a.end <= b.start for a, b in pairwise(toponyms))
    assert toponyms == recognizer.recognize(Document(text))


@pytest.mark.parametrize(
    "unit",
    [
        "Homs and Paris, Texas. ",
        "Homs",
        "HOMS ",
        "homs ",
        "\x00\x01",
        "مدينة حمص ",
        "e\u0301",
        "123,456. ",
        "((((",
        "A-",
    ],
)
def test_time_grows_linearly_with_the_text(find, unit, grows_linearly):
    grows_linearly(find, lambda size: unit * (size // len(unit)), 10_000)


def test_a_site_in_a_town_leaves_the_towns_name_alone(find):
    (toponym,) = find("Doctors at a Homs hospital treated twelve people.")
    assert (toponym.text, toponym.head) == ("Homs", "hospital")


def test_the_full_stop_of_an_abbreviation_belongs_to_it(find):
    text = "He was born in Fresno, Calif., in May."
    assert [text[t.start : t.end] for t in find(text)] == ["Fresno", "Calif."]


def test_the_full_stop_of_an_abbreviation_in_capitals_belongs_to_it_where_the_text_goes_on(find):
    assert [t.text for t in find("SACRAMENTO, CAL., September 25")] == ["SACRAMENTO", "CAL."]


def test_a_direction_alone_is_no_place(find):
    assert [t.text for t in find("In the North and the Central districts of Kenya it rained.")] == ["Kenya"]


def test_a_name_may_end_with_an_elided_article(find):
    assert [t.text for t in find("The ship left Côte d’Ivoire for France and came back to Côte d'Ivoire.")] == [
        "Côte d’Ivoire",
        "France",
        "Côte d'Ivoire",
    ]


def test_adjectives_of_a_zone_take_no_square_of_the_time(find, grows_linearly):
    grows_linearly(find, lambda count: "Israel and Syria met. " + "security " * count, 1000)
