"""SVG as text: elements, numbers and escapes. Text from outside passes through here and nowhere else."""

from __future__ import annotations

import re

from geomap.language.patterns import lazily

# What XML 1.0 cannot hold, not even escaped.
_NOT_XML = lazily("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Marks that turn the direction of all that follows: a name must not reach beyond itself.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """Return a text as one line without control characters."""
    return _SPACES.sub(" ", _DIRECTION.sub("", _NOT_XML.sub("", text))).strip()


def escape(text: str) -> str:
    """Return a text as one line that can stand in an element or a quoted attribute."""
    return escape_exactly(clean(text))


def escape_exactly(text: str) -> str:
    """Escape a text that is clean, and leave its spaces and marks as they are."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#39;")


def number(value: float) -> str:
    """Write a number with two decimals at most: the same on every machine."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(name: str, content: str = "", /, **attributes: str | float | None) -> str:
    """Write an element.

    Parameters
    ----------
    name
        Of the element.
    content
        Markup inside it.
    **attributes
        ``_`` stands for ``-``, one at the end is dropped (``class_``); None leaves an attribute out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{value if isinstance(value, str) else number(value)}"'
        for key, value in (
            (key, escape(value) if isinstance(value, str) else value) for key, value in attributes.items()
        )
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"
