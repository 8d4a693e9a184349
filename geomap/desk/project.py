"""A project: the texts of a map, how it is made, and what a person says of it; one file, one documented form.

``docs/editor.md`` tells users of the form. It is JSON, so that it can be read without geomap: nothing that somebody
has written is ever only inside a program.
"""

from __future__ import annotations

import dataclasses
import json
import re
from dataclasses import dataclass, field
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Final

from geomap.desk.documents import from_rows, to_rows
from geomap.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.edits import Corrections
    from geomap.model import Document

FORMAT: Final = "geomap-project"
VERSION: Final = 1

_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_WORLDVIEW: Final = re.compile(r"neutral|[A-Z]{2}")
_MOST_PLACES: Final = 20


@dataclass(frozen=True, slots=True)
class Making:
    """How a project's map is made.

    Attributes
    ----------
    language
        Of the interface and of the places' names; ``""`` for that of the texts.
    worldview
        Whose borders; see ``geomap.maps.ViewOptions``.
    """

    language: str = ""
    worldview: str = "neutral"


@dataclass(frozen=True, slots=True)
class Project:
    """The texts of a map and all that belongs to it.

    Attributes
    ----------
    documents
        The texts.
    making
        How the map is made.
    places
        The user's own places: by the name of their file, as GeoJSON.
    said
        What a person says: a corrections document, see ``docs/corrections.md``.
    revision
        Counts the changes: who changes a project says which state is meant.
    changed
        When it was last written, UTC, ISO 8601.
    """

    documents: tuple[Document, ...]
    making: Making = field(default_factory=Making)
    places: tuple[tuple[str, str], ...] = ()
    said: Mapping[str, Any] = field(default_factory=dict)
    revision: int = 0
    changed: str = ""

    @property
    def title(self) -> str:
        """What it is called in the list: its headline, its first text's title or first words."""
        from geomap.maps.headline import title_of

        headline = self.said.get("headline")
        first = self.documents[0]
        name = " ".join(str(headline or title_of(first) or first.text[first.body_start :][:500]).split())
        return shorten(name, 100, placeholder=" …") if " " in name[:100] else name[:100]

    @property
    def corrections(self) -> Corrections:
        """What a person says.

        Raises
        ------
        InputError
            It is of another form.
        """
        from geomap.edits import to_corrections

        return to_corrections(dict(self.said))

    def saying(self, said: Mapping[str, Any]) -> Project:
        """Return the project with another corrections document, which is checked."""
        made = dataclasses.replace(self, said=said)
        _ = made.corrections
        return made


def to_json(project: Project) -> str:
    """Return the text of a project's file."""
    data = {
        "format": FORMAT,
        "version": VERSION,
        "revision": project.revision,
        "changed": project.changed,
        "language": project.making.language,
        "worldview": project.making.worldview,
        "texts": to_rows(project.documents),
        "places": [{"name": name, "places": json.loads(raw)} for name, raw in project.places],
        "corrections": dict(project.said),
    }
    raw = json.dumps(data, ensure_ascii=False, indent=1)
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", raw) + "\n"


def from_json(raw: bytes, name: str) -> Project:
    """Read the file of a project.

    Parameters
    ----------
    raw
        Its bytes.
    name
        What to call it where it cannot be read.

    Raises
    ------
    InputError
        It is damaged, of another form, or of a version that this geomap does not know.
    """
    try:
        data = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name} is damaged: it is not a whole JSON file; it was left as it is") from error
    try:
        return from_dict(data)
    except InputError as error:
        raise InputError(f"{name} cannot be opened: {error}; it was left as it is") from error


def from_dict(data: object) -> Project:
    """Take a project from plain data of its form.

    Raises
    ------
    InputError
        It is of another form.
    """
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InputError("it is no project of geomap")
    if type(data.get("version")) is not int or data["version"] != VERSION:
        raise InputError(f"its version is none that this geomap reads: {VERSION}")
    revision, changed, said = data.get("revision", 0), data.get("changed", ""), data.get("corrections", {})
    if type(revision) is not int or revision < 0 or not isinstance(changed, str) or not isinstance(said, dict):
        raise InputError("its revision, its time or its corrections are of another form")
    made = Project(
        documents=tuple(from_rows(data.get("texts"))),
        making=making_of(data),
        places=places_of(data.get("places", [])),
        revision=revision,
        changed=changed[:40],
    )
    return made.saying(said)


def making_of(data: Mapping[str, Any]) -> Making:
    """Take how a map is made from plain data.

    Raises
    ------
    InputError
        A value is none that there is.
    """
    from geomap.maps.wording import languages

    language, worldview = data.get("language", ""), data.get("worldview", "neutral")
    if not isinstance(language, str) or language not in ("", *languages()):
        raise InputError(f"there are no interface texts in {str(language)[:20]!r}: there are {', '.join(languages())}")
    if not isinstance(worldview, str) or not _WORLDVIEW.fullmatch(worldview):
        raise InputError(f"the world view {str(worldview)[:20]!r} is no code of a government, and not neutral")
    return Making(language, worldview)


def places_of(rows: object) -> tuple[tuple[str, str], ...]:
    """Take own places from plain data: files with their names.

    Raises
    ------
    InputError
        They are of another form.
    """
    from geomap.desk.documents import plain_name

    if not isinstance(rows, list) or len(rows) > _MOST_PLACES:
        raise InputError("own places are of another form, or too many files")
    made = []
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("name"), str) or not isinstance(row.get("places"), dict):
            raise InputError("own places are of another form")
        made.append((plain_name(row["name"]), json.dumps(row["places"], ensure_ascii=False)))
    return tuple(made)
