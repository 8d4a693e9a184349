"""The invented archive: what it holds, that it is the same each time, and that geomap finds what was put in."""

import sys
from collections import Counter
from datetime import date

import pytest
from click.testing import CliRunner
from pyarrow import parquet

from geomap.assembly import assemble_geoparser
from geomap.cli.corpus_example import command
from geomap.errors import InputError, MissingExtraError, OutputError
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.model import Document
from geomap.samples import archive
from geomap.samples.archive import FIRST, LAST, invent_articles, write_archive
from geomap.samples.archive_texts import PLACES, kinds, tongues


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.open()


@pytest.fixture(scope="module")
def articles(gazetteer):
    return list(invent_articles(4000, gazetteer=gazetteer))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_archive(tmp_path, gazetteer):
    first, again, other = (
        write_archive(tmp_path / f"{name}.parquet", 150, seed, gazetteer=gazetteer).read_bytes()
        for name, seed in (("first", 3), ("again", 3), ("other", 4))
    )
    assert first == again
    assert first != other


def test_the_file_is_read_in_pieces_and_says_that_it_is_synthetic(tmp_path, gazetteer, monkeypatch):
    monkeypatch.setattr(archive, "ROW_GROUP", 100)
    path = write_archive(tmp_path / "archive.parquet", 250, gazetteer=gazetteer)
    file = parquet.ParquetFile(path)
    assert [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)] == [100, 100, 50]
    assert file.schema_arrow.names == ["id", "title", "text", "date", "language", "link"]
    assert b"nothing in it happened" in file.schema_arrow.metadata[b"note"]


def test_the_articles_stand_in_the_order_of_two_years_with_fewer_on_sundays(articles):
    days = [one.date for one in articles]
    assert days == sorted(days)
    assert FIRST <= days[0] < date(2023, 1, 4)
    assert date(2024, 12, 28) < days[-1] <= LAST
    weekdays = Counter(day.weekday() for day in days)
    assert weekdays[6] < 0.65 * weekdays[1]


def test_there_are_six_languages_and_each_article_has_an_id_and_a_link_of_its_own(articles):
    shares = Counter(one.language for one in articles)
    assert set(shares) == {"en", "es", "fr", "de", "pt", "ru"}
    assert min(shares.values()) > 20
    assert 0.5 < shares["en"] / len(articles) < 0.85
    assert len({one.id for one in articles}) == len({one.link for one in articles}) == len(articles)
    assert all(one.link.startswith("https://example.org/") for one in articles)


def test_eight_in_a_hundred_repeat_another_text(articles):
    copies = len(articles) - len({one.text for one in articles})
    assert 0.06 < copies / len(articles) < 0.10


def test_an_event_is_written_about_for_some_days_and_then_forgotten(articles):
    of_town = {}
    for one in articles:
        of_town.setdefault(one.places[0][2], []).append(one.date.toordinal())
    most = sorted(of_town.values(), key=len)[-10:]
    assert min(map(len, most)) >= 15
    # By chance the middle half of a town's articles would take a year.
    spans = sorted(days[3 * len(days) // 4] - days[len(days) // 4] for days in most)
    assert spans[5] < 60


def test_a_text_names_its_places_where_it_says_so_and_they_lie_near_each_other(articles, gazetteer):
    for one in articles[::40]:
        for start, end, place_id in one.places:
            names = {name.text.casefold() for name in gazetteer.names(gazetteer.get(place_id))}
            # Towns stand in capitals at the beginning of some: "BAĞCILAR" has no small letters that all agree on.
            assert one.text[start:end].casefold() in names or (start == 0 and one.text[:end].isupper())
        lands = {place.country_code for _, _, place_id in one.places if (place := gazetteer.get(place_id))}
        assert len(lands) <= 2


def test_every_town_can_be_told_of_in_english():
    for kind in kinds():
        story = tongues()[0].kinds[kind.name]
        always = {"town", "province", "country"} | ({"abroad"} if kind.abroad else set())
        for templates in (story.titles, story.leads):
            assert any(template.needs <= always for template in templates), kind.name


def test_every_slot_of_a_sentence_is_one_that_is_filled():
    known = {*PLACES, "n", "people", "weekday", ""}
    for tongue in tongues():
        stories = [template for story in tongue.kinds.values() for part in story for template in part]
        for template in (*stories, *tongue.general):
            assert {slot for _, slot in template.pieces} <= known
        assert len(tongue.weekdays) == 7


def test_nine_in_ten_of_the_places_put_in_are_found_and_right(gazetteer):
    articles = list(invent_articles(200, gazetteer=gazetteer))
    documents = [Document(one.text, id=one.id, date=one.date, language=one.language) for one in articles]
    put, found, right, hit = 0, 0, 0, 0
    for one, parse in zip(articles, assemble_geoparser().geoparse_each(documents), strict=True):
        named = {(start, end, place_id) for start, end, place_id in one.places}
        told = [(x.toponym.start, x.toponym.end, x.place.id) for x in parse if x.place is not None]
        put, found = put + len(named), found + len(told)
        right += sum(any(same(x, y) for y in named) for x in told)
        hit += sum(any(same(x, y) for x in told) for y in named)
    assert put > 1000
    assert hit / put >= 0.9
    assert right / found >= 0.9


def same(one, other):
    """Whether two mentions overlap and mean one place."""
    return one[2] == other[2] and one[0] < other[1] and other[0] < one[1]


def test_no_articles_are_no_archive():
    with pytest.raises(InputError, match="at least one article"):
        list(invent_articles(0))


def test_a_file_that_cannot_be_written_is_said(tmp_path, gazetteer):
    with pytest.raises(OutputError, match="the folder does not exist"):
        write_archive(tmp_path / "none" / "archive.parquet", 5, gazetteer=gazetteer)


def test_the_command_writes_the_archive_and_says_so(tmp_path):
    path = tmp_path / "archive.parquet"
    result = CliRunner().invoke(command, ["-o", str(path), "--articles", "20", "--seed", "5"])
    assert result.exit_code == 0
    assert "20 invented articles" in result.output
    assert parquet.read_table(path).num_rows == 20


def test_without_pyarrow_it_is_said_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'geomap-news\[corpus\]'"):
        write_archive(tmp_path / "archive.parquet", 5)
