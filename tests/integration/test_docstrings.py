"""Every public name tells what it is and what each of its parameters means, in numpydoc's form."""

import importlib
import importlib.util
import inspect
from pathlib import Path

import pytest

numpydoc = pytest.importorskip("numpydoc.validate", reason="needs numpydoc")

ROOT = Path(__file__).parents[2]


def load_rebuild():
    path = ROOT / "docs" / "rebuild.py"
    spec = importlib.util.spec_from_file_location("rebuild_docs", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


rebuild = load_rebuild()

# What numpydoc finds that counts: no docstring, no summary, a summary of several lines or without its full stop,
# unknown sections or their order, parameters that the docstring has and the signature has not or in another order,
# parameters without a description.
COUNTED = {"GL01", "GL08", "GL06", "GL07", "SS01", "SS03", "SS06", "PR02", "PR03", "PR07", "RT03"}


def public():
    for name in rebuild.MODULES:
        module = importlib.import_module(name)
        for public_name in rebuild.public_names(module):
            thing = getattr(module, public_name)
            if inspect.isfunction(thing):
                yield f"{thing.__module__}.{thing.__qualname__}"
            elif inspect.isclass(thing):
                yield f"{thing.__module__}.{thing.__qualname__}"
                for method, found in vars(thing).items():
                    if not method.startswith("_") and (inspect.isfunction(found) or isinstance(found, classmethod)):
                        yield f"{thing.__module__}.{thing.__qualname__}.{method}"


@pytest.mark.parametrize("name", sorted(set(public())))
def test_every_public_name_is_documented_with_its_parameters(name):
    thing = numpydoc.Validator._load_obj(name)
    doc = numpydoc.Validator(numpydoc.get_doc_object(thing))
    documented = {part.strip(" *") for entry in doc.doc_all_parameters for part in entry.split(",")}
    if inspect.isclass(thing):
        # A dataclass documents its fields as attributes, of which its parameters are made.
        documented |= {part.strip() for entry in doc.doc["Attributes"] for part in entry.name.split(",")}
    parameters = {parameter.lstrip("*") for parameter in doc.signature_parameters}
    if inspect.isclass(thing) and issubclass(thing, Exception):
        parameters = set()
    if is_lookup(name) and not documented:
        # What the gazetteer is asked in the flow of its work says in one sentence what it takes.
        parameters = set()
    assert [found for found in numpydoc.validate(name)["errors"] if found[0] in COUNTED] == []
    assert parameters - documented == set()


def is_lookup(name):
    return name.startswith("geomap.gazetteer.gazetteer.Gazetteer.")


def test_the_api_page_is_what_the_docstrings_say():
    assert rebuild.PAGE.read_text("utf-8") == rebuild.make(), "run: python docs/rebuild.py"
