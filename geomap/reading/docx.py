"""DOCX: paragraphs and tables in their order, by python-docx."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError
from geomap.reading.extract import Extract, missing_reader, to_extract

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_UNPACKED_BYTES = 512 * 1024 * 1024
"""All files of the archive together, unpacked; pictures make the most of it."""

MAX_XML_BYTES = 48 * 1024 * 1024
"""The document's own text with its markup, unpacked: some two million words."""

MAX_ENTRIES = 10_000
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_docx(raw: bytes, name: str, encoding: str | None = None) -> Extract:  # noqa: ARG001 - XML says itself
    """Take the text of a Word document; a table gives a line a row. Notes and headers are left out.

    Raises
    ------
    InputError
        The file is no DOCX, damaged, encrypted, empty, or unpacks to more than any document does.
    MissingExtraError
        python-docx is not installed.
    """
    try:
        import docx
    except ImportError as error:
        raise missing_reader(name, "a Word document", "python-docx") from error

    _check_archive(raw, name)
    try:
        document = docx.Document(io.BytesIO(raw))
        text = "".join(_blocks(document))
        title = document.core_properties.title or _title_paragraph(document)
    except InputError:
        raise
    except Exception as error:
        # python-docx and lxml meet a damaged file with whatever they stumble over.
        raise InputError(f"{name} is a damaged Word document") from error
    return to_extract(text, name, title=title)


def _check_archive(raw: bytes, name: str) -> None:
    """Look at the archive's directory before anything is unpacked; zipfile unpacks no more than it promises."""
    if raw.startswith(_OLE_MAGIC):
        raise InputError(f"{name} is encrypted or of old Word's .doc format; save it as .docx without a password")
    if not raw.startswith(b"PK"):
        raise InputError(f"{name} is not a Word document (.docx)" if raw.strip() else f"{name} is empty")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise InputError(f"{name} is a damaged Word document") from error
    parts = {entry.filename for entry in entries}
    if "[Content_Types].xml" not in parts or not any(part.startswith("word/") for part in parts):
        raise InputError(f"{name} is not a Word document (.docx)")
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError(f"{name} is encrypted; save it without a password")
    xml = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    if len(entries) > MAX_ENTRIES or xml > MAX_XML_BYTES or sum(e.file_size for e in entries) > MAX_UNPACKED_BYTES:
        raise InputError(f"{name} would unpack to more than a document holds; it is not opened")


def _blocks(container: Any) -> Iterator[str]:
    from docx.table import Table

    for block in container.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield " | ".join(cell.text.replace("\n", " ") for cell in _distinct(row.cells)) + "\n"
            yield "\n"
        else:
            yield f"{block.text}\n\n"


def _distinct(cells: Any) -> Iterator[Any]:
    # A merged cell stands in every column that it spans.
    previous = None
    for cell in cells:
        if cell._tc is not previous:  # noqa: SLF001 - python-docx has no public way to tell merged cells
            yield cell
        previous = cell._tc  # noqa: SLF001


def _title_paragraph(document: Any) -> str:
    for paragraph in document.paragraphs[:5]:
        style = paragraph.style
        if style is not None and style.name in {"Title", "Heading 1"} and paragraph.text.strip():
            return str(paragraph.text)
    return ""
