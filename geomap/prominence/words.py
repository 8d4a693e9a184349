"""The words of ``prominence.toml``, and how they are found around a mention."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geomap.gazetteer.names import fold
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
        lists = {
            "happening": story.happening,
            "happening_behind": story.happening_behind,
            "acting": story.acting,
            "subjects": story.subjects,
            "talks": story.talks,
            "speakers": story.speakers,
            "forces": story.forces,
            "coming": story.coming,
            "coming_behind": story.coming_behind,
            "life": story.life,
            "life_behind": story.life_behind,
            "past": story.past,
        }
        super().__init__(language, lists, fold, running=story.running)
        self._folds = language.code != DEFAULT
        self._phrases = tuple(map(self.fold, story.past_phrases)) if self._folds else story.past_phrases

    def phrases_in(self, text: str) -> list[str]:
        """Return the phrases that look back and that a text has, as they are compared."""
        folded = self.fold(text) if self._folds else text
        return [phrase for phrase in self._phrases if phrase in folded]


@cache
def story_lists(language: Language) -> StoryLists:
    """Return the words of a language, made once."""
    return StoryLists(language)
