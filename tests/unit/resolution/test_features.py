"""Signals on options made by hand: each says what its name says."""

import math

import pytest

from geomap.resolution import features, joint_features
from geomap.resolution.context import Group
from geomap.resolution.options import Option
from geomap.resolution.survey import Rest, Survey


def option(index, kind="city", *, country=1, admin1=0, lon=0.0, lat=0.0, **more):
    lam, phi = math.radians(lon), math.radians(lat)
    values = {"match": 0, "via": "name", "folded": "x", "code": "PPL", "population": 0, "importance": 5.0} | more
    return Option(
        index=index,
        kind=kind,
        country=country,
        admin1=admin1,
        x=math.cos(phi) * math.cos(lam),
        y=math.cos(phi) * math.sin(lam),
        z=math.sin(phi),
        **values,
    )


def group(*options, shares=None, **more):
    made = Group([0], tuple(options), **more)
    made.same_name = [made]
    made.shares = shares or [1 / len(options)] * len(options)
    return made


TEXAS = option(1, "admin1", country=1, admin1=10)
PARIS_TEXAS = option(2, country=1, admin1=10, lon=-95, lat=33)
PARIS_FRANCE = option(3, country=2, admin1=20, lon=2, lat=48, importance=9.0, code="PPLC")


def test_a_container_speaks_for_what_lies_in_it_and_against_the_rest():
    paris = group(PARIS_FRANCE, PARIS_TEXAS, containers=[(TEXAS,)])
    assert features.in_container(PARIS_TEXAS, paris) == 1
    assert features.out_of_container(PARIS_FRANCE, paris) == 1
    assert features.in_container(PARIS_FRANCE, paris) == features.out_of_container(PARIS_TEXAS, paris) == 0


def test_a_list_of_places_is_no_containment():
    rome = option(4, country=3)
    in_a_list = group(PARIS_FRANCE, containers=[(rome,)])
    assert features.out_of_container(PARIS_FRANCE, in_a_list) == 0


def test_a_head_noun_asks_for_its_kind():
    river = option(5, "water")
    both = group(PARIS_TEXAS, river, head="river")
    assert (features.fits_head(river, both), features.against_head(river, both)) == (1, 0)
    assert (features.fits_head(PARIS_TEXAS, both), features.against_head(PARIS_TEXAS, both)) == (0, 1)


def test_without_a_head_nothing_fits_or_contradicts():
    assert features.fits_head(PARIS_TEXAS, group(PARIS_TEXAS)) == 0
    assert features.against_head(PARIS_TEXAS, group(PARIS_TEXAS)) == 0


def test_importance_is_counted_from_the_most_important():
    both = group(PARIS_FRANCE, PARIS_TEXAS)
    assert features.is_first(PARIS_FRANCE, both) == 1
    assert features.behind_first(PARIS_TEXAS, both) == pytest.approx(-1.0)


def test_other_names_speak_for_their_country_their_unit_and_their_neighbourhood():
    dallas = group(option(6, country=1, admin1=10, lon=-96.8, lat=32.8))
    texas = group(TEXAS)
    paris = group(PARIS_FRANCE, PARIS_TEXAS)
    rest = Rest(Survey.of([dallas, texas, paris]), paris)
    assert joint_features.unit_named(PARIS_TEXAS, rest) == 1
    assert joint_features.unit_share(PARIS_TEXAS, rest) == pytest.approx(2 / 3)
    assert joint_features.CONTEXTUAL["within 300 km"](PARIS_TEXAS, rest) == pytest.approx(1 / 2)
    assert joint_features.CONTEXTUAL["within 30 km"](PARIS_TEXAS, rest) == 0
    assert all(
        signal(PARIS_FRANCE, rest) == 0 for name, signal in joint_features.CONTEXTUAL.items() if "capital" not in name
    )


def test_a_group_does_not_speak_for_itself():
    paris = group(PARIS_FRANCE, PARIS_TEXAS)
    rest = Rest(Survey.of([paris]), paris)
    assert joint_features.country_share(PARIS_FRANCE, rest) == pytest.approx(0)
    assert not rest.speaks_of(PARIS_TEXAS)


def test_peoples_and_countries_are_told_apart():
    country = option(7, "country", country=2)
    rest = Rest(Survey.of([group(country, demonym=True)]), group(PARIS_FRANCE))
    assert joint_features.people_named(PARIS_FRANCE, rest) == 1
    assert joint_features.country_named(PARIS_FRANCE, rest) == 0


def test_an_option_that_nothing_speaks_of_gets_nothing_from_any_signal():
    dallas = group(option(6, country=1, admin1=10, lon=-96.8, lat=32.8))
    far = option(8, country=9, admin1=90, lon=140, lat=-30)
    rest = Rest(Survey.of([dallas]), group(far, PARIS_TEXAS))
    assert not rest.speaks_of(far)
    assert [signal(far, rest) for signal in joint_features.CONTEXTUAL.values()] == [0] * len(joint_features.CONTEXTUAL)
