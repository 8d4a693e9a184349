"""Training the tagger: ``python -m geomap.recognition.train --help``. It needs the extra ``train``."""
