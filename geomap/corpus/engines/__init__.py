"""Where parts are geoparsed: in processes of this machine, or on a cluster that runs already; a module an engine."""

from geomap.corpus.engines.engine import ENGINES, Engine, engine_named

__all__ = ["ENGINES", "Engine", "engine_named"]
