"""What the desk makes of projects: maps, answers to the page, and files to take away."""

from __future__ import annotations

import dataclasses
import hashlib
import tempfile
import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geomap.edits import to_corrections
from geomap.errors import InputError
from geomap.files import to_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.desk.project import Project
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.maps import NewsMap

_MOST_KEPT: Final = 6
"""Maps that stay in memory."""

_ISO: Final = 2
"""Letters of a country's code."""

_PICTURES: Final = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
_TABLES: Final = {
    "geojson": "application/geo+json",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "kml": "application/vnd.google-earth.kml+xml",
    "gpkg": "application/geopackage+sqlite3",
    "parquet": "application/vnd.apache.parquet",
}
EXPORTS: Final = ("html", "published", *_PICTURES, *_TABLES, "corrections", "project")
"""What a project can be taken away as."""


class Export(NamedTuple):
    """A file to take away.

    Attributes
    ----------
    content
        Its bytes.
    media_type
        What they are.
    name
        What the file is called.
    """

    content: bytes
    media_type: str
    name: str


class Workshop:
    """Makes maps of projects; one at a time, since the parts that read texts are shared."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: OrderedDict[str, tuple[object, NewsMap]] = OrderedDict()
        self._gazetteers: OrderedDict[str, Gazetteer] = OrderedDict()

    def warm_up(self) -> None:
        """Make ready what the first map and the first search need, so that nobody waits for it."""
        import geomap
        from geomap.gazetteer import open_gazetteer
        from geomap.gazetteer.typeahead import typeahead

        with self._lock:
            typeahead(open_gazetteer())
            geomap.map_text("Aid reached Homs and Hama.").to_html()

    def gazetteer(self, project: Project) -> Gazetteer:
        """Return the places of a project: the bundled ones, those that the user keeps, and the project's own.

        Raises
        ------
        InputError
            Some of the project's own places cannot be used.
        """
        from geomap.gazetteer import open_gazetteer

        gazetteer = open_gazetteer()
        for name, raw in project.places:
            key = f"{id(gazetteer)} {hashlib.sha256(raw.encode('utf-8', 'replace')).hexdigest()}"
            known = self._gazetteers.get(key)
            if known is None:
                known = self._gazetteers[key] = _with_places(gazetteer, name, raw)
                while len(self._gazetteers) > _MOST_KEPT:
                    self._gazetteers.popitem(last=False)
            gazetteer = known
        return gazetteer

    @staticmethod
    def governments() -> list[str]:
        """Return the codes of the governments whose borders a map may have."""
        from geomap.gazetteer import bundled

        countries = ((code, bundled().country(code)) for code in bundled().country_codes if len(code) == _ISO)
        return sorted(code for code, place in countries if place is not None and place.feature_code == "PCLI")

    def map_of(self, project_id: str, project: Project) -> NewsMap:
        """Return the map of a project with all that is said.

        Raises
        ------
        InputError
            The project's corrections or places cannot be used.
        """
        with self._lock:
            state = (project.documents, project.making, project.places, project.corrections)
            known = self._made.get(project_id)
            if known is not None and known[0] == state:
                return known[1]
            return self._keep(project_id, state, self._map(project))

    def _keep(self, project_id: str, state: object, made: NewsMap) -> NewsMap:
        self._made[project_id] = state, made
        self._made.move_to_end(project_id)
        while len(self._made) > _MOST_KEPT:
            self._made.popitem(last=False)
        return made

    def _map(self, project: Project, **changes: Any) -> NewsMap:
        from geomap.assembly import assemble_geoparser
        from geomap.maps import NewsMap, ViewOptions, build_view

        said = project.corrections
        geoparser = assemble_geoparser(gazetteer=self.gazetteer(project), corrections=said)
        options = ViewOptions(language=project.making.language, worldview=project.making.worldview, **changes)
        parses = list(geoparser.geoparse_all(project.documents))
        view = build_view(parses, geoparser.gazetteer, options, corrections=said)
        return NewsMap(view, parses=parses, gazetteer=geoparser.gazetteer, options=options)

    def data(self, project_id: str, project: Project) -> Any:
        """Return the data of a project's map, as the page takes them."""
        import json

        from geomap.maps.html.payload import to_json

        return json.loads(to_json(self.map_of(project_id, project).view))

    def search(
        self, project_id: str, project: Project, query: str, near: tuple[float, float] | None
    ) -> list[dict[str, Any]]:
        """Return the places that somebody may mean who has typed so far."""
        from geomap.edits.answers import search

        options = self._latest(project_id, project).view.options
        return search(self.gazetteer(project), query, near=near, language=options.language, names=options.names)

    def candidates(
        self, project_id: str, project: Project, where: tuple[int | str, int, int, str], said: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """Return what words of a text could mean, each with what speaks for it; see ``geomap.edits.answers``."""
        from geomap.edits.answers import candidates

        made = self._latest(project_id, project)
        with self._lock:
            return candidates(made, *where, to_corrections(dict(said)))

    def _latest(self, project_id: str, project: Project) -> NewsMap:
        """Return the last map that was made of a project: its texts are the same, whatever was said since."""
        known = self._made.get(project_id)
        return known[1] if known is not None else self.map_of(project_id, project)

    def again(self, project_id: str, project: Project, said: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
        """Look at a project's texts anew with what is said; return the page's data and all that is now said."""
        from geomap.edits.answers import again

        made = self._latest(project_id, project)
        with self._lock:
            renewed, data = again(made, to_corrections(dict(said)))
            self._keep(project_id, None, renewed)
        return data, renewed.corrections.to_json()

    def export(self, project_id: str, project: Project, form: str) -> Export:
        """Return a project as a file to take away.

        Parameters
        ----------
        project_id, project
            Which.
        form
            One of ``EXPORTS``.

        Raises
        ------
        InputError
            There is no such format.
        MissingExtraError
            The format needs a library that is not installed.
        """
        from geomap.desk.project import to_json

        if form not in EXPORTS:
            raise InputError(f"there is no format {form[:20]!r}; there are: {', '.join(EXPORTS)}")
        stem = _stem(project.title)
        if form == "project":
            return Export(to_bytes(to_json(project)), "application/json", f"{stem}.geomap.json")
        if form == "corrections":
            return Export(to_bytes(project.corrections.to_json()), "application/json", f"{stem}-corrections.json")
        made = self.map_of(project_id, project)
        with self._lock:
            if form == "published":
                made = self._published(made)
            if form in {"html", "published"}:
                ending = "html" if form == "html" else "published.html"
                return Export(to_bytes(made.to_html()), "text/html; charset=utf-8", f"{stem}.{ending}")
            if form in _PICTURES:
                return Export(to_bytes(made.render(f".{form}")), _PICTURES[form], f"{stem}.{form}")
            return Export(_table(made, form), _TABLES[form], f"{stem}.{form}")

    @staticmethod
    def _published(made: NewsMap) -> NewsMap:
        from geomap.maps import NewsMap, build_view

        assert made.options is not None
        assert made.gazetteer is not None
        options = dataclasses.replace(made.options, mode="publish")
        view = build_view(made.parses, made.gazetteer, options, corrections=made.corrections)
        return NewsMap(view, parses=made.parses, gazetteer=made.gazetteer, options=options)


def _with_places(gazetteer: Gazetteer, name: str, raw: str) -> Gazetteer:
    """Return a gazetteer with places that stand as GeoJSON in a project."""
    with tempfile.TemporaryDirectory(prefix="geomap-") as folder:
        file = Path(folder) / "places.geojson"
        file.write_bytes(to_bytes(raw))
        try:
            return gazetteer.with_places(file)
        except InputError as error:
            raise InputError(str(error).replace(str(file), name).replace(file.name, name)) from error


def read_places(name: str, raw: bytes) -> tuple[str, int]:
    """Read a file of own places that comes as an upload; return it as GeoJSON, and how many places it has.

    Parameters
    ----------
    name
        What the file is called: only its ending is used.
    raw
        Its bytes.

    Raises
    ------
    InputError
        It is no file of places, or rows of it cannot be used; the message names them.
    """
    from geomap.desk.documents import plain_name
    from geomap.gazetteer import bundled
    from geomap.gazetteer.overlay import located
    from geomap.gazetteer.userplaces import read_user_places, to_geojson

    shown = plain_name(name)
    ending = Path(shown).suffix.lower()
    if ending not in _PLACE_FILES:
        raise InputError(f"{shown}: own places come as {', '.join(_PLACE_FILES)}")
    with tempfile.TemporaryDirectory(prefix="geomap-") as folder:
        file = Path(folder) / f"places{ending}"
        file.write_bytes(raw)
        try:
            found = read_user_places(file, countries=bundled().country_codes)
        except InputError as error:
            raise InputError(str(error).replace(str(file), shown).replace(file.name, shown)) from error
    return to_geojson([located(place, bundled()) for place in found]), len(found)


_PLACE_FILES: Final = (".geojson", ".json", ".csv", ".gpkg")


def _table(made: NewsMap, form: str) -> bytes:
    from geomap.export.drawings import drawings_of
    from geomap.export.formats import format_named

    assert made.gazetteer is not None
    content = format_named(form).render(made.parses, None, drawings_of(made.corrections, made.gazetteer))
    return to_bytes(content) if isinstance(content, (str, bytes)) else b"".join(map(to_bytes, content))


def _stem(title: str) -> str:
    """Return a file name of a map's title: letters, digits and hyphens of any script, nothing that a system minds."""
    words = "".join(char if char.isalnum() else " " for char in title).split()
    return "-".join(words)[:60].strip("-").lower() or "map"
