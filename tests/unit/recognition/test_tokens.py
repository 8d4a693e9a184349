import pytest

from geomap.recognition.tokens import begins_sentence, expressions, has_capitals, tokenize, word_after, word_before


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("near St. Louis today", ["St. Louis"]),
        ("the U.S.-Mexico border", ["U.S.-Mexico"]),
        ("in Trinidad and Tobago", ["Trinidad and Tobago"]),
        ("O'Fallon's mayor", ["O'Fallon"]),
        ("Côte d’Ivoire won", ["Côte d’Ivoire"]),
        ("from Stratford-upon-Avon by bus", ["Stratford-upon-Avon"]),
        ("to Rio de Janeiro and on", ["Rio de Janeiro"]),
        ("Bashar al-Assad", ["Bashar al-Assad"]),
        ("Hmeimim are Moscow's", ["Hmeimim", "Moscow"]),
        ("an iPhone and @Paris", []),
        ("Que\u0301bec, decomposed", ["Que\u0301bec"]),
    ],
)
def test_runs_of_capitalised_words(text, runs):
    assert [m[0] for m in expressions(text).run.finditer(text)] == runs


def test_tokens_leave_the_possessive_out_and_keep_offsets():
    words = "Sana'a's U.S. St. Kitts"
    assert [(words[t.start : t.end], t.folded) for t in tokenize(words)] == [
        ("Sana'a", "sanaa"),
        ("s", "s"),
        ("U.S.", "us"),
        ("St.", "st"),
        ("Kitts", "kitts"),
    ]


def test_words_around_a_position():
    text = 'He was in "Homs" yesterday. Hama fell.'
    assert word_before(text, text.index("Homs")) == "in"
    assert word_after(text, text.index(" yesterday")) == "yesterday"
    assert begins_sentence(text, text.index("Hama"))
    assert not begins_sentence(text, text.index("Homs"))


@pytest.mark.parametrize("unit", ["A", "A ", "A-", "A of ", "Ab.", "U.S.", "d'A ", "A\n", "al-"])
def test_a_scan_takes_linear_time(unit, grows_linearly):
    grows_linearly(lambda text: sum(1 for _ in expressions(text).run.finditer(text)), lambda n: unit * n, 3000)


@pytest.mark.parametrize("name", ["Łódź", "Țigănești", "Ґалаґан", "Αθήνα", "Ấp Bắc", "Ӱпымарий", "Երևան"])
def test_capitals_of_all_scripts_begin_runs(name):
    assert expressions(f"в {name} x").run.findall(f"в {name} x") == [name]
    assert has_capitals(name)
    assert not has_capitals(name.lower())
