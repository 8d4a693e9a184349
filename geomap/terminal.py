"""What a terminal may be sent: letters, never what steers it."""

from __future__ import annotations

from typing import Final

_INSTEAD: Final = "\ufffd"
# What a message quotes may be of any length; its end says what to do, so that it is kept.
_LONGEST: Final = 1000
_HEAD: Final = 160
_TAIL: Final = 200
# Join letters or stand for a space; languages need them, and none of them moves anything.
_HARMLESS: Final = "\u200c\u200d\u00a0\u00ad\u3000\u2002\u2003\u2009\u200a\u202f"


def printable(text: str, *, keep: str = "") -> str:
    """Write U+FFFD for all that steers a terminal or turns what stands beside it around.

    Control characters (an escape among them), overrides and isolates of the writing direction, halves of characters,
    and the separators of lines and paragraphs.

    Parameters
    ----------
    text
        Anything.
    keep
        Characters that may stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in keep or c in _HARMLESS else _INSTEAD for c in text)


def one_line(text: object) -> str:
    """Make a message one line that is fit for a terminal; of a very long one, the middle is left out."""
    line = " ".join(str(text).split())
    if len(line) > _LONGEST:
        line = f"{line[:_HEAD]} … {line[-_TAIL:]}"
    return printable(line)
