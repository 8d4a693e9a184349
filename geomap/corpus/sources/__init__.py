"""Files of many articles to records, one by one: a module a kind of file."""

from geomap.corpus.sources.item import SourceItem

__all__ = ["SourceItem"]
