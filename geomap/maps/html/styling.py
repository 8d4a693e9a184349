"""The style of a map as the page takes it: rules of CSS for what browsers draw, data for what scripts decide.

Only what ``geomap.maps.style`` has checked comes here: colours, numbers, words of a list and names of fonts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomap.maps.size import Size
from geomap.maps.style import quote_families
from geomap.maps.svg.markup import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geomap.maps.style import CourseLook, Style, Symbol
    from geomap.maps.style.model import Dashes

_FOR_SCRIPTS = (
    "frames", "glyphs", "symbols", "area", "hatching", "sketch", "vast", "pins", "layers", "too_small", "elsewhere",
    "names", "furniture", "insets", "type", "self_evident",
)  # fmt: skip
_OF_CSS = frozenset({"colour", "opacity", "halo", "rim"})
_ANNOTATIONS = "annotation"
"""Symbols and letterings whose keys begin so are for what a person draws: only maps with such drawings carry them."""

_LIT = 0.1
"""How much stronger the filling of an area is that is pointed at."""

_LIT_LINE = 0.25
"""The same of a line."""


def to_data(style: Style, *, annotated: bool = False, edited: bool = False) -> dict[str, Any]:
    """Return what the page's scripts read of the style's document, see ``style.schema.json``; CSS has the rest."""
    made = {key: style.document[key] for key in _FOR_SCRIPTS}
    if not edited:
        made["layers"] = {key: keys for key, keys in made["layers"].items() if key != "of"}
    made["zooms"] = style.document["streets"]["zooms"]
    made["symbols"] = {key: _without_css(one) for key, one in made["symbols"].items() if annotated or _is_common(key)}
    letterings = {key: one for key, one in made["names"]["lettering"].items() if annotated or _is_common(key)}
    kept = {key: {k: v for k, v in one.items() if k not in _OF_CSS} for key, one in letterings.items()}
    made["names"] = {**made["names"], "lettering": kept}
    return made | {"annotations": style.document["annotations"]} if annotated else made


def _is_common(key: str) -> bool:
    return not key.startswith(_ANNOTATIONS)


def _without_css(symbol: Mapping[str, Any]) -> dict[str, Any]:
    """Keep of a symbol's areas and lines what patterns, filters and arrows' heads are made of."""
    made = {**symbol}
    for part in ("area", "course"):
        look = symbol.get(part, {})
        if look.get("soft") or look.get("head") or look.get("hatch", "none") != "none":
            made[part] = {key: look[key] for key in ("fill", "hatch", "hatch_opacity", "soft", "head") if key in look}
        else:
            made.pop(part, None)
    return made


def to_css(style: Style, theme: str = "") -> str:
    """Return the rules by which a style colours the page: in one of its themes, or in that which a reader prefers."""
    return (
        "\n".join(
            [
                *_palettes(style, theme),
                *_grounds(style),
                *_symbols(style),
                *_letterings(style, filter(_is_common, style.letterings)),
                *_pointing(style),
                *_insets(style),
            ],
        )
        + "\n"
    )


def to_published_css(style: Style, size: str, *, annotated: bool = False) -> str:
    """Return the rules of a published page: its letters grow with its frame, whose script sets ``--t``."""
    keys = [key for key in style.letterings if annotated or _is_common(key)]
    return "\n".join([*_grown_letterings(style, keys), *_frame(size)]) + "\n"


def to_annotation_css(style: Style) -> str:
    """Return the rules by which a style draws what a person has drawn."""
    return "\n".join(_annotations(style)) + "\n"


def _annotations(style: Style) -> Iterator[str]:
    for key, symbol in style.symbols.items():
        if not _is_common(key):
            yield f".k-{key}{{--k:var(--{symbol.colour})}}"
            for make in (_areas, _courses):
                yield from (f"{selector}{{{rules}}}" for selector, rules in make(f".k-{key}", symbol, style))
    yield from _letterings(style, [key for key in style.letterings if not _is_common(key)])
    yield ".gm-words{position:absolute;overflow:visible}.gm-words.gm-hidden{opacity:0}"


def _grown_letterings(style: Style, keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        one = style.letterings[key]
        lengths = {"font-size": one.size, "stroke-width": one.rim, "letter-spacing": one.spacing}
        rules = (f"{name}:calc({number(px)}px*var(--t,1))" for name, px in lengths.items() if px)
        yield f"[data-mode] .l-{key}{{{';'.join(rules)}}}"


def _frame(size: str) -> Iterator[str]:
    """Yield how a page keeps a size inside whatever window it is shown in."""
    parsed = Size.parse(size) if size else Size()
    if parsed.height is None:
        return
    ratio = parsed.width / parsed.height
    widest = "" if parsed.ratio else f"{number(parsed.width)}px,"
    width = f"min({widest}100%,{number(100 * ratio)}vh)"
    yield f'[data-mode="publish"] #gm-page{{width:{width};height:auto;aspect-ratio:{parsed.to_css_ratio()}}}'


def _palettes(style: Style, theme: str) -> Iterator[str]:
    fonts = style.document["fonts"]
    families = {"sans": fonts["interface"], "serif": fonts["reading"], "names": fonts["map"]}
    written = "".join(f"--{key}:{quote_families(names)};" for key, names in families.items())
    if theme:
        one = style.palettes[theme]  # type: ignore[index]
        scheme = "dark" if theme == "dark" else "light"
        yield f":root:root{{{written}{_variables(one)}--k:var(--city);color-scheme:{scheme}}}"
        return
    yield f":root{{{written}{_variables(style.palettes['light'])}--k:var(--city)}}"
    yield f"@media (prefers-color-scheme:dark){{:root{{{_variables(style.palettes['dark'])}}}}}"
    # Whoever prefers the dark prints on white paper, too.
    light, dark = style.palettes["light"], style.palettes["dark"]
    changed = {key: value for key, value in style.palettes["print"].items() if {value} != {light[key], dark.get(key)}}
    yield f"@media print{{:root{{{_variables(changed)}}}}}"


def _variables(colours: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())


def _grounds(style: Style) -> Iterator[str]:
    for key, line in style.lines.items():
        yield f".gm-base-{key}{{{_stroke(f'var(--{line.colour})', line.width, 1, line.dashes)};fill:none}}"


def to_street_css(style: Style) -> str:
    """Return the rules by which a style draws a basemap of the user's own."""
    return "\n".join(_streets(style)) + "\n"


def _streets(style: Style) -> Iterator[str]:
    for key, line in style.lines.items():
        yield f".gm-street-line-{key}{{{_stroke(f'var(--{line.colour})', line.width, 1, line.dashes)};fill:none}}"
    for key, name in style.document["streets"]["areas"].items():
        yield (
            f".gm-street-{key}{{fill:var(--{name});stroke:var(--{name});stroke-width:.6;fill-opacity:1;"
            "fill-rule:evenodd}"
        )
    for key, street in style.streets.items():
        for close, width in enumerate(street.widths):
            where = f'[data-close="{close}"] ' if close else ""
            yield f"{where}.gm-street-{key}{{{_stroke(f'var(--{street.colour})', width, 1, ())};fill:none}}"


def _symbols(style: Style) -> Iterator[str]:
    yield f".gm-frame{{stroke-width:{number(2 * style.number('pins', 'rim'))}}}"
    by_colour: dict[str, list[str]] = {}
    symbols = {key: symbol for key, symbol in style.symbols.items() if _is_common(key)}
    for key, symbol in symbols.items():
        by_colour.setdefault(symbol.colour, []).append(f".k-{key}")
    for colour, keys in by_colour.items():
        yield f"{','.join(keys)}{{--k:var(--{colour})}}"
    plain = style.symbol("city")
    for make in (_areas, _courses):
        # What most have stands once.
        common = dict(make("", plain, style))
        yield from (f"{selector}{{{rules}}}" for selector, rules in common.items())
        for key, symbol in symbols.items():
            for selector, rules in make(f".k-{key}", symbol, style):
                if common.get(selector.replace(f".k-{key}", "")) != rules:
                    yield f"{selector}{{{rules}}}"
    yield ".gm-area.gm-sketch.gm-rough.gm-rough{stroke:none;filter:url(#gm-soft-sketch)}"
    faint = style.document["around"]["fill"], style.document["vast"]["fill"]
    yield f".gm-area.gm-aside{{fill-opacity:{number(faint[0])}}}"
    yield f".gm-area.k-province.gm-around,.gm-area.k-region.gm-around{{fill-opacity:{number(faint[0])}}}"
    yield f".gm-area.gm-vast.gm-vast.gm-vast{{stroke:none;fill-opacity:{number(faint[1])}}}"


def _areas(selector: str, symbol: Symbol, style: Style) -> Iterator[tuple[str, str]]:
    """Yield selectors and rules of areas of one kind: as they are, in the legend, rough, and pointed at."""
    area, rough, key = symbol.area, style.document["rough"], selector.removeprefix(".k-")
    yield f".gm-area{selector}", f"{_filling(key, symbol)};{_edge(key, symbol)}"
    sample = area.swatch
    drawn = f"fill-opacity:{number(sample.fill) if area.hatch == 'none' else 1};"
    yield (
        f"svg.gm-symbol .gm-area{selector}",
        f"{drawn}filter:none;{_stroke('var(--k)', sample.width, sample.opacity, area.dashes)}",
    )
    # A line that nobody surveyed must not look like a border.
    line = "stroke:none"
    if not area.soft:
        line = _stroke("var(--k)", area.width, rough["opacity"], tuple(rough["dashes"]))
    yield f".gm-area.gm-rough.gm-rough{selector}", line
    lit = min(1, area.fill + _LIT) if area.hatch == "none" else 1
    yield f"path.gm-area{selector}.gm-lit,path.gm-area{selector}.gm-chosen", f"fill-opacity:{number(lit)}"


def _courses(selector: str, symbol: Symbol, _: Style) -> Iterator[tuple[str, str]]:
    """Yield selectors and rules of rivers and edges of one kind: as they are, and pointed at."""
    course = symbol.course
    yield f".gm-course{selector}", _course(selector.removeprefix(".k-"), course)
    lit = f"stroke-opacity:{number(min(1, course.opacity + _LIT_LINE))}"
    yield f"path.gm-course{selector}.gm-lit,path.gm-course{selector}.gm-chosen", lit


def _filling(key: str, symbol: Symbol) -> str:
    if symbol.area.hatch != "none":
        return f"fill:url(#gm-hatch-{key});fill-opacity:1"
    return f"fill:var(--k);fill-opacity:{number(symbol.area.fill)}"


def _edge(key: str, symbol: Symbol) -> str:
    area = symbol.area
    if area.soft:
        return f"stroke:none;filter:url(#gm-soft-{key})"
    return _stroke("var(--k)", area.width, area.opacity, area.dashes)


def _course(key: str, course: CourseLook) -> str:
    soft = f";filter:url(#gm-soft-line-{key})" if course.soft else ""
    return _stroke("var(--k)", course.width, course.opacity, course.dashes) + soft


def _stroke(colour: str, width: float, opacity: float, dashes: Dashes) -> str:
    if not width:
        return "stroke:none"
    pattern = f";stroke-dasharray:{' '.join(map(number, dashes))}" if dashes else ""
    return f"stroke:{colour};stroke-width:{number(width)};stroke-opacity:{number(opacity)}{pattern}"


def _insets(style: Style) -> Iterator[str]:
    line = number(style.number("insets", "frame"))
    yield f".gm-insets{{--gm-inset-gap:{number(style.number('insets', 'gap'))}px}}"
    yield f".gm-inset.gm-inset{{border-width:{line}px}}.gm-inset-frame{{stroke-width:{line}}}"


def _letterings(style: Style, keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        one = style.letterings[key]
        colour = "k" if one.colour == "symbol" else one.colour
        rules = [
            f"font:{'italic ' if one.italic else ''}{one.weight} {number(one.size)}px var(--names)",
            f"fill:var(--{colour})",
            f"stroke:var(--{one.halo})",
            f"stroke-width:{number(one.rim)}px",
        ]
        if one.spacing:
            rules.append(f"letter-spacing:{number(one.spacing)}px")
        if one.opacity is not None:
            rules.append(f"fill-opacity:{number(one.opacity)}")
        yield f".l-{key}{{{';'.join(rules)}}}"


def _pointing(style: Style) -> Iterator[str]:
    """Yield how a name is led to, and how the place that a reader has chosen stands out."""
    line, chosen = style.document["names"]["leader"], style.document["chosen"]
    ink = f"var(--{line['colour']})"
    yield f".gm-leader{{{_stroke(ink, line['width'], 1, ())}}}"
    yield f".gm-leader-rim{{{_stroke('var(--halo)', line['rim'], 1, ())}}}"
    halo = f"inset:-{number(chosen['gap'] + chosen['width'])}px;border:{number(chosen['width'])}px solid"
    yield f".gm-pin.gm-chosen::before{{{halo} var(--{chosen['colour']})}}"
    yield f".gm-label.gm-chosen.gm-chosen{{stroke-width:{number(chosen['rim'])}px}}"
