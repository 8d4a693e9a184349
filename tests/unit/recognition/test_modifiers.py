import pytest

from geomap.language import english
from geomap.recognition.modifiers import modifiers_of

find_modifier = modifiers_of(english()).find


@pytest.mark.parametrize(
    ("text", "name", "words", "part", "of"),
    [
        ("the demilitarisation of southern Syria.", "Syria", "southern", "south", ""),
        ("In Northeastern Nigeria", "Nigeria", "Northeastern", "northeast", ""),
        ("north-western Pakistan", "Pakistan", "north-western", "northwest", ""),
        ("central Mali", "Mali", "central", "central", ""),
        ("on Syria's Mediterranean coast.", "Syria", "Mediterranean coast", "coast", "Mediterranean"),
        ("along Somalia’s coast", "Somalia", "coast", "coast", ""),
        ("the coast of Somalia", "Somalia", "the coast of", "coast", ""),
        ("in the north of Mali", "Mali", "the north of", "north", ""),
        ("Syria's border with Turkey", "Syria", "border with Turkey", "border", "Turkey"),
        ("Mali's far north", "Mali", "far north", "north", ""),
        ("Oman's coast guarded by cliffs", "Oman", "coast", "coast", ""),
        ("Chile's northern border", "Chile", "northern border", "border", ""),
    ],
)
def test_the_part_of_a_place_that_is_meant(text, name, words, part, of):
    start = text.index(name)
    modifier = find_modifier(text, start, start + len(name))
    assert modifier is not None
    assert (modifier.text, modifier.part, modifier.of) == (words, part, of)
    assert text[modifier.start : modifier.end] == words


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("just south of Damascus", "Damascus"),
        ("Syria south", "Syria"),
        ("in Homs", "Homs"),
        ("Russia's army", "Russia"),
        ("Malaysia's coast guard", "Malaysia"),
        ("The Greek coast guard", "Greek"),
        ("Latvia's border guards", "Latvia"),
        ("a US border patrol car", "US"),
        ("Uruguay's coast line", "Uruguay"),
        ("Ghana's central bank", "Ghana"),
        ("Georgia's western allies", "Georgia"),
        ("Japan's southern coast guard fleet", "Japan"),
    ],
)
def test_what_means_no_part_is_no_modifier(text, name):
    start = text.index(name)
    assert find_modifier(text, start, start + len(name)) is None
