"""Data frames of articles to data frames of mentions: pandas, polars, Arrow; Dask and Spark by the same steps."""

from geomap.corpus.frames.dask import geoparse_dask
from geomap.corpus.frames.spark import geoparse_spark
from geomap.corpus.frames.table import geoparse_frame

__all__ = ["geoparse_dask", "geoparse_frame", "geoparse_spark"]
