"""Countries that a place may rightly be put into besides the one of its row: its claimants', its sovereign's.

"Ponce in the United States", "Laayoune in Morocco", "Simferopol, Russia": whose land it is may be disputed, which town
is meant is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.resolution.apposition import outer_places

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.resolution.context import Group
    from geomap.resolution.options import Option

_DEPENDENCIES: Final = {
    "AU": "CC CX NF",
    "CN": "HK MO",
    "DK": "FO GL",
    "FI": "AX",
    "FR": "BL GF GP MF MQ NC PF PM RE TF WF YT",
    "GB": "AI BM FK GG GI IM IO JE KY MS PN SH TC VG",
    "NL": "AW BQ CW SX",
    "NO": "BV SJ",
    "NZ": "CK NU TK",
    "US": "AS GU MP PR UM VI",
}
"""Territories with a code of their own by the country that they belong to (ISO 3166-1)."""

_SOVEREIGN: Final = {code: country for country, codes in _DEPENDENCIES.items() for code in codes.split()}


def is_claimed(best: Option, group: Group, gazetteer: Gazetteer) -> bool:
    """Tell whether the text puts a name into countries that are not its own, but claim its ground or rule it."""
    named = {gazetteer.country_codes[outer.country] for outer in outer_places(group) if outer.kind == "country"}
    own = gazetteer.country_codes[best.country]
    if not named or named == {own}:
        return False
    theirs = {own, _SOVEREIGN.get(own, "")}
    if named <= theirs:
        return True
    status = gazetteer.status(gazetteer.place(best.index))
    return status is not None and named <= {*theirs, *status.claimants, status.administered_by}
