"""The map of a corpus: what is bounded by the gazetteer, however many documents there are."""
