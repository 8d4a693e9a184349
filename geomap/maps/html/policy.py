"""The page's Content-Security-Policy: only the scripts that the page was made with may run.

See https://www.w3.org/TR/CSP3/.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def policy(
    scripts: Iterable[str], styles: Iterable[str], *, image_hosts: Iterable[str] = (), inline: bool = False
) -> str:
    """Return the policy for a page.

    Parameters
    ----------
    scripts, styles
        The exact texts of its script and style elements.
    image_hosts
        Hosts that tiles are loaded from, if they were asked for.
    inline
        Whether style attributes are allowed: elements that people add to the Folium map write them.
    """
    style = ["'unsafe-inline'"] if inline else sorted({_hash(text) for text in styles})
    rules = {
        "default-src": ["'none'"],
        "script-src": sorted({_hash(text) for text in scripts}) or ["'none'"],
        "style-src": style or ["'none'"],
        "img-src": ["data:", *sorted(set(image_hosts))],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
