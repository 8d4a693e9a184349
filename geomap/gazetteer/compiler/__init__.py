"""Compiling a gazetteer of any size in bounded memory: the dumps' formats, sorting on disk, a writer that streams."""
