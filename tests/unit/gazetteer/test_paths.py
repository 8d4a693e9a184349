"""The one codec of lines: known numbers, and back again."""

from hypothesis import given
from hypothesis import strategies as st

from geomap.gazetteer.paths import ALPHABET, decode_numbers, decode_path, encode_numbers, encode_path, encode_rings

# The example of Google's "Encoded Polyline Algorithm Format": latitude before longitude there.
GOOGLES_EXAMPLE = "_p~iF~ps|U_ulLnnqC_mqNvxq`@"
ITS_NUMBERS = [3850000, -12020000, 220000, -75000, 255200, -550300]


def test_the_numbers_are_those_of_googles_form_in_another_alphabet():
    assert encode_numbers(ITS_NUMBERS) == "".join(ALPHABET[ord(letter) - 63] for letter in GOOGLES_EXAMPLE)


@given(st.lists(st.integers(-(2**40), 2**40)))
def test_numbers_come_back(numbers):
    assert decode_numbers(encode_numbers(numbers)) == numbers


def test_rings_go_on_from_where_the_last_one_ended():
    rings = [(10.0, 40.5, -179.9999, 85.0, 0.0001, -0.0001), (5.0, 5.0)]
    numbers = decode_numbers(encode_rings(rings, 1e4))
    assert numbers[:3] == [3, 100_000, 405_000]
    assert numbers[-3:] == [1, 49_999, 50_001]


def test_a_path_comes_back_in_degrees():
    points = [(10.0, 50.0), (-20.5, 40.25), (179.99, -85.0)]
    path = encode_path([int(x * 100) for x, _ in points], [int(y * 100) for _, y in points], 1)
    assert decode_path(path, 100) == points


def test_a_ring_of_two_corners_is_none():
    assert encode_path([0, 10, 0], [0, 10, 0], 100, closed=True) == ""
