"""From the network's logits to spans: the best label sequence that is a legal one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geomap.recognition.encoder import LABELS

if TYPE_CHECKING:
    from numpy.typing import NDArray

KINDS: Final = ("O", "LOC", "OLOC", "PER", "ORG", "NORP")
"""The kinds of span, in the order of the columns of ``kinds``."""
_KIND_OF: Final = np.array([KINDS.index(label[2:]) if "-" in label else 0 for label in LABELS])
_INSIDE: Final = np.array([label.startswith("I-") for label in LABELS])
# A label inside a span follows one of its own kind.
_LEGAL: Final = ~_INSIDE[None, :] | (_KIND_OF[:, None] == _KIND_OF[None, :])
_PENALTY: Final = np.where(_LEGAL, 0.0, -1e4).astype(np.float32)
_AVERAGE: Final = np.array(
    [[float(_KIND_OF[label] == kind) for kind in range(len(KINDS))] for label in range(len(LABELS))]
)


def probabilities(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the softmax of logits over the labels."""
    shifted: NDArray[np.float32] = np.exp(logits - logits.max(-1, keepdims=True))
    shifted /= shifted.sum(-1, keepdims=True)
    return shifted


def kinds(marginals: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the probability of each kind of span at each word: beginning and inside together."""
    return marginals @ _AVERAGE.astype(np.float32)


def best_labels(logits: NDArray[np.float32]) -> NDArray[np.intp]:
    """Return the likeliest legal sequence of labels (Viterbi 1967); where the likeliest labels are legal, those."""
    best: NDArray[np.intp] = logits.argmax(-1)
    before = np.concatenate(([0], best[:-1]))
    if bool(_LEGAL[before, best].all()):
        return best
    return _viterbi(logits)


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
