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
    scripts: Iterable[str], styles: Iterable[str], *, hosts: Iterable[tuple[str, str]] = (), inline: bool = False
) -> str:
    """Return the policy for a page.

    Parameters
    ----------
    scripts, styles
        The exact texts of its script and style elements.
    hosts
        From where something may be loaded, if it was asked for, with what it is: ``("img", "https://tiles.example")``.
    inline
        Whether style attributes are allowed: elements that people add to the Folium map write them.
    """
    allowed: dict[str, set[str]] = {}
    for kind, host in hosts:
        allowed.setdefault(kind, set()).add(host)
    addresses = {kind: sorted(found) for kind, found in allowed.items()}
    style = ["'unsafe-inline'"] if inline else sorted({_hash(text) for text in styles})
    rules = {
        "default-src": ["'none'"],
        "script-src": [*sorted({_hash(text) for text in scripts}), *addresses.pop("script", [])] or ["'none'"],
        "style-src": [*style, *addresses.pop("style", [])] or ["'none'"],
        "img-src": ["data:", *addresses.pop("img", [])],
        **{f"{kind}-src": found for kind, found in sorted(addresses.items())},
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
