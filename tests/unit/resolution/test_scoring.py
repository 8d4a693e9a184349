"""The quick sums of the scorers are the sums of the signals, for every option of every sample."""

from dataclasses import replace

import pytest

from geomap.gazetteer import bundled
from geomap.model import Document
from geomap.recognition.lexicon import LexiconRecognizer
from geomap.resolution.context import group_mentions
from geomap.resolution.cues import CountryWords
from geomap.resolution.features import STATIC
from geomap.resolution.joint_features import CONTEXTUAL, OF_HOME
from geomap.resolution.options import Options
from geomap.resolution.ranker import Ranker
from geomap.resolution.scoring import JointScorer, StaticScorer
from geomap.resolution.survey import Rest, Survey
from geomap.resolution.weights import bundled_weights
from geomap.samples import sample_names, sample_text

TEXTS = [sample_text(name) for name in sample_names("en")] + [
    "Portland, Oregon, and Portland, Maine, differ; Portland is also in Dorset. Oregon's governor flew to Maine.",
    "Paris is small. Paris, Texas, is a town, and so is Springfield; Paris burned, and Springfield, Illinois, too.",
    "Burma, Persia and Vancouver in Washington; Columbus in Georgia, Springfield (Washington), Chico, Calif.",
    "The mayor of Georgetown met farmers near Lake Georgetown. The naval base in Tartus, in Syria, and Syria province.",
    "The sheriff of Jefferson County, Texas, and a trooper closed the Niger; the Niger rose. Selectmen in Perth.",
]


@pytest.fixture(scope="module")
def documents():
    gazetteer = bundled()
    recognizer, options, words = (
        LexiconRecognizer(gazetteer),
        Options(gazetteer),
        CountryWords(gazetteer.country_codes),
    )
    made = []
    for text in TEXTS:
        document = Document(text)
        groups = group_mentions(document, recognizer.recognize(document), options)
        for group in groups:
            group.shares = [1 / len(group.options)] * len(group.options)
        made.append((groups, words.spoken(text), Ranker(gazetteer).home(Document(text, place="Portland, Oregon"))))
    return made


def weights_of_their_own(signals):
    """No two signals count the same, so that none can stand for another."""
    return {name: 1 + i / 7 for i, name in enumerate(signals)}


@pytest.fixture(scope="module")
def weights():
    return replace(
        bundled_weights(), first=weights_of_their_own(STATIC), joint=weights_of_their_own(STATIC | CONTEXTUAL)
    )


def test_the_score_by_itself(documents, weights):
    score, met = StaticScorer(weights).score, set()
    for groups, _, _ in documents:
        for group in groups:
            for option in group.options:
                values = {name: signal(option, group) for name, signal in STATIC.items()}
                met |= {name for name, value in values.items() if value}
                assert score(option, group) == (
                    pytest.approx(sum(weights.first[name] * value for name, value in values.items())),
                    pytest.approx(sum(weights.joint[name] * value for name, value in values.items())),
                )
    assert met == STATIC.keys()


@pytest.mark.parametrize("with_home", [False, True])
def test_the_score_beside_the_rest_of_the_document(documents, weights, with_home):
    score, met = JointScorer(weights).score, set()
    for groups, words, home in documents:
        survey = Survey.of(groups, home if with_home else (), words)
        for group in groups:
            rest = Rest(survey, group)
            for option in group.options:
                values = {name: signal(option, rest) for name, signal in CONTEXTUAL.items()}
                met |= {name for name, value in values.items() if value}
                assert score(option, rest) == pytest.approx(
                    sum(weights.joint[name] * value for name, value in values.items()), abs=1e-9
                )
    assert met == CONTEXTUAL.keys() - (set() if with_home else OF_HOME.keys())
