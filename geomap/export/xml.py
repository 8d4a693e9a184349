"""Text as XML 1.0 can hold it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold, not even escaped."""


def to_xml_text(text: str) -> str:
    """Return a text as it stands between tags, without what XML cannot hold."""
    return escape(NOT_XML.sub("", text))


def to_xml(element: ET.Element) -> str:
    """Return an element as text; a carriage return in it comes back as one, and not as an end of line."""
    from xml.etree import ElementTree as ET

    return ET.tostring(element, encoding="unicode").replace("\r", "&#13;")
