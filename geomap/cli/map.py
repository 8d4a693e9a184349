"""``geomap map``: a text to one HTML file, or to a picture."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geomap.cli.furniture import furniture_options, take_furniture
from geomap.cli.guard import protect_inputs, protect_others
from geomap.cli.inputs import input_options, part_options, say_unused_corrections, with_language_notice
from geomap.cli.progress import tracked
from geomap.cli.publish import picture_options, publish_options
from geomap.cli.tally import Tally
from geomap.cli.terminal import one_line, print_data, say, saying
from geomap.errors import LetterWarning
from geomap.files import is_stream, to_bytes, write_output

if TYPE_CHECKING:
    from geomap.cli.inputs import Inputs, Parts
    from geomap.maps import MapView


@click.command(name="map", short_help="Draw the places of a text: one HTML file, or a picture.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Where to write; beside the text, as .html, without it; - for standard output.",
)
@click.option("--title", "--headline", "title", help="Headline of the map; the text's own title without it.")
@publish_options
@click.option(
    "--lang",
    "language",
    default="",
    metavar="CODE",
    help="Language of labels and buttons: ar, de, en, es, fa, fr, he, it, pl, pt, ru, tr, uk, zh; else the text's.",
)
@click.option("--no-text", is_flag=True, help="Leave the article out of the page.")
@click.option(
    "--context",
    type=click.Choice(["none", "sentence", "full"]),
    default="sentence",
    show_default=True,
    help="What a place quotes of the text around each mention.",
)
@click.option(
    "--tiles",
    default="",
    metavar="NAME",
    help="Load a background from a tile server when the page is opened, e.g. osm.",
)
@click.option(
    "--basemap",
    metavar="FILE",
    help="Draw the streets of a basemap of your own, a PMTiles extract: vector or pictures, carried in the page.",
)
@click.option(
    "--worldview",
    default="neutral",
    show_default=True,
    metavar="CODE",
    help="Whose borders: neutral, with what is disputed dashed, or a government's, e.g. UA.",
)
@click.option(
    "--insets/--no-insets",
    default=True,
    help="Small maps of the story's other theatres and of crowded places, where it has such; on without it.",
)
@click.option(
    "--style",
    metavar="FILE",
    help="Fonts, colours, sizes and what is drawn, in page and picture: JSON that says what differs from the default.",
)
@click.option(
    "--size",
    metavar="SIZE",
    help="Of a picture, a published page or a fragment: 16:9, 1:1, 4:5, 9:16, 960, 960x640 (pixels) or 170mm.",
)
@click.option(
    "--theme", type=click.Choice(["light", "dark", "print"]), help="Colours of a picture or of a published page."
)
@furniture_options
@click.option(
    "--scale",
    type=float,
    metavar="FACTOR",
    help="Pixels of a PNG to one of its size; 2 without it.",
)
@click.option("--fragment", is_flag=True, help="Write a piece of HTML to put into a page of yours, not a whole page.")
@click.option(
    "--no-assets",
    is_flag=True,
    help="With --fragment: leave out the scripts and styles, which the page's first map has brought.",
)
@input_options
@part_options
@click.option("--json", "as_json", is_flag=True, help="Say what was done as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Do not say which guesses to check first.")
def command(
    inputs: Inputs,
    parts: Parts,
    output: str | None,
    title: str | None,
    no_text: bool,
    scale: float | None,
    fragment: bool,
    no_assets: bool,
    as_json: bool,
    quiet: bool,
    basemap: str | None,
    **view: Any,
) -> None:
    """Draw the places of a text as one HTML file that opens without a network, or as a picture.

    \b
    Examples:
      geomap map story.txt -o story.html
      geomap map --sample golan -o golan.html
      geomap map story.txt -o story.svg --size 170mm     or .png, .pdf
      geomap map monday.txt tuesday.txt -o week.html    one map, a layer a text
      geomap map story.txt --basemap city.pmtiles       streets from a file of yours
      geomap map story.txt --style house.json           your colours, fonts and sizes
      geomap map story.txt --fragment -o story.html     a piece for a page of yours
      geomap map story.txt --publish --size 16:9 --credit "Map: The Paper" -o map.html    for an article
      geomap map story.txt --publish --size 9:16 -o map.png    1080 by 1920, for a phone
      geomap map live.txt --tour                         opens in a tour of the story
      curl … | geomap map - -o page.html --no-text
    """
    from geomap.maps import NewsMap, ViewOptions, build_view
    from geomap.maps.newsmap import PICTURES
    from geomap.maps.style import resolve_style

    furniture = take_furniture(view)
    picture = picture_options(view, scale=scale, fragment=fragment)
    if fragment and (picture or Path(output or "").suffix.lower() in PICTURES):
        raise click.UsageError(
            "a fragment is HTML: name a file for it that ends in .html, without --scale and, unless published, --theme"
        )
    if view["tour"] and Path(output or "").suffix.lower() in PICTURES:
        raise click.UsageError("--tour is of pages: a picture shows its places at once")
    if no_assets and not fragment:
        raise click.UsageError("--no-assets goes with --fragment")
    inputs.check()
    target = output or _beside(inputs)
    protect_inputs(target)
    if output is None:
        protect_others(target)
    _check_suffix(target)
    # What is wrong with it is told before any text is read.
    resolve_style(view["style"])
    geoparser = parts.geoparser()
    inputs.check_home(geoparser.gazetteer)
    tally = Tally(strict=inputs.strict)
    many = inputs.are_many()
    found = geoparser.geoparse_all(inputs.documents(tally), on_error=tally.reject)
    parses = list(tally.outgoing(with_language_notice(tracked(found, wanted=many))))
    say_unused_corrections(geoparser, parses)
    options = ViewOptions(title=title or "", text=not no_text, basemap=basemap or True, furniture=furniture, **view)
    mapped = build_view(parses, geoparser.gazetteer, options, corrections=geoparser.corrections)
    page = NewsMap(mapped)
    with saying(LetterWarning):
        made = page.to_fragment(assets=not no_assets) if fragment else page.render(Path(target).suffix, **picture)
    content = to_bytes(made)
    write_output(target, content)
    if target != "-":
        summary = _summary(mapped, target, len(content))
        print_data(json.dumps(summary, ensure_ascii=False) if as_json else one_line(_sentence(summary)))
    if not quiet:
        _tell_checks(mapped)
    tally.finish()


def _tell_checks(view: MapView) -> None:
    """Say which guesses a person should check first, one a line."""
    from geomap.maps.checks import first_checks, in_words

    for feature in first_checks(view):
        say(in_words(feature))


def _beside(inputs: Inputs) -> str:
    if inputs.files and inputs.files[0] == "-":
        return "-"
    if inputs.sample:
        return f"{inputs.sample}.html"
    text = Path(inputs.files[0])
    # A page that is read is not written over: its map is another.
    return str(text.with_name(f"{text.stem}-map.html") if text.suffix.lower() == ".html" else text.with_suffix(".html"))


def _check_suffix(target: str) -> None:
    from geomap.maps.newsmap import check_suffix

    if target != "-" and not is_stream(target):
        check_suffix(Path(target))


def _summary(view: MapView, target: str, size: int) -> dict[str, Any]:
    """Return the counts that the page shows; peoples' names are mentions of no place."""
    named = [feature for feature in view.features if feature.place_mentions]
    return {
        "output": target,
        "bytes": size,
        "documents": len(view.documents),
        "mentions": sum(len(feature.place_mentions) for feature in named),
        "places": len(named),
        "uncertain": sorted({feature.title for feature in named if feature.uncertain}),
        "not_found": sorted({toponym.text for toponym in view.unplaced}),
    }


def _sentence(summary: dict[str, Any]) -> str:
    parts = [f"{_count(summary['places'], 'place')} from {_count(summary['mentions'], 'mention')}"]
    if not summary["places"]:
        parts = ["no place found"]
    parts += [
        f"{len(summary[key])} {words}"
        for key, words in (("uncertain", "uncertain"), ("not_found", "not found"))
        if summary[key]
    ]
    return f"{summary['output']}: {', '.join(parts)}; {max(1, round(summary['bytes'] / 1000))} kB"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
