"""The package's dataclasses are those of the standard library to whom uses them."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from geomap.dataclass import dataclass, field


@dataclass(frozen=True, slots=True)
class Own:
    """Made here."""

    name: str
    size: float = 1.5
    names: tuple[str, ...] = field(default_factory=tuple)
    note: str = field(default="", repr=False, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    """Made by the standard library."""

    name: str
    size: float = 1.5
    names: tuple[str, ...] = dataclasses.field(default_factory=tuple)
    note: str = dataclasses.field(default="", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Longer(Own):
    """Has a field more than the class that it comes from."""

    more: int = 0


@pytest.mark.parametrize("made", [Own, Standard, Longer])
def test_two_with_the_same_fields_are_equal(made: Any) -> None:
    one = made("Homs", 2.0, note="a")
    assert one == made("Homs", size=2.0, note="b")
    assert hash(one) == hash(made("Homs", 2.0))
    assert one != made("Hama", 2.0)
    assert one != ("Homs", 2.0, ())


def test_it_shows_itself_as_the_standard_library_does() -> None:
    assert repr(Own("Homs", note="a")) == repr(Standard("Homs", note="a")).replace("Standard", "Own")
    assert inspect.signature(Own).parameters["size"] == inspect.signature(Standard).parameters["size"]
    assert str(inspect.signature(Own)).partition(" ->")[0] == str(inspect.signature(Standard)).partition(" ->")[0]
    assert list(inspect.signature(Own).parameters) == list(inspect.signature(Standard).parameters)


@pytest.mark.parametrize("made", [Own, Standard, Longer])
def test_nobody_changes_it(made: Any) -> None:
    one = made("Homs")
    with pytest.raises(FrozenInstanceError):
        one.name = "Hama"
    with pytest.raises(FrozenInstanceError):
        del one.name
    with pytest.raises((AttributeError, TypeError)):
        one.other = 1
    assert not hasattr(one, "__dict__")


@pytest.mark.parametrize("made", [Own, Standard, Longer])
def test_it_is_copied_replaced_and_pickled(made: Any) -> None:
    one = made("Homs", 2.0, ("Hims",), "a")
    assert dataclasses.replace(one, name="Hama") == made("Hama", 2.0, ("Hims",))
    assert dataclasses.asdict(one)["names"] == ("Hims",)
    for other in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert (other, other.note) == (one, "a")


@pytest.mark.parametrize("made", [Own, Standard, Longer])
def test_wrong_arguments_are_refused(made: Any) -> None:
    for wrong in ({}, {"name": "Homs", "colour": "red"}):
        with pytest.raises(TypeError):
            made(**wrong)
