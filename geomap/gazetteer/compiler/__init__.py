"""The files of a gazetteer, written in bounded memory; the dumps' formats, and sorting on disk."""
