"""Which stretches of a text are in another language than the rest: a quotation, one column of a bilingual page.

Letters tell most of it; between languages of one script the small words of a whole paragraph do. What is too short to
tell is in the document's language.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.language import DEFAULT, base_of, english
from geomap.language.identify import identify, is_read
from geomap.language.telling import telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.model import Document

_SCRIPTS: Final = {
    "Latn": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "Cyrl": "\u0400-\u052f",
    "Arab": "\u0620-\u065f\u066e-\u06d5\u06ee-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "Hebr": "\u0591-\u05f4",
    "Deva": "\u0900-\u097f",
    "Hani": "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff",
    "Hang": "\u1100-\u11ff\uac00-\ud7af",
    "Thai": "\u0e00-\u0e7f",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
}
"""Letters by script (ISO 15924); Japanese counts with the Chinese ones that it has."""
_OF_LANGUAGE: Final = {
    **dict.fromkeys(("ru", "uk", "bg", "be", "mk", "sr"), "Cyrl"),
    **dict.fromkeys(("ar", "fa", "ur"), "Arab"),
    **dict.fromkeys(("zh", "ja"), "Hani"),
    "he": "Hebr",
    "hi": "Deva",
    "ko": "Hang",
    "th": "Thai",
    "el": "Grek",
}
"""The script of a language that is not written in Latin letters."""
_WITH_CAPITALS: Final = frozenset({"Latn", "Cyrl", "Grek"})
_SCRIPT_LANGUAGE: Final = {"Hebr": "he", "Deva": "hi", "Hang": "ko", "Thai": "th", "Grek": "el"}
"""The language of a quotation, where its letters leave no choice."""

_PARAGRAPH: Final = re.compile(r"\S[^\n]*(?:\n(?![ \t\r]*\n)[^\n]*)*")
_UNWRAPPED: Final = 100
"""Characters of a paragraph's lines, on the average, above which each line is a paragraph of its own."""
_ENDS: Final = tuple(".!?…:;\"'”»’。！？」؟।")
"""What a line ends with that is the end of a paragraph, in wrapped text too."""
_FIRST_WORDS: Final = 15
_FEWEST_WORDS: Final = 12
"""Words of a paragraph that can be told from the language around it."""
_FEWEST_QUOTED: Final = 4
_SHORTEST_QUOTED: Final = 16
_SHORTEST_RUNNING: Final = 6
"""Words, and letters, of a quotation in another script; letters of one in a script without spaces."""
_RUNNING: Final = frozenset({"Hani", "Thai"})
_ENGLISH: Final = 0.25
_HARDLY_ENGLISH: Final = 0.1
"""Share of words that tell English in an English paragraph at least, and in one of an English text that is not."""
_SAMPLE: Final = 4000
"""Characters that tell the script of a document."""
_LEAST_USUAL: Final = 0.3
"""Letters of its language's usual script that a document has at least, to those of another one."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_VISIBLE: Final = re.compile(r"[^\n]")


def has_capitals(language: str) -> bool:
    """Tell whether a language is written in a script that has capitals.

    Parameters
    ----------
    language
        Its code.
    """
    return _OF_LANGUAGE.get(language, "Latn") in _WITH_CAPITALS


class Passage(NamedTuple):
    """A part of a text that is in another language than the document.

    Attributes
    ----------
    start, end
        Half-open span in characters.
    language
        BCP 47 tag.
    """

    start: int
    end: int
    language: str


def stretches_of(text: str, language: str) -> list[Passage]:
    """Return the stretches of a text that are in other languages than the document, in order; mostly none.

    Parameters
    ----------
    text
        The text.
    language
        BCP 47 tag of the document; ``""`` is English.
    """
    own = base_of(language) or DEFAULT
    script = _script_of(text, own)
    plain = script == "Latn" and text.isascii()
    found: list[Passage] = []
    for start, end in _paragraphs(text):
        if not plain:
            quoted = list(_quoted(text, start, end, script))
            found += quoted
            if sum(one.end - one.start for one in quoted) * 2 > end - start:
                continue
        other = _other_language(text[start:end], own, script)
        if other:
            # A quotation in a third language inside of it keeps its own.
            inside = [one for one in found if one.start >= start]
            found = [one for one in found if one.start < start] + _around(start, end, other, inside)
    return [one for one in found if one.language != own and is_read(one.language)]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of paragraphs: between blank lines; single lines, where these are long."""
    for found in _PARAGRAPH.finditer(text):
        start, end = found.span()
        lines = text[start:end].split("\n")
        is_unwrapped = end - start >= _UNWRAPPED * len(lines)
        at = start
        for line in lines:
            at += len(line) + 1
            if is_unwrapped or at > end or line.rstrip().endswith(_ENDS):
                yield start, at - 1
                start = at


@cache
def _letters_of(script: str) -> re.Pattern[str]:
    return re.compile(f"[{_SCRIPTS[script]}]")


@cache
def _other_letters() -> re.Pattern[str]:
    """Return the expression for a letter that is not Latin."""
    return re.compile(f"[{''.join(letters for script, letters in _SCRIPTS.items() if script != 'Latn')}]")


@cache
def _foreign_run(script: str) -> re.Pattern[str]:
    """Return the expression for words in letters of another script, and what stands between; its group tells which."""
    others = [(name, letters) for name, letters in _SCRIPTS.items() if name != script]
    runs = "|".join(rf"(?P<{n}>[{s}](?:[{s}\d]|[^\w\n]{{1,6}}(?=[{s}\d]))*)" for n, s in others)
    return re.compile(f"(?=[{''.join(letters for _, letters in others)}])(?:{runs})")


def _script_of(text: str, language: str) -> str:
    """Return the script of a document: its language's, unless it is written in another one ("sr" in Latin letters)."""
    usual = _OF_LANGUAGE.get(language, "Latn")
    if usual == "Latn" and (text.isascii() or _other_letters().search(text, 0, _SAMPLE) is None):
        return usual
    counts = {name: len(_letters_of(name).findall(text, 0, _SAMPLE)) for name in _SCRIPTS}
    most = max(counts, key=lambda name: counts[name])
    return most if counts[usual] < _LEAST_USUAL * counts[most] else usual


def _quoted(text: str, start: int, end: int, script: str) -> Iterator[Passage]:
    """Yield the quotations of a paragraph in other scripts; a name or two in other letters are none."""
    for found in _foreign_run(script).finditer(text, start, end):
        name, run = str(found.lastgroup), found[0]
        letters = len(_letters_of(name).findall(run))
        if name in _RUNNING:
            is_long = letters >= _SHORTEST_RUNNING
        else:
            is_long = letters >= _SHORTEST_QUOTED and len(_WORD.findall(run)) >= _FEWEST_QUOTED
        if is_long and (name != "Latn" or not _is_list_of_names(run)):
            yield Passage(found.start(), found.end(), _SCRIPT_LANGUAGE.get(name) or identify(run))


def _is_list_of_names(run: str) -> bool:
    """Tell whether Latin words inside a text of another script are all names: these are found in its own language."""
    return not any(word[0].islower() and len(word) > 1 for word in _WORD.findall(run))


def _other_language(paragraph: str, own: str, script: str) -> str:
    """Return the language of a paragraph, ``""`` where it is the document's or not clear."""
    if own == DEFAULT and _begins_english(paragraph):
        return ""
    words = _WORD.findall(paragraph)
    if len(words) < _FEWEST_WORDS:
        return ""
    english_words = sum(map(english().words.telling_words.__contains__, map(str.lower, words))) / len(words)
    if own != DEFAULT and script == "Latn" and english_words >= _ENGLISH:
        return DEFAULT
    if own == DEFAULT and english_words >= _HARDLY_ENGLISH:
        return ""
    told = telling(paragraph, words)
    return told if told != own and _OF_LANGUAGE.get(told, "Latn") == script else ""


def _begins_english(paragraph: str) -> bool:
    small = english().words.telling_words
    return sum(word.lower() in small for word in paragraph.split(maxsplit=_FIRST_WORDS)[:_FIRST_WORDS]) > 1


def _around(start: int, end: int, language: str, inside: list[Passage]) -> list[Passage]:
    """Return a paragraph as a stretch, in parts around the quotations inside of it."""
    made = []
    for one in inside:
        if one.start > start:
            made.append(Passage(start, one.start, language))
        made.append(one)
        start = one.end
    if start < end:
        made.append(Passage(start, end, language))
    return made


def parts_of(document: Document) -> list[Document]:
    """Return a document once for each language in it, its own first; one in a single language as it is.

    A part's text is as long as the document's, with spaces for what is in the other languages.

    Parameters
    ----------
    document
        The document.
    """
    stretches = stretches_of(document.text, document.language)
    if not stretches:
        return [document]
    languages = dict.fromkeys(stretch.language for stretch in stretches)
    others = [
        replace(document, text=_only(document.text, stretches, language), language=language) for language in languages
    ]
    return [replace(document, text=_only(document.text, stretches, "")), *others]


def _only(text: str, stretches: Iterable[Passage], language: str) -> str:
    """Return a text with the stretches of one language alone, or with what is in no stretch."""
    made, at = [], 0
    for start, end, of in stretches:
        between, inside = text[at:start], text[start:end]
        made += [_blank(between) if language else between, inside if of == language else _blank(inside)]
        at = end
    return "".join([*made, _blank(text[at:]) if language else text[at:]])


def _blank(text: str) -> str:
    return _VISIBLE.sub(" ", text)
