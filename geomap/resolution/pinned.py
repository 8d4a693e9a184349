"""The ranker with some of its decisions made by a person: what they mean speaks for what else the text means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.language import language_of
from geomap.resolution.options import MATCH_PRIMARY
from geomap.resolution.ranker import Ranker
from geomap.resolution.reasons import Explainer
from geomap.resolution.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.edits import Correction, Corrections, DocumentCorrections
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import Candidate, Document, Resolution, Toponym
    from geomap.resolution.context import Group
    from geomap.resolution.options import Option


class PinnedRanker(Ranker):
    """A ranker that is told what some names mean, and weighs the others anew with that.

    A name is told where a person has decided on all of its mentions alike: of one mention alone nothing is said of the
    others. Where only a point was given, the settlement nearest to it stands for it.

    Parameters
    ----------
    gazetteer
        Where the candidates come from.
    corrections
        What a person says.
    """

    def __init__(self, gazetteer: Gazetteer, corrections: Corrections) -> None:
        super().__init__(gazetteer)
        self._corrections = corrections
        self._told: dict[int, int] = {}

    def resolve(self, document: Document, toponyms: Sequence[Toponym]) -> tuple[Resolution, ...]:
        """Decide what each toponym means; what is no place says nothing of the others."""
        from geomap.model import Resolution

        said = self._corrections.for_document(document)
        kept = [i for i, toponym in enumerate(toponyms) if not said.is_no_place(toponym)]
        ranked = [toponyms[i] for i in kept]
        self._told = self._tell(said, ranked)
        found = dict(zip(kept, super().resolve(document, ranked), strict=True))
        return tuple(found.get(i) or Resolution(toponym, None, 0.0) for i, toponym in enumerate(toponyms))

    def candidates(
        self, document: Document, toponyms: Sequence[Toponym], at: int
    ) -> list[tuple[Candidate, tuple[str, ...]]]:
        """Return what one toponym could mean, the likeliest first, each with what speaks for it.

        Parameters
        ----------
        document, toponyms
            The text and its names.
        at
            Which of them.
        """
        self._told = self._tell(self._corrections.for_document(document), toponyms)
        self._told.pop(at, None)
        groups = self.rank(document, toponyms)
        survey = Survey.of(groups, self.home(document))
        explainer = Explainer(survey, self.gazetteer, language_of(document))
        group = next(group for group in groups if at in group.members)
        if not group.options:
            return []
        order = sorted(range(len(group.shares)), key=lambda i: -group.shares[i])
        best = self._candidate(group.options[order[0]], group.shares[order[0]])
        every = [best, *self.rivals(group, order)]
        options = {option.index: option for option in (*(group.entry.options if group.entry else ()), *group.options)}
        known = explainer.words.say("best_known")
        return [
            (
                one,
                tuple(
                    sentence
                    for sentence in explainer.explain(
                        group, options[one.place.index], one.place, [other for other in every if other is not one]
                    )
                    # Only of the first of them is it true.
                    if one is best or sentence != known
                ),
            )
            for one in every
        ]

    def _tell(self, said: DocumentCorrections, toponyms: Sequence[Toponym]) -> dict[int, int]:
        """Return the places of the toponyms that a person has decided on, by position."""
        told = {}
        for i, toponym in enumerate(toponyms):
            one = said.of(toponym)
            if one is not None and one.decides:
                index = self._index(one)
                if index >= 0:
                    told[i] = index
        return told

    def _index(self, said: Correction) -> int:
        if said.place_id is not None:
            return self.gazetteer.index(said.place_id)
        if said.point is None:
            return -1
        nearest = self.gazetteer.reverse(*said.point).place
        return -1 if nearest is None else nearest.index

    def _scores(self, group: Group) -> tuple[tuple[Option, ...], list[float], list[float]]:
        told = {self._told.get(i, -1) for i in group.members}
        if len(told) != 1 or -1 in told:
            return super()._scores(group)
        index = told.pop()
        known = next((option for option in group.options if option.index == index), None)
        if known is None:
            options = self._tools(group.language).options
            folded = group.entry.name if group.entry is not None else ""
            known = options.option(index, MATCH_PRIMARY, "name", folded)
        return (known,), [1.0], [0.0]
