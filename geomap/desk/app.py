"""What the server answers: the desk's page, and what that page asks for, as JSON."""

from __future__ import annotations

import dataclasses
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from geomap.desk import page
from geomap.desk.documents import from_rows, read_upload, to_date, to_rows
from geomap.desk.guard import Guard, Tickets
from geomap.desk.project import Project, from_json, making_of, places_of
from geomap.desk.shelf import OutdatedError, UnknownProjectError, is_project
from geomap.desk.workshop import Workshop, read_places
from geomap.errors import GeomapError, InputError, OutputError
from geomap.service.gate import to_object

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request

    from geomap.desk.shelf import Shelf

NAME_HEADER: Final = "x-geomap-name"
_START: Final = "start"


class Desk:
    """The parts that answer, together.

    Parameters
    ----------
    shelf
        Where the projects are.
    token
        The secret of this run.
    host
        ``127.0.0.1:PORT``.
    language
        Of the desk's page.
    warm
        Whether the first map and search are made ready while the page is read.
    """

    def __init__(self, shelf: Shelf, *, token: str, host: str, language: str = "en", warm: bool = True) -> None:
        self.shelf = shelf
        self.workshop = Workshop()
        self.tickets = Tickets()
        self.token = token
        self.language = language
        self._warm = warm
        self.app = Guard(self._application(), token=token, host=host)

    def ticket(self, project_id: str = "") -> str:
        """Return what a browser is started with; it opens the start page, or a project."""
        return self.tickets.issue((_START, project_id))

    def _application(self) -> Starlette:
        one = "/api/projects/{project_id}"
        routes = [
            Route("/", self.page),
            Route("/frame/{ticket}", self.frame),
            Route("/api/start", _answering(self.start)),
            Route("/api/read", _answering(self.read), methods=["POST"]),
            Route("/api/places", _answering(self.places), methods=["POST"]),
            Route("/api/projects", _answering(self.create), methods=["POST"]),
            Route(one, _answering(self.open)),
            Route(f"{one}/revision", _answering(self.revision)),
            *(
                Route(f"{one}/{name}", _answering(answer), methods=["POST"])
                for name, answer in (
                    ("said", self.said),
                    ("making", self.making),
                    ("search", self.search),
                    ("candidates", self.candidates),
                    ("made", self.made),
                    ("again", self.again),
                    ("export", self.export),
                    ("remove", self.remove),
                )
            ),
        ]
        made = Starlette(routes=routes, lifespan=self._lifespan)
        made.router.redirect_slashes = False
        return made

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        if self._warm:
            import threading

            threading.Thread(target=self.workshop.warm_up, daemon=True, name="warm-up").start()
        yield

    # Pages --------------------------------------------------------------------------------------------------------

    async def page(self, request: Request) -> Response:
        """Answer with the desk's page; a ticket is exchanged for the token first."""
        once = request.query_params.get("once")
        if once is not None and "token" not in request.query_params:
            found = self.tickets.redeem(once)
            if not isinstance(found, tuple) or found[0] != _START:
                raise HTTPException(403, "geomap: this address was good for one time; open the one that is shown")
            where = f"#{found[1]}" if found[1] else ""
            return RedirectResponse(f"/?token={self.token}{where}", 303)
        text, policy = page.render(self.language)
        return Response(text, media_type="text/html", headers={"Content-Security-Policy": policy})

    async def frame(self, request: Request) -> Response:
        """Answer with a map's own page, once: it stands in a sandboxed frame, and sees neither token nor desk."""
        found = self.tickets.redeem(request.path_params["ticket"])
        if not isinstance(found, str):
            raise HTTPException(404, "geomap: there is no such page")
        headers = {"Content-Security-Policy": "sandbox allow-scripts; frame-ancestors 'self'"}
        return Response(found.encode("utf-8", "replace"), media_type="text/html", headers=headers)

    # Answers ------------------------------------------------------------------------------------------------------

    def start(self, _request: Request, _: bytes) -> Any:
        """What the start page shows: projects, samples, languages."""
        from geomap.maps.wording import languages
        from geomap.samples import sample_names, sample_text

        return {
            "projects": [entry._asdict() for entry in self.shelf.entries()],
            "samples": [{"name": name, "text": sample_text(name)} for name in sample_names()],
            "languages": list(languages()),
            "worldviews": self.workshop.governments(),
            "language": self.language,
        }

    def read(self, request: Request, body: bytes) -> Any:
        """Read an uploaded file: its texts, or a project, which is kept at once."""
        name = _name(request)
        if name.lower().endswith(".json") and is_project(body):
            return {"project": self.shelf.add(from_json(body, "the project"))}
        documents, problems = read_upload(name, body)
        return {"texts": to_rows(documents), "problems": problems[:20]}

    def places(self, request: Request, body: bytes) -> Any:
        """Read an uploaded file of own places."""
        name = _name(request)
        geojson, count = read_places(name, body)
        return {"name": name, "count": count, "places": json.loads(geojson)}

    def create(self, _request: Request, body: bytes) -> Any:
        """Keep a new project."""
        asked = to_object(body)
        facts: dict[str, Any] = {"date": to_date(asked.get("date"))}
        for key, field in (("home", "place"), ("textLanguage", "language")):
            value = asked.get(key)
            if value:
                facts[field] = str(value)[:200]
        facts = {key: value for key, value in facts.items() if value}
        texts = from_rows(asked.get("texts"), pasted=True)
        documents = tuple(dataclasses.replace(document, **facts) for document in texts)
        project = Project(documents, making_of(asked), places_of(asked.get("places", [])))
        # What cannot be mapped is not kept.
        self.workshop.gazetteer(project)
        return {"id": self.shelf.add(project)}

    def open(self, request: Request, _: bytes) -> Any:
        """Make a project's map: a ticket for its page, and what the desk must know of it."""
        project_id, project = self._project(request)
        made = self.workshop.map_of(project_id, project)
        return {
            "id": project_id,
            "title": project.title,
            "revision": project.revision,
            "said": json.loads(project.corrections.to_json()),
            "language": project.making.language,
            "worldview": project.making.worldview,
            "worldviews": self.workshop.governments(),
            "places": [{"name": name, "places": json.loads(raw)} for name, raw in project.places],
            "frame": f"/frame/{self.tickets.issue(made.to_html())}",
        }

    def revision(self, request: Request, _: bytes) -> Any:
        """Tell the state of a project that is kept."""
        return {"revision": self._project(request)[1].revision}

    def said(self, request: Request, body: bytes) -> Any:
        """Keep what a person says now."""
        asked = to_object(body)
        kept = self.shelf.change(_id(request), _revision(asked), said=_said(asked))
        return {"revision": kept.revision, "title": kept.title}

    def making(self, request: Request, body: bytes) -> Any:
        """Change in whose language, with whose borders and with which own places a project's map is made."""
        asked = to_object(body)
        project_id, project = self._project(request)
        changes: dict[str, Any] = {"making": making_of(asked)}
        if "places" in asked:
            changes["places"] = places_of(asked["places"])
            self.workshop.gazetteer(dataclasses.replace(project, places=changes["places"]))
        return {"revision": self.shelf.change(project_id, _revision(asked), **changes).revision}

    def search(self, request: Request, body: bytes) -> Any:
        """Search as somebody types."""
        asked = to_object(body)
        query, near = asked.get("query"), asked.get("near")
        if not isinstance(query, str):
            raise InputError("a search has words")
        where = None
        if near is not None:
            if not isinstance(near, list) or len(near) != 2 or not all(type(n) in (int, float) for n in near):
                raise InputError("near is longitude and latitude")
            where = float(near[0]), float(near[1])
        return self.workshop.search(*self._project(request), query, where)

    def candidates(self, request: Request, body: bytes) -> Any:
        """Tell what words of a text could mean."""
        asked = to_object(body)
        document, start, end, text = (asked.get(key) for key in ("document", "start", "end", "text"))
        if type(document) not in (int, str) or type(start) is not int or type(end) is not int or type(text) is not str:
            raise InputError("words are document, start, end and text")
        assert isinstance(document, (int, str))
        return self.workshop.candidates(*self._project(request), (document, start, end, text), _said(asked))

    def made(self, request: Request, body: bytes) -> Any:
        """Make the map with what is said, as the command makes it."""
        project_id, project = self._project(request)
        return {"data": self.workshop.data(project_id, project.saying(_said(to_object(body))))}

    def again(self, request: Request, body: bytes) -> Any:
        """Look at the texts anew with what is said."""
        data, said = self.workshop.again(*self._project(request), _said(to_object(body)))
        return {"data": data, "said": json.loads(said)}

    def export(self, request: Request, body: bytes) -> Any:
        """Give a project as a file."""
        form = to_object(body).get("format")
        made = self.workshop.export(*self._project(request), form if isinstance(form, str) else "")
        from urllib.parse import quote

        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(made.name)}"}
        return Response(made.content, media_type=made.media_type, headers=headers)

    def remove(self, request: Request, _: bytes) -> Any:
        """Remove a project."""
        self.shelf.remove(_id(request))
        return {}

    def _project(self, request: Request) -> tuple[str, Project]:
        project_id = _id(request)
        return project_id, self.shelf.get(project_id)


def _answering(answer: Callable[[Request, bytes], Any]) -> Callable[[Request], Any]:
    """Return what reads a request's body, answers in a thread of its own, and says errors in one line."""

    async def endpoint(request: Request) -> Response:
        body = await request.body()
        try:
            made = await run_in_threadpool(answer, request, body)
        except GeomapError as error:
            return _error(error)
        return made if isinstance(made, Response) else _Json(made)

    return endpoint


class _Json(JSONResponse):
    def render(self, content: Any) -> bytes:
        from geomap.files import to_bytes

        # Half a character, which a text may hold, is escaped.
        return to_bytes(json.dumps(content, ensure_ascii=True, separators=(",", ":")))


def _error(error: GeomapError) -> Response:
    from geomap.terminal import one_line

    said: dict[str, Any] = {"error": one_line(error)}
    if isinstance(error, OutdatedError):
        return _Json(said | {"revision": error.revision}, 409)
    if isinstance(error, UnknownProjectError):
        return _Json(said, 404)
    return _Json(said, 507 if isinstance(error, OutputError) else 422)


def _id(request: Request) -> str:
    return str(request.path_params["project_id"])


def _name(request: Request) -> str:
    from geomap.desk.documents import plain_name

    return plain_name(unquote(request.headers.get(NAME_HEADER, "file")))


def _revision(asked: dict[str, Any]) -> int:
    revision = asked.get("revision")
    if type(revision) is not int:
        raise InputError("which state is changed?")
    return revision


def _said(asked: dict[str, Any]) -> dict[str, Any]:
    """Return the corrections document of a request: as an object, or as the text of its file."""
    said = asked.get("said", {})
    if isinstance(said, str):
        try:
            said = json.loads(said)
        except (ValueError, RecursionError) as error:
            raise InputError("the corrections are no JSON") from error
    if not isinstance(said, dict):
        raise InputError("the corrections are of another form")
    return said
