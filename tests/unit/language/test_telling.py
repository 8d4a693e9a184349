"""Which language a text is in, told without a model."""

import subprocess
import sys

import pytest

from geomap.language.identify import identify

TEXTS = {
    "ru": "Министр сообщил в понедельник, что дожди затопили большую часть города, и объявил эвакуацию.",
    "uk": "Міністр повідомив у понеділок, що дощі затопили більшу частину міста, і люди виїхали з її околиць.",
    "be": "Міністр паведаміў у панядзелак, што дажджы затапілі большую частку горада, а людзі выехалі ў вёскі.",
    "bg": "Министърът съобщи в понеделник, че дъждовете са наводнили голяма част от града и хората са напуснали.",
    "sr": "Министар је рекао у понедељак да су кише поплавиле већи део града и да су људи отишли кући.",
    "ar": "قال الوزير يوم الاثنين إن الأمطار أغرقت جزءا كبيرا من المدينة.",
    "fa": "وزیر روز دوشنبه گفت که باران بخش بزرگی از شهر را گرفته و پل‌ها را خراب کرده است، او گزارش داد.",
    "zh": "部长周一表示，暴雨淹没了这座城市的大部分地区。",
    "de": "Der Minister sagte am Montag, dass der Regen die Stadt überflutet hat und die Menschen auf dem Weg sind.",
    "es": "El ministro dijo el lunes que las lluvias han inundado la ciudad y que los vecinos se han ido por la noche.",
    "it": "Il ministro ha detto lunedì che le piogge hanno allagato la città e che gli abitanti sono nella piazza.",
}
LEFT_OPEN = {
    "hr": "Ministar je rekao u ponedjeljak da su kiše poplavile grad i da se ljudi vraćaju.",
}


@pytest.fixture(scope="module")
def told():
    code = (
        "import sys, json; from geomap.language.identify import identify\n"
        "texts = json.load(sys.stdin)\n"
        "print(json.dumps([{c: identify(t) for c, t in texts.items()}, 'py3langid' in sys.modules]))"
    )
    import json

    done = subprocess.run(
        [sys.executable, "-c", code], input=json.dumps(TEXTS), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("code", TEXTS)
def test_letters_and_small_words_tell_a_language(told, code):
    assert told[0][code] == code


def test_no_model_is_loaded_for_them(told):
    """The load takes most of a second."""
    assert told[1] is False


@pytest.mark.parametrize("code", LEFT_OPEN)
def test_neighbours_are_left_to_the_classifier(code):
    from geomap.language.telling import quickly_told

    assert quickly_told(LEFT_OPEN[code], LEFT_OPEN[code].split()) == ""
    assert identify(LEFT_OPEN[code]) != "en"
