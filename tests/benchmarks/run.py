"""Run the benchmarks and print a table each: ``python tests/benchmarks/run.py [NAME]...``.

Every figure stands beside its floor or its peers, measured in turns in the same run.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

BENCHMARKS = (
    "startup",
    "gazetteer",
    "searching",
    "geoparsing",
    "batches",
    "languages",
    "growth",
    "page",
    "corpus_map",
    "kinds",
    "prominence",
    "movements",
    "labels",
    "times",
    "insets",
    "editing",
    "corpus",
    "corpus_memory",
    "kills",
    "engines",
)


def main() -> None:
    """Run the named benchmarks, or all."""
    sys.path.insert(0, str(Path(__file__).parent))
    for name in sys.argv[1:] or BENCHMARKS:
        print(f"\n{name}\n{'=' * len(name)}")
        for label, *values in import_module(name).rows():
            cells = (f"{value:10.4f}" if isinstance(value, float) else f"  {value}" for value in values)
            print(f"{label:44}", *cells)


if __name__ == "__main__":
    main()
