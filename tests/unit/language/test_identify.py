"""Which language a text is in, and what is said where geomap does not read it."""

from pathlib import Path

import pytest

import geomap
from geomap.errors import LanguageWarning
from geomap.language.identify import _names, identified, identify, name_of
from geomap.language.telling import telling
from geomap.maps import ViewOptions, build_view

SENTENCES = {
    "de": "Die Bundeswehr hat am Montag die Stadt erreicht, und der Minister war bei der Ankunft in Kiel dabei.",
    "fr": "Le ministre a déclaré lundi que les pluies avaient inondé une grande partie de la ville de Lyon.",
    "es": "El presidente dijo el lunes que las lluvias habían inundado gran parte de la ciudad de Sevilla.",
    "ru": "Министр сообщил в понедельник, что дожди затопили большую часть города Казань.",
    "uk": "Міністр повідомив у понеділок, що дощі затопили більшу частину міста Харків, і люди виїхали.",
    "pl": "Minister powiedział w poniedziałek, że deszcze zalały dużą część miasta Gdańsk.",
    "ar": "قال الوزير يوم الاثنين إن الأمطار أغرقت جزءا كبيرا من مدينة حمص.",
    "he": "השר אמר ביום שני כי הגשמים הציפו חלק גדול מהעיר חיפה.",
    "tr": "Bakan pazartesi günü yağmurların İzmir şehrinin büyük bölümünü su altında bıraktığını söyledi.",
    "zh": "部长周一表示，暴雨淹没了武汉市的大部分地区。",
    "ja": "大臣は月曜日、大雨で大阪市の大部分が浸水したと述べた。",
    "ko": "장관은 월요일 폭우로 부산시의 대부분이 침수되었다고 말했다.",
}
UNREAD = "Ο υπουργός δήλωσε τη Δευτέρα ότι οι βροχές πλημμύρισαν μεγάλο μέρος της πόλης του Βόλου."
ENGLISH = (
    "Floods in Derna",
    "RT @mayor: stay safe, Napa! #napaquake #earthquake http://t.co/abc",
    "Aleppo, Homs, Hama, Damascus, Tartus, Latakia, Idlib",
    "WASHINGTON -- Senate passes bill",
    "",
    "12 345",
    "Märkische Allgemeine said on Monday that the river had reached the edge of the town.",
)


@pytest.mark.parametrize("code", SENTENCES)
def test_the_language_of_a_sentence(code):
    assert identify(SENTENCES[code]) == code


@pytest.mark.parametrize("text", ENGLISH)
def test_english_and_what_is_too_short_is_english(text):
    assert identify(text) == "en"


UNREAD = "Ο υπουργός είπε τη Δευτέρα ότι ο στρατός έφτασε στην πόλη Χομς και ο δρόμος προς τη Δαμασκό είναι ανοιχτός."
"""Greek: it has no folder. Who adds one takes another language here."""


def test_an_article_does_not_load_the_model():
    """The load takes most of a second: an article in English or a language of much news pays nothing."""
    import subprocess
    import sys

    code = (
        "import sys, geomap.language.identify as i; from geomap.samples import sample_text\n"
        "assert i.identify(sample_text('golan')) == 'en'\n"
        "for code in 'ar de es fr he ru zh'.split(): assert i.identify(sample_text('golan-' + code)) == code, code\n"
        "assert 'py3langid' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sr", "Министар је рекао да су кише поплавиле велики део града, али да се људи враћају кућама."),
        ("mk", "Министерот рече дека дождовите поплавија голем дел од градот, но дека луѓето се враќаат дома."),
        ("ur", "وزیر نے پیر کو کہا کہ بارشوں سے شہر کا بڑا حصہ زیر آب آ گیا ہے اور لوگ گھر چھوڑ رہے ہیں۔"),
        ("da", "Ministeren sagde mandag, at regnen havde oversvømmet en stor del af byen, og at folk var på vej hjem."),
        ("hr", "Ministar je u ponedjeljak rekao da su kiše poplavile velik dio grada i da se ljudi ne mogu vratiti."),
    ],
)
def test_a_quick_look_leaves_near_languages_to_the_model(code, text):
    """A language whose words or letters are mostly another's is never taken for that."""
    assert telling(text, text.split()) in ("", code)


def test_what_a_document_tells_counts():
    assert identified(geomap.Document(SENTENCES["de"], language="nl")).language == "nl"
    assert identified(geomap.Document(SENTENCES["de"], language="en")).language == "en"


def test_a_template_that_says_english_of_everything_does_not_count():
    assert identified(geomap.Document(SENTENCES["ru"], language="en")).language == "ru"
    assert identified(geomap.Document(SENTENCES["de"], language="German")).language == "de"


def test_a_text_in_an_unread_language_warns_and_notes_it():
    with pytest.warns(LanguageWarning, match="the text is in Greek, which geomap does not read yet") as caught:
        parse = geomap.geoparse(UNREAD)
    assert len(caught) == 1
    assert Path(caught[0].filename) == Path(__file__)
    assert parse.document.language == parse.unread_language == "el"


def test_the_map_of_such_a_text_has_a_note():
    from geomap.gazetteer import bundled

    with pytest.warns(LanguageWarning):
        parse = geomap.geoparse(UNREAD)
    for interface, said in (("en", "does not read this language yet (Ελληνικά)"), ("de", "liest diese Sprache noch")):
        notes = build_view([parse, parse], bundled(), ViewOptions(language=interface)).notes
        assert sum(said in note for note in notes) == 1


def test_the_language_can_be_told():
    parse = geomap.geoparse(SENTENCES["de"], text_language="en")
    assert parse.document.language == "en"
    assert parse.unread_language == ""


def test_an_english_text_is_not_warned_of(recwarn):
    parse = geomap.geoparse("Talks on Homs were held in Paris.")
    assert parse.document.language == "en"
    assert not recwarn


def test_names_of_languages_are_those_of_cldr():
    babel = pytest.importorskip("babel")
    for code, name in _names().items():
        if code not in ("no", "tl"):  # CLDR has Bokmål and Filipino
            assert name == (
                babel.Locale.parse(code).get_language_name("en"),
                babel.Locale.parse(code).get_language_name(code),
            )
    assert name_of("de-AT").own == "Deutsch"
    assert name_of("qqq").english == "qqq"
