"""The teacher's opinions of sentences, asked for once and kept in files."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

import numpy as np
import torch

from geomap.recognition.units import units
from geomap.training.multilingual.encoding import fitting, pack
from geomap.training.multilingual.network import pad
from geomap.training.multilingual.samples import Sample, read, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geomap.recognition.units import Unit
    from geomap.training.multilingual.data import LabelledText
    from geomap.training.multilingual.encoding import CodedSentence, Coder
    from geomap.training.multilingual.network import Teacher

LOG = logging.getLogger("geomap.training.multilingual")
_SENTENCES_A_FILE: Final = 2_000
_PIECES_A_BATCH: Final = 2048


def collect(teacher: Teacher, pool: Sequence[LabelledText], coder: Coder, folder: Path) -> list[Sample]:
    """Return the opinions of a pool of sentences; what lies in the folder is not asked for again."""
    folder.mkdir(exist_ok=True)
    out: list[Sample] = []
    for first in range(0, len(pool), _SENTENCES_A_FILE):
        path = folder / f"{first // _SENTENCES_A_FILE:03}.npz"
        if not path.exists():
            write(path, list(_asked(teacher, pool[first : first + _SENTENCES_A_FILE], coder)))
            LOG.info("opinions of %d sentences of %d", min(len(pool), first + _SENTENCES_A_FILE), len(pool))
        out += read(path)
    return out


@torch.inference_mode()
def _asked(teacher: Teacher, some: Sequence[LabelledText], coder: Coder) -> Iterator[Sample]:
    teacher.eval()
    cut: list[list[Unit]] = [fitting(units(one.text, coder.tokenizer)) for one in some]
    rows: list[CodedSentence] = []
    for one, parts in zip(some, cut, strict=True):
        shapes, matches = coder.features(one.text, parts, one.language)
        rows.append(pack(parts, shapes, matches, [0] * len(parts)))
    order = sorted((i for i in range(len(some)) if cut[i]), key=lambda i: len(rows[i].pieces))
    found: dict[int, NDArray[np.float16]] = {}
    while order:
        count = 1
        while count < len(order) and (count + 1) * len(rows[order[count]].pieces) <= _PIECES_A_BATCH:
            count += 1
        group, order = order[:count], order[count:]
        logits = teacher(pad([rows[i] for i in group])).numpy().astype(np.float16)
        ends = np.cumsum([len(cut[i]) for i in group])
        found.update(zip(group, np.split(logits, ends[:-1]), strict=True))
    for i, logits in sorted(found.items()):
        starts = np.array([unit.start for unit in cut[i]], np.int32)
        yield Sample(some[i], starts, np.array([unit.end for unit in cut[i]], np.int32), logits)
