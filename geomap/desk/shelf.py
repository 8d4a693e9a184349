"""The folder in which projects are kept: each a file of its own, written whole at every edit.

A file is written beside the old one, brought to the disk and put in its place in one step (``geomap.files``), so that a
process may be killed at any moment: there is the old state or the new one. Who writes says which state was read; where
another has written since, nothing is written, and that is said.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import json
import os
import re
import threading
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geomap.desk.project import Project, from_json, to_json
from geomap.errors import GeomapError, InputError, OutputError
from geomap.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENDING: Final = ".geomap.json"
_ID: Final = re.compile(r"[0-9a-f]{32}")
_MOST_BYTES: Final = 128 * 1024**2
_PATIENCE_S: Final = 10


class UnknownProjectError(InputError):
    """There is no project with that id."""


class OutdatedError(GeomapError):
    """Somebody else, in another tab or window, has changed the project since it was read.

    Attributes
    ----------
    revision
        The state that is kept.
    """

    def __init__(self, revision: int) -> None:
        super().__init__("this map was changed in another tab or window")
        self.revision = revision


class Entry(NamedTuple):
    """A project in the list.

    Attributes
    ----------
    id
        Its random id.
    title, changed, texts
        What it is called, when it was last changed (UTC, ISO 8601) and how many texts it has.
    problem
        Why it cannot be opened, in one line; ``""`` where it can.
    """

    id: str
    title: str
    changed: str
    texts: int
    problem: str = ""


def projects_folder() -> Path:
    """Return where a user's projects are kept: beside the user's own places."""
    from geomap.gazetteer.userfile import user_places_path

    return user_places_path().with_name("projects")


class Shelf:
    """The projects of a folder.

    Parameters
    ----------
    folder
        It is made where it does not exist.

    Raises
    ------
    OutputError
        The folder cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"cannot make the folder {folder}: {error.strerror or error}") from error
        self._lock = threading.RLock()
        self._listed: dict[str, tuple[tuple[int, int], Entry]] = {}

    def _path(self, project_id: str) -> Path:
        # Only what this class has given as an id is ever part of a path.
        if not _ID.fullmatch(project_id):
            raise UnknownProjectError("there is no such map")
        return self.folder / f"{project_id}{ENDING}"

    def add(self, project: Project) -> str:
        """Keep a new project; return its id."""
        project_id = os.urandom(16).hex()
        with self._alone():
            self._write(project_id, dataclasses.replace(project, revision=1))
        return project_id

    def get(self, project_id: str) -> Project:
        """Return a project.

        Raises
        ------
        UnknownProjectError
            There is none with that id.
        InputError
            Its file is damaged; it stays as it is.
        """
        path = self._path(project_id)
        try:
            with path.open("rb") as file:
                raw = file.read(_MOST_BYTES + 1)
        except FileNotFoundError as error:
            raise UnknownProjectError("there is no such map") from error
        except OSError as error:
            raise InputError(f"cannot read {path.name}: {error.strerror or error}") from error
        if len(raw) > _MOST_BYTES:
            raise InputError(f"{path.name} is larger than {_MOST_BYTES // 1024**2} MB; it was left as it is")
        return from_json(raw, path.name)

    def change(self, project_id: str, revision: int, **changes: Any) -> Project:
        """Write a project with changes; return it as it is kept now.

        Parameters
        ----------
        project_id
            Which.
        revision
            The state that the changes are made to.
        **changes
            ``said``, ``making`` or ``places``.

        Raises
        ------
        OutdatedError
            It is not the state that is kept: nothing was written.
        """
        with self._alone():
            known = self.get(project_id)
            if known.revision != revision:
                raise OutdatedError(known.revision)
            said = changes.pop("said", None)
            changed = dataclasses.replace(known, **changes, revision=revision + 1)
            return self._write(project_id, changed if said is None else changed.saying(said))

    def remove(self, project_id: str) -> None:
        """Remove a project's file.

        Raises
        ------
        UnknownProjectError
            There is none with that id.
        """
        with self._alone():
            try:
                self._path(project_id).unlink()
            except FileNotFoundError as error:
                raise UnknownProjectError("there is no such map") from error

    def entries(self) -> list[Entry]:
        """Return all projects, the last changed first; of damaged ones what is wrong with them."""
        found = []
        for path in self.folder.glob(f"*{ENDING}"):
            project_id = path.name.removesuffix(ENDING)
            if _ID.fullmatch(project_id):
                with contextlib.suppress(OSError):
                    state = path.stat()
                    found.append((state.st_mtime_ns, self._entry(project_id, (state.st_mtime_ns, state.st_size))))
        found.sort(key=lambda item: item[0], reverse=True)
        return [entry for _, entry in found]

    def _entry(self, project_id: str, state: tuple[int, int]) -> Entry:
        known = self._listed.get(project_id)
        if known is not None and known[0] == state:
            return known[1]
        try:
            project = self.get(project_id)
            entry = Entry(project_id, project.title, project.changed, len(project.documents))
        except InputError as error:
            entry = Entry(project_id, f"{project_id}{ENDING}", "", 0, str(error))
        self._listed[project_id] = state, entry
        return entry

    def _write(self, project_id: str, project: Project) -> Project:
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        made = dataclasses.replace(project, changed=now)
        path = self._path(project_id)
        is_new = not path.exists()
        write_whole(path, to_json(made))
        if is_new:
            path.chmod(0o600)
        return made

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Let nobody else write until the block ends: neither another request nor another ``geomap edit``."""
        from filelock import FileLock, Timeout

        with self._lock:
            lock = FileLock(str(self.folder / ".lock"), timeout=_PATIENCE_S)
            try:
                lock.acquire()
            except Timeout as error:
                raise OutputError("another geomap has been writing for too long; try again") from error
            except (OSError, NotImplementedError) as error:
                raise OutputError(f"cannot write into {self.folder}: {error}") from error
            try:
                yield
            finally:
                lock.release()


def is_project(raw: bytes) -> bool:
    """Tell whether an uploaded file is a project."""
    try:
        data = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and data.get("format") == "geomap-project"
