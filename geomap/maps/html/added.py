"""What a user has added to the Folium map, as the page carries it: scripts, styles, markup, and what these ask for."""

from __future__ import annotations

from geomap.dataclass import dataclass
from geomap.maps.html import assets

# What Folium's popups use of jQuery: making an element of markup, and waiting for the document.
_MARKUP = """
window.$ = window.$ || function (what) {
  if (typeof what === "string") {
    var holder = document.createElement("template");
    holder.innerHTML = what.trim();
    return Array.prototype.slice.call(holder.content.children);
  }
  return { ready: function (then) { then(); } };
};
"""


@dataclass(frozen=True, slots=True)
class Asset:
    """A script or a style: its text, or the address that the page asks for it.

    Attributes
    ----------
    is_style
        Whether it is a style sheet.
    text
        What stands in the page; empty where it is asked for.
    url
        Where it is asked for; empty where it stands in the page.
    """

    is_style: bool
    text: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What comes to a page with what a user has added.

    Attributes
    ----------
    assets
        Scripts that the others need, in order.
    scripts
        Those of the elements, each of which may fail alone.
    styles
        Style sheets, in order.
    head, body
        Markup for the head, and for beside the map.
    hosts
        From where something may be loaded, by what it is: ``img``, ``media``, ``connect`` or ``font``.
    is_styled
        Whether markup with style attributes is made.
    """

    assets: tuple[Asset, ...] = ()
    scripts: tuple[str, ...] = ()
    styles: tuple[Asset, ...] = ()
    head: str = ""
    body: str = ""
    hosts: tuple[tuple[str, str], ...] = ()
    is_styled: bool = False


def with_tools(added: Added) -> list[str]:
    """Return the scripts that stand before what was added: what Folium takes from elsewhere, and is not there."""
    urls = [assets.image(name) for name in ("marker-icon.png", "marker-icon-2x.png", "marker-shadow.png")]
    icons = (
        "\nL.Icon.Default.imagePath = '';\nL.Icon.Default.mergeOptions({"
        f'iconUrl:"{urls[0]}",iconRetinaUrl:"{urls[1]}",shadowUrl:"{urls[2]}"}});\n'
    )
    used = "\n".join(added.scripts)
    pins = [_pins()] if "L.AwesomeMarkers" in used else []
    return [*([_MARKUP] if "$(" in used else []), icons, *pins] if added.scripts else []


def with_looks(added: Added) -> list[str]:
    """Return the styles that what was added needs: markup lies on the map, and a layer control has its button."""
    styles = []
    if added.body:
        # Markup that is fixed to the window is fixed to the map, beside which the article may stand.
        styles.append(
            ".gm-added{position:absolute;inset:0;z-index:1001;pointer-events:none;contain:layout;overflow:hidden}"
            ".gm-added>*{pointer-events:auto}\n"
        )
    if any("L.control.layers" in script for script in added.scripts):
        button = ".leaflet-control-layers:not(.gm-legend) .leaflet-control-layers-toggle"
        styles.append(
            f"{button}{{background-image:url({assets.image('layers.png')})}}"
            f".leaflet-retina {button}{{background-image:url({assets.image('layers-2x.png')})}}\n"
        )
    return styles


def _pins() -> str:
    from geomap.maps.html.pins import pin_script

    return pin_script()
