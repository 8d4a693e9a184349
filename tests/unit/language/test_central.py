"""Names in the sentences of ten languages between Baltic, Adriatic and Bosporus: cases, adjectives, words."""

import pytest

from geomap.gazetteer import layout, open_gazetteer
from geomap.gazetteer.naming import spoken_names
from geomap.language import find_language
from geomap.language.sentences import Sentences
from geomap.recognition.heads import heads_of
from geomap.resolution.apposition import appositions_of
from geomap.resolution.context import wanted_of
from geomap.resolution.cues import asked_for

CODES = ("pl", "cs", "sk", "sl", "hr", "fi", "hu", "et", "tr", "ro")

NAMES = {
    "pl": """Krakowie=Kraków Łodzi=Łódź Poznania=Poznań Wrocławiem=Wrocław Białymstoku=Białystok Wiedniu=Vienna
        Włocławku=Włocławek Sosnowca=Sosnowiec Niemczech=Germany Włoszech=Italy Węgier=Hungary Chin=China
        Katowic=Katowice Pradze=Prague Moskwie=Moscow Madrycie=Madrid Belgradzie=Belgrade Zielonej_Góry=Zielona_Góra
        Wielkiej_Brytanii=United_Kingdom Stanów_Zjednoczonych=United_States Stanach_Zjednoczonych=United_States
        Gdańskiem=Gdańsk Opolu=Opole Zamościu=Zamość Kosowie=Kosovo Helsinek=Helsinki Morzu_Czarnym=Black_Sea
        Karoliny_Północnej=North_Carolina Azji=Asia""",
    "cs": """Praze=Prague Brně=Brno Olomouci=Olomouc Plzni=Plzeň Vídní=Vienna Paříži=Paris Kodaně=Copenhagen
        Německu=Germany Velké_Británii=United_Kingdom Spojených_států=United_States
        Českých_Budějovicích=České_Budějovice Karlových_Varech=Karlovy_Vary Pardubicích=Pardubice
        Mladé_Boleslavi=Mladá_Boleslav Jablonce_nad_Nisou=Jablonec_nad_Nisou
        Jižní_Koreje=South_Korea Jihomoravském_kraji=South_Moravia Americe=United_States Helsinek=Helsinki
        Drážďan=Dresden Ústím_nad_Labem=Ústí_nad_Labem Francií=France""",
    "sk": """Bratislave=Bratislava Košiciach=Košice Banskej_Bystrici=Banská_Bystrica Piešťanoch=Piešťany Prešova=Prešov
        Michaloviec=Michalovce Viedni=Vienna Nemecku=Germany Britániou=United_Kingdom Spojených_štátoch=United_States
        Ružomberka=Ružomberok Plzňou=Plzeň Paríži=Paris Dunajskej_Strede=Dunajská_Streda""",
    "sl": """Ljubljani=Ljubljana Bruslja=Brussels Kopru=Koper Novem_mestu=Novo_Mesto Kitajskem=China Nemčijo=Germany
        Združenih_državah=United_States Velike_Britanije=United_Kingdom New_Yorka=New_York Benetk=Venice
        Slovenj_Gradcu=Slovenj_Gradec Ohiu=Ohio Helsinkih=Helsinki Novi_Gorici=Nova_Gorica Domžal=Domžale""",
    "hr": """Zagrebu=Zagreb Rijeci=Rijeka Zadra=Zadar Čakovcu=Čakovec Karlovca=Karlovac Novom_Sadu=Novi_Sad
        Bosni_i_Hercegovini=Bosnia_and_Herzegovina Crnoj_Gori=Montenegro Njemačkoj=Germany Banjoj_Luci=Banja_Luka
        Sjedinjenih_Država=United_States Vinkovaca=Vinkovci Beogradom=Belgrade Sarajeva=Sarajevo SAD-u=United_States
        Slavonskom_Brodu=Slavonski_Brod""",
    "fi": """Helsingissä=Helsinki Turun=Turku Lahdessa=Lahti Tampereella=Tampere Rovaniemeltä=Rovaniemi
        Seinäjoen=Seinäjoki Suomesta=Finland Englannin=England Euroopassa=Europe Yhdysvaltoihin=United_States
        Lappeenrannassa=Lappeenranta Turkin=Turkey Washingtonissa=Washington Vilnan=Vilnius Alankomaissa=Netherlands
        Uuden-Seelannin=New_Zealand Etelä-Koreasta=South_Korea USA:n=United_States Riian=Riga Tarttoon=Tartu""",
    "hu": """Budapesten=Budapest Debrecenbe=Debrecen Szegedről=Szeged Oroszországgal=Russia Kijevvel=Kyiv
        Kolozsvárott=Cluj-Napoca Londonból=London Egyesült_Államokban=United_States Varsóból=Warsaw
        Nagy-Britanniába=United_Kingdom USA-ban=United_States New_York-ban=New_York Párizzsal=Paris""",
    "et": """Tartus=Tartu Londonis=London Venemaale=Russia Tallinna=Tallinn Eestist=Estonia Kölnis=Köln
        Ameerika_Ühendriikides=United_States Soomega=Finland""",
    "tr": """Ankara'dan=Ankara İstanbul'un=Istanbul İzmir'deki=İzmir ABD'nin=United_States Diyarbakırda=Diyarbakır
        Türkiyeye=Turkey Amerika_Birleşik_Devletleri'nde=United_States DİYARBAKIR=Diyarbakır Isparta'da=Isparta
        Ege_Denizi'nde=Aegean_Sea""",
    "ro": """Bucureștiului=Bucharest României=Romania Franței=France Republicii_Moldova=Moldova Mării_Negre=Black_Sea
        Statelor_Unite=United_States Coreei_de_Nord=North_Korea Clujului=Cluj Marii_Britanii=United_Kingdom
        Parisul=Paris Iașiului=Iași Timișoarei=Timişoara Dunării=Danube Țărilor_de_Jos=Netherlands""",
}

ADJECTIVES = {
    "pl": "krakowskiego=Kraków warszawskiej=Warsaw moskiewskim=Moscow wrocławskie=Wrocław polskiego=Poland",
    "cs": "pražského=Prague brněnské=Brno kladenské=Kladno londýnském=London moskevskou=Moscow plzeňských=Plzeň",
    "sk": "bratislavského=Bratislava košickej=Košice pražský=Prague nitrianskom=Nitra moskovskú=Moscow",
    "sl": "ljubljanskega=Ljubljana mariborski=Maribor tržaške=Trieste beograjskih=Belgrade pariški=Paris",
    "hr": "zagrebačkog=Zagreb splitskoj=Split riječki=Rijeka osječka=Osijek beogradskim=Belgrade moskovske=Moscow",
    "fi": "helsinkiläinen=Helsinki lontoolaisen=London tamperelaiset=Tampere",
    "hu": "budapesti=Budapest londoni=London magyarországi=Hungary",
    "tr": "ankaralı=Ankara istanbullu=Istanbul izmirliler=İzmir",
    "ro": "clujean=Cluj ieșeni=Iași londonezi=London moscovit=Moscow",
}

ORDINARY = {
    "pl": "ale pani panie aby koniec dane danych może taki także",
    "cs": "ale pane bude není také loni musí práce",
    "sk": "ale pani bude ešte môže vlani koncom",
    "sl": "danes pri tako mislim lani vse kaj",
    "hr": "sada može ima koji samo moraju kažu",
    "fi": "tämän miten missä nämä edellä sanoin",
    "hu": "vannak saját sokan egyre lehet",
    "et": "mõned samas kord pärast",
    "tr": "ama kentin burada olan sonra",
    "ro": "în centrul actul fost dacă codul",
}
"""Words whose capital begins a sentence, or that endings would make a place of."""


@pytest.fixture(scope="module")
def spoken():
    gazetteer = open_gazetteer(user_places=False)
    return lambda code: spoken_names(gazetteer, find_language(code))


def _pairs(table):
    return [(code, *pair.replace("_", " ").split("=")) for code, text in table.items() for pair in text.split()]


def _meant(names, written):
    reading = names.reading(names.fold(written))
    return [] if reading is None else [names.gazetteer.name_of(place) for place, _ in reading.bearers]


@pytest.mark.parametrize(("code", "written", "place"), _pairs(NAMES))
def test_a_name_in_a_case_is_its_place(spoken, code, written, place):
    assert place in _meant(spoken(code), written)[:2]


@pytest.mark.parametrize(("code", "written", "place"), _pairs(ADJECTIVES))
def test_an_adjective_is_of_its_place(spoken, code, written, place):
    names = spoken(code)
    reading = names.reading(names.fold(written))
    assert place in [names.gazetteer.name_of(index) for index, _ in reading.bearers]
    assert reading.tier == layout.TIER_DEMONYM


@pytest.mark.parametrize(("code", "words"), ORDINARY.items())
def test_an_ordinary_word_is_no_place_in_another_case(spoken, code, words):
    names = spoken(code)
    never = find_language(code).words.never
    taken = {}
    for word in words.split():
        reading = names.reading(names.fold(word))
        if names.fold(word) not in never and reading is not None and reading.how == "ending":
            taken[word] = reading.base
    assert taken == {}


@pytest.mark.parametrize("code", CODES)
def test_each_folder_has_its_words(code):
    language = find_language(code)
    assert len(language.words.titles) > 60
    assert len(language.words.function_words) > 40
    assert len(language.common_words) > 1500
    assert len(language.heads.kinds) > 6
    assert heads_of(language).sites


@pytest.mark.parametrize(
    ("code", "text", "sentences"),
    [
        ("cs", "Sešli se dne 3. ledna v Praze. Přijel i prof. Novák.", 2),
        ("pl", "Mieszka przy ul. Długiej w Krakowie. Byli m.in. Anna i Jan.", 2),
        ("hu", "A Kossuth u. 5. szám alatt él. Pécsett volt.", 2),
        ("tr", "Prof. Dr. Yılmaz Ankara'da konuştu. Sonra gitti.", 2),
        ("ro", "Locuiește pe str. Mare nr. 5 din Iași. A venit dl. Popescu.", 2),
    ],
)
def test_a_short_form_ends_no_sentence(code, text, sentences):
    found = {Sentences(text, find_language(code)).around(i, i + 1) for i in range(len(text) - 1) if text[i].isalpha()}
    assert len(found) == sentences


@pytest.mark.parametrize(
    ("code", "head", "kind"),
    [
        ("pl", "województwie", "admin1"),
        ("pl", "rzece", "water"),
        ("cs", "městě", "city"),
        ("cs", "pohoří", "nature"),
        ("sk", "okresu", "admin2"),
        ("sl", "občini", "admin2"),
        ("hr", "županiji", "admin1"),
        ("fi", "järvellä", "water"),
        ("hu", "megyében", "admin1"),
        ("et", "vallas", "admin2"),
        ("tr", "ilçesinde", "admin2"),
        ("ro", "județului", "admin1"),
    ],
)
def test_a_head_noun_in_a_case_asks_for_its_kind(code, head, kind):
    assert kind in wanted_of(find_language(code), head)


@pytest.mark.parametrize(
    ("code", "between"),
    [
        ("pl", " na południu "),
        ("cs", ", obec v okrese "),
        ("sk", " v "),
        ("sl", " na severu "),
        ("hr", ", grad u "),
        ("ro", ", oraș din "),
    ],
)
def test_words_put_a_place_into_another(code, between):
    cues = find_language(code).cues
    appositions = appositions_of(find_language(code))
    assert cues.within
    assert appositions._in.fullmatch(between) or appositions._apposed.fullmatch(between)


def test_a_mayor_asks_for_a_town_and_a_governor_for_a_unit():
    text = "primátor Brna a guvernér Georgie"
    czech = find_language("cs")
    assert asked_for(text, 9, 13, czech) == "town"
    assert asked_for(text, 25, 32, czech) == "unit"


def test_bosnian_reads_as_croatian():
    assert find_language("bs") is find_language("hr")
