"""The training loop, which can be stopped at any step and goes on as if it had not been.

The rate rises, stays, and falls only in the last steps of all (Hägele et al. 2024), so that a run can be made longer.
What is measured is a running mean of the weights.
"""

from __future__ import annotations

import copy
import logging
import math
import random
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

import torch
from torch import nn

from geomap.recognition.encoder import LABELS
from geomap.training.multilingual.encoding import OPEN
from geomap.training.multilingual.network import loss, pad

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from geomap.training.multilingual.encoding import Coder
    from geomap.training.multilingual.network import Learner, Teacher, UnitBatch
    from geomap.training.multilingual.plan import Curriculum

LOG = logging.getLogger("geomap.training.multilingual")
_PIECES_A_BATCH: Final = 2048
_SORTED_AT_ONCE: Final = 512
"""So many sentences are put in order of length before they are cut into batches."""
_ADDED_RATE: Final = 4.0
_WARM: Final = 100
_MEAN: Final = 0.995
"""Of the running mean of the weights, what stays at each step."""


class Course(NamedTuple):
    """How a network learns.

    Attributes
    ----------
    steps
        In all.
    falling
        Steps at the end in which the rate falls.
    rate
        Its peak.
    dropped
        Share of the batches that go without the gazetteer.
    """

    steps: int
    falling: int
    rate: float
    dropped: float = 0.2

    def scale(self, step: int) -> float:
        """Return the rate at a step, as a share of the peak."""
        return min(1.0, (step + 1) / _WARM, max(0.02, (self.steps - step) / max(1, self.falling)))


class State:
    """A network, its optimizer and the running mean of its weights, with the place in the plan.

    Parameters
    ----------
    network
        The network.
    rate
        Peak learning rate; embeddings that the encoder does not bring, and the head, get four times as much.
    """

    def __init__(self, network: Learner, rate: float) -> None:
        self.network = network
        self.step = self.epoch = self.batch = 0
        added = network.added()
        chosen = {id(p) for p in added}
        free = [p for p in network.parameters() if p.requires_grad and id(p) not in chosen]
        groups = [{"params": free, "peak": rate}, {"params": added, "peak": rate * _ADDED_RATE}]
        self.optimizer = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
        self.mean = {name: p.detach().clone() for name, p in network.named_parameters() if p.requires_grad}

    def learned(self) -> dict[str, torch.Tensor]:
        """Return the weights that change."""
        return {name: p for name, p in self.network.named_parameters() if p.requires_grad}

    def follow(self) -> None:
        """Let the mean follow the weights; at first faster."""
        stays = min(_MEAN, (1 + self.step) / (10 + self.step))
        for name, p in self.learned().items():
            self.mean[name].lerp_(p.detach(), 1 - stays)

    def averaged(self) -> Learner:
        """Return the network with the running mean of its weights."""
        network = copy.deepcopy(self.network)
        with torch.no_grad():
            for name, p in network.named_parameters():
                if name in self.mean:
                    p.copy_(self.mean[name])
        return network

    def save(self, path: Path) -> None:
        """Write a checkpoint, whole or not at all."""
        kept: dict[str, Any] = {
            "weights": self.learned(),
            "mean": self.mean,
            "optimizer": self.optimizer.state_dict(),
            "place": (self.step, self.epoch, self.batch),
        }
        waiting = path.with_suffix(".new")
        torch.save(kept, waiting)
        waiting.replace(path)

    def begin_from(self, path: Path) -> None:
        """Take the mean of the weights of a checkpoint, and begin a course anew."""
        self.mean = torch.load(path, weights_only=True)["mean"]
        self.network.load_state_dict(self.mean, strict=False)

    def load(self, path: Path) -> None:
        """Go on from a checkpoint."""
        kept = torch.load(path, weights_only=True)
        self.network.load_state_dict(kept["weights"], strict=False)
        self.mean = kept["mean"]
        peaks = [group["peak"] for group in self.optimizer.param_groups]
        self.optimizer.load_state_dict(kept["optimizer"])
        for group, peak in zip(self.optimizer.param_groups, peaks, strict=True):
            group["peak"] = peak
        self.step, self.epoch, self.batch = kept["place"]


def allowed() -> torch.Tensor:
    """Return for each number of a label what to add to the logits so that only the labels that it allows count."""
    sets = [frozenset((label,)) for label in LABELS] + list(OPEN.values())
    return torch.tensor([[0.0 if label in some else -1e4 for label in LABELS] for some in sets])


def batches(lengths: Sequence[int], rng: random.Random, most: int = _PIECES_A_BATCH) -> list[list[int]]:
    """Return the numbers of the sentences of each batch, ``most`` places in all: of like length, in random order."""
    out: list[list[int]] = []
    for first in range(0, len(lengths), _SORTED_AT_ONCE):
        order = sorted(range(first, min(len(lengths), first + _SORTED_AT_ONCE)), key=lengths.__getitem__)
        group: list[int] = []
        groups = [group]
        for i in order:
            if group and (len(group) + 1) * (lengths[i] + 2) > most:
                group = []
                groups.append(group)
            group.append(i)
        rng.shuffle(groups)
        out += groups
    return out


class Lesson(Protocol):
    """What a network learns from, and how."""

    def feed(self, epoch: int, seed: int) -> Sequence[Callable[[], Any]]:
        """Return what makes the batches of an epoch, the same whenever it is asked for."""

    def size(self, batch: Any) -> int:
        """Return how much a batch holds."""

    def loss(self, batch: Any, *, gazetteer: bool) -> torch.Tensor:
        """Return the loss of a batch; without ``gazetteer`` its embedding is left out."""


class LabelLesson:
    """The teacher's: from labels alone.

    Parameters
    ----------
    network
        What learns.
    plan
        The epochs.
    coder
        Encodes their sentences.
    """

    def __init__(self, network: Teacher, plan: Curriculum, coder: Coder) -> None:
        self._network, self._plan, self._coder = network, plan, coder
        self._permitted = allowed()

    def feed(self, epoch: int, seed: int) -> Sequence[Callable[[], UnitBatch]]:
        """Return what makes the batches of an epoch."""
        rows = [row for row in map(self._coder.row, self._plan.epoch(epoch)) if row.heads]
        rng = random.Random(f"{seed} batches {epoch}")  # noqa: S311 - it need be repeatable, not secret
        groups = batches([len(row.pieces) for row in rows], rng)

        def make(group: Sequence[int]) -> Callable[[], UnitBatch]:
            return lambda: pad([rows[i] for i in group])

        return [make(group) for group in groups]

    def size(self, batch: UnitBatch) -> int:
        """Return how many pieces a batch holds."""
        return int(batch.mask.sum())

    def loss(self, batch: UnitBatch, *, gazetteer: bool) -> torch.Tensor:
        """Return the loss of a batch."""
        return loss(self._network(batch, gazetteer=gazetteer), batch.labels, self._permitted)


def train(state: State, lesson: Lesson, course: Course, seed: int, after: Callable[[State, bool], None]) -> None:
    """Train until the course is done.

    Parameters
    ----------
    state
        What is trained, and how far it has come.
    lesson
        What it learns from.
    course
        Steps and rate.
    seed
        Of the order and of what is dropped.
    after
        Called after every step; true with the last.
    """
    running: list[float] = []
    started, pieces = time.monotonic(), 0
    for batch in _feed(state, lesson, seed):
        torch.manual_seed(seed * 1_000_003 + state.step)
        rng = random.Random(f"{seed} step {state.step}")  # noqa: S311 - it need be repeatable, not secret
        for settings in state.optimizer.param_groups:
            settings["lr"] = settings["peak"] * course.scale(state.step)
        state.network.train()
        value = lesson.loss(batch, gazetteer=rng.random() >= course.dropped)
        state.optimizer.zero_grad()
        value.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(state.learned().values(), 1.0)
        state.optimizer.step()
        state.follow()
        state.step += 1
        running.append(value.item())
        pieces += lesson.size(batch)
        if math.isnan(running[-1]):
            raise FloatingPointError("the loss is not a number: lower the rate")
        if state.step % 20 == 0:
            took = time.monotonic() - started
            LOG.info(
                "step %d, epoch %d, loss %.4f, %.0f pieces a second, %.0f s of CPU",
                *(state.step, state.epoch, sum(running) / len(running), pieces / took, time.process_time()),
            )
            running, started, pieces = [], time.monotonic(), 0
        done = state.step >= course.steps
        after(state, done)
        if done:
            return


def _feed(state: State, lesson: Lesson, seed: int) -> Iterator[Any]:
    """Yield one batch after the other from where the state stands, and move the state on."""
    while True:
        makers = lesson.feed(state.epoch, seed)
        LOG.info("epoch %d: %d batches", state.epoch, len(makers))
        while state.batch < len(makers):
            make = makers[state.batch]
            state.batch += 1
            yield make()
        state.epoch += 1
        state.batch = 0
