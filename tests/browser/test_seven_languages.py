"""The sample on the Golan talks in seven languages: each page as its reader sees it, with no option given."""

import pytest

from geomap.maps import ViewOptions, build_view
from geomap.reading import to_document
from geomap.samples import sample_text
from tests.browser.waiting import settle

# What may be meant, and where it is: "the naval base of Tartus" is a place of its own.
PLACES = [
    ({"geomap:golan-heights"}, 35.75, 33.0),
    ({"geonames:172408"}, 36.57, 32.71),
    ({"geomap:hmeimim-air-base"}, 35.95, 35.41),
    ({"geonames:163345", "geomap:tartus-naval-base"}, 35.89, 34.9),
    ({"geonames:169577"}, 36.72, 34.73),
    ({"geonames:170017"}, 36.75, 35.13),
]
# Of each language: how the text goes, what it calls the six places, the zone, and the south of Syria.
WORDS = {
    "ar": ("rtl", "هضبة الجولان|السويداء|حميميم|طرطوس|حمص|وحماة", "المنطقة العازلة", "جنوب سوريا"),
    "he": ("rtl", "רמת הגולן|סווידא|חמיימים|בטרטוס|בחומס|ובחמה", "אזור החיץ", "בדרום סוריה"),
    "fr": ("ltr", "hauteurs du Golan|Soueïda|Hmeimim|Tartous|Homs|Hama", "zone tampon", "sud de la Syrie"),
    "es": ("ltr", "Altos del Golán|Sueida|Hmeimim|Tartús|Homs|Hama", "zona de amortiguamiento", "el sur de Siria"),
    "ru": ("ltr", "Голанских высотах|Сувейде|Хмеймим|Тартусе|Хомсе|Хаме", "буферную зону", "юге Сирии"),
    "de": ("ltr", "Golanhöhen|Sweida|Hmeimim|Tartus|Homs|Hama", "Pufferzone", "Südsyrien"),
    "zh": ("ltr", "戈兰高地|苏韦达|赫梅米姆|塔尔图斯|霍姆斯|哈马", "缓冲区", "叙利亚南部"),
}
# What the map calls the zone, by a name that no text has, Homs, Hama and the Golan Heights: in the base form, whatever
# form the text has.
LABELS = {
    "ar": "المنطقة الفاصلة لقوة الأندوف|حمص|حماة|الجولان",
    "he": 'אזור החיץ של אונדו"ף|חומס|חמה|רמת הגולן',
    "fr": "zone de séparation de la FNUOD|Homs|Hama|plateau du Golan",
    "es": "zona de separación de la FNUOS|Homs|Hama|Altos del Golán",
    "ru": "зона разъединения СООННР|Хомс|Хама|Голанские высоты",
    "de": "UNDOF-Pufferzone|Homs|Hama|Golanhöhen",
    "zh": "观察员部队隔离区|霍姆斯|哈马|戈兰高地",
}
SIZE = "(node) => { const box = node.getBoundingClientRect(); return [box.width, box.height, node.getAttribute('d')]; }"


@pytest.fixture(scope="module")
def view_in():
    from geomap.assembly import assemble_geoparser

    geoparser = assemble_geoparser()

    def make(language):
        parse = geoparser.geoparse(to_document(sample_text(f"golan-{language}")))
        return build_view(parse, geoparser.gazetteer, ViewOptions())

    return make


@pytest.mark.parametrize("language", WORDS)
def test_a_reader_finds_six_places_and_the_zone(open_page, view_in, language):
    direction, names, zone, south = WORDS[language]
    opened = open_page(view_in(language))
    page = opened.page
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [language, direction]
    assert page.get_attribute(".gm-text", "dir") == direction
    assert page.evaluate("getComputedStyle(document.querySelector('.gm-text p')).direction") == direction
    marks = page.locator(".gm-text .gm-mark").all_inner_texts()
    missing = [name for name in [*names.split("|"), south] if not any(name in mark for mark in marks)]
    assert missing == []
    placed = page.evaluate("Object.fromEntries(geomap.features.map((one) => [one.id, [one.lon, one.lat]]))")
    for places, lon, lat in PLACES:
        found = [placed[place] for place in places if place in placed]
        assert found, places
        assert all(abs(at[0] - lon) < 0.15 and abs(at[1] - lat) < 0.15 for at in found), places

    labels = LABELS[language].split("|")
    titles = page.evaluate("geomap.features.map((one) => one.title)")
    assert [label for label in labels if label not in titles] == []
    page.locator(".gm-text .gm-mark.k-zone", has_text=zone).first.click()
    page.wait_for_selector(".leaflet-popup .gm-details")
    assert page.inner_text(".leaflet-popup h2") == labels[0]
    page.evaluate("void geomap.map.setView([33.1, 35.9], 9, { animate: false })")
    settle(page, 100)
    width, height, outline = page.locator(".leaflet-pane path.gm-area.k-zone").first.evaluate(SIZE)
    assert 8 < width < 200
    assert 100 < height < 500
    assert outline.count("L") > 10, "an area with a border of its own"
    assert opened.errors == []
    assert opened.requests == [opened.url]
