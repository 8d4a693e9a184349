"""Places by id and by administrative code: binary search over the mapped tables."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.gazetteer.store import Store

_Key = TypeVar("_Key", int, str)
_CACHE_SIZE = 20_000
_MOST_DIGITS = 10


class Codes:
    """Tables of codes and identifiers of one store."""

    __slots__ = ("_admin1_codes", "_capital", "_country", "_known", "_store")

    def __init__(self, store: Store) -> None:
        self._store = store
        self._admin1_codes: dict[int, str] = {0: ""}
        self._known: dict[str, int] = {}
        manifest = store.manifest
        self._country: dict[str, int] = dict(zip(manifest["countries"], manifest["country_place"], strict=True))
        self._capital: dict[str, int] = manifest.get("capitals", {})

    def country(self, code: str) -> int:
        """Return the index of a country, -1 if there is none."""
        return self._country.get(code, -1) if code else -1

    def capital(self, code: str) -> int:
        """Return the index of a country's capital, -1 if there is none."""
        return self._capital.get(code, -1)

    def admin1_code(self, row: int) -> str:
        """Return the first-order code without the country, ``""`` for row 0."""
        code = self._admin1_codes.get(row)
        if code is None:  # there are some thousands of them
            code = self._store.text(self._store.arrays["admin1_code"][row]).partition(".")[2]
            self._admin1_codes[row] = code
        return code

    def admin2_code(self, row: int) -> str:
        """Return the second-order code without the country and the first-order code, ``""`` for row 0."""
        if not row:
            return ""
        return self._store.text(self._store.arrays["admin2_code"][row]).split(".", 2)[2]

    def admin1(self, country_code: str, admin1_code: str) -> int:
        """Return the index of a first-order unit, -1 if there is none."""
        return self._unit("admin1", f"{country_code}.{admin1_code}")

    def admin2(self, country_code: str, admin1_code: str, admin2_code: str) -> int:
        """Return the index of a second-order unit, -1 if there is none."""
        return self._unit("admin2", f"{country_code}.{admin1_code}.{admin2_code}")

    def _unit(self, level: str, code: str) -> int:
        codes, text = self._store.arrays[f"{level}_code"], self._store.text
        # Rows are sorted by the parts of the code, not by the joined string ("US.AL" < "US.AL.001" < "US.A.…").
        wanted = code.split(".")
        row = bisect_left(codes, wanted, 1, len(codes), key=lambda at: text(at).split("."))
        if row < len(codes) and text(codes[row]) == code:
            index: int = self._store.arrays[f"{level}_place"][row]
            return index
        return -1

    def index(self, place_id: str) -> int:
        """Return the index of the place with an id, -1 if there is none."""
        known = self._known.get(place_id)
        if known is None:
            if len(self._known) > _CACHE_SIZE:
                self._known.clear()
            known = self._known[place_id] = self._find(place_id)
        return known

    def _find(self, place_id: str) -> int:
        columns = self._store.columns
        source, _, key = place_id.partition(":")
        if source == "geonames" and key.isascii() and key.isdigit() and len(key) <= _MOST_DIGITS:
            geonameid = columns.geonameid
            found = _search(self._store.arrays["by_geonameid"], int(key), lambda i: int(geonameid[i]))
            if found >= 0:
                return found
        ids, text = columns.id, self._store.text
        return _search(self._store.arrays["by_id"], place_id, lambda i: text(ids[i]))


def _search(rows: memoryview, wanted: _Key, key: Callable[[int], _Key]) -> int:
    at = bisect_left(rows, wanted, key=key)
    if at < len(rows) and key(rows[at]) == wanted:
        index: int = rows[at]
        return index
    return -1
