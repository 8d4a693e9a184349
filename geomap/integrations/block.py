"""What a document says about a map, the same for every tool: a text or a file, a caption, a height."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.maps import NewsMap

OPTIONS = ("file", "caption", "alt", "height", "title", "lang", "mode", "size", "theme", "show-text")
"""What may be said of a block."""

FOLDER = "geomap-files"
"""Where tools that want pictures as files find them, beside the document."""


@dataclass(frozen=True, slots=True)
class Block:
    """A map that a document asks for.

    Attributes
    ----------
    text
        The text to map; empty where ``file`` names it.
    file
        A file to read instead, from the document's folder.
    caption, alt
        What stands below the map, and what is read to those who do not see it.
    height
        Of the interactive map, in pixels; None where its size decides.
    title, lang
        Headline and language of the map; the text's own without them.
    mode
        ``"review"`` or ``"publish"``, see ``geomap.maps.ViewOptions``.
    size, theme
        Of the picture and, where it has a height (``16:9``), of the interactive map; ``""`` for the default.
    show_text
        Whether the article stands beside the interactive map.
    """

    text: str
    file: str = ""
    caption: str = ""
    alt: str = ""
    height: int | None = None
    title: str = ""
    lang: str = ""
    mode: str = "review"
    size: str = ""
    theme: str = ""
    show_text: bool = True

    @classmethod
    def of(cls, text: str, options: Mapping[str, str]) -> Block:
        """Make a block of its text and options as a document writes them.

        Raises
        ------
        InputError
            An option does not exist or has no usable value, or there is neither a text nor a file.
        """
        unknown = sorted(options.keys() - set(OPTIONS))
        if unknown:
            raise InputError(f"a geomap block has no option {unknown[0]!r}; there are: {', '.join(OPTIONS)}")
        facts: dict[str, Any] = {key.replace("-", "_"): value for key, value in options.items()}
        if "height" in facts:
            digits = facts["height"].strip().removesuffix("px")
            if not digits.isdigit() or not 100 <= int(digits) <= 5000:
                raise InputError(f"the height of a geomap block is 100 to 5000 pixels, not {facts['height']!r}")
            facts["height"] = int(digits)
        if "show_text" in facts:
            facts["show_text"] = facts["show_text"].strip().lower() not in {"no", "false", "0"}
        block = cls(text=text.strip(), **facts)
        if bool(block.text) == bool(block.file):
            raise InputError("a geomap block holds a text, or names one with file=…")
        return block

    def to_map(self, folder: Path | None = None) -> NewsMap:
        """Make the map.

        Parameters
        ----------
        folder
            Where ``file`` is looked for; the current folder without one.

        Raises
        ------
        InputError
            The file cannot be read.
        """
        from geomap.assembly import map_documents
        from geomap.reading import read, to_document

        document = read((folder or Path()) / self.file) if self.file else to_document(self.text)
        return map_documents(
            [document],
            title=self.title or None,
            language=self.lang,
            text=self.show_text,
            mode=self.mode,
            size=self.size,
            theme=self.theme,
        )

    def picture(self, page: NewsMap, suffix: str) -> str | bytes:
        """Draw the map as a picture of a suffix."""
        return page.render(suffix)

    def write_picture(self, page: NewsMap, suffix: str, folder: Path) -> Path:
        """Write the picture into a folder, under a name that its content gives; return its path."""
        from geomap.files import write_whole

        made = self.picture(page, suffix)
        content = made.encode() if isinstance(made, str) else made
        folder.mkdir(parents=True, exist_ok=True)
        return write_whole(folder / f"map-{hashlib.sha256(content).hexdigest()[:12]}{suffix}", content)

    def describe(self, page: NewsMap) -> str:
        """Return the alternative text: the author's own, or what the map shows."""
        from geomap.maps.svg.picture import describe

        return self.alt or describe(page.view)

    def to_html(self, page: NewsMap, *, assets: bool = True) -> str:
        """Return a figure with the interactive map and its caption.

        Parameters
        ----------
        page
            The map.
        assets
            Whether the scripts and styles come with it, which all maps of a page share: with the page's first.
        """
        from html import escape

        caption = f"<figcaption>{escape(self.caption)}</figcaption>" if self.caption else ""
        return f'<figure class="geomap">{page.to_fragment(height=self.height, assets=assets)}{caption}</figure>'
