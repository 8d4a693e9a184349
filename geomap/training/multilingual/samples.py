"""Sentences with a teacher's logits: how they are kept, and how they are laid upon other units than the teacher's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geomap.recognition.encoder import LABELS
from geomap.training.multilingual.data import LabelledText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geomap.recognition.units import Unit

_BEGINS: Final = np.array([i for i, label in enumerate(LABELS) if label.startswith("B-")])
_UNLIKELY: Final = 8.0
"""By so much less than its inside the beginning of a kind is likely within a unit."""


class Sample(NamedTuple):
    """A sentence with the teacher's logits: ``logits[i]`` are those of the unit ``[starts[i], ends[i])``."""

    example: LabelledText
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    logits: NDArray[np.float16]


def write(path: Path, samples: Sequence[Sample]) -> None:
    """Write samples to a file, whole or not at all."""
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


def read(path: Path) -> Iterator[Sample]:
    """Yield the samples of a file."""
    with np.load(path) as arrays:
        cuts = np.cumsum(arrays["counts"])[:-1]
        columns = [np.split(arrays[name], cuts) for name in ("starts", "ends", "logits")]
        examples = json.loads(arrays["examples"].tobytes())
    for (text, spans, language, source), starts, ends, logits in zip(examples, *columns, strict=True):
        yield Sample(LabelledText(text, tuple(map(tuple, spans)), language, source), starts, ends, logits)


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
