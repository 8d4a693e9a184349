"""Examples for the chance that a place is in no gazetteer: annotated names of which no known place lies near the gold.

Besides the corpora, most of which speak of lands that the gazetteer covers well, the project's own short texts serve:
villages of all continents that it lacks, and others that it has. ``geomap.training.refit`` fits on them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geomap
from geomap.evaluation.corpus import GoldDocument, Mention
from geomap.evaluation.scorer import NEAR_KM
from geomap.model import Document
from geomap.resolution.absence import absence_signals, may_be_absent, thinness
from geomap.resolution.surroundings import Surroundings, is_faint
from geomap.resolution.survey import Rest, Survey
from geomap.training.confidence_fit import Example
from geomap.training.ranker_fit import FOLDS, error_km

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.geoparser import Recognizer
    from geomap.resolution.context import Group
    from geomap.resolution.ranker import Ranker

OWN = Path(geomap.__file__).parents[1] / "tests" / "data" / "kinds"
# More than so far from everywhere: the text gives no position, only that the gazetteer lacks the place.
_NOWHERE = (-90.0, 0.0)
_LINES = frozenset({"river", "lake", "mountains"})


def own_texts(folder: Path = OWN) -> list[GoldDocument]:
    """The project's own short texts, with what they expect of names that mean a settlement or site."""
    records = [
        json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    return [
        GoldDocument(Document(record["text"], id=record["id"]), tuple(_mentions(record["text"], record["expect"])))
        for record in records
    ]


def _mentions(text: str, expected: Sequence[dict[str, Any]]) -> Iterator[Mention]:
    for one in expected:
        # A river's point lies far from the gazetteer's: that says nothing.
        if one.get("kind") in _LINES or not ("unplaced" in one or "lat" in one):
            continue
        start = -1
        for _ in range(one.get("nth", 1)):
            start = text.index(one["span"], start + 1)
        lat, lon = (one["lat"], one["lon"]) if "lat" in one else _NOWHERE
        yield Mention(start, start + len(one["span"]), lon, lat, name=one["span"])


def examples(name: str, documents: Sequence[GoldDocument], recognizer: Recognizer, ranker: Ranker) -> Iterator[Example]:
    """Examples of the annotated names of one corpus: ``right`` where none of the known places is meant."""
    thin = thinness(ranker.gazetteer)
    for number, gold in enumerate(documents):
        toponyms = gold.toponyms(recognizer.recognize(gold.document))
        located = {(m.start, m.end): m for m in gold.mentions if m.located}
        groups = ranker.rank(gold.document, toponyms)
        survey, surroundings = Survey.of(groups), Surroundings(groups)
        for group in groups:
            here = [located[span] for i in group.members if (span := (toponyms[i].start, toponyms[i].end)) in located]
            if not here or not group.options:
                continue
            best = group.options[group.best]
            if not may_be_absent(best, group) or is_faint(best, group):
                continue
            found = absence_signals(best, group, Rest(survey, group), surroundings, thin)
            yield Example(name, number % FOLDS, found, _is_absent(group, here, ranker))


def _is_absent(group: Group, here: Sequence[Mention], ranker: Ranker) -> bool:
    """Whether no place of the name lies near most of the mentions' gold."""
    options = {*group.options, *(group.entry.options if group.entry is not None else ())}
    return all(sorted(error_km(o, m, ranker.gazetteer) for m in here)[len(here) // 2] > NEAR_KM for o in options)
