"""Counts come out as if each row had been added by itself, however large the numbers are and however they are kept."""

from collections import Counter as Plain

import numpy as np
import pytest

from geomap.maps.corpus import cells, counter
from geomap.maps.corpus.cells import Calendar, CellCounter
from geomap.maps.corpus.view import UNDATED


@pytest.mark.parametrize("largest", [50, 2**40, 2**62])
def test_counts_add_up_whatever_comes_in_which_order(monkeypatch, largest):
    monkeypatch.setattr(counter, "_FEWEST_WAITING", 30)
    random = np.random.default_rng(3)
    keys = np.minimum(random.zipf(1.3, 500), 40) * (largest // 40)
    counts = random.integers(1, 1000, 500)
    made, plain = counter.Counter(), Plain()
    for at in range(0, 500, 20):
        made.add(keys[at : at + 20])
        made.join(keys[at : at + 20], counts[at : at + 20])
    for key, count in zip(keys.tolist(), counts.tolist(), strict=True):
        plain[key] += count + 1
    found = made.result()
    assert list(zip(*map(np.ndarray.tolist, found), strict=True)) == sorted(plain.items())


@pytest.mark.parametrize(("most", "unit"), [(1822, "day"), (1326, "week"), (1325, "month"), (714, "year"), (5, "all")])
@pytest.mark.parametrize("whole", [0, 10_000, 100_000_000], ids=["kept as few", "whole when coarse", "kept whole"])
def test_cells_are_put_together_until_they_are_few_enough(monkeypatch, whole, most, unit):
    monkeypatch.setattr(cells, "_WHOLE", whole)
    monkeypatch.setattr(counter, "_FEWEST_WAITING", 300)
    random = np.random.default_rng(5)
    days = 19_000 + random.integers(0, 700, 2000)
    days[:50] = UNDATED
    sets, languages = np.minimum(random.zipf(1.4, 2000), 30) - 1, random.integers(0, 3, 2000)
    calendar = Calendar(days, 3)
    made = CellCounter(30, 10, calendar, most)
    for at in range(0, 2000, 100):
        rows = slice(at, at + 100)
        slots = made.slots(days[rows], languages[rows])
        made.add_documents(sets[rows], slots)
        again = sets[rows] < 10
        made.add_again(sets[rows][again], slots[again], np.full(int(again.sum()), 2))
        made.settle()
    found, slots, documents, again = made.result()
    assert made.unit == unit
    starts = calendar.starts(unit)
    bins = starts[calendar.bins(days, unit)].tolist()
    plain = Plain(zip(sets.tolist(), bins, languages.tolist(), strict=True))
    bin_of, language = calendar.split(slots)
    keys = zip(found.tolist(), starts[bin_of].tolist(), language.tolist(), strict=True)
    assert list(zip(keys, documents.tolist(), strict=True)) == sorted(plain.items())
    assert again.tolist() == np.where(found < 10, 2 * documents, 0).tolist()
