"""What a spaCy model takes for places in texts: ``python spacy_spans.py MODEL``, with a Python that has spaCy.

Reads a JSON text a line and writes a list of ``[start, end]`` a line. It needs nothing of geomap, so that spaCy and its
models can stand in an environment of their own. Ends with status 3 where the model is not there.
"""

from __future__ import annotations

import json
import sys
import warnings

_PLACES = {"LOC", "GPE", "FAC"}
_NO_MODEL = 3


def main() -> int:
    """Answer the texts of standard input."""
    warnings.filterwarnings("ignore")
    try:
        import spacy

        model = spacy.load(sys.argv[1])
    except (ImportError, OSError):
        return _NO_MODEL
    model.select_pipes(enable=[name for name in model.pipe_names if name in ("tok2vec", "transformer", "ner")])
    for line in sys.stdin.buffer:
        found = model(json.loads(line)).ents
        print(json.dumps([[e.start_char, e.end_char] for e in found if e.label_ in _PLACES]), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
