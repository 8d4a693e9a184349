"""Movements in other languages than English: told by how they mark origin and destination, and where nothing moves."""

from __future__ import annotations

import pytest

import geomap

TOLD = [
    ("de", "Ein Konvoi fuhr am Montag von Damaskus nach Homs.", "Damascus", "Homs"),
    ("de", "Tausende Flüchtlinge sind aus Aleppo in die Türkei geflohen.", "Aleppo", "Turkey"),
    ("de", "Der Frachter soll von Odessa nach Istanbul fahren.", "Odesa", "Istanbul"),
    ("nl", "Een konvooi reed maandag van Damascus naar Homs.", "Damascus", "Homs"),
    ("nl", "Duizenden mensen vluchtten uit Aleppo naar Turkije.", "Aleppo", "Turkey"),
    ("sv", "En konvoj körde från Damaskus till Homs.", "Damascus", "Homs"),
    ("sv", "Tusentals flydde från Aleppo till Turkiet.", "Aleppo", "Turkey"),
    ("fr", "Un convoi est parti de Damas pour Homs lundi.", "Damascus", "Homs"),
    ("fr", "Des milliers de réfugiés ont fui depuis Damas vers la Turquie.", "Damascus", "Turkey"),
    ("es", "Un convoy viajó el lunes de Damasco a Homs.", "Damascus", "Homs"),
    ("es", "Miles de personas huyeron desde Alepo hacia Turquía.", "Aleppo", "Turkey"),
    ("pt", "Um comboio seguiu na segunda-feira de Damasco para Homs.", "Damascus", "Homs"),
    ("pt", "Milhares de pessoas fugiram de Alepo para a Turquia.", "Aleppo", "Turkey"),
    ("it", "Un convoglio è partito lunedì da Damasco verso Homs.", "Damascus", "Homs"),
    ("it", "Migliaia di persone sono fuggite da Aleppo in Turchia.", "Aleppo", "Turkey"),
    ("ro", "Un convoi a plecat luni din Damasc spre Homs.", "Damascus", "Homs"),
    ("ro", "Mii de oameni au fugit din Alep în Turcia.", "Aleppo", "Turkey"),
    ("ru", "Колонна выехала в понедельник из Дамаска в Хомс.", "Damascus", "Homs"),
    ("ru", "Тысячи людей бежали из Алеппо в Турцию.", "Aleppo", "Turkey"),
    ("ru", "В Хомс из Дамаска прибыл конвой.", "Damascus", "Homs"),
    ("uk", "Колона виїхала в понеділок із Дамаска до Хомса.", "Damascus", "Homs"),
    ("uk", "Тисячі людей утекли з Алеппо до Туреччини.", "Aleppo", "Turkey"),
    ("bg", "Конвой тръгна в понеделник от Дамаск за Хомс.", "Damascus", "Homs"),
    ("bg", "Хиляди хора избягаха от Алепо в Турция.", "Aleppo", "Turkey"),
    ("pl", "Konwój wyruszył w poniedziałek z Damaszku do Homs.", "Damascus", "Homs"),
    ("pl", "Tysiące ludzi uciekło z Aleppo do Turcji.", "Aleppo", "Turkey"),
    ("cs", "Konvoj vyjel v pondělí z Damašku do Homsu.", "Damascus", "Homs"),
    ("cs", "Tisíce lidí uprchly z Aleppa do Turecka.", "Aleppo", "Turkey"),
    ("sk", "Konvoj odišiel v pondelok z Damasku do Homsu.", "Damascus", "Homs"),
    ("sk", "Tisíce ľudí utiekli z Aleppa do Turecka.", "Aleppo", "Turkey"),
    ("sl", "Konvoj je v ponedeljek odpotoval iz Damaska v Homs.", "Damascus", "Homs"),
    ("sl", "Na tisoče ljudi je zbežalo iz Alepa v Turčijo.", "Aleppo", "Turkey"),
    ("hr", "Konvoj je u ponedjeljak krenuo iz Damaska u Homs.", "Damascus", "Homs"),
    ("hr", "Tisuće ljudi pobjegle su iz Alepa u Tursku.", "Aleppo", "Turkey"),
    ("sr", "Конвој је у понедељак кренуо из Дамаска у Хомс.", "Damascus", "Homs"),
    ("sr", "Хиљаде људи побегле су из Алепа у Турску.", "Aleppo", "Turkey"),
    ("fi", "Tuhannet ihmiset pakenivat Aleposta Turkkiin.", "Aleppo", "Turkey"),
    ("tr", "Konvoy pazartesi günü Ankara'dan Adana'ya gitti.", "Ankara", "Adana"),
    ("ar", "سافرت القافلة يوم الاثنين من دمشق إلى حمص.", "Damascus", "Homs"),
    ("ar", "فر آلاف الناس من حلب إلى تركيا.", "Aleppo", "Turkey"),
    ("he", "השיירה נסעה ביום שני מדמשק לחומס.", "Damascus", "Homs"),
    ("he", "אלפי אנשים ברחו מדמשק לטורקיה.", "Damascus", "Turkey"),
    ("fa", "کاروان روز دوشنبه از دمشق به حمص رفت.", "Damascus", "Homs"),
    ("fa", "هزاران نفر از حلب به ترکیه گریختند.", "Aleppo", "Turkey"),
    ("hi", "काफिला सोमवार को दमिश्क से होम्स के लिए रवाना हुआ।", "Damascus", "Homs"),
    ("hi", "हज़ारों लोग दिल्ली से मुंबई चले गए।", "Delhi", "Mumbai"),
    ("id", "Konvoi berangkat hari Senin dari Damaskus ke Homs.", "Damascus", "Homs"),
    ("id", "Ribuan orang melarikan diri dari Aleppo ke Turki.", "Aleppo", "Turkey"),
    ("zh", "车队周一从大马士革开往霍姆斯。", "Damascus", "Homs"),
    ("zh", "数千名难民从阿勒颇逃往土耳其。", "Aleppo", "Turkey"),
    ("fi", "Tuhannet ihmiset matkustivat Helsingistä Tampereelle.", "Helsinki", "Tampere"),
]
SILENT = [
    ("de", "Ein Mann aus Köln wartete in Rom."),
    ("de", "Die Straße von Damaskus nach Homs ist gesperrt."),
    ("de", "Das Flugzeug flog nicht von Wien nach Riga."),
    ("nl", "De burgemeester van Lyon sprak in Parijs."),
    ("sv", "Vägen från Damaskus till Homs är stängd."),
    ("fr", "Le maire de Lyon est arrivé à Paris."),
    ("fr", "La route de Damas à Homs est fermée."),
    ("es", "El alcalde de Sevilla llegó a Madrid."),
    ("pt", "O presidente de Lisboa chegou a Madrid."),
    ("it", "Il sindaco di Milano è arrivato a Roma."),
    ("ro", "Primarul din Cluj a vorbit la Iași."),
    ("ru", "Самолёт не вылетел из Казани в Сочи."),
    ("ru", "Дорога из Дамаска в Хомс закрыта."),
    ("ru", "Беженцы из Алеппо живут в Турции."),
    ("ru", "Посол из Москвы приехал и остался в Сирии."),
    ("uk", "Дорога з Києва до Львова закрита."),
    ("bg", "Пътят от София до Варна е затворен."),
    ("pl", "Droga z Krakowa do Warszawy jest zamknięta."),
    ("cs", "Silnice z Prahy do Brna je uzavřená."),
    ("sk", "Diaľnica z Bratislavy do Trnavy je uzavretá."),
    ("sl", "Cesta iz Ljubljane v Maribor je zaprta."),
    ("hr", "Cesta od Zagreba do Splita je zatvorena."),
    ("sr", "Пут од Београда до Ниша је затворен."),
    ("fi", "Moottoritie Turusta Helsinkiin on suljettu."),
    ("tr", "Ankara'dan Adana'ya yol kapalı."),
    ("ar", "الطريق من دمشق إلى حمص مغلق."),
    ("ar", "لم تصل الطائرة من القاهرة إلى بيروت."),
    ("he", "הכביש מחיפה לתל אביב סגור."),
    ("fa", "جاده تهران به قم بسته است."),
    ("hi", "दिल्ली से मुंबई की सड़क बंद है।"),
    ("id", "Jalan dari Jakarta ke Bandung ditutup."),
    ("zh", "从北京到上海的公路关闭了。"),
    ("uk", "Компанія запустила рейс з Києва до Лісабона."),
    ("de", "In Homs, sagte der Minister aus Damaskus, sei es ruhig."),
    ("fr", "Parti de la gare, le ministre de Damas a parlé à Homs."),
]


def movements(language, text):
    return geomap.geoparse(geomap.Document(text, language=language)).movements


@pytest.mark.parametrize(("language", "text", "origin", "destination"), TOLD)
def test_a_movement_leads_from_its_origin_to_its_destination(language, text, origin, destination):
    (one,) = movements(language, text)
    assert (one.origin.place.name, one.destination.place.name) == (origin, destination)
    assert one.confidence > 0.2


@pytest.mark.parametrize(("language", "text"), SILENT)
def test_where_nothing_moves_nothing_is_drawn(language, text):
    # A road, a denial, somebody who comes from elsewhere, a new connection.
    assert movements(language, text) == ()


@pytest.mark.parametrize(
    ("language", "text", "kind", "mover"),
    [
        ("de", "Tausende Flüchtlinge sind aus Aleppo in die Türkei geflohen.", "escape", "Flüchtlinge"),
        ("ru", "Колонна выехала из Дамаска в Хомс.", "transport", "Колонна"),
        ("zh", "数千名难民从阿勒颇逃往土耳其。", "escape", "难民"),
    ],
)
def test_it_says_who_moves(language, text, kind, mover):
    (one,) = movements(language, text)
    assert (one.kind, one.mover) == (kind, mover)


def test_what_is_announced_is_said_to_be_planned():
    (one,) = movements("de", "Der Frachter soll von Odessa nach Istanbul fahren.")
    assert one.planned
    assert one.confidence < 0.5
