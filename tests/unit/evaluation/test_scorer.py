"""The scorer gives the figures of the reference scorer, which were computed once on the same made-up files."""

import json
from pathlib import Path

import pytest

from geomap.evaluation import Mention, read_corpus, score
from geomap.evaluation.scorer import error_km, match_overlap
from geomap.gazetteer.reverse import distance_km

DATA = Path(__file__).parents[2] / "data" / "evaluation"
# The reference scorer's names and ours.
NAMES = {
    "P": "precision",
    "R": "recall",
    "F1": "f1",
    "tp": "matched",
    "pred": "predicted",
    "gold": "gold",
    "gold_coords": "gold_located",
    "matched_coords": "matched_located",
    "resolved": "resolved",
    "acc161_match": "accuracy",
    "acc161_resolved": "accuracy_resolved",
    "e2e_recall161": "end_to_end_recall",
    "e2e_prec161": "end_to_end_precision",
    "e2e_f1": "end_to_end_f1",
    "mean_km": "mean_km",
    "median_km": "median_km",
    "auc": "auc",
    "auc_match": "auc_matched",
    "gid_acc": "geonameid_accuracy",
}
SETTINGS = {
    "all": {},
    "without demonyms": {"ignore": lambda m: m.type == "Demonym"},
    "linked only": {"ignore": lambda m: not m.located},
    "strict": {"strict": True},
}


def mentions(name):
    return {d.document.id: d.mentions for d in read_corpus(DATA / name)}


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("matching", ["exact", "overlap"])
def test_figures_equal_the_reference_scorers(setting, matching):
    expected = json.loads((DATA / "figures.json").read_text())[setting]
    scores = score(mentions("gold.jsonl"), mentions("predictions.jsonl"), **SETTINGS[setting])
    figures = scores.to_dict()[matching]
    assert {ours: figures[ours] for ours in NAMES.values()} == pytest.approx(
        {ours: expected[matching][theirs] for theirs, ours in NAMES.items()}, abs=1e-9
    )
    assert scores.missing == expected["docs_missing"] == 1


def test_one_degree_of_latitude_is_111_km():
    assert distance_km(10, 50, 10, 51) == pytest.approx(111.195, abs=0.01)


def test_equal_identifiers_are_right_however_far_the_centroids_are():
    russia, elsewhere = Mention(0, 6, 100, 60, 2017370), Mention(0, 6, 44.7, 58.2, 2017370)
    assert error_km(russia, elsewhere) == 0
    assert error_km(russia, elsewhere, strict=True) > 2_500


def test_equal_spans_are_matched_before_longer_overlaps():
    truth = [Mention(0, 20), Mention(5, 9)]
    assert match_overlap(truth, [Mention(0, 25), Mention(5, 9)]) == [(0, 0), (1, 1)]


def test_nothing_to_divide_gives_no_share():
    figures = score({"a": [Mention(0, 3)]}, {"a": []}).exact
    assert (figures.accuracy, figures.mean_km, figures.auc, figures.f1) == (None, None, None, 0)
