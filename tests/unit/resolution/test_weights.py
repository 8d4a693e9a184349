import json

import pytest

from geomap.errors import InputError
from geomap.resolution.features import STATIC
from geomap.resolution.joint_features import CONTEXTUAL
from geomap.resolution.weights import Weights, bundled_weights


def test_every_weight_belongs_to_a_signal():
    weights = bundled_weights()
    assert weights.first.keys() <= STATIC.keys()
    assert weights.joint.keys() <= STATIC.keys() | CONTEXTUAL.keys()
    assert "bias" in weights.confidence
    assert "bias" in weights.surroundings
    assert "bias" in weights.absence


def test_what_must_speak_for_a_place_has_a_positive_weight():
    joint = bundled_weights().joint
    for signal in (
        "importance",
        "in container",
        "unit share",
        "country share",
        "within 100 km",
        "fits head",
        "in home unit",
    ):
        assert joint[signal] > 0, signal
    assert joint["out of container"] < 0


@pytest.mark.parametrize("text", ["", "[]", '{"first": {}}', "{"])
def test_a_file_of_another_form_is_one_clear_error(tmp_path, text):
    path = tmp_path / "w.json"
    path.write_text(text)
    with pytest.raises(InputError, match="ranker weights"):
        Weights.read(path)


def test_a_users_own_weights_are_read(tmp_path):
    path = tmp_path / "w.json"
    path.write_text(
        json.dumps({"first": {"importance": 1.0}, "joint": {}, "confidence": {"bias": 0.5}, "surroundings": {}})
    )
    assert Weights.read(path).first == {"importance": 1.0}
