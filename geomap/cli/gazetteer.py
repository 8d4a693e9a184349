"""``geomap gazetteer``: look into the gazetteer, check it, add to it, compile a larger one."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geomap.cli.tables import print_table
from geomap.cli.terminal import one_line, print_data, say
from geomap.gazetteer import open_gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.gazetteer.userplaces import UserPlace
    from geomap.gazetteer.verify import Verification

_FOLDER = click.option(
    "--gazetteer", "folder", metavar="FOLDER", help="A gazetteer that you compiled, instead of the bundled one."
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_MOST_KINDS = 12
_MOST_BAD = 10


@click.group(name="gazetteer", short_help="Look into the gazetteer, check it, keep places of your own.")
def command() -> None:
    """Look into the gazetteer, check it, keep places of your own, compile a larger one.

    \b
    Examples:
      geomap gazetteer info                          what is in it, and whose it is
      geomap gazetteer add camps.csv                 keep your own places for every run
      geomap gazetteer list                          the places that you keep
      geomap gazetteer remove user:camp-redwood
      geomap gazetteer verify
      geomap gazetteer compile --geonames allCountries.txt --alternate-names alternateNamesV2.txt -o large
    """


@command.command(name="info")
@_FOLDER
@_JSON
def info(folder: str | None, as_json: bool) -> None:
    """Say what the gazetteer holds: counts, sources, licences, version, sizes.

    \b
    Examples:
      geomap gazetteer info
      geomap gazetteer info --json
      geomap gazetteer info --gazetteer large
    """
    from geomap.gazetteer.summary import summarise
    from geomap.gazetteer.userfile import kept_places, user_places_path

    summary = summarise(open_gazetteer(folder, user_places=False))
    summary["user_places"] = {"path": str(user_places_path()), "places": len(kept_places())}
    if as_json:
        print_data(json.dumps(summary, ensure_ascii=False, indent=2))
        return
    _print_counts(summary)
    print_table(summary["sources"], ("name", "licence", "places", "url"))
    kinds = list(summary["kinds"].items())
    rows = [{"kind": kind, "places": count} for kind, count in kinds[:_MOST_KINDS]]
    if len(kinds) > _MOST_KINDS:
        rows.append({"kind": "other", "places": sum(count for _, count in kinds[_MOST_KINDS:])})
    print_table(rows, ("kind", "places"))


def _print_counts(summary: dict[str, Any]) -> None:
    own = summary["user_places"]
    for label, value in (
        ("folder", summary["path"]),
        ("version", f"{summary['version']} (schema {summary['schema']})"),
        ("places", f"{summary['places']:,}, {summary['footprints']:,} of them with an outline"),
        ("names", ", ".join(f"{count:,} {script}" for script, count in summary["names"].items())),
        ("size", f"{summary['bytes'] / 1e6:.1f} MB in {len(summary['files'])} files"),
        ("statuses", _checks(summary["statuses"])),
        ("your own", f"{own['places']:,} places in {own['path']}" if own["places"] else "none (geomap gazetteer add)"),
    ):
        click.echo(f"{label:10}{one_line(value)}")


def _checks(statuses: dict[str, Any]) -> str:
    """Return how many statuses there are, and how old the oldest check of one is."""
    if not statuses["oldest_check"]:
        return f"{statuses['places']:,}"
    return (
        f"{statuses['places']:,} disputed areas and zones, last checked on {statuses['newest_check']}; "
        f"the oldest check is of {statuses['oldest_check']} ({statuses['oldest']})"
    )


@command.command(name="verify")
@_FOLDER
@click.option("--no-shapes", is_flag=True, help="Leave the outlines out; they take most of the time.")
@click.option("--truth", is_flag=True, help="Test what is written, not the files: areas, towns, names, borders.")
@click.option(
    "--only", multiple=True, metavar="CHECK", help="With --truth: this check only; may be given several times."
)
@_JSON
@click.pass_context
def verify(
    context: click.Context, folder: str | None, no_shapes: bool, truth: bool, only: tuple[str, ...], as_json: bool
) -> None:
    """Check the gazetteer's files, ids, positions, names and outlines; exit status 1 if anything is wrong.

    With --truth it is compared with published areas, lengths and widths, with towns that must and must not lie in an
    outline, with ISO 3166-2 (where pycountry is installed) and with itself: units named like a sibling, towns outside
    their unit, gaps and overlaps, disputed areas without claimants, source or date. What fails is printed, a line
    each; what is known and accepted is printed with the reason and does not fail.

    \b
    Examples:
      geomap gazetteer verify
      geomap gazetteer verify --gazetteer large --no-shapes
      geomap gazetteer verify --truth
      geomap gazetteer verify --truth --only areas --only towns --json
    """
    if only and not truth:
        raise click.UsageError("--only goes with --truth")
    if truth:
        context.exit(_verify_truth(folder, only, as_json))
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.verify import verify as check

    gazetteer = Gazetteer.open(Path(folder) if folder else None, checked=False)
    found = check(gazetteer, shapes=not no_shapes, progress=_stage_reporter())
    if as_json:
        print_data(json.dumps({"sound": found.sound, "checked": found.checked, "problems": found.problems}, indent=2))
    else:
        _print_verification(found)
    context.exit(0 if found.sound else 1)


def _print_verification(found: Verification) -> None:
    for line in found.problems:
        click.echo(one_line(line))
    if found.sound:
        click.echo("sound: " + ", ".join(f"{count:,} {check}" for check, count in found.checked.items()))


def _verify_truth(folder: str | None, only: tuple[str, ...], as_json: bool) -> int:
    """Compare with the truth tables, print what was found and give the exit status."""
    from geomap.gazetteer.truth import verify_truth

    report = verify_truth(open_gazetteer(folder, user_places=False), only=only, progress=_stage_reporter())
    if as_json:
        click.echo(json.dumps(report.to_dict(), ensure_ascii=False, indent=2))
        return 0 if report.true else 1
    lines = [*map(str, report.failures), *(str(finding) for finding in report.findings if finding.known)]
    for line in (*lines, *report.summary, *(f"not checked: {reason}" for reason in report.skipped)):
        click.echo("".join(char if char.isprintable() else " " for char in line))
    rows = [{"check": check, **counts} for check, counts in report.counts().items()]
    print_table(rows, ("check", "checked", "failed", "known"))
    click.echo("true" if report.true else f"{len(report.failures):,} things are not as they should be")
    return 0 if report.true else 1


def _stage_reporter() -> Callable[[str], None] | None:
    """Return a function that prints the name of each check on a terminal, None where nobody sees it."""
    return _say if sys.stderr.isatty() else None


def _say(stage: str) -> None:
    click.echo(f"checking {stage} …", err=True)


@command.command(name="add")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@_JSON
def add(files: tuple[str, ...], as_json: bool) -> None:
    """Keep places of your own, so that every run knows them; a place with the same id is replaced.

    A file is GeoJSON, CSV, GeoPackage, Shapefile, FlatGeobuf or GeoParquet. Its columns: name; alt_names, separated
    by |; name:ar and the like; kind (camp, air base, city, zone, road … or a GeoNames code such as S.AIRB); lon and
    lat, or a geometry (in a CSV as WKT); country_code, admin1_code, population, note, id. A polygon becomes the
    place's outline. If one row cannot be used, none is taken.

    \b
    Examples:
      geomap gazetteer add camps.csv
      geomap gazetteer add front-lines.geojson bases.gpkg
    """
    from geomap.gazetteer import bundled
    from geomap.gazetteer.userfile import add_places

    change = add_places(files, bundled())
    rows = [
        {"what": what, **_to_row(place)}
        for what, places in (("added", change.added), ("replaced", change.replaced))
        for place in places
    ]
    if as_json:
        print_data(json.dumps({"path": str(change.path), "places": rows}, ensure_ascii=False, indent=2))
        return
    print_table(rows, ("what", "id", "name", "kind", "country_code", "lat", "lon", "outline"))
    click.echo(one_line(f"kept in {change.path}; GEOMAP_USER_PLACES=off or --no-user-places leaves them alone"))


@command.command(name="remove")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
def remove(ids: tuple[str, ...]) -> None:
    """Keep a place no longer.

    \b
    Examples:
      geomap gazetteer remove user:camp-redwood
      geomap gazetteer list                       shows the ids
    """
    from geomap.gazetteer.userfile import remove_places

    for gone in remove_places(ids):
        click.echo(one_line(f"removed {gone.id} ({gone.name})"))


@command.command(name="list")
@_JSON
def list_(as_json: bool) -> None:
    """List the places that you keep.

    \b
    Examples:
      geomap gazetteer list
      geomap gazetteer list --json
    """
    from geomap.gazetteer.userfile import kept_places, user_places_path

    rows = [_to_row(place) for place in kept_places()]
    if as_json:
        print_data(json.dumps(rows, ensure_ascii=False, indent=2))
    elif rows:
        print_table(rows, ("id", "name", "kind", "country_code", "lat", "lon", "outline", "note"))
    else:
        click.echo(one_line(f"you keep no places ({user_places_path()}); geomap gazetteer add FILE keeps some"))


@command.command(name="compile")
@click.option(
    "--geonames",
    "places",
    metavar="FILE",
    multiple=True,
    required=True,
    help="allCountries.txt, or files of countries (SY.txt); may be given several times.",
)
@click.option("--alternate-names", metavar="FILE", help="alternateNamesV2.txt: names with their languages.")
@click.option("--admin1", metavar="FILE", help="admin1CodesASCII.txt: provinces that the others lack.")
@click.option("--admin2", metavar="FILE", help="admin2Codes.txt: districts that the others lack.")
@click.option("--countries", metavar="FILE", help="countryInfo.txt: countries that the others lack.")
@click.option("--most", type=click.IntRange(min=1), metavar="N", help="Keep the N most important new places only.")
@click.option("-o", "--output", metavar="FOLDER", required=True, help="Where to write the gazetteer.")
@_JSON
def compile_(places: tuple[str, ...], output: str, most: int | None, as_json: bool, **files: str | None) -> None:
    """Compile a larger gazetteer: the bundled one and the places of GeoNames' own dumps.

    Get the dumps from https://download.geonames.org/export/dump/ and give them as they are, .txt or .zip; geomap
    downloads nothing. What the bundled gazetteer has stays as it is. Memory stays below 2 GB for the whole world; the
    folder needs some 10 GB while it works.

    \b
    Examples:
      geomap gazetteer compile --geonames SY.txt -o syria
      geomap gazetteer compile --geonames allCountries.zip --alternate-names alternateNamesV2.zip -o large
      geomap map story.txt --gazetteer large
    """
    from geomap.cli.progress import shown
    from geomap.gazetteer import bundled
    from geomap.gazetteer.compiler.geonames import Dumps, compile_geonames

    paths = {name: Path(file) for name, file in files.items() if file is not None}
    dumps = Dumps(tuple(map(Path, places)), **paths)
    with shown() as progress:
        done = compile_geonames(dumps, Path(output), bundled(), most=most, progress=progress)
    for line in done.bad[:_MOST_BAD]:
        say(f"passed over: {line}")
    if len(done.bad) > _MOST_BAD:
        click.echo(f"geomap: passed over: {len(done.bad) - _MOST_BAD} lines more", err=True)
    if as_json:
        print_data(json.dumps({"output": output, **done._asdict()}, ensure_ascii=False))
    else:
        click.echo(
            one_line(
                f"{output}: {done.added:,} places added to {done.bundled:,}, with {done.names:,} alternate names; "
                f"use it with --gazetteer {output}"
            )
        )


def _to_row(place: UserPlace) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "alt_names": [text for text, _ in place.names],
        "kind": f"{place.feature_class}/{place.feature_code}",
        "country_code": place.country_code,
        "admin1_code": place.admin1_code,
        "lat": round(place.lat, 5),
        "lon": round(place.lon, 5),
        "outline": place.outline["type"] if place.outline else "",
        "note": place.note,
    }
