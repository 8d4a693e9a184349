"""The teacher's opinions of sentences, kept in files, and laid upon the student's own units."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import torch

from geomap.recognition.encoder import LABELS
from geomap.recognition.units import units
from geomap.training.multilingual.data import Example
from geomap.training.multilingual.encoding import fitting, pack
from geomap.training.multilingual.network import pad

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geomap.recognition.units import Unit
    from geomap.training.multilingual.encoding import CodedSentence, Coder
    from geomap.training.multilingual.network import Teacher

LOG = logging.getLogger("geomap.training.multilingual")
_SENTENCES_A_FILE: Final = 2_000
_PIECES_A_BATCH: Final = 2048
_BEGINS: Final = np.array([i for i, label in enumerate(LABELS) if label.startswith("B-")])
_UNLIKELY: Final = 8.0
"""By so much less than its inside the beginning of a kind is likely within a unit."""


class Sample(NamedTuple):
    """A sentence with the teacher's logits: ``logits[i]`` are those of the unit ``[starts[i], ends[i])``."""

    example: Example
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    logits: NDArray[np.float16]


def collect(teacher: Teacher, pool: Sequence[Example], coder: Coder, folder: Path) -> list[Sample]:
    """Return the opinions of a pool of sentences; what lies in the folder is not asked for again."""
    folder.mkdir(exist_ok=True)
    out: list[Sample] = []
    for first in range(0, len(pool), _SENTENCES_A_FILE):
        path = folder / f"{first // _SENTENCES_A_FILE:03}.npz"
        if not path.exists():
            _write(path, list(_asked(teacher, pool[first : first + _SENTENCES_A_FILE], coder)))
            LOG.info("opinions of %d sentences of %d", min(len(pool), first + _SENTENCES_A_FILE), len(pool))
        out += _read(path)
    return out


@torch.inference_mode()
def _asked(teacher: Teacher, some: Sequence[Example], coder: Coder) -> Iterator[Sample]:
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


def _write(path: Path, samples: Sequence[Sample]) -> None:
    text = json.dumps([one.example for one in samples], ensure_ascii=False).encode()
    waiting = path.with_suffix(".new")
    with waiting.open("wb") as file:
        np.savez(
            file,
            examples=np.frombuffer(text, np.uint8),
            counts=np.array([len(one.starts) for one in samples]),
            starts=np.concatenate([one.starts for one in samples]),
            ends=np.concatenate([one.ends for one in samples]),
            logits=np.concatenate([one.logits for one in samples]),
        )
    waiting.replace(path)


def _read(path: Path) -> Iterator[Sample]:
    with np.load(path) as arrays:
        cuts = np.cumsum(arrays["counts"])[:-1]
        columns = [np.split(arrays[name], cuts) for name in ("starts", "ends", "logits")]
        examples = json.loads(arrays["examples"].tobytes())
    for (text, spans, language, source), starts, ends, logits in zip(examples, *columns, strict=True):
        yield Sample(Example(text, tuple(map(tuple, spans)), language, source), starts, ends, logits)


def laid_upon(sample: Sample, some: Sequence[Unit]) -> NDArray[np.float16]:
    """Return the teacher's logits at other units of the sentence, as many as it has looked at.

    Where a unit begins inside one of the teacher's, what was to begin there goes on.
    """
    starts = np.array([unit.start for unit in some])
    some_seen = int(np.searchsorted(starts, sample.ends[-1]))
    at = np.maximum(np.searchsorted(sample.starts, starts[:some_seen], "right") - 1, 0)
    logits = sample.logits[at].astype(np.float32)
    inside = starts[:some_seen] > sample.starts[at]
    within = logits[inside]
    going = np.logaddexp(within[:, _BEGINS], within[:, _BEGINS + 1])
    within[:, _BEGINS + 1] = going
    within[:, _BEGINS] = going - _UNLIKELY
    logits[inside] = within
    return logits.astype(np.float16)
