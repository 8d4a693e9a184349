"""The words of ``prominence.toml``, and how they are found around a mention."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geomap.language import DEFAULT
from geomap.language.wordlists import WordLists

if TYPE_CHECKING:
    from geomap.language import Language


class StoryLists(WordLists):
    """A language's words that tell how much a story is about a place.

    Parameters
    ----------
    language
        The language.
    """

    def __init__(self, language: Language) -> None:
        story = language.story
        lists = {name: getattr(story, name) for name, kind in type(story).__annotations__.items() if "set" in kind}
        super().__init__(language, lists, running=story.running)
        self._folds = language.code != DEFAULT
        self._phrases = tuple(map(self.fold, story.past_phrases)) if self._folds else story.past_phrases

    def looks_back(self, text: str) -> bool:
        """Tell whether a part of a sentence has words that look back."""
        folded = self.fold(text) if self._folds else text
        return any(phrase in folded for phrase in self._phrases) or self.has("past", self.words(text))


@cache
def story_lists(language: Language) -> StoryLists:
    """Return the words of a language, made once."""
    return StoryLists(language)
