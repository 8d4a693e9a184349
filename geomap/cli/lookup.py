"""``geomap lookup``: which places bear a name, and what lies at a point."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from geomap.cli.inputs import place_options
from geomap.cli.tables import print_table
from geomap.cli.terminal import print_data
from geomap.errors import InputError
from geomap.service.answers import place_row

if TYPE_CHECKING:
    from geomap.cli.inputs import Places
    from geomap.gazetteer.gazetteer import Gazetteer


@click.command(name="lookup")
@click.argument("name", required=False)
@click.option("--country", metavar="CODE", help="Only places in the country with this ISO 3166-1 code, e.g. SY.")
@click.option("--near", metavar="LAT,LON", help="Put places near this point first.")
@click.option("--kind", metavar="KIND", help="Only places of this kind: city, province, country, river, air base …")
@click.option("--lang", "language", default="", metavar="CODE", help="What this language calls so: ru, fr, zh-Hant …")
@click.option("--fuzzy", is_flag=True, help="If no place bears the name as it is, look one letter farther.")
@click.option("--reverse", metavar="LAT,LON", help="Say what lies at this point, instead of looking a name up.")
@click.option("--limit", default=10, show_default=True, help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@place_options
def command(
    sources: Places,
    name: str | None,
    country: str | None,
    near: str | None,
    kind: str | None,
    language: str,
    fuzzy: bool,
    reverse: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """Look a name up in the gazetteer, in any script and language, or a point.

    \b
    Examples:
      geomap lookup Hama
      geomap lookup Tripoli --country LB
      geomap lookup "حمص"
      geomap lookup Wenen --lang nl
      geomap lookup Latakkia --fuzzy
      geomap lookup --reverse 33.126,35.825
    """
    if bool(name and name.strip()) == (reverse is not None):
        raise click.UsageError("give a NAME, or --reverse LAT,LON")
    gazetteer = sources.open()
    if reverse is not None:
        _say_what_lies_at(gazetteer, *_to_point(reverse, "--reverse"), as_json)
        return
    assert name is not None
    found = gazetteer.lookup(
        name,
        country=country,
        near=_to_point(near, "--near") if near else None,
        kind=kind,
        fuzzy=fuzzy,
        limit=limit,
        language=language,
    )
    rows = [{"name": c.place.name, "matched": c.name, "match": c.match} | place_row(gazetteer, c.place) for c in found]
    if as_json:
        print_data(json.dumps(rows, ensure_ascii=False, indent=2))
    elif rows:
        print_table(rows, ("name", "matched", "kind", "where", "population", "lat", "lon", "place_id"))
        _say_statuses(rows)
    else:
        hint = "" if fuzzy else "; --fuzzy looks one letter farther"
        which = f" {kind}" if kind else " place"
        within = f" in {country.upper()}" if country else ""
        raise InputError(f"the gazetteer knows no{which} called {name!r}{within}{hint}")


def _to_point(text: str, option: str) -> tuple[float, float]:
    """Return the longitude and latitude of "LAT,LON"."""
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        lat = lon = float("nan")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise click.UsageError(f"{option} takes latitude and longitude in degrees such as 33.126,35.825, not {text!r}")
    return lon, lat


def _say_statuses(rows: list[dict[str, Any]]) -> None:
    """Print what is disputed, once for each territory, under the table."""
    statuses = {row["status_of"]: row["status"] for row in rows if "status" in row}
    for name, text in statuses.items():
        click.echo(f"\nStatus of {name}: {text}")


def _say_what_lies_at(gazetteer: Gazetteer, lon: float, lat: float, as_json: bool) -> None:
    found = gazetteer.reverse(lon, lat)
    units = {"nearest": found.place, "admin2": found.admin2, "admin1": found.admin1, "country": found.country}
    rows = [{"what": what, "name": p.name} | place_row(gazetteer, p) for what, p in units.items() if p is not None]
    for row in rows:
        if row["what"] == "nearest":
            row["distance_km"] = round(found.distance_km, 2)
    ground = gazetteer.statuses.at(lon, lat)
    if as_json:
        if ground is not None:
            rows.append({"what": "status", "name": ground.within, "status": ground.text})
        print_data(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        print_table(rows, ("what", "name", "kind", "where", "distance_km", "lat", "lon", "place_id"))
        if ground is not None:
            click.echo(f"\nStatus of {ground.within}: {ground.text}")
