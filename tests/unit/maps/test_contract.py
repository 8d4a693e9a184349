"""What the page's scripts are given is what their types say."""

import dataclasses
import json
import re
from pathlib import Path
from types import UnionType
from typing import NotRequired, get_args, get_origin, get_type_hints, is_typeddict

from geomap.maps.html import assets, bundle, contract
from geomap.maps.html.columns import MANY
from geomap.maps.html.payload import to_json

ROOT = Path(__file__).parents[3]


def test_the_types_of_the_scripts_are_made_from_the_contract():
    made = (ROOT / "tests" / "page" / "payload.d.ts").read_text(encoding="utf-8")
    assert made == contract.to_typescript(), "run python -m geomap.maps.html.contract"


def differences(value, hint, where="payload"):
    """Tell where a value is not what a type says: keys, lengths of tuples, kinds of values."""
    hint = get_args(hint)[0] if get_origin(hint) is NotRequired else hint
    origin, inside = get_origin(hint), get_args(hint)
    parts = []
    if is_typeddict(hint):
        hints = get_type_hints(hint, include_extras=True)
        needed = {key for key, one in hints.items() if get_origin(one) is not NotRequired}
        if not isinstance(value, dict) or not needed <= value.keys() <= hints.keys():
            return [f"{where}: {sorted(needed ^ set(value or ()))}"]
        parts = [(one, hints[key], f"{where}.{key}") for key, one in value.items()]
    elif origin is list:
        parts = [(one, inside[0], f"{where}[{i}]") for i, one in enumerate(value)]
    elif origin is tuple:
        if not isinstance(value, list) or len(value) != len(inside):
            return [f"{where}: {len(value or ())} values, not {len(inside)}"]
        parts = [(one, inside[i], f"{where}[{i}]") for i, one in enumerate(value)]
    elif origin is UnionType:
        found = [differences(value, one, where) for one in inside]
        return [] if [] in found else found[0]
    elif isinstance(hint, type) and origin is None:
        fits = isinstance(value, (int, float)) if hint is float else isinstance(value, hint)
        return [] if fits else [f"{where}: {value!r} is no {hint.__name__}"]
    return [text for part in parts for text in differences(*part)]


def test_the_payload_has_the_keys_and_kinds_that_the_contract_names(view_of):
    view = view_of()
    assert differences(json.loads(to_json(view)), contract.Payload) == []


def test_very_many_points_are_what_the_contract_names(view_of):
    view = view_of()
    town = next(feature for feature in view.features if feature.layer == "cities")
    many = tuple(
        dataclasses.replace(town, key=f"t:{i}", place=dataclasses.replace(town.place, id=f"t:{i}"))
        for i in range(MANY + 1)
    )
    data = json.loads(to_json(dataclasses.replace(view, features=many)))
    assert data["many"]["n"] == MANY + 1
    assert differences(data, contract.Payload) == []


def test_a_difference_is_found():
    assert differences({"first": "a", "last": "b"}, contract.DateData) == ["payload: ['label']"]
    assert differences([1, 2, 3], contract.Bounds) == ["payload: 3 values, not 4"]
    assert differences("x", int) == ["payload: 'x' is no int"]


def test_every_module_stands_behind_what_it_imports():
    folder = Path(assets.__file__).parent / "assets"
    files = (*bundle.SCRIPTS, *bundle.INSET_SCRIPTS, *bundle.EDITOR_SCRIPTS)
    for number, file in enumerate(files):
        wanted = re.findall(r'from "\./(\w+)\.js"', (folder / file).read_text(encoding="utf-8"))
        assert set(wanted) <= {name.removesuffix(".js") for name in files[:number]}, file
    others = {*bundle.ANNOTATION_SCRIPTS, *bundle.ELSEWHERE_SCRIPTS, "host.js", "pins.js"}
    assert {*files, *others} == {file.name for file in folder.glob("*.js")}
    for script in bundle.joined().values():
        assert not re.search(r"^\s*(?:import|export)\b", script, re.MULTILINE)


def test_what_pages_carry_is_made_of_the_modules_and_is_small():
    told = (assets.BUILT / "sources.txt").read_text("ascii").strip()
    assert told == bundle.digest(), "run python -m geomap.maps.html.bundle"
    assert len(assets.script()) < 92_000
    # Published pages on which a person has drawn carry this, for review it is in the editor.
    assert len(assets.annotation_script()) < 6_000
    assert len(assets.packed_editor()) < 60_000
    # No script is left of which a part could end the element that it stands in.
    for script in (assets.script(), assets.inset_script(), assets.annotation_script()):
        assert "</script" not in script
