"""The errors that geomap raises on purpose: each message is one line that says what to do."""

from __future__ import annotations

import os
import sys
from typing import Final

TRACEBACK_VARIABLE: Final = "GEOMAP_TRACEBACK"
"""Set to 1, it makes geomap print where an error comes from that nobody foresaw."""


class GeomapError(Exception):
    """Base of every error that geomap raises on purpose."""


class InputError(GeomapError):
    """A text, file or option from outside cannot be used."""


class OutputError(GeomapError):
    """A result cannot be written where it was asked for."""


class GazetteerError(GeomapError):
    """The gazetteer's data are missing, damaged or of another version."""


class UnknownPlaceError(GazetteerError, KeyError):
    """No place bears the given id."""

    def __str__(self) -> str:
        # KeyError would show the message in quotes.
        return str(self.args[0]) if self.args else ""


class AssetError(GeomapError):
    """A page names a script, style or image that the package does not carry."""


class MissingExtraError(GeomapError):
    """An optional dependency is not installed; the message names the extra."""


DISTRIBUTION: Final = "geomap-news"
"""What the package index calls us: ``geomap`` there is another project."""


def to_install(extra: str) -> str:
    """Return the command that brings an extra.

    Parameters
    ----------
    extra
        Its name.
    """
    return f"pip install '{DISTRIBUTION}[{extra}]'"


def missing_extra(purpose: str, package: str = "", extra: str = "") -> MissingExtraError:
    """Return the error that says what to install.

    Parameters
    ----------
    purpose
        What it is needed for: ``"to draw a PNG"``.
    package
        What is missing, by name.
    extra
        The extra that brings it; without one, the package is installed by itself.
    """
    command = to_install(extra) if extra else f"pip install {package}"
    return MissingExtraError(f"{purpose}{f', install {package}' if package else ''}: {command}")


class PluginError(GeomapError):
    """Something that an installed package adds to geomap cannot be used; the message names the package."""


class LanguageError(GeomapError):
    """The folder of a language has a file that cannot be used; the message names it."""


class LanguageWarning(UserWarning):
    """A text is in a language that geomap does not read yet: most of its places may be missing."""


class LetterWarning(UserWarning):
    """A picture has letters that no installed font has: they are boxes in it, or nothing."""


class PictureWarning(UserWarning):
    """A picture lacks what was added to the page's Folium map: only the page shows that."""


class DocumentError(GeomapError):
    """One document cannot be geoparsed, for a reason that nobody foresaw."""


def to_document_error(document: object, error: Exception) -> GeomapError:
    """Make the error for a document on which the geoparser failed; show the traceback where that is wanted.

    Parameters
    ----------
    document
        The document, for its name.
    error
        What happened; one of geomap's own is returned as it is.
    """
    name = getattr(document, "id", None) or getattr(document, "source", None) or "a text"
    if isinstance(error, GeomapError):
        return error
    show_traceback(error)
    if isinstance(error, MemoryError):
        return DocumentError(f"{name}: not enough memory for it; split it into smaller documents")
    return DocumentError(f"{name}: geomap failed on it ({describe(error)}); {TRACEBACK_VARIABLE}=1 shows where")


def describe(error: BaseException) -> str:
    """Say an unforeseen error in a few words: its kind and what it says, cut where it goes on.

    Parameters
    ----------
    error
        The error.
    """
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said[:160]}" if said else type(error).__name__


def wants_traceback() -> bool:
    """Tell whether the environment asks for tracebacks."""
    return os.environ.get(TRACEBACK_VARIABLE, "").strip().lower() not in {"", "0", "no", "off", "false"}


def show_traceback(error: BaseException) -> None:
    """Print where an error comes from, if the environment asks for it.

    Parameters
    ----------
    error
        The error.
    """
    if wants_traceback():
        import traceback

        text = "".join(traceback.format_exception(error))
        # What a document holds may stand in it: nothing of it may steer the terminal.
        sys.stderr.write("".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text))
