"""The first view of a story in another language than English: its towns, and no far capital that the text names aside.

The texts are one story: talks in Paris on the future of Homs, open markets in Homs and Hama, fishermen of Tartus, a
trader who was born in Madrid, and Ankara that is pleased.
"""

from __future__ import annotations

import pytest

import geomap
from geomap.maps.view import Box
from geomap.prominence import prominences

STORIES = {
    "ar": (
        "باريس (وكالة) - أنهى مفاوضون يوم الأربعاء في باريس محادثات حول مستقبل حمص. "
        "وفي حمص وحماة تفتح الأسواق أبوابها، وفي طرطوس خرج الصيادون إلى البحر. "
        "وقال تاجر ولد في مدريد إنه يعيش في اللاذقية. "
        "ورحبت أنقرة بالمحادثات."
    ),
    "bg": (
        "ПАРИЖ (Агенция) - Преговарящи приключиха в сряда в Париж разговори за бъдещето на Хомс. "
        "В Хомс и Хама пазарите са отворени, а в Тартус рибарите излязоха в морето. "
        "Търговец, роден в Мадрид, продава плодове в Латакия. "
        "Анкара приветства разговорите."
    ),
    "cs": (
        "PAŘÍŽ (Agentura) - Vyjednavači ve středu v Paříži ukončili rozhovory o budoucnosti Homsu. "
        "V Homsu a Hamá jsou trhy otevřené a v Tartúsu vyjeli rybáři na moře. "
        "Obchodník narozený v Madridu prodává ovoce v Latákii. "
        "Ankara rozhovory přivítala."
    ),
    "de": (
        "PARIS (Agentur) - Unterhändler haben am Mittwoch in Paris Gespräche über die Zukunft von Homs "
        "beendet. "
        "In Homs und Hama sind die Märkte offen, und in Tartus fuhren Fischer aufs Meer. "
        "Ein Händler, der in Madrid geboren wurde, verkauft Obst in Latakia. "
        "Ankara begrüßte die Gespräche."
    ),
    "es": (
        "PARÍS (Agencia) - Negociadores cerraron el miércoles en París las conversaciones sobre el futuro de "
        "Homs. "
        "En Homs y Hama los mercados están abiertos, y en Tartús los pescadores salieron al mar. "
        "Un comerciante nacido en Madrid vende fruta en Latakia. "
        "Ankara celebró las conversaciones."
    ),
    "fa": (
        "پاریس (خبرگزاری) - مذاکره\u200cکنندگان روز چهارشنبه در پاریس مذاکرات درباره آینده حمص را به پایان "
        "رساندند. "
        "در حمص و حماه بازارها باز است و در طرطوس ماهیگیران به دریا رفتند. "
        "بازرگانی که در مادرید به دنیا آمده در لاذقیه میوه می\u200cفروشد. "
        "آنکارا از مذاکرات استقبال کرد."
    ),
    "fi": (
        "PARIISI (Toimisto) - Neuvottelijat päättivät keskiviikkona Pariisissa neuvottelut Homsin "
        "tulevaisuudesta. "
        "Homsissa ja Hamassa torit ovat auki, ja Tartusissa kalastajat lähtivät merelle. "
        "Madridissa syntynyt kauppias myy hedelmiä Latakiassa. "
        "Ankara kiitti neuvotteluja."
    ),
    "fr": (
        "PARIS (Agence) - Des négociateurs ont achevé mercredi à Paris des pourparlers sur l'avenir de Homs. "
        "À Homs et à Hama, les marchés sont ouverts, et à Tartous les pêcheurs sont sortis en mer. "
        "Un commerçant né à Madrid vend des fruits à Lattaquié. "
        "Ankara a salué les pourparlers."
    ),
    "he": (
        "פריז - נציגים סיימו ביום רביעי בפריז שיחות על עתידה של חומס. "
        "בחומס ובחמה השווקים פתוחים, ובטרטוס יצאו הדייגים לים. "
        "סוחר שנולד במדריד מוכר פירות בלטקיה. "
        "אנקרה בירכה על השיחות."
    ),
    "hi": (
        "पेरिस (एजेंसी) - वार्ताकारों ने बुधवार को पेरिस में होम्स के भविष्य पर वार्ता पूरी की। "
        "होम्स और हमा में बाज़ार खुले हैं, और टार्टस में मछुआरे समुद्र में गए। "
        "मैड्रिड में जन्मे एक व्यापारी लताकिया में फल बेचते हैं। "
        "अंकारा ने वार्ता का स्वागत किया।"
    ),
    "hr": (
        "PARIZ (Agencija) - Pregovarači su u srijedu u Parizu završili razgovore o budućnosti Homsa. "
        "U Homsu i Hami tržnice su otvorene, a u Tartusu su ribari izašli na more. "
        "Trgovac rođen u Madridu prodaje voće u Latakiji. "
        "Ankara je pozdravila razgovore."
    ),
    "id": (
        "PARIS (Kantor Berita) - Para perunding hari Rabu di Paris menyelesaikan perundingan tentang masa "
        "depan Homs. "
        "Di Homs dan Hama pasar buka, dan di Tartus nelayan melaut. "
        "Seorang pedagang kelahiran Madrid menjual buah di Latakia. "
        "Ankara menyambut perundingan itu."
    ),
    "it": (
        "PARIGI (Agenzia) - I negoziatori hanno concluso mercoledì a Parigi i colloqui sul futuro di Homs. "
        "A Homs e Hama i mercati sono aperti, e a Tartus i pescatori sono usciti in mare. "
        "Un commerciante nato a Madrid vende frutta a Latakia. "
        "Ankara ha accolto con favore i colloqui."
    ),
    "nl": (
        "PARIJS (Agentschap) - Onderhandelaars hebben woensdag in Parijs gesprekken over de toekomst van "
        "Homs afgerond. "
        "In Homs en Hama zijn de markten open, en in Tartus voeren vissers uit. "
        "Een handelaar die geboren is in Madrid verkoopt fruit in Latakia. "
        "Ankara verwelkomde de gesprekken."
    ),
    "pl": (
        "PARYŻ (Agencja) - Negocjatorzy zakończyli w środę w Paryżu rozmowy o przyszłości Homs. "
        "W Homs i Hamie targi są otwarte, a w Tartusie rybacy wypłynęli w morze. "
        "Handlarz urodzony w Madrycie sprzedaje owoce w Latakii. "
        "Ankara pochwaliła rozmowy."
    ),
    "pt": (
        "PARIS (Agência) - Negociadores concluíram na quarta-feira em Paris as conversações sobre o futuro "
        "de Homs. "
        "Em Homs e Hama os mercados estão abertos, e em Tartus os pescadores saíram para o mar. "
        "Um comerciante nascido em Madrid vende fruta em Latakia. "
        "Ancara saudou as conversações."
    ),
    "ro": (
        "PARIS (Agenție) - Negociatorii au încheiat miercuri la Paris discuțiile despre viitorul orașului "
        "Homs. "
        "În Homs și Hama piețele sunt deschise, iar în Tartus pescarii au ieșit pe mare. "
        "Un negustor născut la Madrid vinde fructe în Latakia. "
        "Ankara a salutat discuțiile."
    ),
    "ru": (
        "ПАРИЖ, 12 ноября. "
        "/Агентство/. "
        "Переговорщики завершили в среду в Париже переговоры о будущем Хомса. "
        "В Хомсе и Хаме рынки открыты, а в Тартусе рыбаки вышли в море. "
        "Торговец, родившийся в Мадриде, продаёт фрукты в Латакии. "
        "Анкара приветствовала переговоры."
    ),
    "sk": (
        "PARÍŽ (Agentúra) - Vyjednávači v stredu v Paríži ukončili rokovania o budúcnosti Homsu. "
        "V Homse a Hame sú trhy otvorené a v Tartúse vyšli rybári na more. "
        "Obchodník narodený v Madride predáva ovocie v Latakii. "
        "Ankara rokovania privítala."
    ),
    "sl": (
        "PARIZ (Agencija) - Pogajalci so v sredo v Parizu končali pogovore o prihodnosti Homsa. "
        "V Homsu in Hami so tržnice odprte, v Tartusu so ribiči odšli na morje. "
        "Trgovec, rojen v Madridu, prodaja sadje v Latakiji. "
        "Ankara je pozdravila pogovore."
    ),
    "sr": (
        "ПАРИЗ (Агенција) - Преговарачи су у среду у Паризу завршили разговоре о будућности Хомса. "
        "У Хомсу и Хами пијаце су отворене, а у Тартусу су рибари изашли на море. "
        "Трговац рођен у Мадриду продаје воће у Латакији. "
        "Анкара је поздравила разговоре."
    ),
    "sv": (
        "PARIS (Byrån) - Förhandlare avslutade på onsdagen i Paris samtal om framtiden för Homs. "
        "I Homs och Hama är marknaderna öppna, och i Tartus gick fiskare till sjöss. "
        "En handlare som är född i Madrid säljer frukt i Latakia. "
        "Ankara välkomnade samtalen."
    ),
    "tr": (
        "PARİS (Ajans) - Müzakereciler çarşamba günü Paris'te Humus'un geleceği üzerine görüşmeleri "
        "tamamladı. "
        "Humus'ta ve Hama'da pazarlar açık, Tartus'ta balıkçılar denize açıldı. "
        "Madrid'de doğan bir tüccar Lazkiye'de meyve satıyor. "
        "Ankara görüşmeleri memnuniyetle karşıladı."
    ),
    "uk": (
        "ПАРИЖ (Агенція) - Переговорники завершили в середу в Парижі переговори про майбутнє Хомса. "
        "У Хомсі та Хамі ринки відкриті, а в Тартусі рибалки вийшли в море. "
        "Торговець, який народився в Мадриді, продає фрукти в Латакії. "
        "Анкара привітала переговори."
    ),
    "zh": (
        "（本社巴黎11月12日电）谈判代表周三在巴黎结束了关于霍姆斯未来的会谈。"
        "在霍姆斯和哈马，市场照常开放，塔尔图斯的渔民出海了。"
        "一名出生在马德里的商人在拉塔基亚卖水果。"
        "安卡拉对会谈表示欢迎。"
    ),
}
SYRIA = Box(34.0, 32.0, 39.5, 38.0)
ITS_TOWNS = ((36.72, 34.73), (36.75, 35.13), (35.89, 34.89))
FAR = {"Paris": 0.65, "Madrid": 0.25, "Ankara": 0.1}
"""Most prominence of the places that the story is not about."""


@pytest.fixture(scope="module", params=sorted(STORIES))
def story(request):
    return geomap.map_text(geomap.Document(STORIES[request.param], language=request.param))


def test_the_first_view_shows_the_towns_of_the_story_and_no_far_capital(story):
    view = story.view.viewport
    assert any(view.contains(*town) for town in ITS_TOWNS)
    assert SYRIA.west < view.west
    assert view.east < SYRIA.east
    assert SYRIA.south < view.south
    assert view.north < SYRIA.north


def test_far_places_are_named_aside(story):
    found = prominences(story.parses[0])
    told = {r.place.name: found[r.place.id].value for r in story.parses[0].resolutions if r.place is not None}
    assert told["Hama" if "Hama" in told else "Tartus"] > 0.7
    far = {name: value for name, value in told.items() if name in FAR}
    assert len(far) >= 2
    assert all(value <= FAR[name] for name, value in far.items())


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        (
            (
                "BERLIN (Agentur) - Tausende Flüchtlinge sind am Montag aus Aleppo in die Türkei geflohen. "
                "Ein Konvoi mit Mehl fuhr von Damaskus nach Homs. In Hama blieb es ruhig."
            ),
            (36.72, 34.73),
            (13.4, 52.52),
        ),
        (
            (
                "BERLIN (Agentur) - In Potsdam brannte am Montag ein Lagerhaus. "
                "Auch in Cottbus und in Paris rückte die Feuerwehr aus."
            ),
            (13.06, 52.4),
            (2.35, 48.85),
        ),
    ],
)
def test_a_capital_that_a_report_is_only_sent_from_is_no_scene(text, inside, outside):
    view = geomap.map_text(geomap.Document(text, language="de")).view.viewport
    assert view.contains(*inside)
    assert not view.contains(*outside)
