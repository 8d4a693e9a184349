"""From the network's logits to spans: the best label sequence that is a legal one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geomap.recognition.encoder import LABELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

KINDS: Final = ("O", "LOC", "OLOC", "PER", "ORG", "NORP")
"""The kinds of span, in the order of the columns of ``kinds``."""
_KIND_OF: Final = np.array([KINDS.index(label[2:]) if "-" in label else 0 for label in LABELS])
_INSIDE: Final = np.array([label.startswith("I-") for label in LABELS])
# A label inside a span follows one of its own kind.
_LEGAL: Final = ~_INSIDE[None, :] | (_KIND_OF[:, None] == _KIND_OF[None, :])
_PENALTY: Final = np.where(_LEGAL, 0.0, -1e4).astype(np.float32)


def probabilities(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the softmax of logits over the labels."""
    shifted: NDArray[np.float32] = np.exp(logits - logits.max(-1, keepdims=True))
    shifted /= shifted.sum(-1, keepdims=True)
    return shifted


def kinds(marginals: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the probability of each kind of span at each word: beginning and inside together."""
    out = np.empty((len(marginals), len(KINDS)), np.float32)
    out[:, 0] = marginals[:, 0]
    np.add(marginals[:, 1::2], marginals[:, 2::2], out=out[:, 1:])
    return out


def best_labels(logits: NDArray[np.float32], lengths: Sequence[int] | None = None) -> NDArray[np.intp]:
    """Return the likeliest legal sequence of labels (Viterbi 1967); where the likeliest labels are legal, those.

    Parameters
    ----------
    logits
        Logits of every label at every word, an array (words, labels).
    lengths
        Words of each sentence, where it is more than one.
    """
    best: NDArray[np.intp] = logits.argmax(-1)
    ends = np.cumsum(lengths if lengths is not None else [len(logits)])
    before = np.concatenate(([0], best[:-1]))
    before[ends[:-1]] = 0
    illegal = np.flatnonzero(~_LEGAL[before, best])
    for number in np.unique(np.searchsorted(ends, illegal, "right")).tolist():
        first, last = int(ends[number - 1]) if number else 0, int(ends[number])
        best[first:last] = _viterbi(logits[first:last])
    return best


def _viterbi(logits: NDArray[np.float32]) -> NDArray[np.intp]:
    score = logits[0] + _PENALTY[0]
    back = np.zeros(logits.shape, np.intp)
    for i in range(1, len(logits)):
        paths = score[:, None] + _PENALTY
        back[i] = paths.argmax(0)
        score = paths.max(0) + logits[i]
    best = np.zeros(len(logits), np.intp)
    best[-1] = score.argmax()
    for i in range(len(logits) - 1, 0, -1):
        best[i - 1] = back[i, best[i]]
    return best


def spans(labels: NDArray[np.intp]) -> list[tuple[int, int, str]]:
    """Return the spans of words ``[start, end)`` with their kind."""
    out: list[tuple[int, int, str]] = []
    start, kind = -1, 0
    marked = np.flatnonzero(labels)
    last = -2
    for i in marked.tolist():
        label = int(labels[i])
        if kind and i == last + 1 and _INSIDE[label] and _KIND_OF[label] == kind:
            last = i
            continue
        if kind:
            out.append((start, last + 1, KINDS[kind]))
        start, kind, last = i, int(_KIND_OF[label]), i
    if kind:
        out.append((start, last + 1, KINDS[kind]))
    return out
