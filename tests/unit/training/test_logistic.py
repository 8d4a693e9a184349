"""The regression behind the small linear models finds the odds that its examples have."""

import math

import pytest

from geomap.training import logistic

pytest.importorskip("scipy")

SIGNALS = [()] * 100 + [("a",)] * 100
TRUTH = [i < 20 for i in range(100)] + [i < 80 for i in range(100)]


def test_weights_are_the_odds_of_the_examples():
    model = logistic.fit(SIGNALS, TRUTH, [1.0] * 200, ["a"], penalty=1e-6)
    assert model.bias == pytest.approx(math.log(20 / 80), abs=1e-3)
    assert model.weights["a"] == pytest.approx(2 * math.log(80 / 20), abs=1e-3)
    assert model.rounded(1, 0.5) == {"bias": -1.4, "a": 2.8}
    assert model.rounded(1, 3.0) == {"bias": -1.4}


def test_an_example_counts_as_much_as_its_share():
    share = [1.0] * 100 + [4.0 if truth else 1.0 for truth in TRUTH[100:]]
    model = logistic.fit(SIGNALS, TRUTH, share, ["a"], penalty=1e-6)
    assert model.bias + model.weights["a"] == pytest.approx(math.log(4 * 80 / 20), abs=1e-3)


def test_the_penalty_is_on_weights_and_not_on_the_bias():
    model = logistic.fit(SIGNALS, TRUTH[:100] * 2, [1.0] * 200, ["a"], penalty=1e4)
    assert abs(model.weights["a"]) < 1e-3
    assert model.bias == pytest.approx(math.log(20 / 80), abs=1e-3)
