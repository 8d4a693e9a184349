"""Texts that ship with the package: invented news reports to try geomap on, written for it."""

from __future__ import annotations

from importlib import resources

from geomap.errors import InputError


def sample_names() -> list[str]:
    """Return the names of the bundled samples, sorted."""
    return sorted(
        entry.name.removesuffix(".txt") for entry in resources.files(__name__).iterdir() if entry.name.endswith(".txt")
    )


def sample_text(name: str) -> str:
    """Return the text of a bundled sample.

    Raises
    ------
    InputError
        There is no sample of that name.
    """
    if name not in sample_names():
        raise InputError(f"there is no sample {name!r}; there are: {', '.join(sample_names())}")
    return resources.files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
