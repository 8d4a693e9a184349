"""What stands between a name and the place that it lies in, in a language."""

import pytest

from geomap.language import find_language
from geomap.model import Toponym
from geomap.resolution.between import between_of


@pytest.mark.parametrize(
    ("code", "text", "inner", "outer", "expected"),
    [
        ("ru", "Париж, штат Техас", "Париж", "Техас", True),
        ("ru", "Париж, ШТАТ Техас", "Париж", "Техас", True),
        ("ru", "Париж, штатТехас", "Париж", "Техас", False),
        ("ru", "Париж, а потом Техас", "Париж", "Техас", False),
        ("ru", "Хомс в Сирии", "Хомс", "Сирии", True),
        ("de", "Homs in der Provinz Aleppo", "Homs", "Aleppo", True),
    ],
)
def test_words_and_a_noun_put_a_name_into_the_next(code, text, inner, outer, expected):
    start = text.index(outer)
    following = Toponym(start, start + len(outer), outer)
    assert between_of(find_language(code)).spans(text, text.index(inner) + len(inner), following) is expected
