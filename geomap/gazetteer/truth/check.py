"""All checks of the gazetteer's truth, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.errors import GazetteerError, InputError
from geomap.gazetteer.truth.areas import check_areas
from geomap.gazetteer.truth.borders import check_borders
from geomap.gazetteer.truth.report import TruthReport
from geomap.gazetteer.truth.statuses import check_statuses
from geomap.gazetteer.truth.subdivisions import check_siblings, check_subdivisions
from geomap.gazetteer.truth.tables import Atlas, read_table
from geomap.gazetteer.truth.towns import check_towns, check_towns_of_units

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from geomap.gazetteer.gazetteer import Gazetteer

CHECKS: Final[dict[str, Callable[[Atlas, TruthReport], None]]] = {
    "areas": check_areas,
    "towns": check_towns,
    "towns of units": check_towns_of_units,
    "siblings": check_siblings,
    "ISO 3166-2": check_subdivisions,
    "borders": check_borders,
    "statuses": check_statuses,
}
"""The checks by name, in the order in which they run."""


def verify_truth(
    gazetteer: Gazetteer, *, only: Collection[str] = (), progress: Callable[[str], None] | None = None
) -> TruthReport:
    """Compare a gazetteer with published areas, towns, names and divisions.

    Parameters
    ----------
    gazetteer
        The gazetteer; without a user's own places.
    only
        Names of the checks to make (keys of ``CHECKS``); all if empty.
    progress
        Called with the name of each check when it begins.

    Raises
    ------
    InputError
        There is no such check.
    GazetteerError
        The gazetteer has no outlines, or a table cannot be read.
    """
    if unknown := sorted(set(only) - set(CHECKS)):
        raise InputError(f"no such check: {', '.join(unknown)} (there are {', '.join(CHECKS)})")
    if gazetteer.footprints is None:
        raise GazetteerError(f"{gazetteer.path} has no outlines to check")
    report = TruthReport(known={(row["check"], row["key"]): row["reason"] for row in read_table("known")})
    atlas = Atlas(gazetteer)
    for name, check in CHECKS.items():
        if only and name not in only:
            continue
        if progress is not None:
            progress(name)
        check(atlas, report)
    for check_name, key in report.stale():
        if check_name in report.checked:
            report.summary.append(f"known: {check_name}: {key} deviates no longer: the row may go")
    return report
