"""The ranker: decides all toponyms of a document together.

Each name's options get a score, a weighted sum of signals, and a probability, the softmax of the scores. A first pass
sees each name by itself; later passes see what the earlier one made of the rest of the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.gazetteer.layout import MATCH_KINDS
from geomap.gazetteer.phrases import Phrases
from geomap.language import language_of
from geomap.model import UNCERTAIN_BELOW, Candidate, Place, Resolution
from geomap.resolution.absence import absence, absence_signals, is_likelier_absent, may_be_absent, thinness
from geomap.resolution.allegiance import is_claimed
from geomap.resolution.apposition import favour_inside, favour_unit, is_held_nowhere, is_vetoed
from geomap.resolution.confidence import Confidence, containing_confidence
from geomap.resolution.containing import ContainingPlaces, is_faint
from geomap.resolution.context import group_mentions
from geomap.resolution.cues import CountryWords
from geomap.resolution.described import join_phrases
from geomap.resolution.features import against_head
from geomap.resolution.home import Home, bind, home_of, often_named
from geomap.resolution.land import bind_to_land
from geomap.resolution.options import Option, Options
from geomap.resolution.reasons import Explainer
from geomap.resolution.scoring import JointScorer, StaticScorer
from geomap.resolution.shares import softmax
from geomap.resolution.survey import Rest, Survey
from geomap.resolution.weights import Weights, bundled_weights

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.language import Language
    from geomap.language.said import Speaker
    from geomap.model import Document, MatchKind, Toponym
    from geomap.resolution.containing import ContainingPlace
    from geomap.resolution.context import Group

PASSES = 2
"""Passes that see the whole document."""
_MOST_RIVALS = 5
_CACHE_SIZE = 20_000
# No context outweighs so much: what lies farther behind by itself is left out.
_HOPELESS = 12.0
# A name that is so clear after the first joint pass is not weighed again.
_SETTLED = 0.98
# What does not quite bear the name, or only lies where the name must lie, needs something that speaks for it.
_LEAST_FAINT = 0.45
# What only lies around the name is not what it means: it counts as uncertain, however sure the text is.
_MOST_CONTAINED = UNCERTAIN_BELOW - 0.01
_MATCHES: tuple[MatchKind, ...] = (*MATCH_KINDS, "surroundings")


class _LanguageTools:
    """What the ranker keeps for the texts of a language."""

    def __init__(self, gazetteer: Gazetteer, language: Language) -> None:
        self.language = language
        self.options = Options(gazetteer, language)
        self.phrases = Phrases(gazetteer, language)
        self.country_words = CountryWords(gazetteer.country_codes, language)


class Ranker:
    """Resolves toponyms with a gazetteer.

    Parameters
    ----------
    gazetteer
        Where the candidates come from.
    weights
        What the signals count; the bundled ones if not given.
    """

    def __init__(self, gazetteer: Gazetteer, weights: Weights | None = None) -> None:
        self.gazetteer = gazetteer
        self.weights = weights or bundled_weights()
        self._tongues: dict[Language, _LanguageTools] = {}
        self._places: dict[int, Place] = {}
        self._names: dict[tuple[int, str], str] = {}
        self._static = StaticScorer(self.weights)
        self._joint = JointScorer(self.weights)
        self._thin = thinness(gazetteer)

    def resolve(self, document: Document, toponyms: Sequence[Toponym]) -> tuple[Resolution, ...]:
        """Decide what each toponym means; the result has the toponyms' order."""
        if not toponyms:
            return ()
        groups = self.rank(document, toponyms)
        survey = Survey.of(groups, self.home(document))
        language = language_of(document)
        explainer, surroundings = Explainer(survey, self.gazetteer, language), ContainingPlaces(groups)
        decided: list[Resolution | None] = [None] * len(toponyms)
        for group in groups:
            self._decide(group, survey, explainer, surroundings, toponyms, decided)
        return tuple(r for r in decided if r is not None)

    def rank(self, document: Document, toponyms: Sequence[Toponym]) -> list[Group]:
        """Return the groups of the document's toponyms with the probability of each of their options."""
        tongue = self._tongue(document)
        groups = group_mentions(document, toponyms, tongue.options)
        known: list[list[float]] = []
        for group in groups:
            group.options, group.shares, static = self._scores(group)
            known.append(static)
        join_phrases(groups, toponyms, tongue.phrases, tongue.options)
        home = self.home(document)
        words = tongue.country_words.spoken(document.text)
        for step in range(PASSES):
            survey = Survey.of(groups, home, words)
            shares = [
                self._weigh(group, survey, static, last=step > 0) for group, static in zip(groups, known, strict=True)
            ]
            for group, new in zip(groups, shares, strict=True):
                likely = favour_unit(group, new) if group.head else new
                group.shares = favour_inside(group, likely) if group.inside else likely
        bind_to_land(groups)
        origin = self._origin(document, toponyms, groups, home)
        if origin is not None:
            bind(groups, origin)
        for group in groups:
            if group.inside and group.options:
                group.claimed = is_claimed(group.options[group.best], group, self.gazetteer)
        return groups

    def _origin(
        self, document: Document, toponyms: Sequence[Toponym], groups: list[Group], outlet: tuple[Option, ...]
    ) -> Home | None:
        """Where a report is from: by its dateline or byline, by its outlet, or by what it names over and over."""
        tongue = self._tongue(document)
        told = home_of(document, toponyms, groups, tongue.language)
        if told is None and document.dateline:
            named = self._named(document.dateline, tongue.options)
            told = Home(named[0], told=True) if named else None
        if told is None and outlet:
            told = Home(outlet[0], of_outlet=True)
        return told or often_named(groups)

    def _tongue(self, document: Document) -> _LanguageTools:
        return self._tools(language_of(document))

    def _tools(self, language: Language) -> _LanguageTools:
        if language not in self._tongues:
            self._tongues[language] = _LanguageTools(self.gazetteer, language)
        return self._tongues[language]

    def _scores(self, group: Group) -> tuple[tuple[Option, ...], list[float], list[float]]:
        """Return the options that can win, with their shares in the first pass and their scores by themselves."""
        options = group.options
        if len(options) < 2:
            return options, [1.0] * len(options), [0.0] * len(options)
        entry = group.entry
        # What is kept for a name must not hold the head noun that another document gave it.
        alone = entry is not None and group.stands_alone and group.head == entry.head
        if entry is not None and alone and entry.plain is not None:
            return entry.plain
        score = self._static.score
        scores = [score(o, group) for o in options]
        least = max(joint for _, joint in scores) - _HOPELESS
        chosen = [(o, first, joint) for o, (first, joint) in zip(options, scores, strict=True) if joint >= least]
        plain = tuple(o for o, _, _ in chosen), softmax([f for _, f, _ in chosen]), [j for _, _, j in chosen]
        if entry is not None and alone:
            entry.plain = plain
        return plain

    def _weigh(self, group: Group, survey: Survey, static: list[float], *, last: bool) -> list[float]:
        if len(group.options) < 2 or (last and max(group.shares) > _SETTLED):
            return group.shares
        rest = Rest(survey, group)
        score = self._joint.score
        return softmax([s + score(o, rest) for o, s in zip(group.options, static, strict=True)])

    def home(self, document: Document) -> tuple[Option, ...]:
        """Return the outlet's home: a place id or a name, the most important place of it."""
        if not document.place:
            return ()
        options = self._tongue(document).options
        index = self.gazetteer.index(document.place)
        if index >= 0:
            return (options.option(index, 0, "name", document.place),)
        return self._named(document.place, options)

    @staticmethod
    def _named(place: str, options: Options) -> tuple[Option, ...]:
        """The most important place of a name, or of a name and what it lies in: "Bristol, Tennessee"."""
        from geomap.gazetteer.names import fold

        name, _, container = place.partition(",")
        found = sorted(options.named(fold(name)), key=lambda o: -o.importance)
        if container:
            units = {o.admin1 or o.country for o in options.named(fold(container)) if o.kind in ("admin1", "country")}
            found = [o for o in found if o.admin1 in units or o.country in units] or found
        return tuple(found[:1])

    def _decide(
        self,
        group: Group,
        survey: Survey,
        explainer: Explainer,
        surroundings: ContainingPlaces,
        toponyms: Sequence[Toponym],
        decided: list[Resolution | None],
    ) -> None:
        """Enter the decisions about a group's mentions into ``decided``."""
        if toponyms[group.members[0]].kind == "coordinates":
            for i in group.members:
                decided[i] = _at_position(toponyms[i], explainer)
            return
        shares = group.shares
        order = sorted(range(len(shares)), key=lambda i: -shares[i]) if len(shares) > 1 else [0] if shares else []
        best = group.options[order[0]] if order else None
        rest = Rest(survey, group)
        absent = self.absent(group, rest, surroundings)
        confidence = Confidence(group, order, rest, surroundings, absent, self.weights.confidence) if order else None
        vetoed = best is not None and is_vetoed(best, group)
        if best is None or confidence is None or vetoed or is_faint(best, group):
            around = surroundings.of(group)
            for i in group.members:
                sure = confidence.of(toponyms[i]) if confidence and not vetoed else 0.0
                decided[i] = self._decide_faint(group, order, explainer, sure, around, toponyms[i])
            return
        place, match = self._place(best.index), _MATCHES[best.match]
        why = _Why(self, explainer, group, order, place)
        unheld = is_held_nowhere(best, group)
        for i in group.members:
            toponym = toponyms[i]
            sure, part_of = confidence.of(toponym), toponym.evidence.part_of if toponym.evidence else ""
            if is_likelier_absent(sure, shares[order[0]], absent):
                rivals = self.rivals(group, [-1, *order])
                decided[i] = Resolution(toponym, None, 0.0, explainer.absent(toponym, place), rivals)
                continue
            # The Chicago Bulls are not Chicago; Easton is none of Dorset where the report is from Bristol; Malden "in
            # Washington state" is not the one in Massachusetts, whichever Washington is meant.
            doubt = f"part_of_{part_of}" if part_of else "stray" if group.stray else "held_nowhere" if unheld else ""
            if doubt:
                sure = min(sure, _MOST_CONTAINED)
            decided[i] = Resolution.deferred(toponym, place, sure, match, _why_not(why, doubt) if doubt else why)

    def absent(self, group: Group, rest: Rest, surroundings: ContainingPlaces) -> float:
        """Return the chance that a group means a place that the gazetteer lacks, 0 for a kind that it has."""
        if not group.options or not may_be_absent(best := group.options[group.best], group):
            return 0.0
        if group.claimed:
            return 0.0
        found = absence_signals(best, group, rest, surroundings, self._thin)
        return absence(found, self.weights.absence)

    def _decide_faint(
        self,
        group: Group,
        order: Sequence[int],
        explainer: Explainer,
        sure: float,
        around: ContainingPlace | None,
        toponym: Toponym,
    ) -> Resolution:
        """Decide what a name means that no place quite bears: the nearest match, the place that it lies in, or none."""
        near = containing_confidence(around, group, toponym, self.weights.surroundings) if around else 0.0
        best = group.options[order[0]] if order else None
        nearest = self._place(best.index) if best else None
        # The Red River is no county for sure, nor is Paracatu de Baixo Paracatu.
        is_part = best and best.via == "inner" and toponym.kind == "literal"
        if best and (is_part or (group.is_natural and against_head(best, group))):
            sure = min(sure, _MOST_CONTAINED)
        if best and nearest and sure >= max(near, _LEAST_FAINT):
            later = _Why(self, explainer, group, order, nearest)
            return Resolution.deferred(toponym, nearest, sure, _MATCHES[best.match], later)
        rivals = self.rivals(group, order)
        if best:
            rivals = (self._candidate(best, group.shares[order[0]]), *rivals)
        if around is None or near < _LEAST_FAINT:
            if best and nearest and not is_faint(best, group):  # it was vetoed
                why = explainer.elsewhere(toponym, nearest)
            else:
                why = explainer.unknown(toponym, nearest)
            return Resolution(toponym, None, 0.0, why, rivals)
        place = self._place(around.option.index)
        sure = min(near, _MOST_CONTAINED)
        return Resolution(
            toponym, place, sure, explainer.shown_at_container(toponym, place), rivals, match="surroundings"
        )

    def rivals(self, group: Group, order: Sequence[int]) -> tuple[Candidate, ...]:
        """Return the rivals of the first option, those that were left out as hopeless at the end."""
        rivals = [self._candidate(group.options[i], group.shares[i]) for i in order[1 : _MOST_RIVALS + 1]]
        everything = group.entry.options if group.entry is not None else ()
        if len(rivals) < _MOST_RIVALS and len(everything) > len(group.options):
            weighed = set(group.options)
            rest = [o for o in everything if o not in weighed]
            rivals += (self._candidate(o, 0.0) for o in rest[: _MOST_RIVALS - len(rivals)])
        return tuple(rivals)

    def _candidate(self, option: Option, share: float) -> Candidate:
        name = self._names.get((option.index, option.folded))
        if name is None:
            if len(self._names) > _CACHE_SIZE:
                self._names.clear()
            name = self._names[option.index, option.folded] = self.gazetteer.written(option.index, option.folded)
        return Candidate(self._place(option.index), _MATCHES[option.match], name, round(share, 4))

    def _place(self, index: int) -> Place:
        place = self._places.get(index)
        if place is None:
            if len(self._places) > _CACHE_SIZE:
                self._places.clear()
            place = self._places[index] = self.gazetteer.place(index)
        return place


def _at_position(toponym: Toponym, explainer: Explainer) -> Resolution:
    """Return the resolution of a position that the text gives; one without evidence is read from its words."""
    evidence = toponym.evidence
    if evidence is not None and evidence.position is not None:
        lon, lat = evidence.position
    else:
        from geomap.positions import find_positions

        found = find_positions(toponym.text, bare=True)
        if not found:
            return Resolution(toponym, None, 0.0, (explainer.words.say("no_position"),))
        lon, lat = found[0].lon, found[0].lat
    place = Place(f"position:{lat:.5f},{lon:.5f}", toponym.text, "", "", "", "", lon, lat)
    return Resolution(toponym, place, 1.0, (explainer.words.say("position"),), match="position")


class _Why:
    """The reasons for a group's decision and its rivals, worked out once, when they are first asked for."""

    __slots__ = ("_answer", "_explainer", "_group", "_order", "_place", "_ranker")

    def __init__(self, ranker: Ranker, explainer: Explainer, group: Group, order: Sequence[int], place: Place) -> None:
        self._ranker = ranker
        self._explainer = explainer
        self._group = group
        self._order = order
        self._place = place
        self._answer: tuple[tuple[str, ...], tuple[Candidate, ...]] | None = None

    @property
    def words(self) -> Speaker:
        """Says the language's reasons."""
        return self._explainer.words

    def __call__(self) -> tuple[tuple[str, ...], tuple[Candidate, ...]]:
        if self._answer is None:
            rivals = self._ranker.rivals(self._group, self._order)
            best = self._group.options[self._order[0]]
            self._answer = self._explainer.explain(self._group, best, self._place, rivals), rivals
        return self._answer


def _why_not(why: _Why, doubt: str) -> Callable[[], tuple[tuple[str, ...], tuple[Candidate, ...]]]:
    """The reasons, the first of them what speaks against the place: that the name is only a part of another."""

    def explained() -> tuple[tuple[str, ...], tuple[Candidate, ...]]:
        reasons, rivals = why()
        return (why.words.say(doubt), *reasons), rivals

    return explained
