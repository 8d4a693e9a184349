"""Record what a change of structure must not change, and compare afterwards.

    python tests/unchanged.py record BEFORE [CORPUS.jsonl]...
    python tests/unchanged.py compare BEFORE [CORPUS.jsonl]...

What is recorded: how every toponym of every document of the corpora is resolved (a line each, so that a difference can
be read), and the digest of the page and of the picture of each sample, wide and narrow.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import geomap
from geomap.assembly import assemble_geoparser
from geomap.evaluation.corpus import read_corpus
from geomap.reading import to_document
from geomap.samples import sample_names, sample_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap import Geoparser


def resolutions(geoparser: Geoparser, corpus: Path) -> Iterator[str]:
    """Yield a line for each toponym of a corpus: where it stands, what it means, how sure, and why."""
    for annotated in read_corpus(corpus):
        for resolution in geoparser.geoparse(annotated.document):
            toponym, place = resolution.toponym, resolution.place
            reasons = hashlib.sha256("\n".join(map(str, resolution.reasons)).encode()).hexdigest()[:8]
            where = f"{annotated.document.id}\t{toponym.start}\t{toponym.end}\t{toponym.kind}"
            yield f"{where}\t{place.id if place else '-'}\t{resolution.confidence:.4f}\t{reasons}"


def drawings() -> Iterator[str]:
    """Yield a line for each page and picture of the samples: what it is, and the digest of its bytes."""
    for name in sample_names("en"):
        story = geomap.map_text(to_document(sample_text(name)))
        drawn = {"page": story.to_html(), "picture": story.to_svg(), "narrow": story.to_svg(size="420x740")}
        for kind, text in drawn.items():
            yield f"{name}\t{kind}\t{hashlib.sha256(text.encode()).hexdigest()}"


def main() -> int:
    """Record or compare; the status is 1 where something differs."""
    action, folder, *corpora = sys.argv[1:]
    kept = Path(folder)
    kept.mkdir(exist_ok=True)
    geoparser = assemble_geoparser()
    now = {"drawings": list(drawings())}
    now |= {Path(corpus).stem: list(resolutions(geoparser, Path(corpus))) for corpus in corpora}
    differing = 0
    for name, lines in now.items():
        record = kept / f"{name}.tsv"
        if action == "record":
            record.write_text("\n".join(lines) + "\n", encoding="utf-8")
            continue
        before = record.read_text(encoding="utf-8").splitlines()
        changed = sorted(set(before) ^ set(lines))
        differing += len(changed)
        print(f"{name}: {len(before)} lines before, {len(lines)} now, {len(changed)} differ")
        for line in changed[:10]:
            print(f"  {'-' if line in before else '+'} {line}")
    return 1 if differing else 0


if __name__ == "__main__":
    raise SystemExit(main())
