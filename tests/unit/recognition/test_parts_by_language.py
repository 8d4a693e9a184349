"""Parts of places in the languages of the press: the direction before, behind or joined to a name, in any form."""

import pytest

from geomap.language import find_language
from geomap.recognition.modifiers import modifiers_of

# The name stands between brackets.
PARTS = """
fr | dans le sud de la [Syrie], des combats | south | le sud
fr | le nord-est de l’[Irak] | northeast | le nord-est
fr | la côte de la [Libye] | coast | la côte
fr | en [Algérie] du Sud | south | du Sud
fr | l'[Italie] méridionale | south | méridionale
fr | le centre du [Mali] | central | le centre
es | en el sur de [Siria] | south | el sur
es | sur de [Siria] | south | sur
es | el noroeste de [Colombia] | northwest | el noroeste
es | la costa mediterránea de [Siria] | coast | la costa mediterránea
es | el centro de [México] | central | el centro
it | nel nordest dell'[Iraq] | northeast | nordest
it | il sud del [Libano] | south | il sud
it | [Italia] settentrionale | north | settentrionale
pt | no sul da [Síria] | south | sul
pt | o nordeste do [Brasil] | northeast | o nordeste
ro | în sudul [Siriei] | south | sudul
ro | nord-estul [României] | northeast | nord-estul
de | im Süden [Syriens] | south | Süden
de | im südlichen [Syrien] | south | südlichen
de | der Nordosten des [Irak] | northeast | der Nordosten
de | in der Ost-[Ukraine] | east | der Ost
fr | au Sud-[Liban] | south | Sud
de | [Syriens] Küste | coast | Küste
de | an der Grenze [Syriens] | border | der Grenze
nl | in het zuiden van [Syrië] | south | het zuiden
nl | in Noordoost-[Syrië] | northeast | Noordoost
nl | in zuidelijk [Syrië] | south | zuidelijk
sv | i södra [Syrien] | south | södra
sv | i nordöstra delen av [Syrien] | northeast | nordöstra delen
da | i det sydlige [Syrien] | south | det sydlige
no | sør i [Syria] | south | sør
pl | na południu [Syrii] | south | południu
pl | w południowej [Syrii] | south | południowej
pl | w północno-wschodniej [Syrii] | northeast | północno-wschodniej
pl | na północnym wschodzie [Syrii] | northeast | północnym wschodzie
cs | na jihu [Sýrie] | south | jihu
cs | v severovýchodní [Sýrii] | northeast | severovýchodní
sk | na juhu [Sýrie] | south | juhu
sl | na jugu [Sirije] | south | jugu
sl | v severovzhodni [Siriji] | northeast | severovzhodni
hr | na jugu [Sirije] | south | jugu
hr | u sjeveroistočnoj [Siriji] | northeast | sjeveroistočnoj
ru | южная [Сирия] | south | южная
ru | На юге [Сирии] | south | юге
ru | на северо-востоке [Сирии] | northeast | северо-востоке
ru | в северо-западной части [Сирии] | northwest | северо-западной части
ru | в южных районах [Ливана] | south | южных районах
ru | на побережье [Ливии] | coast | побережье
ru | в центральной [Сирии] | central | центральной
ru | на границе [Сирии] | border | границе
uk | на півдні [Сирії] | south | півдні
uk | у північно-східній [Сирії] | northeast | північно-східній
uk | північ [Сирії] | north | північ
uk | та на півночі [Сирії] | north | півночі
bg | в Южна [Сирия] | south | Южна
bg | в северозападната част на [Сирия] | northwest | северозападната част
sr | на југу [Сирије] | south | југу
sr | u severoistočnoj [Siriji] | northeast | severoistočnoj
tr | [Suriye]'nin güneyinde | south | güneyinde
tr | [Suriye’nin] kuzeydoğusunda | northeast | kuzeydoğusunda
tr | güney [Suriye] | south | güney
tr | [Suriye] sınırında | border | sınırında
fi | Etelä-[Syyriassa] | south | Etelä
fi | [Syyrian] koillisosassa | northeast | koillisosassa
et | Lõuna-[Süürias] | south | Lõuna
hu | Dél-[Szíriában] | south | Dél
hu | [Szíria] északkeleti részén | northeast | északkeleti részén
id | di [Suriah] selatan | south | selatan
id | di wilayah timur laut [Suriah] | northeast | wilayah timur laut
ar | في جنوب [سوريا] | south | جنوب
ar | جنوبي [سوريا] | south | جنوبي
ar | في شمال شرق [سوريا] | northeast | شمال شرق
ar | شمال غربي [سوريا] | northwest | شمال غربي
ar | على ساحل [سوريا] | coast | ساحل
ar | بوسط [العراق] | central | بوسط
fa | در جنوب [سوریه] | south | جنوب
fa | شمال شرق [سوریه] | northeast | شمال شرق
fa | جنوب‌شرقی [ایران] | southeast | جنوب‌شرقی
he | בדרום [סוריה] | south | בדרום
he | צפון-מזרח [סוריה] | northeast | צפון-מזרח
he | בצפון מערב [סוריה] | northwest | בצפון מערב
he | בדרומה של [סוריה] | south | בדרומה
he | בחוף [סוריה] | coast | בחוף
he | מרכז [סוריה] | central | מרכז
hi | दक्षिणी [सीरिया] में | south | दक्षिणी
hi | [सीरिया] के उत्तर-पूर्वी हिस्से में | northeast | के उत्तर-पूर्वी हिस्से
zh | 在[叙利亚]南部 | south | 南部
zh | [叙利亚]西北部地区 | northwest | 西北部地区
zh | [叙利亚]沿海地区 | coast | 沿海地区
zh | [叙利亚]中部 | central | 中部
ja | [シリア]南部 | south | 南部
ja | [シリア]の北東部 | northeast | の北東部
ko | [시리아] 남부에서 | south | 남부
"""

# A direction away from a place, a verb that is written like one, an amount before it: none is a part.
NO_PARTS = """
fr | au sud de la [Syrie]
fr | la [Syrie] est un pays
fr | à l'est de [Homs]
es | al sur de [Siria]
es | [Siria] este lunes
it | a sud di [Damasco]
pt | a norte de [Damasco]
de | südlich von [Damaskus]
de | südlich [Syriens]
nl | ten zuiden van [Syrië]
sv | söder om [Syrien]
pl | na południe od [Syrii]
cs | jižně od [Sýrie]
ru | к югу от [Сирии]
ru | к северу [Сирии]
uk | на південь від [Сирії]
bg | южно от [Сирия]
ar | على بعد 20 كيلومترا جنوب [حمص]
ar | 20 كم شمال [حمص]
he | 20 ק"מ דרום [חומס]
id | sebelah selatan [Suriah]
zh | [霍姆斯]以南20公里
ja | [ホムス]の南20キロ
"""


def _rows(table):
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def _found(code, marked):
    start, end = marked.rindex("["), marked.rindex("]") - 1
    head = marked[:start].replace("[", "").replace("]", "")
    lost = len(marked[:start]) - len(head)
    text = head + marked[start + 1 : end + 1] + marked[end + 2 :]
    return modifiers_of(find_language(code)).find(text, start - lost, end - lost)


@pytest.mark.parametrize("row", [row for row in _rows(PARTS) if row[2]], ids=lambda row: f"{row[0]}-{row[2]}")
def test_a_part_is_told_by_the_words_beside_the_name(row):
    code, marked, part, words = row
    found = _found(code, marked)
    assert found is not None
    assert (found.part, found.text) == (part, words)


@pytest.mark.parametrize("row", _rows(NO_PARTS), ids=lambda row: row[0])
def test_what_lies_outside_of_a_place_is_no_part_of_it(row):
    assert _found(*row) is None


@pytest.mark.parametrize(
    ("word", "place_id", "part"),
    [
        ("Südsyrien", "geonames:163843", "south"),
        ("Nordostsyriens", "geonames:163843", "northeast"),
        ("Zentralmali", "geonames:2453866", "central"),
        ("Südsudan", "geonames:7909807", ""),
        ("Südsudans", "geonames:7909807", ""),
        ("Nordkorea", "geonames:1873107", ""),
        ("Westafrika", "geonames:7729885", ""),
    ],
)
def test_a_direction_is_joined_to_the_name_of_a_land_but_no_part_of_a_name(word, place_id, part):
    from geomap.gazetteer import bundled
    from geomap.gazetteer.naming import spoken_names

    gazetteer, german = bundled(), find_language("de")
    names = spoken_names(gazetteer, german)
    reading = names.reading(names.fold(word))
    assert gazetteer.place(reading.bearers[0][0]).id == place_id
    found = modifiers_of(german).find_inside(word, 0, len(word), reading.base)
    assert (found.part if found else "") == part


@pytest.mark.parametrize(
    ("code", "marked", "part"),
    [
        ("fr", "dans le Sud [libanais]", "south"),
        ("fr", "sur la côte [syrienne]", "coast"),
        ("es", "en el norte [sirio]", "north"),
        ("it", "nel nord [siriano]", "north"),
        ("ar", "في الجنوب [السوري]", "south"),
        ("ar", "الساحل [السوري]", "coast"),
        ("he", "בדרום [הסורי]", "south"),
        ("ru", "на [сирийском] побережье", "coast"),
        ("ru", "на [сирийском] юге", "south"),
        ("de", "an der [syrischen] Küste", "coast"),
        ("de", "im [syrischen] Nordosten", "northeast"),
        ("pl", "na [syryjskim] wybrzeżu", "coast"),
        ("fr", "le gouvernement [syrien]", ""),
        ("ru", "[сирийский] министр", ""),
    ],
)
def test_a_part_is_told_beside_the_adjective_of_its_people(code, marked, part):
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    found = modifiers_of(find_language(code)).find_beside_people(text, start, end)
    assert (found.part if found else "") == part
