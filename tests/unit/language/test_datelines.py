"""What a report begins with, as all stages ask for it."""

import pytest

from geomap.language.datelines import dateline_at, is_followed_as_one


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("CAIRO (AP) — Talks began.", "CAIRO"),
        ("FUJAIRAH, United Arab Emirates (Own) — Two ships wait.", "FUJAIRAH"),
        ("Aleppo, 3 May – Shells struck.", "Aleppo"),
        ("PORTLAND, Ore. -- The council met.", "PORTLAND"),
        ("ŁÓDŹ – Prezydent", "ŁÓDŹ"),
        ("Talks in Cairo began on Monday, and went on.", None),
        ("Cairo-based groups met.", None),
        ("The war, the long one, the one that nobody wanted and everybody fought, was over — at last.", None),
    ],
)
def test_the_town_of_a_dateline(text, town):
    found = dateline_at(text, 0)
    assert (found[0] if found else None) == town
    if town:
        assert is_followed_as_one(text, len(town))
        assert text[: found[1]].rstrip().endswith(("—", "–", "-"))
