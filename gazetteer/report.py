"""REPORT.md and the counts in README.md and SOURCES.toml, written by the build."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from records import Bundle


def write_report(bundle: Bundle, out: Path) -> None:
    """Write what the build found out."""
