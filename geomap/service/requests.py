"""What can be asked over HTTP, as tables: the checks of a request and the OpenAPI document are made of them."""

from __future__ import annotations

import datetime
import json
import math
import re
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from geomap.errors import InputError
from geomap.export.formats import FORMATS
from geomap.gazetteer.feature_kinds import KINDS
from geomap.service.answers import MOST_FOUND

if TYPE_CHECKING:
    from collections.abc import Mapping

Type = Literal["text", "words", "day", "tag", "country", "number", "integer", "boolean", "choice", "spans"]

MOST_SPANS: Final = 10_000
_MOST_WORDS: Final = 500
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_COUNTRY = re.compile(r"[A-Za-z]{2}")
_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,20})?([eE][-+]?\d{1,3})?")

MEDIA: Final[Mapping[str, str]] = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "kml": "application/vnd.google-earth.kml+xml",
    "tei": "application/tei+xml",
    "webannotation": "application/ld+json",
    "linkedplaces": "application/geo+json",
    "labelstudio": "application/json",
}
"""Formats of a result that are text, by name. ``json`` is the answer of this service, with mentions and places."""

assert set(MEDIA) <= {form.name for form in FORMATS}


class Parameter(NamedTuple):
    """Something that a request says.

    Attributes
    ----------
    name, type
        What it is called, and what it is.
    description
        For the document.
    required
        Whether a request must say it.
    least, most
        Bounds of a number, or of the characters of words.
    choices
        What it can be.
    """

    name: str
    type: Type
    description: str
    required: bool = False
    least: float | None = None
    most: float | None = None
    choices: tuple[str, ...] = ()

    def schema(self, most_characters: int) -> dict[str, Any]:
        """Return its JSON schema; a text has so many characters at most."""
        schema: dict[str, Any]
        if self.type in {"text", "words"}:
            most = most_characters if self.type == "text" else int(self.most or _MOST_WORDS)
            schema = {"type": "string", "minLength": 1, "maxLength": most}
        elif self.type == "day":
            schema = {"type": "string", "format": "date", "pattern": f"^{_DAY.pattern}$"}
        elif self.type == "tag":
            schema = {"type": "string", "pattern": f"^{_TAG.pattern}$", "maxLength": 35}
        elif self.type == "country":
            schema = {"type": "string", "pattern": f"^{_COUNTRY.pattern}$"}
        elif self.type == "choice":
            schema = {"type": "string", "enum": list(self.choices)}
        elif self.type == "spans":
            at = {"type": "integer", "minimum": 0}
            one = {"type": "object", "required": ["start", "end"], "additionalProperties": False}
            one["properties"] = {"start": at, "end": at}
            schema = {"type": "array", "maxItems": MOST_SPANS, "items": one}
        else:
            bounds = {"minimum": self.least, "maximum": self.most}
            schema = {"type": self.type, **{key: value for key, value in bounds.items() if value is not None}}
        return schema | {"description": self.description}

    def check(self, value: Any) -> Any:
        """Return a value as Python has it.

        Raises
        ------
        InputError
            It is not what the schema says.
        """
        checked = _CHECKS[self.type](self, value)
        if checked is None:
            raise InputError(f'"{self.name}": {self.description}; not {_shown(value)}')
        return checked


def _shown(value: Any) -> str:
    shown = json.dumps(value, default=str)
    return shown if len(shown) <= 60 else shown[:59] + "…"


def _text(_: Parameter, value: Any) -> str | None:
    return value if isinstance(value, str) and value else None  # how long it may be, the answers know


def _words(parameter: Parameter, value: Any) -> str | None:
    most = parameter.most or _MOST_WORDS
    return value if isinstance(value, str) and 1 <= len(value) <= most else None


def _day(_: Parameter, value: Any) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else None
    except ValueError:
        return None


def _tag(_: Parameter, value: Any) -> str | None:
    return value if isinstance(value, str) and len(value) <= 35 and _TAG.fullmatch(value) else None


def _country(_: Parameter, value: Any) -> str | None:
    return value if isinstance(value, str) and _COUNTRY.fullmatch(value) else None


def _choice(parameter: Parameter, value: Any) -> str | None:
    return value if isinstance(value, str) and value in parameter.choices else None


def _number(parameter: Parameter, value: Any) -> float | None:
    if type(value) not in {int, float}:
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    least = -math.inf if parameter.least is None else parameter.least
    most = math.inf if parameter.most is None else parameter.most
    return number if math.isfinite(number) and least <= number <= most else None


def _integer(parameter: Parameter, value: Any) -> int | None:
    number = _number(parameter, value)
    return int(number) if number is not None and number == int(number) else None


def _boolean(_: Parameter, value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _spans(_: Parameter, value: Any) -> list[dict[str, int]] | None:
    if not isinstance(value, list) or len(value) > MOST_SPANS:
        return None
    for span in value:
        if not isinstance(span, dict) or span.keys() != {"start", "end"}:
            return None
        if not all(type(at) is int and at >= 0 for at in span.values()):
            return None
    return value


_CHECKS: Final[Mapping[str, Any]] = {
    "text": _text,
    "words": _words,
    "day": _day,
    "tag": _tag,
    "country": _country,
    "choice": _choice,
    "number": _number,
    "integer": _integer,
    "boolean": _boolean,
    "spans": _spans,
}

TEXT: Final = Parameter("text", "text", "the text, as it is", required=True)
DOCUMENT: Final = (
    TEXT,
    Parameter("id", "words", "an identifier that the answer keeps"),
    Parameter("title", "words", "the headline"),
    Parameter("date", "day", "the day of publication, such as 2025-10-14"),
    Parameter("language", "tag", "the BCP 47 tag of the language, such as en; found without it"),
    Parameter("home", "words", "where the outlet is at home: a name or a place id"),
)
GEOPARSE: Final = (*DOCUMENT, Parameter("format", "choice", "the form of the answer", choices=tuple(MEDIA)))
RESOLVE: Final = (
    *DOCUMENT,
    Parameter("spans", "spans", "where names stand in the text: half-open, in characters", required=True),
    GEOPARSE[-1],
)
MAP: Final = (*DOCUMENT, Parameter("format", "choice", "a page, or a picture", choices=("html", "svg")))
LOOKUP: Final = (
    Parameter("name", "words", "a name, in any language and script", required=True),
    Parameter("country", "country", "only in this country: ISO 3166-1 alpha-2"),
    Parameter("kind", "choice", "only of this kind", choices=tuple(KINDS)),
    Parameter("fuzzy", "boolean", "whether to look one letter farther if no place bears the name"),
    Parameter("limit", "integer", "how many places at most", least=1, most=MOST_FOUND),
)
REVERSE: Final = (
    Parameter("lat", "number", "latitude in degrees", required=True, least=-90, most=90),
    Parameter("lon", "number", "longitude in degrees", required=True, least=-180, most=180),
)


def checked(parameters: tuple[Parameter, ...], asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a request says, checked.

    Parameters
    ----------
    parameters
        What it may say.
    asked
        What it says.

    Raises
    ------
    InputError
        It says something that there is not, says it wrongly, or does not say what it must.
    """
    known = {parameter.name: parameter for parameter in parameters}
    if unknown := sorted(asked.keys() - known.keys()):
        raise InputError(f"there is no {_shown(unknown[0])} here; there are: {', '.join(known)}")
    for parameter in parameters:
        if parameter.required and parameter.name not in asked:
            raise InputError(f'it lacks "{parameter.name}": {parameter.description}')
    return {name: known[name].check(value) for name, value in asked.items()}


def from_query(parameters: tuple[Parameter, ...], pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Return what the query of an address says, with numbers and truths as such.

    Parameters
    ----------
    parameters
        What it may say.
    pairs
        Names and values.

    Raises
    ------
    InputError
        It says something twice.
    """
    known = {parameter.name: parameter for parameter in parameters}
    asked: dict[str, Any] = {}
    for name, value in pairs:
        if name in asked:
            raise InputError(f"it says {_shown(name)} twice")
        asked[name] = _typed(known[name].type, value) if name in known else value
    return asked


def _typed(kind: Type, value: str) -> Any:
    if kind == "boolean":
        return {"true": True, "false": False}.get(value, value)
    if kind in {"number", "integer"} and _NUMBER.fullmatch(value):
        return float(value)
    return value
