"""Lines and data from the commands to a person or a program."""

from __future__ import annotations

import sys
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from geomap.files import to_bytes
from geomap.terminal import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

__all__ = ["one_line", "print_data", "printable", "say", "saying"]


def say(message: object, *, prefix: str = "geomap: ") -> None:
    """Write one line to standard error, whatever its encoding."""
    _write(sys.stderr, f"{prefix}{one_line(message)}\n")


@contextmanager
def saying(category: type[Warning]) -> Iterator[None]:
    """Say the warnings of a kind, a line each; all others stay as they are."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", category)
        yield
    for one in told:
        if issubclass(one.category, category):
            say(one.message)
        else:
            warnings.warn_explicit(one.message, one.category, one.filename, one.lineno)


def print_data(text: str) -> None:
    """Write data to standard output in UTF-8: as they are for a program, harmless for a terminal."""
    if sys.stdout.isatty():
        text = printable(text, keep="\n")
    _write(sys.stdout, text if text.endswith("\n") else f"{text}\n")


def _write(stream: TextIO, text: str) -> None:
    raw = to_bytes(text)
    buffer = getattr(stream, "buffer", None)
    if buffer is None:  # a stream of a test or a notebook
        click.echo(raw.decode(), nl=False, file=stream)
        return
    stream.flush()
    buffer.write(raw)
    buffer.flush()
