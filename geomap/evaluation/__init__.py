"""Measuring: gold corpora, the scorer, and the lists of mistakes to read."""

from geomap.evaluation.corpus import GoldDocument, Mention, read_corpus, to_json, to_mentions
from geomap.evaluation.scorer import Figures, Scores, score

__all__ = ["Figures", "GoldDocument", "Mention", "Scores", "read_corpus", "score", "to_json", "to_mentions"]
