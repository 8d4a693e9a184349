"""Say what an installation of geomap consists of: the table of licences, and the software bill of materials.

    python .ci/provenance.py licences            # writes docs/licences.md
    python .ci/provenance.py licences --check    # compares it with what is installed
    python .ci/provenance.py sbom -o geomap.cdx.json

Both describe the environment that the script runs in: the packages that geomap with its extras for readers needs there,
and the data that the gazetteer is built from. The tools are in the extra `dev`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "licences.md"
EXTRAS = (
    "",
    *("readers", "pictures", "basemap", "parquet", "edit", "notebook", "folium-plugins", "serve", "mcp"),
    *("corpus", "warc", "dask", "spark", "corpus-map"),
)
UNKNOWN = {"resvg-py": "MIT"}
"""Licences that a package carries as a file and does not name in its metadata."""

WEAK_COPYLEFT = """\
Parts under the MPL or the LGPL, which ask that changes to *them* stay open and leave a program that uses them
alone ("or": to choose):

| part | comes with | licence |
| --- | --- | --- |
| certifi (a list of certificate authorities) | requests, of folium | MPL-2.0 |
| tld (the list of public suffixes) | courlan, of trafilatura: extra `readers` | MPL-1.1, GPL-2.0 or LGPL-2.1 |
| marisa-trie's C++ library | marisa-trie | BSD-2-Clause or LGPL-2.1 |
| GEOS, as a shared library in the wheels | shapely, pyogrio | LGPL-2.1 |
| libgfortran and libquadmath, in numpy's wheels | numpy | GPL-3.0 with the GCC runtime exception |

Nothing is under the GPL without a choice or an exception."""


def closure() -> list[str]:
    """Names of the installed packages that geomap with its extras for readers needs, without geomap itself."""
    found: set[str] = set()
    wanted = [("geomap-news", extra) for extra in EXTRAS]
    done: set[tuple[str, str]] = set()
    while wanted:
        name, extra = wanted.pop()
        if (name, extra) in done:
            continue
        done.add((name, extra))
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            raise SystemExit(f"provenance.py: {name} is not installed; install '.[dev,test]'") from None
        found.add(canonicalize_name(distribution.metadata["Name"]))
        for line in distribution.requires or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                wanted += [(canonicalize_name(requirement.name), e) for e in ("", *requirement.extras)]
    return sorted(found - {"geomap-news"})


def sources() -> dict[str, dict[str, str]]:
    """The packages of data that the gazetteer is built from, by key."""
    return tomllib.loads((ROOT / "gazetteer" / "SOURCES.toml").read_text(encoding="utf-8"))


def _licences() -> dict[str, str]:
    """The licence of each package that geomap needs, by its name."""
    command = [sys.executable, "-m", "piplicenses", "--from=mixed", "--format=json", "--packages", *closure()]
    rows = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    table = {canonicalize_name(row["Name"]): row["License"] for row in rows}
    return {name: UNKNOWN.get(name, licence) for name, licence in sorted(table.items())}


def licences() -> str:
    """The table as Markdown."""
    lines = [f"| {name} | {licence} |" for name, licence in _licences().items()]
    data = sorted({(row["name"], row["licence"], row["package"]) for row in sources().values()})
    return "\n".join(
        [
            "# Licences of what an installation brings",
            "",
            "Written by `python .ci/provenance.py licences`, not by hand. geomap itself is under the MIT licence. The",
            "packages are those of `pip install '.[readers,pictures,basemap,parquet,edit,notebook]'` on Linux, each",
            "with the licence that it states.",
            "",
            WEAK_COPYLEFT,
            "",
            "## Packages",
            "",
            "| package | licence |",
            "| --- | --- |",
            *lines,
            "",
            "## Data in the wheel",
            "",
            "| data | licence | taken from the package |",
            "| --- | --- | --- |",
            *(f"| {name} | {licence} | {package} |" for name, licence, package in data),
            "| geomap's hand-kept tables | CC BY 4.0 | `gazetteer/curated/` |",
            "",
        ]
    )


def bill() -> str:
    """The CycloneDX bill of materials: the installed packages that geomap needs, and the gazetteer's data."""
    from cyclonedx.factory.license import LicenseFactory
    from cyclonedx.model import HashAlgorithm, HashType
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.model.license import LicenseAcknowledgement
    from cyclonedx.output.json import JsonV1Dot6
    from packageurl import PackageURL

    stated = _licences()
    bom = Bom()

    def component(name: str, version: str, licence: str, registry: str, **more: Any) -> Component:
        licences = [LicenseFactory().make_from_string(licence, license_acknowledgement=LicenseAcknowledgement.DECLARED)]
        purl = PackageURL(type=registry, name=name, version=version)
        return Component(name=name, version=version, licenses=licences, purl=purl, bom_ref=str(purl), **more)

    geomap = component("geomap-news", metadata.version("geomap-news"), "MIT", "pypi", type=ComponentType.APPLICATION)
    bom.metadata.component = geomap
    parts = [
        component(name, metadata.version(name), licence, "pypi", type=ComponentType.LIBRARY)
        for name, licence in stated.items()
    ]
    parts += [
        component(
            row["package"],
            row["version"],
            row["licence"],
            row["registry"],
            type=ComponentType.DATA,
            description=f"{row['name']}: {row['use']}",
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=row["sha256"])],
        )
        for row in sources().values()
    ]
    bom.components.update(parts)
    bom.register_dependency(geomap, parts)
    document = json.loads(JsonV1Dot6(bom).output_as_string())
    # The library gives each bill a random number and the time; the same installation has the same bill.
    document.pop("serialNumber", None)
    document["metadata"].pop("timestamp", None)
    return json.dumps(document, indent=2, sort_keys=True) + "\n"


def sbom(out: Path) -> None:
    """Write the bill of materials, checked against CycloneDX's schema."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    text = bill()
    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if error is not None:
        raise SystemExit(f"provenance.py: the bill is not valid CycloneDX: {error}")
    out.write_text(text, encoding="utf-8")
    print(f"{out}: {len(json.loads(text)['components'])} components")


def main(arguments: list[str] | None = None) -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    table = commands.add_parser("licences", help="write docs/licences.md")
    table.add_argument("--check", action="store_true", help="compare only; the exit status is 1 where it differs")
    bill = commands.add_parser("sbom", help="write a CycloneDX 1.6 bill of materials")
    bill.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args(arguments)
    if options.command == "sbom":
        sbom(options.output)
        return 0
    text = licences()
    if not options.check:
        TABLE.write_text(text, encoding="utf-8")
        return 0
    if TABLE.read_text(encoding="utf-8") != text:
        print("docs/licences.md is not what is installed: run python .ci/provenance.py licences", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
