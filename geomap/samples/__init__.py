"""Texts that ship with the package: invented news reports to try geomap on, written for it."""

from __future__ import annotations

from pathlib import Path

from geomap.errors import InputError

_FOLDER = Path(__file__).parent


def sample_names() -> list[str]:
    """Return the names of the bundled samples, sorted."""
    return sorted(file.stem for file in _FOLDER.glob("*.txt"))


def sample_text(name: str) -> str:
    """Return the text of a bundled sample.

    Raises
    ------
    InputError
        There is no sample of that name.
    """
    if name not in sample_names():
        raise InputError(f"there is no sample {name!r}; there are: {', '.join(sample_names())}")
    return (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
