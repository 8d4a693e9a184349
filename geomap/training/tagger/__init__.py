"""Training the tagger: ``python -m geomap.training.tagger --help``. It needs the extra ``train``."""
