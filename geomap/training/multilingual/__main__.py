r"""Train the tagger of many languages, or go on training it: a teacher, and a student that learns from it.

    python -m geomap.training.multilingual --data toponyms-multilingual.jsonl --english toponyms.jsonl \
        --unlabelled unlabelled-multilingual.jsonl --corpora corpora/ml --work WORK --output multilingual.weights

``WORK`` keeps the sentences, the vocabulary, the checkpoints and what was measured; the same command goes on where the
last one stopped, and the weights are the same as if it had not; a file "stop" there stops it. With the same seed, data,
gazetteer and torch on the same processor and number of threads the result is the same.
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
from geomap.gazetteer.spoken import names_of_language
from geomap.language import english, find_language
from geomap.recognition.multilingual import MultilingualTagger
from geomap.training.multilingual import data, made, measure, pool, prepare, student
from geomap.training.multilingual.backbone import Backbone
from geomap.training.multilingual.distil import StudentCoder, StudentLesson
from geomap.training.multilingual.encoding import Coder
from geomap.training.multilingual.loop import Course, LabelLesson, State, train
from geomap.training.multilingual.network import Teacher, pretrained
from geomap.training.multilingual.opinions import collect
from geomap.training.multilingual.places import NameSearch, PlainNames
from geomap.training.multilingual.plan import Curriculum

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.recognition.unitencoder import PlaceLookup
    from geomap.training.multilingual.samples import Sample
    from geomap.training.multilingual.vocabulary import Vocabulary

LOG = logging.getLogger("geomap.training.multilingual")
_DEVELOPMENT = 60
"""So many sentences of each language that were kept from training are measured on."""
_CHARACTERS = 9_000
"""So much of every corpus."""
_OTHERS = 4.0
"""The student's table of pieces, which it is given, learns at a rate by so much lower than what is new."""


class Watch:
    """Saves now and then, and measures now and then.

    Parameters
    ----------
    options
        ``work``, ``save`` and ``measure``, the minutes between two of each.
    name
        Of the checkpoint and the figures.
    score
        Measures the running mean of the weights.
    """

    def __init__(
        self, options: argparse.Namespace, name: str, score: Callable[[State], Mapping[str, measure.Score]]
    ) -> None:
        self._options, self._name, self._score = options, name, score
        self._saved = self._measured = time.monotonic()

    @property
    def checkpoint(self) -> Path:
        """Where the checkpoint lies."""
        work: Path = self._options.work
        return work / f"{self._name}.pt"

    def after(self, state: State, done: bool) -> None:
        """Look at the clock after a step."""
        options, now = self._options, time.monotonic()
        stopping = (options.work / "stop").exists()
        if done or stopping or now - self._saved >= 60 * options.save:
            state.save(self.checkpoint)
            self._saved = time.monotonic()
        if done or now - self._measured >= 60 * options.measure:
            self.measure(state)
            self._measured = time.monotonic()
        if stopping:
            raise SystemExit("stopped")

    def measure(self, state: State) -> None:
        """Measure; log it, and put it behind the earlier figures."""
        scores = self._score(state)
        middle = sorted(score.exact for score in scores.values() if score.places >= 10)
        LOG.info("step %d: median of exact F1 %.3f", state.step, middle[len(middle) // 2] if middle else 0)
        LOG.info("  ".join(f"{name} {s.exact:.2f}/{s.overlap:.2f} of {s.places}" for name, s in scores.items()))
        with (self._options.work / f"{self._name}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({"step": state.step, "scores": scores}) + "\n")


class Training:
    """What teacher and student have in common: sentences, pieces, names and what is measured on.

    Parameters
    ----------
    options
        Of the command line.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.gazetteer: Gazetteer = bundled()
        self.sources = prepare.TrainingFiles(options.data, options.english, options.unlabelled, options.corpora)
        sentences = prepare.sentences(self.sources, self.gazetteer, options.work)
        self.backbone = Backbone()
        self.vocabulary: Vocabulary = prepare.vocabulary(
            self.backbone, self.sources, sentences.train, self.gazetteer, options.work
        )
        left_out = data.WEAKER if options.without_weaker else frozenset()
        self.examples = [one for one in sentences.train if one.source not in left_out]
        self.search = NameSearch(self.gazetteer)
        self.coder = Coder(self.vocabulary.tokenizer(), self.search)
        self.texts = list(measure.held_out(sentences.development, _DEVELOPMENT))
        for path in sorted(options.corpora.glob("*.jsonl")) if options.corpora else []:
            self.texts += measure.texts(path, options.characters)

    def teacher(self) -> Teacher:
        """Return the teacher, trained as far as its course goes."""
        options = self.options
        torch.manual_seed(options.seed)
        network = pretrained(self.backbone, self.vocabulary, options.layers)
        state = State(network, options.rate)

        def score(state: State) -> Mapping[str, measure.Score]:
            return measure.measure(measure.tag(state.averaged(), self.texts, self.coder), self.texts)

        watch = Watch(options, "teacher", score)
        if watch.checkpoint.exists():
            state.load(watch.checkpoint)
        if state.step < options.steps:
            plan = Curriculum(self.examples, options.seed, options.temperature, options.sentences)
            LOG.info("sentences an epoch: %s", dict(plan.counts))
            course = Course(options.steps, options.falling, options.rate)
            train(state, LabelLesson(network, plan, self.coder), course, options.seed, watch.after)
        found = state.averaged()
        assert isinstance(found, Teacher)
        return found

    def names(self, code: str) -> PlaceLookup:
        """Return the names of places in a language: as the tagger has them when it runs, where it has the language."""
        language = find_language(code)
        if language is None or language is english():
            return PlainNames(self.search, code)
        return names_of_language(self.gazetteer, language)

    def student(self) -> None:
        """Train the student, from the teacher's opinions or from labels alone."""
        options = self.options
        names = made.place_names(self.gazetteer)
        unlabelled = None if options.labels_only else self.sources.unlabelled
        some = pool.sentences(self.examples, unlabelled, names, options.pool, options.seed)
        LOG.info("%d sentences for the student to ask about, %d others", len(some.asked), len(some.others))
        samples: list[data.LabelledText | Sample] = list(some.others)
        if options.labels_only:
            samples += some.asked
        else:
            samples += collect(self.teacher(), some.asked, self.coder, options.work / "opinions")
        torch.manual_seed(options.seed)
        trie = student.trie_of(self.vocabulary)
        network = student.begun(self.backbone, self.vocabulary, trie, student.StudentSize())
        state = State(network, options.student_rate / _OTHERS)
        name = "labels" if options.labels_only else "student"

        def score(state: State) -> Mapping[str, measure.Score]:
            student.save(state.averaged(), trie, options.output)
            return measure.measure(self.tagged(options.output), self.texts)

        watch = Watch(options, name, score)
        if watch.checkpoint.exists():
            state.load(watch.checkpoint)
        elif options.start:
            state.begin_from(options.start)
        if options.only_measure:
            watch.measure(state)
            return
        lesson = StudentLesson(network, samples, StudentCoder(student.word_table(trie), self.names))
        course = Course(options.student_steps, options.student_falling, options.student_rate, dropped=0.1)
        if state.step < course.steps:
            train(state, lesson, course, options.seed, watch.after)

    def tagged(self, path: Path) -> list[list[tuple[int, int, str]]]:
        """Return the spans that a weights file finds in the texts to measure on, as it does when it is used."""
        found = []
        for one in self.texts:
            language = find_language(one.language) or english()
            spans = MultilingualTagger.load(self.names(one.language), path).tag(one.text, language).spans
            found.append([(span.start, span.end, span.label) for span in spans])
        return found


def main() -> None:
    """Train teacher and student."""
    options = _options()
    options.work.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    training = Training(options)
    if options.prepare:
        return
    if options.output:
        training.student()
    else:
        training.teacher()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="labelled sentences of many languages, JSONL")
    parser.add_argument("--english", type=Path, help="labelled sentences in English, JSONL")
    parser.add_argument("--unlabelled", type=Path, help="sentences without labels, for the vocabulary, JSONL")
    parser.add_argument("--corpora", type=Path, help="folder of corpora to measure on, never trained on")
    parser.add_argument("--work", type=Path, required=True, help="folder of checkpoints")
    parser.add_argument(
        "--output", type=Path, help="the student's weights file; without it only the teacher is trained"
    )
    parser.add_argument("--without-weaker", action="store_true", help="leave out the sources of weaker licence")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--steps", type=int, default=6_000)
    parser.add_argument("--falling", type=int, default=1_500, help="steps at the end in which the rate falls")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--temperature", type=float, default=0.5, help="0: languages alike; 1: by size")
    parser.add_argument("--sentences", type=int, default=16_000, help="in an epoch")
    parser.add_argument(
        "--pool", type=int, default=22_000, help="labelled sentences that the student asks about, and as many others"
    )
    parser.add_argument("--student-steps", type=int, default=4_000)
    parser.add_argument("--student-falling", type=int, default=2_500)
    parser.add_argument("--student-rate", type=float, default=1e-3)
    parser.add_argument("--labels-only", action="store_true", help="a student without a teacher")
    parser.add_argument("--start", type=Path, help="checkpoint of a student to begin from")
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
