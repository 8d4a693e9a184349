import pytest

from geomap.errors import InputError
from geomap.reading.html import read_html

pytest.importorskip("trafilatura", reason="needs geomap-news[readers]")

PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!doctype html><html lang="fr-CA"><head><title>Pluie | La Poste</title>
<meta property="og:site_name" content="La Poste de Hama"><meta property="og:title" content="Pluie à Hama">
<meta property="article:published_time" content="2025-10-14T08:00:00Z"></head>
<body><nav><a href="/london">London</a> <a href="/tokyo">Tokyo</a></nav>
<article><h1>Pluie à Hama</h1><p>Il a plu trois jours sur Hama et la rivière est montée de deux mètres, dit-on.</p>
<p>Les magasins de Homs sont restés fermés mardi, et la route d’Alep était coupée près de Maarat.</p></article>
<script>var city = "Madrid"</script><footer>Copyright 2019, bureau de Berlin</footer></body></html>"""


def test_the_article_is_taken_without_menu_script_and_footer():
    extract = read_html(PAGE.encode(), "page.html")
    assert "magasins de Homs" in extract.text
    for noise in ("London", "Tokyo", "Madrid", "Berlin"):
        assert noise not in extract.text
    assert "\n\n" in extract.text


def test_facts_come_from_the_metadata():
    extract = read_html(PAGE.encode(), "page.html")
    assert (extract.title, extract.date, extract.source, extract.language) == (
        "Pluie à Hama", "2025-10-14", "La Poste de Hama", "fr-CA",
    )  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-10-14T08:00:00Z"}</script>',
        '<time datetime="2025-10-14T08:00" class="published">14 Oct</time>',
    ],
)
def test_a_date_may_stand_in_the_body_as_metadata(said):
    assert read_html(f"<html><body>{said}<p>Rain in 2019.</p></body></html>".encode(), "page.html").date == "2025-10-14"


def test_a_date_that_the_text_mentions_is_not_the_pages_date():
    page = "<html><body><p>On March 3, 2019 the bridge at Rastan fell, and 2018-05-01 was worse.</p></body></html>"
    assert read_html(page.encode(), "page.html").date == ""


@pytest.mark.parametrize("page", ["<p>Homs.</p>", "<html><body>Homs.</body></html>", "<title>x</title><b>Homs.</b>"])
def test_a_page_of_a_few_words_gives_them(page):
    assert "Homs." in read_html(page.encode(), "page.html").text


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252"])
def test_the_page_says_its_encoding(declared):
    page = f'<html><head><meta charset="{declared}"></head><body><p>Málaga – São Paulo</p></body></html>'
    assert read_html(page.encode("cp1252"), "page.html").text == "Málaga – São Paulo"


def test_a_wrong_declaration_does_no_harm():
    page = '<html><head><meta charset="ascii"></head><body><p>Málaga</p></body></html>'
    assert read_html(page.encode(), "page.html").text == "Málaga"


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("Just words.", "page.html is not HTML: it has no tags"),
        ("<html><body><script>x()</script></body></html>", "page.html holds no text"),
        (" ", "page.html is empty"),
    ],
)
def test_a_page_without_text_is_said(page, message):
    with pytest.raises(InputError) as raised:
        read_html(page.encode(), "page.html")
    assert str(raised.value) == message
