"""Build the gazetteer's data from pinned packages and the hand-kept tables.

    python gazetteer/build.py            # writes gazetteer/data/, README counts and REPORT.md
    python gazetteer/build.py --check    # builds beside it and compares, byte by byte

No clock and no randomness: the same sources and tables give the same bytes.
"""

from __future__ import annotations

import argparse
import filecmp
import sys
import tempfile
from pathlib import Path

# Run as a script, Python looks for modules beside it and not in the project's root.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gazetteer.checks.report import write_report
from gazetteer.checks.unit_quality import report_units
from gazetteer.geometry.stages import build_geometry
from gazetteer.packages import HERE, BuildError, Packages
from gazetteer.packing import enter_checksums, write_names
from gazetteer.records import gather
from gazetteer.sources.reading import Sources

DATA = HERE / "data"


def main(arguments: list[str] | None = None) -> int:
    """Run the build; the exit status is 1 where it fails or ``--check`` finds a difference."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, help="directory with the packages' archives (default: the user's cache)")
    parser.add_argument(
        "--only", choices=("names", "geometry"), help="build one half, the other is left; geometry says what it misses"
    )
    parser.add_argument("--out", type=Path, default=DATA, help="where to write (default: gazetteer/data)")
    parser.add_argument("--check", action="store_true", help="build into a temporary directory and compare")
    options = parser.parse_args(arguments)
    sources = Sources(Packages(options.cache))
    try:
        if options.check:
            return _check(sources, options.out)
        options.out.mkdir(parents=True, exist_ok=True)
        build(sources, options.out, options.only)
    except BuildError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 1
    return 0


def build(sources: Sources, out: Path, only: str | None = None) -> None:
    """Build into a directory: all, or only the ``"names"`` or the ``"geometry"``."""
    bundle = gather(sources)
    for line in bundle.details.errors:
        print("left out:", line, file=sys.stderr)
    # Geometry first: the columns say which places have a footprint.
    if only != "names":
        missed = build_geometry(sources, out, [*bundle.base, *bundle.curated])
        if only == "geometry":
            print("\n".join(missed), file=sys.stderr)
    if only != "geometry":
        write_names(bundle, sources.packages, out)
    enter_checksums(out)
    if out == DATA:
        write_report(bundle, sources.packages, out, report_units(sources, bundle.base, out))


def _check(sources: Sources, data: Path) -> int:
    with tempfile.TemporaryDirectory(prefix="geomap-gazetteer-") as name:
        fresh = Path(name) / "data"
        fresh.mkdir()
        build(sources, fresh)
        ours, theirs = _files(data), _files(fresh)
        differ = sorted(ours ^ theirs)
        differ += sorted(f for f in ours & theirs if not filecmp.cmp(data / f, fresh / f, shallow=False))
    for file in differ:
        print("differs:", file, file=sys.stderr)
    print(f"{len(ours)} files, {len(differ)} differ")
    return 1 if differ else 0


def _files(directory: Path) -> set[str]:
    return {path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_file()}


if __name__ == "__main__":
    sys.exit(main())
