"""What makes a run this run: its input, its configuration, and the data and models that read the texts."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geomap.errors import InputError
from geomap.provenance import GENERATOR

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.corpus.sources.records import InputIdentity
    from geomap.corpus.sources.source import ReadOptions
    from geomap.gazetteer.gazetteer import Gazetteer

FORMAT: Final = 1
"""Of the folder: what is where in it, and which columns its tables have."""

_MODELS: Final = (("recognition", "data"), ("resolution",), ("prominence",))
"""Folders whose weights decide what is found."""

_WEIGHTS: Final = (".weights", ".json")


def identity(
    inputs: Sequence[str], found: InputIdentity, wanted: ReadOptions, part_size: int, options: Mapping[str, Any]
) -> dict[str, Any]:
    """Return all that decides what a run writes, as JSON; no time, and no path but the input's as it was named.

    Parameters
    ----------
    inputs
        Files and folders, as they were named.
    found
        What is in them.
    wanted
        How they are read.
    part_size
        Records of a part.
    options
        What reads the texts, as for ``geomap.corpus.worker.geoparse_part``.
    """
    from geomap import __version__
    from geomap.corpus.worker import worker_geoparser

    # Made here first: what is wrong with a part is said before any process is started.
    geoparser = worker_geoparser(options)
    columns = {f"{part}_column": name for part, name in wanted.columns._asdict().items()}
    return {
        "generator": GENERATOR,
        "format": FORMAT,
        "version": __version__,
        "inputs": {"names": list(inputs), **found._asdict()},
        "configuration": {
            **columns,
            "encoding": wanted.encoding,
            "part_size": part_size,
            "language": options.get("text_language") or None,
            "recognizer": options.get("recognizer") or "tagger",
            "resolver": options.get("resolver") or "ranker",
            "online": options.get("online"),
            "corrections": _digest_of(options.get("corrections")),
            "places": [_digest_of(path) for path in options.get("places") or ()],
            "user_places": _kept_places(user_places=options.get("user_places", True)),
            "gazetteer": _gazetteer(geoparser.gazetteer),
            "models": _models(),
        },
    }


def difference(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """Say in which point two runs differ; "" if in none.

    Parameters
    ----------
    before
        The identity of the run that a folder holds.
    now
        That of the run that is asked for.
    """
    for name, value in _flat(now):
        then = dict(_flat(before)).get(name)
        if then != value:
            words = _WORDS.get(name) or f"the {name.rpartition('.')[2].replace('_', ' ')} is"
            return f"{words} {_shown(then)} there and {_shown(value)} now"
    return ""


_WORDS: Final = {
    "format": "the format is",
    "version": "geomap's version is",
    "inputs.names": "the inputs are",
    "inputs.files": "the input's number of files is",
    "inputs.bytes": "the input's size in bytes is",
    "inputs.sha256": "the input's files are",
    "configuration.gazetteer": "the gazetteer is",
    "configuration.models": "the models are",
    "configuration.user_places": "the places that you keep are",
    "configuration.places": "the files of --places are",
    "configuration.corrections": "the corrections are",
}


def _flat(what: Mapping[str, Any], before: str = "") -> Iterable[tuple[str, Any]]:
    for name, value in what.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _shown(value: Any) -> str:
    if value is None:
        return "not given"
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    # Hashes say nothing to a person beyond that they differ.
    return shown if len(shown) <= 60 else f"{shown[:57]}…"


def _gazetteer(gazetteer: Gazetteer) -> str:
    return hashlib.sha256(json.dumps(gazetteer.manifest, sort_keys=True).encode()).hexdigest()


@cache
def _models() -> str:
    digest = hashlib.sha256()
    for folder in _MODELS:
        found = files("geomap").joinpath(*folder)
        for file in sorted(found.iterdir(), key=lambda one: one.name):
            if file.name.endswith(_WEIGHTS):
                digest.update(f"{file.name}\0".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _kept_places(*, user_places: bool) -> str | None:
    from geomap.gazetteer.userfile import kept_file

    path = kept_file() if user_places else None
    return None if path is None else _digest_of(path)


def _digest_of(path: str | os.PathLike[str] | None) -> str | None:
    if path is None:
        return None
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from error
