"""Training loops: a teacher on labels, a student on the teacher's opinion."""

from __future__ import annotations

import logging
import math
import time
from typing import TYPE_CHECKING

import torch
from torch import nn

from geomap.recognition.encoder import LABELS
from geomap.training.tagger.batches import batches
from geomap.training.tagger.data import IGNORED, PARTIAL

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from geomap.training.tagger.batches import SentenceRow
    from geomap.training.tagger.network import Batch, TaggerNetwork

LOG = logging.getLogger(__name__)
_GAZETTEER_DROPPED = 0.1
_TEMPERATURE = 2.0
_LABEL_WEIGHT = 0.4
_ADDED_RATE = 4.0


def _ruled_out() -> torch.Tensor:
    """Return for each label the numbers to add to the logits so that only the labels that it allows count."""
    allowed = [{label} for label in LABELS] + [set(labels) for labels in PARTIAL.values()]
    return torch.tensor([[0.0 if label in may else -1e9 for label in LABELS] for may in allowed])


_RULED_OUT = _ruled_out()


def train(
    network: TaggerNetwork,
    epochs: Sequence[Callable[[], Sequence[SentenceRow]]],
    rng: random.Random,
    *,
    rate: float,
    opinions: Sequence[Sequence[torch.Tensor]] | None = None,
) -> None:
    """Train a network in place.

    Parameters
    ----------
    network
        What is trained.
    epochs
        For each epoch, what makes its rows.
    rng
        Order of the batches and which of them go without the gazetteer.
    rate
        Peak learning rate; parameters that start from nothing get four times as much.
    opinions
        For each epoch and row, the teacher's logits at the pieces; without them the labels alone count.
    """
    added = network.added()
    chosen = {id(p) for p in added}
    groups = [
        {"params": [p for p in network.parameters() if id(p) not in chosen], "peak": rate},
        {"params": added, "peak": rate * _ADDED_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01, fused=True)
    network.train()
    started, step, total = time.monotonic(), 0, 0
    for number, make in enumerate(epochs):
        rows = make()
        plan = list(batches(rows, rng))
        total = total or len(plan) * len(epochs)
        running = 0.0
        for group, batch in plan:
            step += 1
            scale = min(1.0, step / (0.06 * total)) * max(0.01, 1 - step / (total + 1))
            for settings in optimizer.param_groups:
                settings["lr"] = settings["peak"] * scale
            with torch.autocast("cpu", torch.bfloat16):
                logits = network(batch, gazetteer=rng.random() >= _GAZETTEER_DROPPED).float()
            teacher = [opinions[number][i] for i in group] if opinions else None
            loss = _loss(logits, batch, teacher)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            running += loss.item()
            if math.isnan(running):
                raise FloatingPointError("the loss is not a number: lower the rate")
            if step % 100 == 0:
                LOG.info("step %d of %d, loss %.4f, %.0f s", step, total, running / 100, time.monotonic() - started)
                running = 0.0


def _loss(logits: torch.Tensor, batch: Batch, teacher: Sequence[torch.Tensor] | None) -> torch.Tensor:
    flat = logits.flatten(0, 1)
    labels = batch.labels.flatten()
    known = labels != IGNORED
    meant = flat[known]
    hard = (meant.logsumexp(-1) - (meant + _RULED_OUT[labels[known]]).logsumexp(-1)).mean()
    if teacher is None:
        return hard
    length = batch.pieces.shape[1]
    target = torch.cat([nn.functional.pad(t.float(), (0, 0, 0, length - len(t))) for t in teacher])
    heads = batch.heads.flatten()  # also where the label itself is left out
    soft = nn.functional.kl_div(
        (flat[heads] / _TEMPERATURE).log_softmax(-1),
        (target[heads] / _TEMPERATURE).softmax(-1),
        reduction="batchmean",
    )
    return _LABEL_WEIGHT * hard + (1 - _LABEL_WEIGHT) * soft * _TEMPERATURE**2


@torch.inference_mode()
def opinions(networks: Sequence[TaggerNetwork], rows: Sequence[SentenceRow]) -> list[torch.Tensor]:
    """Return the mean logits of several networks at every piece of every row."""
    out: list[torch.Tensor] = [torch.empty(0)] * len(rows)
    for network in networks:
        network.eval()
    for group, batch in batches(rows, None):
        with torch.autocast("cpu", torch.bfloat16):
            mean = torch.stack([network(batch).float() for network in networks]).mean(0)
        for i, logits, mask in zip(group, mean, batch.mask, strict=True):
            out[i] = logits[mask].half()
    return out
