"""``dataclass(frozen=True, slots=True)`` as the standard library has it, but quick to define.

The standard library compiles the text of six methods for every class, which took a twelfth of a map from a cold
process. Here all classes share these methods, but for ``__init__``, which is compiled when it is first called.
"""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, field
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import inspect
    from collections.abc import Callable
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """Make a class frozen, with slots and the fields of ``dataclasses``: nothing else is made here."""
        assert frozen
        assert slots
        return _frozen


__all__ = ["dataclass", "field"]


def _frozen(cls: Any) -> Any:
    if any(dataclasses.is_dataclass(base) for base in cls.__bases__):
        return dataclasses.dataclass(frozen=True, slots=True)(cls)
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    # Classes that inherit from it ask whether it is frozen.
    made.__dataclass_params__.frozen = True
    made.__signature__ = _Signature()
    for name, method in _methods(made).items():
        if cls.__dict__.get(name) is None:
            setattr(made, name, method)
    return made


def _methods(cls: Any) -> dict[str, Callable[..., Any]]:
    """Return the methods of a class by their names."""
    fields = dataclasses.fields(cls)
    compared = attrgetter(*(one.name for one in fields if one.compare))
    shown = [one.name for one in fields if one.repr]

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        cls.__init__ = _compiled_init(cls)
        cls.__init__(self, *args, **kwargs)

    def show(self: Any) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    def equal(self: Any, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    return {
        "__init__": init,
        "__repr__": show,
        "__eq__": equal,
        "__hash__": lambda self: hash(compared(self)),
        "__setattr__": _refuse,
        "__delattr__": _refuse,
        "__getstate__": lambda self: [getattr(self, one.name) for one in fields],
        "__setstate__": _fill,
    }


def _refuse(_: object, name: str, *_value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to or delete field {name!r}")


def _fill(self: Any, state: list[Any]) -> None:
    for one, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)


def _compiled_init(cls: Any) -> Any:
    """Return the ``__init__`` of a class, of its fields."""
    parameters, body = [], []
    known: dict[str, Any] = {"_factory": _FACTORY}
    for one in dataclasses.fields(cls):
        name = value = one.name
        # A slot's own setter, past the class's own, which refuses.
        known[f"_set_{name}"] = getattr(cls, name).__set__
        if one.default is not MISSING:
            known[f"_default_{name}"] = one.default
            parameters.append(f"{name}=_default_{name}")
        elif one.default_factory is not MISSING:
            known[f"_make_{name}"] = one.default_factory
            parameters.append(f"{name}=_factory")
            value = f"_make_{name}() if {name} is _factory else {name}"
        else:
            parameters.append(name)
        body.append(f"    _set_{name}(self, {value})")
    exec("\n".join([f"def __init__(self, {', '.join(parameters)}):", *body]), known)  # noqa: S102 - names of fields
    made = known["__init__"]
    made.__annotations__ = {one.name: one.type for one in dataclasses.fields(cls)} | {"return": None}
    return made


class _Factory:
    """The default of a field whose value is made for each object."""

    def __repr__(self) -> str:
        return "<factory>"


_FACTORY = _Factory()


class _Signature:
    """What ``inspect.signature`` tells of the class: help and editors show it."""

    def __get__(self, _: object, cls: Any) -> inspect.Signature:
        import inspect

        signature = inspect.signature(_compiled_init(cls))
        return signature.replace(parameters=list(signature.parameters.values())[1:])
