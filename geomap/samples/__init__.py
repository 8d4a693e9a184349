"""Texts that ship with the package: invented news reports to try geomap on, written for it.

What is in another language than English has its tag in the name: "golan-ar" tells in Arabic what "golan" is about.
"""

from __future__ import annotations

from pathlib import Path

from geomap.errors import InputError

_FOLDER = Path(__file__).parent


def sample_names(language: str = "") -> list[str]:
    """Return the names of the bundled samples, sorted.

    Parameters
    ----------
    language
        Only those in a language, "en" for one; all without it.
    """
    names = sorted(file.stem for file in _FOLDER.glob("*.txt"))
    return [name for name in names if language in ("", name.partition("-")[2] or "en")]


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
