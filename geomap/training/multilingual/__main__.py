r"""Train the teacher of many languages, or go on training it.

    python -m geomap.training.multilingual --data toponyms-multilingual.jsonl --english toponyms.jsonl \
        --unlabelled unlabelled-multilingual.jsonl --corpora corpora/ml --work WORK

``WORK`` keeps the sentences, the vocabulary, the checkpoints and what was measured; the same command goes on where the
last one stopped, and the weights are the same as if it had not. With the same seed, data, gazetteer and torch on the
same processor and number of threads the result is the same.
"""

from __future__ import annotations

import argparse
import json
import logging
import time
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from geomap.gazetteer import bundled
from geomap.training.multilingual import data, measure, prepare
from geomap.training.multilingual.backbone import Backbone
from geomap.training.multilingual.encoding import Coder
from geomap.training.multilingual.loop import Course, State, train
from geomap.training.multilingual.network import pretrained
from geomap.training.multilingual.places import NameSearch
from geomap.training.multilingual.plan import Curriculum

if TYPE_CHECKING:
    from collections.abc import Sequence

LOG = logging.getLogger("geomap.training.multilingual")
_DEVELOPMENT = 60
"""So many sentences of each language that were kept from training are measured on."""
_CHARACTERS = 9_000
"""So much of every corpus."""


class Watch:
    """Saves now and then, and measures now and then.

    Parameters
    ----------
    options
        ``work``, ``save`` and ``measure``, the minutes between two of each.
    coder
        Encodes what is measured on.
    texts
        What is measured on.
    """

    def __init__(self, options: argparse.Namespace, coder: Coder, texts: Sequence[measure.Text]) -> None:
        self._options, self._coder, self._texts = options, coder, texts
        self._saved = self._measured = time.monotonic()

    def after(self, state: State, done: bool) -> None:
        """Look at the clock after a step."""
        options, now = self._options, time.monotonic()
        stopping = (options.work / "stop").exists()
        if done or stopping or now - self._saved >= 60 * options.save:
            state.save(options.work / "teacher.pt")
            self._saved = time.monotonic()
        if done or now - self._measured >= 60 * options.measure:
            self.measure(state)
            self._measured = time.monotonic()
        if stopping:
            raise SystemExit("stopped")

    def measure(self, state: State) -> None:
        """Measure the running mean of the weights; log it, and put it behind the earlier figures."""
        scores = measure.measure(state.averaged(), self._texts, self._coder)
        middle = sorted(score.exact for score in scores.values() if score.places >= 10)
        LOG.info("step %d: median of exact F1 %.3f", state.step, middle[len(middle) // 2] if middle else 0)
        LOG.info("  ".join(f"{name} {s.exact:.2f}/{s.overlap:.2f} of {s.places}" for name, s in scores.items()))
        with (self._options.work / "measured.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({"step": state.step, "scores": scores}) + "\n")


def main() -> None:
    """Train the teacher."""
    options = _options()
    options.work.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    gazetteer = bundled()
    sources = prepare.TrainingFiles(options.data, options.english, options.unlabelled, options.corpora)
    sentences = prepare.sentences(sources, gazetteer, options.work)
    backbone = Backbone()
    vocabulary = prepare.vocabulary(backbone, sources, sentences.train, gazetteer, options.work)
    if options.prepare:
        return
    coder = Coder(vocabulary.tokenizer(), NameSearch(gazetteer))
    left_out = data.WEAKER if options.without_weaker else frozenset()
    examples = [one for one in sentences.train if one.source not in left_out]
    plan = Curriculum(examples, options.seed, options.temperature, options.sentences)
    LOG.info("sentences an epoch: %s", dict(plan.counts))
    texts = list(measure.held_out(sentences.development, _DEVELOPMENT))
    for path in sorted(options.corpora.glob("*.jsonl")) if options.corpora else []:
        texts += measure.texts(path, options.characters)
    torch.manual_seed(options.seed)
    state = State(pretrained(backbone, vocabulary, options.layers), options.rate)
    if (options.work / "teacher.pt").exists():
        state.load(options.work / "teacher.pt")
    watch = Watch(options, coder, texts)
    if options.only_measure:
        watch.measure(state)
        return
    train(state, plan, coder, Course(options.steps, options.falling, options.rate), options.seed, watch.after)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="labelled sentences of many languages, JSONL")
    parser.add_argument("--english", type=Path, help="labelled sentences in English, JSONL")
    parser.add_argument("--unlabelled", type=Path, help="sentences without labels, for the vocabulary, JSONL")
    parser.add_argument("--corpora", type=Path, help="folder of corpora to measure on, never trained on")
    parser.add_argument("--work", type=Path, required=True, help="folder of checkpoints")
    parser.add_argument("--without-weaker", action="store_true", help="leave out the sources of weaker licence")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--steps", type=int, default=6_000)
    parser.add_argument("--falling", type=int, default=1_500, help="steps at the end in which the rate falls")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--temperature", type=float, default=0.5, help="0: languages alike; 1: by size")
    parser.add_argument("--sentences", type=int, default=16_000, help="in an epoch")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--save", type=float, default=5, help="minutes between two checkpoints")
    parser.add_argument("--measure", type=float, default=30, help="minutes between two measurements")
    parser.add_argument("--characters", type=int, default=_CHARACTERS, help="of each corpus to measure on")
    parser.add_argument("--prepare", action="store_true", help="stop before training")
    parser.add_argument("--only-measure", action="store_true", help="measure the checkpoint, train nothing")
    return parser.parse_args()


if __name__ == "__main__":
    main()
