"""The page on languages names those that there are, and what it shows is so."""

import re
from pathlib import Path

from geomap.language import language_codes
from geomap.language.identify import is_read, name_of
from geomap.maps import wording

PAGE = (Path(__file__).parents[3] / "docs" / "languages.md").read_text("utf-8")


def row(beginning):
    (found,) = (line for line in PAGE.splitlines() if line.startswith(f"| {beginning}"))
    return re.findall(r"(?:(\w+) )?`([a-z]{2})`", found)


def test_it_lists_all_languages_that_are_read_by_their_names():
    told = row("texts are read in")
    assert {code for _, code in told} == {code for code in language_codes() if is_read(code)}
    assert [name for name, code in told if name_of(code).english not in {name, code}] == []


def test_it_lists_the_languages_of_the_interface():
    assert [code for _, code in row("the map's own words")] == sorted(wording.languages())


def test_its_example_tells_a_quotation_in_another_language(capsys):
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(code, {})
    said = capsys.readouterr().out.splitlines()
    assert "Homs en" in said
    assert "Москвы the document's own" in said
