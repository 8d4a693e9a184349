"""A geoparser as the names of its parts: what travels to another process in its place.

Gazetteer and models are files of the installed package, which every process maps for itself; so a pickled
``Geoparser`` holds their names alone, some hundred bytes. What is small and stands in no package travels whole: the
user's own places, and corrections. A gazetteer that was compiled into another folder travels as that folder's path,
and must lie there for the other process too.
"""

from __future__ import annotations

import json
import pickle
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import geomap
from geomap.errors import GeomapError, InputError

if TYPE_CHECKING:
    from geomap.edits import Corrections
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.userplaces import UserPlace
    from geomap.geoparser import Geoparser


class NamelessPartError(InputError, pickle.PicklingError):
    """A geoparser cannot travel to another process, since a part of it has no name there; the message says which."""


class NamedParts(NamedTuple):
    """What another process needs to make the same geoparser.

    Attributes
    ----------
    version
        That of geomap.
    folder
        That of the gazetteer, ``""`` for the bundled one.
    fingerprint
        Hash of the gazetteer's files.
    own
        The user's own places that are laid over it.
    recognizer, resolver, online
        Names, as ``geomap.assembly.assemble_geoparser`` takes them.
    corrections
        What a person says.
    language
        BCP 47 tag of the texts that do not tell their own.
    """

    version: str
    folder: str
    fingerprint: str
    own: tuple[UserPlace, ...]
    recognizer: str
    resolver: str
    online: str | None
    corrections: Corrections | None
    language: str


def to_names(geoparser: Geoparser) -> bytes:
    """Return a geoparser as the names of its parts, for ``from_names`` in another process.

    Parameters
    ----------
    geoparser
        One that ``geomap.assembly.assemble_geoparser`` has made.

    Raises
    ------
    NamelessPartError
        A part has no name: it came as an object, or was put in by hand.
    """
    from geomap.gazetteer import layout

    origin, gazetteer = geoparser.origin, geoparser.gazetteer
    parts = (gazetteer, geoparser.recognizer, geoparser.resolver, geoparser.corrections)
    if origin is None or any(one is not was for one, was in zip(parts, origin.parts, strict=True)):
        raise _nameless("it was put together by hand", "make it with geomap.assembly.assemble_geoparser")
    if origin.recognizer is None:
        raise _nameless(_is_object("recogniser", geoparser.recognizer), _NAME_IT)
    if origin.resolver is None:
        raise _nameless(_is_object("resolver", geoparser.resolver), _NAME_IT)
    below, own = _layers(gazetteer)
    named = NamedParts(
        geomap.__version__,
        "" if below.path == layout.default_path() else str(below.path.absolute()),
        _fingerprint(below),
        own,
        origin.recognizer,
        origin.resolver,
        origin.online,
        geoparser.corrections,
        geoparser.language,
    )
    return pickle.dumps(named, protocol=pickle.HIGHEST_PROTOCOL)


def from_names(names: bytes) -> Geoparser:
    """Make a geoparser of the parts of these names; the parts are made once a process.

    Parameters
    ----------
    names
        What ``to_names`` returned.

    Raises
    ------
    GeomapError
        This process has another geomap or another gazetteer, or lacks a part.
    """
    from geomap.geoparser import Geoparser

    kept = _assembled(names)
    made = Geoparser(
        kept.gazetteer, kept.recognizer, kept.resolver, language=kept.language, corrections=kept.corrections
    )
    made.origin = kept.origin
    return made


@lru_cache(maxsize=4)
def _assembled(names: bytes) -> Geoparser:
    from geomap.assembly import assemble_geoparser
    from geomap.gazetteer import open_gazetteer
    from geomap.gazetteer.overlay import OverlaidGazetteer

    named = NamedParts(*pickle.loads(names))  # noqa: S301 - it comes from who could send any code as well
    if named.version != geomap.__version__:
        raise GeomapError(
            f"a worker has geomap {geomap.__version__}, and what sent it the work has {named.version}: install the "
            "same version on both"
        )
    gazetteer = open_gazetteer(named.folder or None, user_places=False)
    if _fingerprint(gazetteer) != named.fingerprint:
        raise GeomapError(
            f"a worker has another gazetteer in {gazetteer.path} than what sent it the work: install the same geomap "
            "on both, or put the same compiled gazetteer there"
        )
    return assemble_geoparser(
        gazetteer=OverlaidGazetteer(gazetteer, named.own) if named.own else gazetteer,
        recognizer=named.recognizer,
        resolver=named.resolver,
        corrections=named.corrections,
        online=named.online,
        text_language=named.language,
    )


_NAME_IT = "give it a name by an entry point of an installed package (geomap.plugins), and say that name"


def _nameless(why: str, do: str) -> NamelessPartError:
    return NamelessPartError(f"this geoparser cannot be sent to another process: {why}; {do}")


def _is_object(what: str, part: object) -> str:
    return f"its {what} is an object ({type(part).__name__}), and parts travel by name"


def _layers(gazetteer: Gazetteer) -> tuple[Gazetteer, tuple[UserPlace, ...]]:
    """Return the compiled gazetteer below, and the places laid over it."""
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.overlay import OverlaidGazetteer

    own: tuple[UserPlace, ...] = ()
    below = gazetteer
    if isinstance(gazetteer, OverlaidGazetteer):
        below, own = gazetteer.below, gazetteer.own
    if type(below) is not Gazetteer:
        raise _nameless(_is_object("gazetteer", gazetteer), "say the folder of a compiled one")
    return below, own


def _fingerprint(gazetteer: Gazetteer) -> str:
    """Return a hash of what the manifest says of the gazetteer's files, which has the hash of each."""
    return sha256(json.dumps(gazetteer.manifest["files"], sort_keys=True).encode()).hexdigest()
