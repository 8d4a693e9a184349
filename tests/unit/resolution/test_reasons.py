"""Reasons speak for the place that was chosen; what speaks for another is conceded, and what decided is said."""

import re

import pytest

import geomap
from geomap.gazetteer.feature_kinds import kind_of

TEXTS = {
    "London": "The sheriff of Laurel County, Kentucky, spoke in London on Monday. Corbin is near.",
    "Alexandria": "A fire in Alexandria, Virginia, closed a road. Arlington sent help.",
    "Georgia": "Voters in Atlanta, Savannah and Macon went to the polls. Georgia has a new governor.",
    "Cambridge": "Police in Cambridge, Ohio, and Byesville closed Interstate 70.",
    "Springfield": "Springfield will build a bridge.",
    "Paris": "Talks in Paris ended on Friday.",
    "Norfolk": "Schools in Norfolk, Nebraska, and Battle Creek stay closed.",
}
BOTH = re.compile(r"has ([\d,]+) people; this one has ([\d,]+)")
MORE = re.compile(r"has more people, ([\d,]+) to ([\d,]+)")
CONCEDED = ("So it is this one, though ", "Little in the text decides for this one, though ")
DECIDE = ("puts it in", "named", "which the text names too", "calls it", "words beside it")


@pytest.fixture(scope="module")
def explained():
    return [one for text in TEXTS.values() for one in geomap.geoparse(text).resolutions if one.place]


def numbers(found):
    return [int(number.replace(",", "")) for number in found.groups()]


def test_no_comparison_speaks_against_the_choice(explained):
    compared = [numbers(found) for one in explained for reason in one.reasons if (found := BOTH.search(reason))]
    assert len(compared) >= 2
    assert all(rival <= own for rival, own in compared)


def test_who_has_more_people_is_conceded_behind_what_decided(explained):
    conceded = 0
    for one in explained:
        for i, reason in enumerate(one.reasons):
            if found := MORE.search(reason):
                rival, own = numbers(found)
                assert rival > own == one.place.population
                assert reason.startswith(
                    ("So it is this one, though", "Little in the text decides for this one, though")
                )
                said = any(words in before for before in one.reasons[:i] for words in DECIDE)
                assert said == reason.startswith("So")
                conceded += 1
    assert conceded >= 4


def test_a_state_or_a_country_of_the_name_is_conceded_too(explained):
    (georgia,) = (one for one in explained if one.toponym.text == "Georgia")
    compared = " ".join(reason for reason in georgia.reasons if "Georgia" in reason)
    kind = kind_of(georgia.place.feature_class, georgia.place.feature_code)
    assert ("though the other Georgia" in compared) == (kind == "province")
    assert "people" not in compared


def test_a_tie_says_nothing_for_either():
    for text in ("Springfield will build a bridge.", "Columbia waits.", "A fire in Washington County."):
        for one in geomap.geoparse(text).resolutions:
            if any("does not tell which" in reason for reason in one.reasons):
                assert not any("So it is this one" in reason for reason in one.reasons)
