"""What a terminal may be sent: letters, never what steers it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from typing import TextIO

_INSTEAD: Final = "\ufffd"


def printable(text: str, *, keep: str = "") -> str:
    """A text in which nothing steers a terminal or turns what stands beside it around.

    Control characters (an escape among them), overrides and isolates of the writing direction, halves of characters
    and the separators of lines become U+FFFD; what joins letters (ZWJ, ZWNJ) stays, since languages need it.

    Parameters
    ----------
    text
        Anything.
    keep
        Characters that may stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in keep or c in _JOINERS else _INSTEAD for c in text)


_JOINERS: Final = "\u200c\u200d\u00a0\u3000\u2009\u202f"


def one_line(text: object) -> str:
    """A message as one line that is fit for a terminal."""
    return printable(" ".join(str(text).split()))


def say(message: object, *, prefix: str = "geomap: ") -> None:
    """Write one line to standard error, whatever its encoding."""
    _write(sys.stderr, f"{prefix}{one_line(message)}\n")


def print_data(text: str) -> None:
    """Write machine-readable data to standard output in UTF-8: as it is for a program, harmless for a terminal."""
    stream = sys.stdout
    if stream.isatty():
        text = printable(text, keep="\n")
    _write(stream, text if text.endswith("\n") else f"{text}\n")


def _write(stream: TextIO, text: str) -> None:
    raw = text.encode("utf-8", "replace")
    buffer = getattr(stream, "buffer", None)
    if buffer is None:  # a stream of a test or a notebook
        click.echo(raw.decode(), nl=False, file=stream)
        return
    stream.flush()
    buffer.write(raw)
    buffer.flush()
