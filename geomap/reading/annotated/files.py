"""Files and folders to annotated texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.errors import InputError
from geomap.reading.bounded import read_bounded
from geomap.reading.formats import BY_NAME, BY_SUFFIX, SNIFFED_BYTES, Format, looks_like_tasks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geomap.reading.annotated.spans import Annotated


def is_annotated(path: Path) -> bool:
    """Tell whether a path names what ``read_annotated`` reads: a file of such a form, or a folder."""
    form = BY_SUFFIX.get(path.suffix.lower())
    if form is None or form.shape != "annotated":
        return path.is_dir()
    return form is not BY_NAME["labelstudio"] or not path.is_file() or looks_like_tasks(_head(path))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(SNIFFED_BYTES)
    except OSError:
        return b""


def read_annotated(path: Path) -> Iterator[Annotated]:
    """Yield the annotated texts of a file, or of all such files of a folder in the order of their names.

    ``.xml`` and ``.tei`` are TEI, or the corpora LGL and TR-News; ``.json`` is Label Studio's; ``.ann`` is brat's and
    ``.jsonld`` holds Web Annotations, both with the text beside them as ``.txt``.

    Parameters
    ----------
    path
        The file or folder.

    Raises
    ------
    InputError
        There is no such file, or it is of none of these forms.
    """
    if not path.is_dir():
        form = BY_SUFFIX.get(path.suffix.lower(), BY_NAME["xml"])
        yield from parse_annotated(read_bounded(path), path.name, form, path)
        return
    files = [file for file in sorted(path.rglob("*")) if file.is_file() and is_annotated(file)]
    if not files:
        raise InputError(f"there is no annotated text in the folder {path} (.ann, .xml, .tei, .json, .jsonld)")
    for file in files:
        where = file.relative_to(path).as_posix()
        yield from parse_annotated(read_bounded(file), where, BY_SUFFIX[file.suffix.lower()], file)


def parse_annotated(raw: bytes, name: str, form: Format, path: Path | None) -> Iterator[Annotated]:
    """Yield the annotated texts of a file that was read.

    Parameters
    ----------
    raw
        The file.
    name
        What to call it in an error.
    form
        Its form.
    path
        Where it is, for a form whose text stands beside it.

    Raises
    ------
    InputError
        It is not of that form.
    """

    def beside(suffix: str) -> bytes:
        if path is None:
            raise InputError(f"{name}: the text must stand beside the annotations, as a file with {suffix}")
        return read_bounded(path.with_suffix(suffix))

    if not raw.strip() and form.name != "brat":
        raise InputError(f"{name} is empty")
    if form.name == "xml":
        yield from _read_xml(raw, name)
    elif form.name == "labelstudio":
        from geomap.reading.annotated.labelstudio import read_labelstudio

        yield from read_labelstudio(raw, name)
    elif form.name == "brat":
        from geomap.reading.annotated.brat import read_brat

        yield read_brat(raw, name, beside)
    else:
        from geomap.reading.annotated.webannotation import read_webannotation

        yield read_webannotation(raw, name, beside)


def _read_xml(raw: bytes, name: str) -> Iterator[Annotated]:
    from geomap.reading.annotated.xml import local_name, parse_xml

    root = parse_xml(raw, name)
    if root.tag == "articles":
        from geomap.reading.annotated.articles import read_articles

        yield from read_articles(root, name)
        return
    from geomap.reading.annotated.tei import TEI, read_tei

    if not str(root.tag).startswith(TEI):
        raise InputError(
            f"{name}: XML of which nothing is known (<{local_name(root)}>); there are TEI P5, and LGL's <articles>"
        )
    yield from read_tei(root, name)
