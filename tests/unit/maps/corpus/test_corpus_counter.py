"""Counts come out as if each row had been added by itself, however large the numbers are."""

from collections import Counter as Plain

import numpy as np
import pytest

from geomap.maps.corpus import counter


@pytest.mark.parametrize("largest", [50, 2**40, 2**62])
def test_counts_add_up_whatever_comes_in_which_order(monkeypatch, largest):
    monkeypatch.setattr(counter, "_FEWEST_WAITING", 30)
    random = np.random.default_rng(3)
    keys = np.minimum(random.zipf(1.3, 500), 40) * (largest // 40)
    counts = random.integers(1, 1000, 500)
    made, plain = counter.Counter(), Plain()
    for at in range(0, 500, 20):
        made.add(keys[at : at + 20], counts[at : at + 20])
    for key, count in zip(keys.tolist(), counts.tolist(), strict=True):
        plain[key] += count
    found = made.result()
    assert list(zip(*map(np.ndarray.tolist, found), strict=True)) == sorted(plain.items())


def test_keys_are_put_together_until_they_are_few_enough(monkeypatch):
    monkeypatch.setattr(counter, "_FEWEST_WAITING", 10)
    made = counter.Counter(lambda keys: keys // 10, 20)
    for at in range(0, 1000, 25):
        made.add(np.arange(at, at + 25), np.ones(25, np.int64))
    keys, counts = made.result()
    assert len(keys) <= 20
    assert counts.sum() == 1000
