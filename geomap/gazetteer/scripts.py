"""The name of a language among those that no source marks with one, told by the letters that it is written in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.model import Name

# Neighbours that share the script have letters of their own (Persian and Urdu پ چ گ ک ی, Ukrainian і ї є, Serbian ј љ):
# a name with one of these is not of this language.
_LETTERS = {
    "ar": frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"),
    "bg": frozenset("абвгдежзийклмнопрстуфхцчшщъьюя"),
    "el": frozenset("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"),
    "fa": frozenset("ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی\u200c"),
    "he": frozenset("אבגדהוזחטיךכלםמןנסעףפץצקרשת'׳\"״"),
    "hi": frozenset(map(chr, range(0x0900, 0x0966))),
    "hy": frozenset(map(chr, range(0x0561, 0x0588))),
    "ja": frozenset(map(chr, range(0x30A1, 0x30FD))) | {"・"},
    "ka": frozenset(map(chr, range(0x10D0, 0x10F1))),
    "ko": frozenset(map(chr, range(0xAC00, 0xD7A4))),
    "ru": frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    "sr": frozenset("абвгдђежзијклљмнњопрстћуфхцчџш"),
    "th": frozenset(map(chr, range(0x0E01, 0x0E4F))),
    "uk": frozenset("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'’ʼ"),
}
_ARTICLE = {"ar": "ال"}
# Signs of a neighbour that has no letter of its own in a name: Uyghur begins syllables with a hamza on its chair, and
# writes ى within a word; Bulgarian and old Russian spellings end in ъ.
_FOREIGN = {"ar": re.compile("(?:^|[^ا])ئ|ى(?!$| )"), "ru": re.compile("ъ(?:$| )")}


def name_by_script(names: Iterable[Name], language: str, usual: str) -> str | None:
    """Return the name that the language gives a place, or None where its letters leave it open.

    One name must be left, or one that the others only lengthen ("Киев", "Киеву"): of two spellings that could both be
    right, none is guessed.

    Parameters
    ----------
    names
        All names of the place.
    language
        BCP 47, e.g. ``"ar"``.
    usual
        The place's usual name. What has more words is another: "مدينة حمص" is the city of Homs.
    """
    letters = _LETTERS.get(language)
    if letters is None:
        return None
    words, foreign = len(usual.split()), _FOREIGN.get(language)
    fitting = {
        name.text
        for name in names
        if not name.language
        and len(name.text.split()) <= words
        and letters.issuperset(name.text.lower().replace(" ", "").replace("-", ""))
        and not (foreign is not None and foreign.search(name.text))
    }
    article = _ARTICLE.get(language, "\0")
    # With its article a name is whole.
    fitting -= {name for name in fitting if article + name in fitting}
    if not fitting:
        return None
    shortest = min(fitting, key=lambda name: (len(name), name))
    return shortest if all(name.startswith(shortest) for name in fitting) else None
