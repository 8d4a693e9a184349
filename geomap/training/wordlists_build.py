"""Make the word lists: ``python -m geomap.training.wordlists_build --census DIR --faker DIR --tagged FILE``.

The sources are the PyPI packages ``names`` (names in the 1990 census of the United States, public domain)
and ``faker`` (MIT), unpacked, and the sentences that the tagger is trained on; ``language/en/README.md`` names them.
"""

from __future__ import annotations

import argparse
import ast
import json
from collections import Counter
from pathlib import Path

from geomap.gazetteer.names import fold
from geomap.language import english

_MOST_SURNAMES = 12_000
_FEWEST_USES = 4


def _census(path: Path, most: int | None = None) -> list[str]:
    return [line.split()[0].lower() for line in path.read_text(encoding="utf-8").splitlines()[:most] if line.strip()]


def _strings(node: ast.expr) -> list[str]:
    return [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def _faker(folder: Path, attribute: str) -> set[str]:
    """Return the names of all countries of the package, read from its source without running it."""
    names: set[str] = set()
    for path in sorted(folder.glob("faker/providers/person/*/__init__.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if any(isinstance(t, ast.Name) and t.id.startswith(attribute) for t in targets):
                    names.update(_strings(node.value))
    folded = {fold(n) for n in names}
    return {n for n in folded if n.isascii() and n.isalpha() and len(n) > 1}


def _common(path: Path) -> list[str]:
    counts: Counter[str] = Counter()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            counts.update(
                t for t, label in zip(row["tokens"], row["labels"], strict=True) if label == "O" and t.islower()
            )
    return sorted(w for w, n in counts.items() if n >= _FEWEST_USES and w.isascii() and w.isalpha())


def main() -> None:
    """Write the three lists."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("census", "faker", "tagged"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    given = {*_census(options.census / "dist.male.first"), *_census(options.census / "dist.female.first")}
    given |= _faker(options.faker, "first_name")
    last = {*_census(options.census / "dist.all.last", _MOST_SURNAMES), *_faker(options.faker, "last_name")}
    common = _common(options.tagged)
    for name, words in (("given_names", given), ("surnames", last), ("common_words", set(common))):
        (english().folder / f"{name}.txt").write_text("\n".join(sorted(words)), encoding="utf-8")
        print(name, len(words))


if __name__ == "__main__":
    main()
