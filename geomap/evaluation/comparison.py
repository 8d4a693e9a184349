"""A corpus by several systems, as rows of a table a language: geomap, and beside it what a user would take instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.evaluation.kinds import GoldKinds
from geomap.evaluation.others import LOOK_UP, LookUp, spacy_mentions, spacy_model
from geomap.evaluation.scorer import score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.evaluation.corpus import GoldDocument, Mention
    from geomap.evaluation.report import Report
    from geomap.evaluation.scorer import Scores
    from geomap.gazetteer.gazetteer import Gazetteer

GEOMAP = "geomap"
COLUMNS = ("corpus", "documents", "system", "exact F1", "overlap F1", "end-to-end F1", "gold spans acc@161")


class SystemRow(NamedTuple):
    """How right one system is on one corpus.

    Attributes
    ----------
    language, corpus, system
        Tag of the texts' language, name of the corpus, and what read it.
    scores
        The scores.
    gold_spans
        Accuracy at 161 km where the annotated spans are given; None where none has a position, or it was not asked.
    """

    language: str
    corpus: str
    system: str
    scores: Scores
    gold_spans: float | None

    def cells(self) -> dict[str, Any]:
        """Return the row by the names of ``COLUMNS``: of spans without positions, recognition alone."""
        exact = self.scores.exact
        figures = (exact.f1, self.scores.overlap.f1, exact.end_to_end_f1 if exact.gold_located else None)
        return dict(
            zip(COLUMNS, (self.corpus, self.scores.documents, self.system, *figures, self.gold_spans), strict=True)
        )


def row_of(report: Report) -> SystemRow:
    """Return geomap's own row."""
    given = report.gold_spans.share if report.gold_spans is not None else None
    return SystemRow(report.language, report.name, GEOMAP, report.scores, given)


def rows_of_others(report: Report, gold: Sequence[GoldDocument], gazetteer: Gazetteer, python: str) -> list[SystemRow]:
    """Return the rows of a plain look-up and, where it is installed, of the language's small spaCy model.

    Parameters
    ----------
    report
        What is known of the corpus: its name, its language, what it leaves out.
    gold
        Its documents.
    gazetteer
        Where both look names up.
    python
        The interpreter that may have spaCy.
    """
    look_up = LookUp(gazetteer, report.language)
    texts = [document.document.text for document in gold]
    ignore = GoldKinds(gazetteer, report.language).is_demonym if "demonyms" in report.without else None

    def row(system: str, found: Sequence[Sequence[Mention]], given: float | None = None) -> SystemRow:
        by_id = {str(g.document.id): mentions for g, mentions in zip(gold, found, strict=True)}
        truth = {str(g.document.id): g.mentions for g in gold}
        return SystemRow(report.language, report.name, system, score(truth, by_id, ignore=ignore), given)

    rows = [row(LOOK_UP, [look_up.mentions(text) for text in texts], _given(gold, look_up))]
    model = spacy_model(report.language or "en")
    found = spacy_mentions(python, model, texts, look_up)
    return rows if found is None else [*rows, row(f"spaCy {model}", found)]


def _given(gold: Sequence[GoldDocument], look_up: LookUp) -> float | None:
    located = {str(g.document.id): [look_up.located(g.document.text, m.start, m.end) for m in g.mentions] for g in gold}
    return score({str(g.document.id): g.mentions for g in gold}, located).exact.end_to_end_recall


def in_markdown(language: str, rows: Sequence[SystemRow]) -> str:
    """Return the table of a language in Markdown, as the README has it."""
    lines = [f"**{language}**", "", f"| {' | '.join(COLUMNS)} |", f"| {' | '.join('---' for _ in COLUMNS)} |"]
    lines += (f"| {' | '.join(map(_cell, row.cells().values()))} |" for row in rows)
    return "\n".join(lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.3f}".removeprefix("0") if isinstance(value, float) else str(value)
