"""Given spans in scripts without capitals lead to their places."""

import pytest

from geomap.gazetteer import bundled
from geomap.language import find_language
from geomap.model import Document
from geomap.recognition.spans import describe
from geomap.resolution.ranker import Ranker

LED = [
    ("ar", "وسوريا", "geonames:163843"),
    ("ar", "للولايات المتحدة", "geonames:6252001"),
    ("ar", "بمدينة حمص", "geonames:169577"),
    ("ar", "#حفرالباطن", "geonames:106297"),
    ("he", "לאפגניסטן", "geonames:1149361"),
    ("he", "ברית - המועצות", "geonames:8354411"),
    ("fa", "خرم‌آباد", "geonames:127349"),
    ("zh", "美国亚利桑那州", "geonames:5551752"),
    ("zh", "臺灣", "geonames:1668284"),
    # No source writes this name so: its consonants tell it.
    ("he", "חמיימים", "geomap:hmeimim-air-base"),
]


@pytest.mark.parametrize(("language", "words", "place"), LED, ids=[f"{row[0]}-{row[2]}" for row in LED])
def test_a_span_leads_to_its_place(language, words, place):
    toponym = describe(words, 0, len(words), find_language(language))
    (found,) = Ranker(bundled()).resolve(Document(words, language=language), [toponym])
    assert found.place is not None
    assert found.place.id == place


@pytest.mark.parametrize(("language", "words"), [("ar", "معهد الأورام"), ("he", "בית הקפה"), ("zh", "人文大楼")])
def test_what_no_place_is_called_leads_nowhere(language, words):
    toponym = describe(words, 0, len(words), find_language(language))
    (found,) = Ranker(bundled()).resolve(Document(words, language=language), [toponym])
    assert found.place is None
