"""Which country a face belongs to, for whom: the table of territories, and the plain cases."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.geometry.matching import country_of
from gazetteer.tables import rows

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer.geometry.faces import Partition
    from gazetteer.sources.reading import Sources

NEUTRAL = "neutral"

# Dependencies that Natural Earth keeps among their country's provinces, though ISO 3166-1 gives them a code.
_DEPENDENCY = {
    "FRA-2000": "GF", "FRA-1442": "MQ", "FRA-4603": "GP", "FRA-4601": "RE", "FRA-4602": "YT", "NLD-5149": "BQ",
    "NLD-5148": "BQ", "NLD-5147": "BQ", "NOR-901": "SJ", "BVT+00?": "BV", "IOA-1928": "CC", "IOA-2652": "CX",
    "NZL-5472": "TK", "CLP+00?": "",
}  # fmt: skip


def home(code: str, unit: str, iso: str) -> str:
    """Return the country, as GeoNames has it, of an admin-1 polygon by its code, its unit and its ISO code.

    ``""`` for none.
    """
    return _DEPENDENCY.get(code, country_of(unit, iso))


@dataclass(frozen=True)
class Territory:
    """Land with one answer to the question whose it is.

    Attributes
    ----------
    key
        Its name in ``curated/territories.csv``; the country's code for undisputed land.
    country
        ISO 3166-1 alpha-2 code of the country that GeoNames would name for a place there.
    neutral
        The country that has it in the neutral view, ``""`` for none.
    views
        The country that has it for a government, where that differs from ``others``.
    others
        The country that has it for every other government.
    disputed
        Whether it is to be shown as disputed.
    zone
        Id of the place that the territory is, if it is one.
    admin1
        GeoNames first-order code of a place there, ``"-"`` where GeoNames has several; ``""``: as the polygon's.
    administrator
        The country that holds it in fact, ``""`` where that is none or not the point.
    """

    key: str
    country: str
    neutral: str
    views: tuple[tuple[str, str], ...] = ()
    others: str = ""
    disputed: bool = False
    zone: str = ""
    admin1: str = ""
    administrator: str = ""

    def owner(self, view: str) -> str:
        """Return the country that has it in a view; ``""`` for none."""
        return self.neutral if view == NEUTRAL else dict(self.views).get(view, self.others)


@dataclass(frozen=True)
class Territories:
    """The territory of each face, and the governments whose view is known."""

    of_face: list[Territory]
    views: list[str]
    report: tuple[str, ...]

    def faces(self, view: str) -> dict[str, list[int]]:
        """Return the faces of each country in a view."""
        found: dict[str, list[int]] = defaultdict(list)
        for face, territory in enumerate(self.of_face):
            found[territory.owner(view)].append(face)
        return found


def _read(curated: Path) -> list[tuple[list[str], Territory]]:
    found = []
    for row in rows("territories", curated):
        views = tuple(sorted((v.split(":")[0], v.split(":")[1]) for v in row["views"].split("|") if v))
        territory = Territory(
            key=row["key"],
            country=row["country"],
            neutral=row["neutral"],
            views=views,
            others=row["others"],
            disputed=row["disputed"] == "1",
            zone=row["zone"],
            admin1=row["admin1"],
            administrator=row["administrator"],
        )
        found.append((row["faces"].split("|"), territory))
    return found


def assign(sources: Sources, partition: Partition, curated: Path) -> Territories:
    """Give every face its territory: by ``territories.csv`` of the hand-kept tables, or as its polygon's."""
    iso = {row["adm1_code"]: row["iso_a2"] for row in sources.admin1}
    of_face = []
    for face in partition.faces:
        code = home(face.code, face.unit, iso.get(face.code, ""))
        of_face.append(Territory(code or face.unit, code, code, (), code))
    report = []
    views = set()
    for selectors, territory in _read(curated):
        found: list[int] = []
        for selector in selectors:
            kind, _, value = selector.partition(":")
            found += partition.having(**{kind: value})
        if not found:
            report.append(f"territories.csv: {territory.key} selects no face")
        for i in found:
            # A row for a part of a unit beats one for the unit, whatever their order.
            if not (selectors[0].startswith("unit:") and partition.faces[i].parts & _PARTS):
                of_face[i] = territory
        views |= {view for view, _ in territory.views}
    return Territories(of_face, sorted(views), tuple(report))


_PARTS = frozenset({"golan", "shebaa", "cnm"})
"""Parts of a unit that the table treats apart from the unit."""
