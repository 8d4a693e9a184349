"""Asking an online geocoder for names that the gazetteer lacks. Off unless it is asked for.

geopy's own geocoders do the asking: one name a second at most, each name once, answers kept on disk.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sqlite3
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from geomap.errors import InputError
from geomap.language import language_of
from geomap.language.said import Said, Speaker
from geomap.model import Place, Resolution

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from geopy.geocoders.base import Geocoder

    from geomap.geoparser import Resolver
    from geomap.model import Document, Toponym

USER_AGENT = "geomap/0.1 (https://pypi.org/project/geomap/)"
CONFIDENCE = 0.4
"""Of a place that was found online: below the threshold, since it was not weighed against the text."""

_MIN_DELAY_S = 1.0
_TIMEOUT_S = 5.0
_FAILURES_BEFORE_GIVING_UP = 3
_OSM_CLASSES = {"place": "P", "boundary": "A", "natural": "T", "waterway": "H", "water": "H", "highway": "R"}


class GeopyGeocoder(Protocol):
    """What geopy's geocoders are, as far as they are asked here."""

    def geocode(self, query: str, /) -> Any:
        """Return a ``geopy.Location``, or None."""
        ...


if TYPE_CHECKING:
    # A geopy geocoder, or its ``geocode`` in a ``geopy.extra.rate_limiter.RateLimiter``.
    AnyGeocoder: TypeAlias = GeopyGeocoder | Callable[[str], Any]


class OnlineResolver:
    """A resolver that asks an online geocoder about what another resolver could not place.

    Parameters
    ----------
    resolver
        Decides first; what it places stays.
    provider
        Name of a geopy geocoder that needs no key, such as ``"nominatim"`` or ``"photon"``; or a geocoder that the
        caller has made, with its key, server and language, or a ``RateLimiter`` of one, which then sets the pace.
    geocoder
        Does the asking; without one, the geopy geocoder of that name.
    cache
        SQLite file for the answers; without one a file in the user's cache folder, and memory for a geocoder that the
        caller has made: what it answers depends on how it was made.
    min_delay_s
        Least time between two requests, in seconds.

    Raises
    ------
    InputError
        There is no such geocoder, it needs a key, or it cannot be asked so.
    """

    def __init__(
        self,
        resolver: Resolver,
        provider: str | AnyGeocoder,
        *,
        geocoder: AnyGeocoder | None = None,
        cache: Path | None = None,
        min_delay_s: float = _MIN_DELAY_S,
    ) -> None:
        from geopy.extra.rate_limiter import RateLimiter

        self._resolver = resolver
        self._provider = provider if isinstance(provider, str) else _name_of(provider)
        asked = geocoder if geocoder is not None else provider
        if isinstance(asked, str):
            asked = _make_geocoder(asked)
        # Whoever has set a pace keeps it.
        self._ask: Any = asked
        if not isinstance(asked, RateLimiter):
            self._ask = RateLimiter(
                _asking(asked),
                min_delay_seconds=min_delay_s,
                max_retries=1,
                error_wait_seconds=max(min_delay_s, 2 * min_delay_s),
                swallow_exceptions=False,
            )
        self._cache = _Cache(cache or (_cache_file() if isinstance(provider, str) else None))
        self._failures = 0

    def resolve(self, document: Document, toponyms: Sequence[Toponym]) -> tuple[Resolution, ...]:
        """Resolve the toponyms; those without a place get the online geocoder's first answer."""
        speaker = Speaker(language_of(document))
        return tuple(
            self._looked_up(resolution, speaker)
            if resolution.place is None and resolution.decided_by == "geomap"
            else resolution
            for resolution in self._resolver.resolve(document, toponyms)
        )

    def _looked_up(self, resolution: Resolution, speaker: Speaker) -> Resolution:
        name = resolution.toponym.name or resolution.toponym.text
        query = f"{name}, {resolution.toponym.container}" if resolution.toponym.container else name
        try:
            answer = self._answer(query)
        except _NoAnswerError as error:
            return dataclasses.replace(resolution, reasons=(*resolution.reasons, error.said(speaker)))
        if answer is None:
            reason = speaker.say("online_unknown", service=self._provider.title(), query=query)
            return dataclasses.replace(resolution, reasons=(*resolution.reasons, reason))
        reasons = (
            speaker.say("online_found", service=self._provider.title(), address=answer["address"]),
            speaker.say("online_unweighed"),
        )
        return dataclasses.replace(
            resolution,
            place=_to_place(self._provider, name, answer),
            confidence=CONFIDENCE,
            reasons=reasons,
            decided_by="online",
        )

    def _answer(self, query: str) -> dict[str, Any] | None:
        known, answer = self._cache.get(self._provider, query)
        if known:
            return answer
        if self._failures >= _FAILURES_BEFORE_GIVING_UP:
            raise _NoAnswerError("online_silent", service=self._provider.title())
        from geopy.exc import GeopyError

        try:
            with warnings.catch_warnings():
                # geopy warns of a point outside the world before it refuses it; the refusal is enough.
                warnings.simplefilter("ignore", UserWarning)
                location = self._ask(query)
            first = (location or [None])[0] if isinstance(location, list) else location
            answer = None if first is None else _to_answer(first)
        except (GeopyError, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
            # A malformed answer surfaces as whatever the parser stumbled over.
            self._failures += 1
            raise _NoAnswerError("online_failed", service=self._provider.title(), error=_in_short(error)) from error
        self._failures = 0
        self._cache.put(self._provider, query, answer)
        return answer


class _NoAnswerError(Exception):
    """The service gave no answer that can be used: the key of the sentence that says so, and what it names."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self._key, self._values = key, values

    def said(self, speaker: Speaker) -> Said:
        """Say it."""
        return speaker.say(self._key, **self._values)


class _Cache:
    """Answers by provider and query; a cache that cannot be written is no error."""

    def __init__(self, path: Path | None) -> None:
        self._db: sqlite3.Connection | None = None
        with contextlib.suppress(OSError, sqlite3.Error):
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(":memory:" if path is None else path)
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS answers"
                " (provider TEXT, query TEXT, answer TEXT, PRIMARY KEY (provider, query))",
            )

    def get(self, provider: str, query: str) -> tuple[bool, dict[str, Any] | None]:
        with contextlib.suppress(sqlite3.Error, ValueError):
            if self._db is not None:
                sql = "SELECT answer FROM answers WHERE provider = ? AND query = ?"
                row = self._db.execute(sql, (provider, query)).fetchone()
                if row is not None:
                    return True, json.loads(row[0])
        return False, None

    def put(self, provider: str, query: str, answer: dict[str, Any] | None) -> None:
        with contextlib.suppress(sqlite3.Error):
            if self._db is not None:
                self._db.execute(
                    "INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", (provider, query, json.dumps(answer))
                )
                self._db.commit()


def _asking(geocoder: AnyGeocoder) -> Callable[[str], Any]:
    """Return what asks a geocoder that the caller has made."""
    from geopy.adapters import BaseAsyncAdapter

    if isinstance(getattr(geocoder, "adapter", None), BaseAsyncAdapter):
        raise InputError(f"the geocoder {type(geocoder).__name__} asks asynchronously: make it without that adapter")
    ask = getattr(geocoder, "geocode", geocoder)
    if not callable(ask):
        raise InputError(
            f"online= takes the name of a geopy geocoder (nominatim) or a geocoder, not {type(geocoder).__name__}"
        )
    made: Callable[[str], Any] = ask
    return made


def _name_of(geocoder: AnyGeocoder) -> str:
    """Return the name of the service behind a geocoder, its ``geocode``, or a limiter of it."""
    asked = getattr(geocoder, "func", geocoder)  # of a RateLimiter, and of a functools.partial
    return type(getattr(asked, "__self__", asked)).__name__.lower()


def _make_geocoder(provider: str) -> Geocoder:
    import inspect

    from geopy.exc import GeopyError
    from geopy.geocoders import get_geocoder_for_service

    try:
        kind = get_geocoder_for_service(provider)
    except GeopyError as error:
        raise InputError(f"geopy has no geocoder {provider!r}; try nominatim or photon") from error
    parameters = inspect.signature(kind.__init__).parameters
    needed = [
        name
        for name, parameter in parameters.items()
        if name != "self" and parameter.default is parameter.empty and parameter.kind is not parameter.VAR_KEYWORD
    ]
    if needed:
        raise InputError(f"the geocoder {provider!r} needs {', '.join(needed)}; nominatim and photon need nothing")
    return kind(user_agent=USER_AGENT, timeout=_TIMEOUT_S)


def _cache_file() -> Path:
    import platformdirs

    return Path(platformdirs.user_cache_dir("geomap")) / "online.sqlite"


def _to_answer(location: Any) -> dict[str, Any]:
    raw = location.raw if isinstance(location.raw, dict) else {}
    # Photon keeps in "properties" what Nominatim keeps at the top.
    facts = raw.get("properties", raw)
    lon, lat = float(location.longitude), float(location.latitude)
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ValueError("a point outside the world")
    return {
        "address": str(location.address),
        "lon": lon,
        "lat": lat,
        "id": f"{facts.get('osm_type', '')}{facts.get('osm_id', '')}",
        "class": str(facts.get("class") or facts.get("osm_key") or ""),
    }


def _to_place(provider: str, name: str, answer: dict[str, Any]) -> Place:
    return Place(
        id=f"{provider}:{answer['id'] or answer['address']}",
        name=name,
        feature_class=_OSM_CLASSES.get(answer["class"], "S"),
        feature_code="",
        country_code="",
        admin1_code="",
        lon=answer["lon"],
        lat=answer["lat"],
    )


def _in_short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
