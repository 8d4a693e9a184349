"""JSON: one array of mentions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.model import Geoparse


def to_json(geoparses: Iterable[Geoparse]) -> str:
    """Every mention of every document as one indented array."""
    rows = [record for geoparse in geoparses for record in geoparse.to_records()]
    text = json.dumps(rows, ensure_ascii=False, indent=2)
    # A lone surrogate cannot be written as UTF-8; its escape can.
    return (text if text.isascii() or _is_encodable(text) else json.dumps(rows, indent=2)) + "\n"


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
