"""Data frames of articles to data frames of mentions: pandas, polars, Arrow; Dask and Spark by the same steps."""

from geomap.corpus.frames.table import geoparse_frame

__all__ = ["geoparse_frame"]
