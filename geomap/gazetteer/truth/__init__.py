"""Checks that test the gazetteer's truth, not its files: areas, towns, names, divisions, borders, statuses.

What is compared with stands in hand-kept tables (``gazetteer/curated/truth``), each row with its source, and in
pycountry's copy of ISO 3166-2 where that is installed.
"""

from geomap.gazetteer.truth.check import CHECKS, verify_truth
from geomap.gazetteer.truth.report import Finding, TruthReport

__all__ = ["CHECKS", "Finding", "TruthReport", "verify_truth"]
