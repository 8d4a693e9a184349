"""Whether the files of a compiled gazetteer are what its manifest says: cheap questions at opening, dear ones after.

Opening asks what costs little: the manifest's form, the files' sizes, and the checksums of the tries, which native
code walks without looking. The rest is looked at when something has gone wrong, or by ``geomap gazetteer verify``.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from geomap.errors import GazetteerError
from geomap.gazetteer import layout
from geomap.gazetteer.columns import Columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_REINSTALL = "reinstall geomap, or compile it again"


def check_manifest(path: Path, manifest: Any) -> None:
    """Refuse a manifest that lacks what the reader needs, or has it in another form.

    Parameters
    ----------
    path
        The gazetteer's folder, for the message.
    manifest
        The manifest as JSON gave it.

    Raises
    ------
    GazetteerError
        It is of another version, or damaged; the message says where.
    """
    where = f"the gazetteer in {path} is damaged: its {layout.MANIFEST}"
    if not isinstance(manifest, dict):
        raise GazetteerError(f"{where} is no table; {_REINSTALL}")
    if manifest.get("schema") != layout.SCHEMA:
        found = str(manifest.get("schema"))[:20]
        raise GazetteerError(f"the gazetteer at {path} has schema {found}, this geomap reads {layout.SCHEMA}")
    for key, is_so in _FORMS.items():
        if not is_so(manifest.get(key)):
            raise GazetteerError(f"{where} has no {key} of the right form; {_REINSTALL}")
    needed = [layout.PLACES, *(f"{layer}.{script}.dat" for layer in layout.LAYERS for script in layout.SCRIPTS)]
    for name in needed:
        if name not in manifest["arrays"]:
            raise GazetteerError(f"{where} does not say what is in {name}; {_REINSTALL}")
    places = manifest["arrays"][layout.PLACES]
    counts = {places[name][2] if name in places else -1 for name in Columns.__slots__}
    if len(counts) > 1 or not 0 <= manifest["base_places"] <= max(counts):
        raise GazetteerError(f"{where} has columns of different lengths; {_REINSTALL}")
    if len(manifest["countries"]) != len(manifest["country_place"]):
        raise GazetteerError(f"{where} has not one place for each country; {_REINSTALL}")
    if not all(-1 <= row < max(counts) for row in (*manifest["country_place"], *manifest.get("capitals", {}).values())):
        raise GazetteerError(f"{where} refers to places that are not there; {_REINSTALL}")


def check_files(path: Path, manifest: dict[str, Any]) -> None:
    """Refuse a gazetteer of which a file is missing or of another size, or a trie is not the one that was written.

    Raises
    ------
    GazetteerError
        The first such file.
    """
    for name, entry in manifest.get("files", {}).items():
        problem = size_problem(path / name, entry["bytes"])
        if problem:
            raise GazetteerError(f"the gazetteer's file {path / name} {problem}: {_REINSTALL}")
        if name.endswith(".trie") and name != layout.EXONYM_TRIE:
            check_trie(path, manifest, name)


def check_trie(path: Path, manifest: dict[str, Any], name: str) -> None:
    """Refuse a trie that is not the one that was written; that of the names by language when it is first asked for.

    Raises
    ------
    GazetteerError
        Its checksum is another.
    """
    entry = manifest.get("files", {}).get(name)
    if entry is not None and digest(path / name) != entry["sha256"]:
        problem = "has another checksum than the manifest says"
        raise GazetteerError(f"the gazetteer's file {path / name} {problem}: {_REINSTALL}")


def size_problem(file: Path, expected: int) -> str:
    """Return what is wrong with a file's size, ``""`` if nothing."""
    try:
        size = file.stat().st_size
    except OSError as error:
        return "is missing" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
    return "" if size == expected else f"has {size} bytes, {expected} expected"


def digest(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits.

    Raises
    ------
    GazetteerError
        It cannot be read.
    """
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise GazetteerError(f"the gazetteer's file {file} cannot be read: {error.strerror or error}") from error


def damage(path: Path, manifest: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Name every file that is not what the manifest says, with what is wrong; all files are read for it."""
    for name, entry in sorted(manifest.get("files", {}).items()):
        problem = size_problem(path / name, entry["bytes"])
        if not problem and digest(path / name) != entry["sha256"]:
            problem = "has another checksum than the manifest says"
        if problem:
            yield name, problem


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 40


def _are(kind: type, value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, kind) for item in value)


def _is_file_list(value: Any) -> bool:
    # A gazetteer on its way to be written has none yet; ``verify`` asks for them.
    return value is None or (
        isinstance(value, dict)
        and all(
            "/" not in name
            and "\\" not in name
            and "\0" not in name
            and isinstance(entry, dict)
            and _is_count(entry.get("bytes"))
            and isinstance(entry.get("sha256"), str)
            for name, entry in value.items()
        )
    )


def _are_tables(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(table, dict)
        and all(
            isinstance(row, list)
            and len(row) == 3
            and isinstance(row[0], str)
            and row[0] in set("bBhHiIqQ")
            and _is_count(row[1])
            and _is_count(row[2])
            for row in table.values()
        )
        for table in value.values()
    )


def _are_features(value: Any) -> bool:
    return isinstance(value, list) and all(_are(str, row) and len(row) == 2 for row in value)


def _are_sources(value: Any) -> bool:
    wanted = ("name", "licence", "url", "attribution")
    return value is None or (
        isinstance(value, dict)
        and all(
            isinstance(row, dict) and all(isinstance(row.get(key), str) for key in wanted) for row in value.values()
        )
    )


def _are_capitals(value: Any) -> bool:
    return value is None or (isinstance(value, dict) and all(isinstance(row, int) for row in value.values()))


_FORMS: dict[str, Callable[[Any], bool]] = {
    "arrays": _are_tables,
    "files": _is_file_list,
    "base_places": _is_count,
    "features": _are_features,
    "countries": lambda value: _are(str, value),
    "country_place": lambda value: _are(int, value),
    "capitals": _are_capitals,
    "sources": _are_sources,
}
