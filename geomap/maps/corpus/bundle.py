"""The scripts and the style of a corpus's page, joined and minified by esbuild, and kept in ``built``.

Whoever changes one in ``assets`` makes them anew by ``python -m geomap.maps.corpus.bundle``, which needs the tools of
``tests/page`` (by ``npm ci`` there); ``--check`` compares what is made with what is there, and a test tells by
``sources.txt`` when that was forgotten.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from geomap.maps.corpus.page import BUILT

ASSETS = Path(__file__).with_name("assets")
_SHARED = Path(__file__).parents[1] / "html" / "assets"
_TOOLS = Path(__file__).parents[3] / "tests" / "page" / "node_modules" / ".bin"
_SOURCES = "sources.txt"


def digest() -> str:
    """Return what the sources are told by: others have another."""
    files = [*sorted(ASSETS.iterdir()), _SHARED / "codec.js", _SHARED / "wording.js"]
    return hashlib.sha256(b"\0".join(file.name.encode() + b"\0" + file.read_bytes() for file in files)).hexdigest()


def _made(file: str, *options: str) -> str:
    command = [str(_TOOLS / "esbuild"), str(ASSETS / file), "--bundle", "--minify", "--charset=utf8", *options]
    made = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own tool
    if made.returncode:
        raise SystemExit(made.stderr.decode())
    return made.stdout.decode()


def main(arguments: list[str]) -> int:
    """Make the files, or with ``--check`` compare them."""
    made = {
        "page.js": _made("main.js", "--format=iife", "--target=es2022"),
        "page.css": _made("page.css"),
        _SOURCES: digest() + "\n",
    }
    if arguments == ["--check"]:
        stale = [name for name, text in made.items() if (BUILT / name).read_text("utf-8") != text]
        print(f"{len(made)} files, {len(stale)} differ{': ' if stale else ''}{', '.join(stale)}")
        return 1 if stale else 0
    BUILT.mkdir(exist_ok=True)
    for name, text in made.items():
        (BUILT / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
