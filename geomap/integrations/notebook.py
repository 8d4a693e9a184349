"""The editor of a map in a notebook: the map's page, with the kernel behind it.

The page stands in a sandboxed frame and asks by messages, as in ``geomap edit``: a small script (``notebook.js``) hands
these on over the messages of a Jupyter widget. What comes from the page is data that is checked like a file.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from geomap.edits import Corrections, to_corrections
from geomap.edits.apply import apply_corrections
from geomap.errors import GeomapError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geomap.maps import NewsMap

_MOST_CHARACTERS = 16 * 1024**2
"""Of what a page says."""

_HEIGHT_PX = 720


class MapEditor(anywidget.AnyWidget):
    """A map that is edited in a notebook; see ``geomap.maps.NewsMap.edit``.

    Parameters
    ----------
    made
        The map.
    height
        Of the editor, in pixels.

    Attributes
    ----------
    corrections
        All that is said so far, kept up with each edit; ``observe(…, names="corrections")`` is told of each. What is
        assigned to it is shown.
    """

    _esm = Path(__file__).with_name("notebook.js")

    page = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    height = traitlets.Int(_HEIGHT_PX).tag(sync=True)
    corrections = traitlets.Any()

    def __init__(self, made: NewsMap, *, height: int | None = None) -> None:
        from geomap.maps import NewsMap, build_view

        if made.gazetteer is None or made.options is None:
            raise InputError("this map was made from a view alone: edit one that map_text has made")
        self._made = made
        said = made.corrections
        self._reviewed = made
        if made.options.mode != "review":
            # What is edited is the page for review, whatever is made of it later.
            options = replace(made.options, mode="review")
            view = build_view(made.parses, made.gazetteer, options, corrections=said)
            self._reviewed = NewsMap(view, parses=made.parses, gazetteer=made.gazetteer, options=options)
        self._mapped: tuple[Corrections, NewsMap] = said, made
        self._written = said.to_json()
        super().__init__(
            page=self._reviewed.to_html(),
            title=self._reviewed.view.title,
            corrections=said,
            height=_HEIGHT_PX if height is None else height,
        )
        self.observe(self._show, names="corrections")
        self.on_msg(self._heard)

    @property
    def map(self) -> NewsMap:
        """The map with all that is said so far."""
        said = self.corrections
        if self._mapped[0] != said:
            self._mapped = said, self._with(said, self._made)
        return self._mapped[1]

    @staticmethod
    def _with(said: Corrections, made: NewsMap) -> NewsMap:
        if made.corrections == Corrections():
            return apply_corrections(made, said)
        # What was said before is in that map: who takes it back wants the texts read anew.
        from geomap.assembly import assemble_geoparser
        from geomap.edits.answers import mapped

        return mapped(made, said, assemble_geoparser(gazetteer=made.gazetteer, corrections=said))

    @traitlets.validate("corrections")
    def _checked(self, proposal: Any) -> Corrections:
        """Take corrections, a table of them, or the path of a file."""
        return to_corrections(proposal["value"])

    def _show(self, change: Any) -> None:
        """Show what somebody has assigned in Python; what the page itself has said, it shows already."""
        if self._written != (written := change["new"].to_json()):
            self._written = written
            self._load(change["new"])

    def _load(self, said: Corrections, view: int | None = None) -> None:
        where = {} if view is None else {"view": view}
        self.send({"load": self._data(said), "said": json.loads(said.to_json()), **where})

    def _data(self, said: Corrections) -> Any:
        """Return the page's data of the map with what is said, as the command makes it."""
        from geomap.maps.html.payload import to_json

        return json.loads(to_json(self._with(said, self._reviewed).view))

    def _heard(self, _: object, message: Any, __: object) -> None:
        """Hear what a page tells or asks, and answer: with what it asks for, or in one line why there is none."""
        view = message.get("view") if isinstance(message, dict) else None
        if not isinstance(view, int):
            return
        try:
            if "ask" in message:
                self.send({"view": view, "answer": message["ask"], "value": self._answer(message)})
            elif message.get("tell") == "said":
                self._keep(message.get("text"))
                self.send({"view": view, "tell": "kept"})
            elif message.get("tell") == "ready" and self._written != self._reviewed.corrections.to_json():
                # Shown a second time, or after an hour: with what was said since.
                self._load(self.corrections, view)
        except (GeomapError, traitlets.TraitError, ValueError, TypeError, RecursionError) as error:
            line = " ".join(str(error).split())[:500] or type(error).__name__
            answer = {"answer": message["ask"]} if "ask" in message else {"tell": "refused"}
            self.send({"view": view, "error": line, **answer})

    def _keep(self, text: object) -> None:
        if not isinstance(text, str) or len(text) > _MOST_CHARACTERS:
            raise InputError("corrections: what the page says is no text, or too long")
        said = _read(json.loads(text))
        self._written = said.to_json()
        self.corrections = said

    def _answer(self, asked: Mapping[str, Any]) -> Any:
        answers: dict[Any, Callable[[Mapping[str, Any]], Any]] = {
            "search": self._search,
            "candidates": self._candidates,
            "again": self._again,
            "made": lambda asked: {"data": self._data(_read(asked.get("said")))},
        }
        answer = answers.get(asked.get("kind"))
        if answer is None:
            raise InputError(f"nothing here answers {str(asked.get('kind'))[:40]!r}")
        return answer(asked)

    def _search(self, asked: Mapping[str, Any]) -> Any:
        from geomap.edits.answers import search

        query, near = asked.get("query"), asked.get("near")
        if not isinstance(query, str):
            raise InputError("a search wants words")
        at = None
        if isinstance(near, list) and len(near) == 2 and all(type(one) in {int, float} for one in near):
            at = (float(near[0]), float(near[1]))
        assert self._made.gazetteer is not None
        options = self._reviewed.view.options
        return search(self._made.gazetteer, query[:200], near=at, language=options.language, names=options.names)

    def _candidates(self, asked: Mapping[str, Any]) -> Any:
        from geomap.edits.answers import candidates

        document, text = asked.get("document"), asked.get("text")
        start, end = asked.get("start"), asked.get("end")
        if not isinstance(document, (int, str)) or not isinstance(text, str):
            raise InputError("candidates want words of a text")
        if type(start) is not int or type(end) is not int:
            raise InputError("candidates want words of a text")
        return candidates(self._reviewed, document, start, end, text, _read(asked.get("said")))

    def _again(self, asked: Mapping[str, Any]) -> Any:
        from geomap.edits.answers import again

        renewed, data = again(self._reviewed, _read(asked.get("said")))
        return {"data": data, "said": json.loads(renewed.corrections.to_json())}


def _read(said: object) -> Corrections:
    """Take corrections that a page has sent: a table; a text would be taken for the name of a file."""
    if not isinstance(said, dict):
        raise InputError("corrections: what the page says is no table")
    return to_corrections(said)
