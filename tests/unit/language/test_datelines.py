"""What a report begins with, as all stages ask for it."""

import datetime

import pytest

from geomap import Document
from geomap.language import find_language
from geomap.language.datelines import dateline_at, is_followed_as_one, may_stand_before
from geomap.maps.timeline import day_of


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("CAIRO (AP) — Talks began.", "CAIRO"),
        ("FUJAIRAH, United Arab Emirates (Own) — Two ships wait.", "FUJAIRAH"),
        ("Aleppo, 3 May – Shells struck.", "Aleppo"),
        ("PORTLAND, Ore. -- The council met.", "PORTLAND"),
        ("ŁÓDŹ – Prezydent", "ŁÓDŹ"),
        ("Talks in Cairo began on Monday, and went on.", None),
        ("Cairo-based groups met.", None),
        ("The war, the long one, the one that nobody wanted and everybody fought, was over — at last.", None),
    ],
)
def test_the_town_of_a_dateline(text, town):
    found = dateline_at(text, 0)
    assert (found[0] if found else None) == town
    if town:
        assert is_followed_as_one(text, len(town))
        assert text[: found[1]].rstrip().endswith(("—", "–", "-"))


ELSEWHERE = """
ar | دمشق (سانا) - قال وزير | دمشق
ar | دمشق - قال وزير | دمشق
ar | القاهرة 12 نوفمبر (أ ش أ) - قال |
de | BERLIN (dpa) - Der Minister | BERLIN
de | Wien, 12. November (APA) – Die Regierung | Wien
fr | PARIS, 12 novembre (AFP) - Le ministre | PARIS
es | Madrid, 12 nov (EFE).- El ministro | Madrid
ru | МОСКВА, 12 ноя - РИА Новости. Глава | МОСКВА
ru | МОСКВА, 12 ноября. /ТАСС/. Глава | МОСКВА
ru | Москва. 12 ноября. INTERFAX.RU - Глава | Москва
uk | КИЇВ, 12 листопада (Укрінформ) – Голова | КИЇВ
pl | Warszawa (PAP) - Minister | Warszawa
he | דמשק (סוכנות) - שר החוץ | דמשק
zh | （新华社北京11月12日电）外交部 | 北京
zh | 新华社大马士革11月12日电（记者张三）叙利亚 | 大马士革
zh | 中新社巴黎12日电 法国 | 巴黎
ja | 【カイロ共同】外相は | カイロ
ko | (서울=연합뉴스) 외교부는 | 서울
fr | Le ministre a parlé à Paris, puis à Lyon. |
ru | Глава Сирии сказал, что дело - в другом. |
zh | 外交部11月12日表示，叙利亚 |
"""


@pytest.mark.parametrize("row", [line.split("|") for line in ELSEWHERE.strip().splitlines()], ids=lambda r: r[1][:25])
def test_reports_begin_elsewhere_as_their_agencies_write(row):
    code, text, town = map(str.strip, row)
    found = dateline_at(text, 0, find_language(code))
    assert (found[0] if found else "") == town
    if town:
        assert is_followed_as_one(text, text.index(town) + len(town), find_language(code))
        assert may_stand_before(text[: text.index(town)], find_language(code))


DATED = """
en | KYIV, March 3 (AP) — Talks began. | 2025-03-03
en | Talks began on March 3 (AP) — and went on. |
fr | PARIS, 3 mars (AFP) - Le ministre | 2025-03-03
ru | МОСКВА, 3 марта. /ТАСС/. Глава | 2025-03-03
ru | Переговоры начались 3 марта - и кончились. |
ar | دمشق 3 مارس (سانا) - قال وزير | 2025-03-03
zh | 新华社大马士革3月3日电 叙利亚 | 2025-03-03
de | BERLIN, 3. März (dpa) - Der Minister | 2025-03-03
"""


@pytest.mark.parametrize("row", [line.split("|") for line in DATED.strip().splitlines()], ids=lambda r: r[1][:25])
def test_the_day_of_a_dateline_is_that_of_the_report(row):
    code, text, day = map(str.strip, row)
    document = Document(text, date=datetime.date(2025, 3, 5), language=code)
    assert day_of(document) == datetime.date.fromisoformat(day or "2025-03-05")
