"""The compiled gazetteer as files: opened by mapping them, without parsing."""

from __future__ import annotations

import json
import mmap
import zlib
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from geomap.errors import GazetteerError
from geomap.gazetteer import layout
from geomap.gazetteer.arrays import map_arrays
from geomap.gazetteer.columns import Columns
from geomap.gazetteer.exonyms import Exonyms
from geomap.gazetteer.nameindex import NameIndex
from geomap.gazetteer.soundness import check_files, check_manifest, check_trie

if TYPE_CHECKING:
    from pathlib import Path


OPENED: WeakSet[Store] = WeakSet()
"""What this process has opened, for ``geomap.gazetteer.damaged_file``."""


class Store:
    """The files of one compiled gazetteer.

    Parameters
    ----------
    path
        Directory with ``manifest.json``.
    checked
        Whether files of another size and damaged tries are refused at once.

    Raises
    ------
    GazetteerError
        A file is missing, too short or of another version.
    """

    def __init__(self, path: Path, *, checked: bool = True) -> None:
        self.path = path
        try:
            self.manifest: dict[str, Any] = json.loads((path / layout.MANIFEST).read_bytes())
        except OSError as error:
            raise GazetteerError(f"there is no gazetteer in {path}: it has no {layout.MANIFEST}") from error
        except (ValueError, RecursionError) as error:
            raise GazetteerError(f"the gazetteer in {path} is damaged: {layout.MANIFEST} is not JSON") from error
        check_manifest(path, self.manifest)
        OPENED.add(self)
        if checked:
            check_files(path, self.manifest)
        tables = self.manifest["arrays"]
        self.arrays = map_arrays(path / layout.PLACES, tables[layout.PLACES])
        self.columns = Columns(self.arrays)
        self.base_places: int = self.manifest["base_places"]
        try:
            with (path / layout.TEXT).open("rb") as file:
                self._text = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise GazetteerError(f"the gazetteer's file {path / layout.TEXT} cannot be read: {error}") from error
        self.names = {
            script: tuple(self._index(layer, script) for layer in reversed(layout.LAYERS)) for script in layout.SCRIPTS
        }
        self._block_names = lru_cache(maxsize=64)(self._unpack)

    def _index(self, layer: str, script: str) -> NameIndex:
        file = f"{layer}.{script}.dat"
        return NameIndex.open(
            self.path / f"{layer}.{script}.trie",
            map_arrays(self.path / file, self.manifest["arrays"][file]),
        )

    def text(self, offset: int) -> str:
        """Return the string at an offset of the text file."""
        return self._text[offset : self._text.find(b"\0", offset)].decode()

    @cached_property
    def _written(self) -> dict[str, memoryview]:
        return map_arrays(self.path / layout.WRITTEN, self.manifest["arrays"][layout.WRITTEN])

    def _unpack(self, block: int) -> list[str]:
        offsets = self._written["offset"]
        packed = self._written["blocks"][offsets[block] : offsets[block + 1]]
        return zlib.decompress(packed).decode().split("\n")

    def written(self, index: int) -> list[tuple[str, str, int]]:
        """Return the names of a place besides its first, as (text, language, kind code)."""
        names = []
        if index < self.base_places:
            block, row = divmod(index, layout.BLOCK)
            for item in self._block_names(block)[row].split("\t"):
                if item:
                    text, _, rest = item.partition("\x1f")
                    language, _, kind = rest.partition("\x1f")
                    names.append((text, language, int(kind) if kind else layout.ALTERNATE))
        extra = self.curated["names"].get(str(index))
        if extra:
            names += [(text, language, kind) for text, language, kind in extra]
        return names

    @cached_property
    def exonyms(self) -> Exonyms | None:
        """Names by language, mapped when they are first asked for; None in a gazetteer without."""
        if layout.EXONYMS in self.manifest["arrays"]:
            check_trie(self.path, self.manifest, layout.EXONYM_TRIE)
        return Exonyms.open(self.path, self.manifest["arrays"])

    @cached_property
    def curated(self) -> dict[str, Any]:
        """What the hand-kept tables say beyond names and positions, read when it is first asked for."""
        try:
            table: dict[str, Any] = json.loads((self.path / layout.CURATED).read_bytes())
        except (OSError, ValueError, RecursionError) as error:
            raise GazetteerError(
                f"the gazetteer's file {self.path / layout.CURATED} cannot be read: {error}"
            ) from error
        return table
