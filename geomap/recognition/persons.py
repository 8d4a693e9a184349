"""Evidence that a capitalised word names a person, gathered over a whole document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.language import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geomap.language import Language
    from geomap.recognition.tokens import Token

_LONGEST_NAME = 5


class PersonNames:
    """Finds persons' names in the capitalised runs of a language.

    Parameters
    ----------
    language
        The language.
    """

    def __init__(self, language: Language) -> None:
        words, heads = language.words, language.heads
        self._language = language
        self._titles = words.titles
        # Where "of" is an ending, a place can follow a title as it is.
        self._has_cases = bool(language.forms.endings) if language.code != DEFAULT else False
        self._connectors = words.connectors
        self._particles = words.particles
        self._not_in_names = (
            words.calendar | words.connectors | heads.districts | heads.nature | words.organisation_words
        )

    def spans(
        self,
        tokens: Sequence[Token],
        place_end: Callable[[int], int],
        large_place: Callable[[int], bool],
        *,
        titled: bool = False,
    ) -> list[tuple[int, int]]:
        """Return the token ranges ``[first, end)`` that are persons' names.

        After a title, or a given name with another name.

        Parameters
        ----------
        tokens
            The words of one capitalised run.
        place_end
            Gives for a token the end of the longest gazetteer name that begins there (the token itself if none).
        large_place
            Whether a token alone names a country, province or large city.
        titled
            Whether a title stands right before the run ("spokesman John Smith").
        """
        spans: list[tuple[int, int]] = []
        given = self._language.given_names
        i, after_title = 0, titled
        while i < len(tokens):
            word = tokens[i].folded
            if word in self._titles and place_end(i) - i < 2:
                after_title = True
                i += 1
                continue
            if after_title and self._has_cases and large_place(i):
                # "Президент США Джо Байден": the place in between is whose president he is.
                i = max(i + 1, place_end(i))
                continue
            if word in self._connectors:
                after_title = False
            elif after_title or (word in given and self._begins_name(tokens, i, place_end, large_place)):
                end = self._name_end(tokens, i)
                if end > i:
                    spans.append((i, end))
                    i = end
                    after_title = False
                    continue
                after_title = False
            i = max(i + 1, place_end(i)) if place_end(i) - i > 1 else i + 1
        return spans

    def _begins_name(
        self, tokens: Sequence[Token], i: int, place_end: Callable[[int], int], large_place: Callable[[int], bool]
    ) -> bool:
        """Tell whether a given name at ``i`` is followed by another name rather than part of a place's name."""
        if i + 1 >= len(tokens) or place_end(i) - i > 1:
            return False
        following = tokens[i + 1]
        if following.folded in self._not_in_names:
            return False
        if place_end(i + 1) - (i + 1) > 1 and following.folded not in self._particles:
            return False
        if large_place(i):
            return following.folded in self._language.surnames and not large_place(i + 1)
        return True

    def _name_end(self, tokens: Sequence[Token], first: int) -> int:
        """Return the end of the name from ``first`` on: capitalised words, initials and particles, no connector."""
        i = end = first
        while i < len(tokens) and i - first < _LONGEST_NAME:
            word = tokens[i]
            if word.folded in self._particles and not word.capitalised:
                i += 1
                continue
            if not word.capitalised or word.folded in self._not_in_names or word.folded in self._titles:
                break
            i += 1
            end = i
        return end

    def words(self, tokens: Sequence[Token], spans: Sequence[tuple[int, int]]) -> frozenset[str]:
        """Return the folded words by which a document may name the persons later.

        Every word but initials and particles.
        """
        return frozenset(
            t.folded
            for first, end in spans
            for t in tokens[first:end]
            if len(t.folded) > 2 and t.folded not in self._particles
        )
