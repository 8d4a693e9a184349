"""Zones by their descriptions, in the languages of the press: cases, clitics, compounds, no spaces."""

import pytest

from geomap.gazetteer import bundled
from geomap.gazetteer.naming import spoken_names
from geomap.gazetteer.phrases import Phrases
from geomap.language import find_language, language_codes

GOLAN, CYPRUS, KOREA = "naturalearth:SYR-5261", "geomap:un-buffer-zone-in-cyprus", "geomap:korean-dmz"
CHERNOBYL, CRIMEA = "geomap:chernobyl-exclusion-zone", "geonames:703883"

# language | text with the place beside it between brackets | the phrase | the zone
ROWS = f"""
fr | La zone tampon patrouillée par l’ONU sur le [Golan] | zone tampon patrouillée par l’ONU | {GOLAN}
fr | la zone démilitarisée entre la [Corée du Nord] et le Sud | zone démilitarisée | {KOREA}
es | la zona de amortiguamiento de la ONU en [Chipre] | zona de amortiguamiento de la ONU | {CYPRUS}
es | la península anexionada de [Crimea] | península anexionada | {CRIMEA}
it | nella zona cuscinetto di [Cipro] | zona cuscinetto | {CYPRUS}
pt | na zona tampão em [Chipre] | zona tampão | {CYPRUS}
ro | în zona tampon din [Cipru] | zona tampon | {CYPRUS}
de | in der UN-Pufferzone auf [Zypern] | UN-Pufferzone | {CYPRUS}
de | in der entmilitarisierten Zone, sagte [Nordkorea] | entmilitarisierten Zone | {KOREA}
nl | in de VN-bufferzone op [Cyprus] | VN-bufferzone | {CYPRUS}
sv | i den demilitariserade zonen, sade [Nordkorea] | demilitariserade zonen | {KOREA}
da | i bufferzonen på [Cypern] | bufferzonen | {CYPRUS}
no | i buffersonen på [Kypros] | buffersonen | {CYPRUS}
pl | w strefie buforowej ONZ na [Cyprze] | strefie buforowej ONZ | {CYPRUS}
cs | v nárazníkové zóně na [Kypru] | nárazníkové zóně | {CYPRUS}
sk | v nárazníkovej zóne na [Cypre] | nárazníkovej zóne | {CYPRUS}
sl | v tamponski coni na [Cipru] | tamponski coni | {CYPRUS}
hr | u tampon zoni na [Cipru] | tampon zoni | {CYPRUS}
ru | в буферной зоне на [Голанских высотах] | буферной зоне | {GOLAN}
ru | у зоны отчуждения [Чернобыля] | зоны отчуждения | {CHERNOBYL}
uk | у демілітаризованій зоні, каже [Північна Корея] | демілітаризованій зоні | {KOREA}
bg | в буферната зона в [Кипър] | буферната зона | {CYPRUS}
sr | у тампон зони на [Кипру] | тампон зони | {CYPRUS}
tr | [Kıbrıs]'taki BM tampon bölgesinde | BM tampon bölgesinde | {CYPRUS}
fi | YK:n puskurivyöhykkeellä [Kyproksella] | YK:n puskurivyöhykkeellä | {CYPRUS}
hu | az ENSZ-ütközőzónában [Cipruson] | ENSZ-ütközőzónában | {CYPRUS}
id | di zona penyangga PBB di [Siprus] | zona penyangga PBB | {CYPRUS}
ar | وبالمنطقة العازلة في [الجولان] | وبالمنطقة العازلة | {GOLAN}
ar | المنطقة المنزوعة السلاح في [كوريا الشمالية] | المنطقة المنزوعة السلاح | {KOREA}
fa | در منطقه حائل در [قبرس] | منطقه حائل | {CYPRUS}
he | ובאזור החיץ ברמת [הגולן] | ובאזור החיץ | {GOLAN}
he | באזור המפורז, אמרה [צפון קוריאה] | באזור המפורז | {KOREA}
hi | [साइप्रस] के बफर जोन में | बफर जोन | {CYPRUS}
zh | [戈兰高地]的联合国缓冲区内 | 联合国缓冲区 | {GOLAN}
zh | [朝鲜]一侧的非军事区 | 非军事区 | {KOREA}
ja | [キプロス]の緩衝地帯 | 緩衝地帯 | {CYPRUS}
ko | [북한]은 비무장지대에서 | 비무장지대 | {KOREA}
"""


def _phrases(code):
    gazetteer, language = bundled(), find_language(code)
    names = spoken_names(gazetteer, language)
    return gazetteer, names, Phrases(gazetteer, language, names)


@pytest.mark.parametrize("row", ROWS.strip().splitlines(), ids=lambda row: row[:24])
def test_a_zone_is_found_beside_its_place(row):
    code, marked, phrase, zone = map(str.strip, row.split("|"))
    gazetteer, names, phrases = _phrases(code)
    name = marked[marked.index("[") + 1 : marked.index("]")]
    name_id = names.name_id(names.fold(name))
    text = marked.replace("[", "").replace("]", "")
    found = [one for one in phrases.find(text, {name_id}) if text[one.start : one.end] == phrase]
    assert found, [text[one.start : one.end] for one in phrases.find(text, {name_id})]
    near = {place for place, _ in names.bearers(name_id)}
    meant = {sense.place for sense in found[0].senses if sense.near & near}
    assert gazetteer.index(zone) in meant


@pytest.mark.parametrize("code", ["fr", "ru", "ar", "zh", "de"])
def test_without_its_place_a_phrase_is_none(code):
    _, names, phrases = _phrases(code)
    paris = names.name_id(names.fold({"ru": "Париж", "ar": "باريس", "zh": "巴黎"}.get(code, "Paris")))
    zones = {
        "ru": "буферная зона",
        "ar": "المنطقة العازلة",
        "zh": "缓冲区",
        "de": "die Pufferzone",
        "fr": "zone tampon",
    }
    assert paris >= 0
    assert list(phrases.find(zones[code], {paris})) == []


@pytest.mark.parametrize("code", [code for code in language_codes() if find_language(code).zones.words])
def test_the_words_of_a_language_are_those_of_the_table(code):
    gazetteer, _, phrases = _phrases(code)
    known = {word for words, _, _ in gazetteer.phrases() for word in words.split("|")}
    zones = find_language(code).zones
    assert set(zones.words) <= known
    assert "buffer zone" in zones.words
    # Every expression can be made.
    assert all(row.pattern.groups >= 0 for row in phrases._rows)
