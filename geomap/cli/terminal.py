"""Lines and data from the commands to a person or a program."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from geomap.files import to_bytes
from geomap.terminal import one_line, printable

if TYPE_CHECKING:
    from typing import TextIO

__all__ = ["one_line", "print_data", "printable", "say"]


def say(message: object, *, prefix: str = "geomap: ") -> None:
    """Write one line to standard error, whatever its encoding."""
    _write(sys.stderr, f"{prefix}{one_line(message)}\n")


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
