"""Which language a text is in: quick looks for words and letters that tell, and py3langid where these do not.

Lui and Baldwin (2012), langid.py: an off-the-shelf language identification tool. Loading it takes a second, which most
texts do not pay: the words and letters that tell a language decide before.
"""

from __future__ import annotations

import csv
import dataclasses
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geomap.language import DEFAULT, base_of, english, find_language
from geomap.language.telling import telling

if TYPE_CHECKING:
    from geomap.language import Language
    from geomap.model import Document, Geoparse

_SAMPLE: Final = 4000
"""Characters that tell a language."""
_GLANCE: Final = 600
"""Characters of the first look."""
_TELLING_SHARE: Final = 0.12
_FEWEST_TELLING: Final = 2
"""A text is English if so many of its words, and such a share, are words that tell English."""
_FEWEST_LETTERS: Final = 24
"""A shorter text in Latin letters tells nothing."""
_MOST_ENGLISH: Final = 0.01
"""Probability of English that a text in another language has at most."""
_MOST_BY_LETTERS: Final = 0.5

_LINK = re.compile(r"https?://\S+|[@#]\S+")
"""What is of no language: addresses, names of accounts, hashtags."""
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS: Final = {
    "ko": "\u1100-\u11ff\uac00-\ud7af",
    "ja": "\u3040-\u30ff",
    "th": "\u0e00-\u0e7f",
    "he": "\u0590-\u05ff",
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "hy": "\u0530-\u058f",
    "ka": "\u10a0-\u10ff",
}
"""Letters that one language of the press writes in."""
_LATIN: Final = r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"
_BEYOND_LATIN: Final = "[^\0-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u024f\u1e00-\u1eff\u2000-\u206f\u20a0-\u20bf]"


class LanguageName(NamedTuple):
    """A language's name in English and in itself."""

    english: str
    own: str


@cache
def _names() -> dict[str, LanguageName]:
    # From the names of languages in CLDR.
    with Path(__file__).with_name("names.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: LanguageName(row["english"], row["own"]) for row in csv.DictReader(file)}


def name_of(code: str) -> LanguageName:
    """Return the names of a language; the tag itself where they are not known.

    Parameters
    ----------
    code
        BCP 47; what stands behind the first hyphen does not count.
    """
    return _names().get(base_of(code), LanguageName(code, code))


def is_named(code: str) -> bool:
    """Tell whether a tag is of a language that is known here: neither "und" nor made up."""
    return bool(code) and (find_language(code) is not None or base_of(code) in _names())


def identify(text: str) -> str:
    """Return the tag of the language that a text is in; ``"en"`` where it is too short or too mixed to tell.

    Parameters
    ----------
    text
        The text; its first 4,000 characters are looked at.

    Examples
    --------
    >>> identify("Die Bundeswehr hat am Montag die Stadt erreicht, und der Minister war dabei.")
    'de'
    """
    # Most texts are told by their first lines, in some microseconds.
    if text[:_GLANCE].isascii() and _is_english(text[:_GLANCE].split()):
        return DEFAULT
    sample = _LINK.sub(" ", text[:_SAMPLE])
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    is_western = _is_western(sample)
    by_letters = "" if is_western else _by_letters(sample, letters)
    if by_letters:
        return by_letters
    is_latin = letters > 0 if is_western else 2 * len(re.findall(_LATIN, sample)) > letters
    if is_latin and (letters < _FEWEST_LETTERS or _is_english(words)):
        return DEFAULT
    if not letters:
        return DEFAULT
    if told := telling(sample, words):
        return told
    ranked = _classifier().rank(sample)
    # Which of two neighbours a sentence is in, Danish or Norwegian, matters less than that it is not English.
    is_other = not is_latin or dict(ranked)[DEFAULT] < _MOST_ENGLISH
    return str(ranked[0][0]) if is_other else DEFAULT


def _is_english(words: list[str]) -> bool:
    telling = english().words.telling_words
    count = sum(map(telling.__contains__, map(str.lower, words)))
    return count >= _FEWEST_TELLING and count >= _TELLING_SHARE * len(words)


def _is_western(sample: str) -> bool:
    """Tell whether all letters of a sample are Latin: typographic marks alone make a text no foreign one."""
    return sample.isascii() or re.search(_BEYOND_LATIN, sample) is None


def _by_letters(sample: str, letters: int) -> str:
    """Return the language whose letters are most of the sample's; Japanese has as many Chinese ones among its own."""
    for code, script in _SCRIPTS.items():
        share = 0.1 if code == "ja" else _MOST_BY_LETTERS
        if len(re.findall(f"[{script}]", sample)) > share * letters:
            return code
    return ""


@cache
def _classifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    classifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Languages that have a press: of a hundred more, the words of a short English text would be some.
    classifier.set_languages([code for code in classifier.labels if code in _names()])
    return classifier


def identified(document: Document) -> Document:
    """Return the document with its language: the one that it claims, or the one that its text is in.

    A document that claims English in letters of another script is asked as if it claimed none: a page's template says
    so of every text.
    """
    claimed = base_of(document.language)
    if (
        claimed
        and claimed.isalpha()
        and len(claimed) in (2, 3)
        and (claimed != DEFAULT or not _has_other_letters(document))
    ):
        return document
    found = identify(document.text[document.body_start : document.body_start + _SAMPLE])
    return document if found == document.language else dataclasses.replace(document, language=found)


def _has_other_letters(document: Document) -> bool:
    sample = document.text[document.body_start : document.body_start + _SAMPLE]
    if sample.isascii():
        return False
    letters = sum(map(str.isalpha, sample))
    return 2 * len(re.findall(_LATIN, sample)) < letters


_are_read: set[Language] = set()
"""Languages whose folders were looked into: every document asks."""


def is_read(code: str) -> bool:
    """Tell whether texts in a language are read by a folder of its own: by more than what is said to a reader in it."""
    language = find_language(code)
    if language is None:
        return False
    if language not in _are_read and any(path.name != "reasons.toml" for path in language.folder.glob("*.toml")):
        _are_read.add(language)
    return language in _are_read


def unread_notice(parse: Geoparse) -> str:
    """Say in one line of a document that its language is not read.

    Parameters
    ----------
    parse
        A document of which ``unread_language`` is not empty.
    """
    document = parse.document
    name = document.id or document.source or "the text"
    language = name_of(parse.unread_language).english
    return f"{name} is in {language}, which geomap does not read yet: most of its places may be missing"
