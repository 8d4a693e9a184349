"""What installed packages add, by entry point: recognisers, resolvers, layers and formats.

A package names what it adds in its own ``pyproject.toml``, and ours finds it once it is installed::

    [project.entry-points."geomap.recognizers"]
    spacy = "my_package:SpacyRecognizer"

=======================  ==================================================================================
group                    what the entry point loads
=======================  ==================================================================================
``geomap.recognizers``   a function, or a class, that takes the ``Gazetteer`` and gives a ``Recognizer``
``geomap.resolvers``     a function, or a class, that takes the ``Gazetteer`` and gives a ``Resolver``
``geomap.layers``        a ``geomap.maps.layers.LayerSpec`` with a title
``geomap.exporters``     a ``geomap.export.ExportFormat``
=======================  ==================================================================================
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, Any

from geomap.errors import GeomapError, InputError, PluginError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from geomap.gazetteer.gazetteer import Gazetteer

RECOGNIZERS = "geomap.recognizers"
RESOLVERS = "geomap.resolvers"
LAYERS = "geomap.layers"
EXPORTERS = "geomap.exporters"
_GROUP_HEAD = b"[geomap."
_PLAIN_FINDERS = (PathFinder,)


def names(group: str) -> tuple[str, ...]:
    """Return the names that installed packages give to what they add to a group, sorted.

    Parameters
    ----------
    group
        Group of entry points, e.g. ``"geomap.recognizers"``.
    """
    return tuple(entry.name for entry in _entries(group))


def load(group: str, name: str, *, what: str, own: tuple[str, ...] = ()) -> Any:
    """Load what an installed package adds under a name.

    Parameters
    ----------
    group
        Group of entry points, e.g. ``"geomap.recognizers"``.
    name
        Name in that group.
    what
        What the group's things are called in a message: ``"recogniser"``.
    own
        Names that geomap has without any package, for the message.

    Raises
    ------
    InputError
        No installed package adds anything of that name.
    PluginError
        The package that does cannot be loaded, or several packages add the name.
    """
    found = [entry for entry in _entries(group) if entry.name == name]
    if not found:
        raise InputError(f"there is no {what} {name!r}; there are: {', '.join((*own, *names(group)))}")
    if len(found) > 1:
        packages = " and ".join(sorted(map(_package, found)))
        raise PluginError(f"{packages} both add the {what} {name!r}; remove one of them")
    return _load(found[0])


def make_part(group: str, name: str, gazetteer: Gazetteer, *, what: str, method: str, own: tuple[str, ...] = ()) -> Any:
    """Make the recogniser or resolver that an installed package adds under a name.

    Parameters
    ----------
    group, name
        As for ``load``.
    gazetteer
        What the part is made with.
    what
        As for ``load``.
    method
        The method that it must have: ``"recognize"`` or ``"resolve"``.
    own
        As for ``load``.

    Raises
    ------
    InputError
        No installed package adds anything of that name.
    PluginError
        It cannot be loaded or made, or lacks the method.
    """
    factory = load(group, name, what=what, own=own)
    try:
        part = factory(gazetteer)
    except GeomapError:
        raise
    except Exception as error:  # whatever somebody else's code does
        raise PluginError(f"the {what} {name!r} cannot be made: {type(error).__name__}: {error}") from error
    if not callable(getattr(part, method, None)):
        raise PluginError(f"the {what} {name!r} has no method {method!r}")
    return part


def load_all(group: str, kind: type[Any]) -> tuple[Any, ...]:
    """Load all that installed packages add to a group, in the order of their names.

    Parameters
    ----------
    group
        Group of entry points, e.g. ``"geomap.layers"``.
    kind
        What each must be an instance of.

    Raises
    ------
    PluginError
        A package cannot be loaded, or adds something else.
    """
    made = []
    for entry in _entries(group):
        loaded = _load(entry)
        if not isinstance(loaded, kind):
            raise PluginError(f"{_told(entry)} is no {kind.__name__}; mend or remove {_package(entry)}")
        made.append(loaded)
    return tuple(made)


@cache
def _entries(group: str) -> tuple[EntryPoint, ...]:
    if not _may_have_entries():
        return ()
    # Looking through 135 installed packages takes 30 ms: once a process.
    from importlib.metadata import entry_points

    # A package that is found twice on the path counts once.
    return tuple(sorted(set(entry_points(group=group)), key=lambda entry: (entry.name, entry.value)))


def _may_have_entries() -> bool:
    """Tell whether some installed package may add something: none does where no file of entry points names our groups.

    ``importlib.metadata`` takes ten times as long to load and to say the same. It is asked wherever packages are not
    plain folders on the path.
    """
    if any(finder not in _PLAIN_FINDERS and hasattr(finder, "find_distributions") for finder in sys.meta_path):
        return True
    for folder in dict.fromkeys(sys.path):
        try:
            with os.scandir(folder or ".") as entries:
                infos = [entry.path for entry in entries if entry.name.endswith((".dist-info", ".egg-info", ".egg"))]
        except FileNotFoundError:
            continue
        except OSError:  # an archive
            return True
        for info in infos:
            try:
                with open(f"{info}/entry_points.txt", "rb") as file:  # noqa: PTH123  a Path each would take longer
                    if _GROUP_HEAD in file.read():
                        return True
            except FileNotFoundError:
                continue
            except OSError:  # an egg, packed or not
                return True
    return False


def _load(entry: EntryPoint) -> Any:
    try:
        return entry.load()
    except Exception as error:  # whatever somebody else's module does when it is imported
        raise PluginError(f"{_told(entry)} cannot be loaded: {type(error).__name__}: {error}") from error


def _told(entry: EntryPoint) -> str:
    return f"{entry.name!r} of {entry.group}, which {_package(entry)} adds,"


def _package(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist is not None else entry.module
