"""Examples for the chance that a place is in no gazetteer: annotated names of which no known place lies near the gold.

Besides the corpora, most of which speak of lands that the gazetteer covers well, the project's own short texts serve:
villages of all continents that it lacks, and others that it has. ``geomap.training.refit`` fits on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.evaluation.scorer import NEAR_KM
from geomap.resolution.absence import absence_signals, may_be_absent, thinness
from geomap.resolution.containing import ContainingPlaces, is_faint
from geomap.resolution.survey import Rest, Survey
from geomap.training.confidence_fit import ResolutionExample
from geomap.training.own_texts import LINE, NO_PLACE
from geomap.training.ranker_fit import error_km

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.evaluation.corpus import GoldDocument, Mention
    from geomap.geoparser import Recognizer
    from geomap.resolution.context import Group
    from geomap.resolution.ranker import Ranker


def examples(
    name: str, documents: Sequence[GoldDocument], recognizer: Recognizer, ranker: Ranker
) -> Iterator[ResolutionExample]:
    """Yield examples of the annotated names of one corpus: ``right`` where none of the known places is meant."""
    thin = thinness(ranker.gazetteer)
    for gold in documents:
        toponyms = gold.toponyms(recognizer.recognize(gold.document))
        located = {(m.start, m.end): m for m in gold.mentions if m.located and m.type not in (NO_PLACE, LINE)}
        groups = ranker.rank(gold.document, toponyms)
        survey, surroundings = Survey.of(groups), ContainingPlaces(groups)
        for group in groups:
            here = [located[span] for i in group.members if (span := (toponyms[i].start, toponyms[i].end)) in located]
            if not here or not group.options:
                continue
            best = group.options[group.best]
            if not may_be_absent(best, group) or is_faint(best, group):
                continue
            found = absence_signals(best, group, Rest(survey, group), surroundings, thin)
            yield ResolutionExample(name, found, _is_absent(group, here, ranker))


def _is_absent(group: Group, here: Sequence[Mention], ranker: Ranker) -> bool:
    """Tell whether no place of the name lies near most of the mentions' gold."""
    options = {*group.options, *(group.entry.options if group.entry is not None else ())}
    return all(sorted(error_km(o, m, ranker.gazetteer) for m in here)[len(here) // 2] > NEAR_KM for o in options)
