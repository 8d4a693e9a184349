"""Names in scripts that have no capitals, as a reader of the text would mark them."""

from __future__ import annotations

import pytest

from geomap.gazetteer import bundled
from geomap.model import Document
from geomap.recognition.lexicon import LexiconRecognizer


@pytest.fixture(scope="module")
def recognizer() -> LexiconRecognizer:
    return LexiconRecognizer(bundled())


FOUND = [
    # What is written on the front of a name belongs to the word, and the name is looked up without it.
    ("ar", "وصل الوزير إلى دمشق وبيروت", {"دمشق": "دمشق", "وبيروت": "بيروت"}),
    ("ar", "تنتمي القوات للعراق وللولايات المتحدة", {"للعراق": "العراق", "وللولايات المتحدة": "الولايات المتحدة"}),
    ("ar", "سيول في #حفر_الباطن", {"حفر_الباطن": "حفر_الباطن"}),
    (
        "he",
        "הנשיא טס לאפגניסטן ומרוסיה חזר לתל אביב",
        {"לאפגניסטן": "אפגניסטן", "ומרוסיה": "רוסיה", "לתל אביב": "תל אביב"},
    ),
    ("fa", "زلزله در خرم‌آباد و تهران", {"خرم‌آباد": "", "تهران": "تهران"}),
    # A head noun belongs to the mention, with what is written on its front.
    ("ar", "أمطار بمحافظة حمص", {"بمحافظة حمص": "محافظة حمص"}),
    ("ar", "حي الصالحية بمدينة دمشق", {"بمدينة دمشق": "دمشق"}),
    ("fa", "مردم استان فارس", {"استان فارس": "استان فارس"}),
    # Two writings of a letter are one letter.
    ("fa", "او در كرمان بود", {"كرمان": "کرمان"}),
    ("zh", "他們前往臺北和東京", {"臺北": "臺北", "東京": "東京"}),
    # Text without spaces is cut into words before names are taken.
    ("zh", "他在日本海游泳", {"日本海": "日本海"}),
    ("zh", "他住在美国亚利桑那州", {"美国亚利桑那州": "亞利桑那州"}),
    ("ja", "イスラエルとパレスチナの代表が東京都で会談した", {"イスラエル": "", "パレスチナ": "", "東京都": ""}),
    ("th", "นายกรัฐมนตรีเดินทางไปประเทศจีน", {"ประเทศจีน": ""}),
    ("ko", "대통령은 서울에서 회담했다", {"서울": ""}),
    ("hi", "वह उत्तर प्रदेश में रहते हैं", {"उत्तर प्रदेश": ""}),
    ("ur", "وہ پاکستان میں رہتے ہیں", {"پاکستان": ""}),
]


@pytest.mark.parametrize(("language", "text", "wanted"), FOUND, ids=[f"{row[0]}-{i}" for i, row in enumerate(FOUND)])
def test_names_are_found_as_they_stand(
    recognizer: LexiconRecognizer, language: str, text: str, wanted: dict[str, str]
) -> None:
    found = {t.text: t.name for t in recognizer.recognize(Document(text, language=language)) if t.kind != "demonym"}
    assert set(found) == set(wanted)
    assert all(not name or found[words] == name for words, name in wanted.items())


ORDINARY = [
    ("ar", "قال إن الأمر في يد القضاء على كل حال"),
    ("he", "הוא אמר כי לא היה בבית כל היום"),
    ("fa", "او گفت که این کار را تا فردا تمام می‌کند"),
    ("hi", "वह कहता है कि यह काम कल तक हो जाएगा"),
    ("zh", "他们认为和平与发展是大家共同的愿望"),
    ("zh", "人民大会堂外面下雨了"),
]


@pytest.mark.parametrize(("language", "text"), ORDINARY)
def test_ordinary_words_are_no_villages(recognizer: LexiconRecognizer, language: str, text: str) -> None:
    assert [t.text for t in recognizer.recognize(Document(text, language=language))] == []


def test_latin_names_in_a_chinese_text_are_found_too(recognizer: LexiconRecognizer) -> None:
    found = recognizer.recognize(Document("他从London飞往北京。", language="zh"))
    assert [t.text for t in found] == ["London", "北京"]
