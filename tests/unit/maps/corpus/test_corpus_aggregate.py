"""What is counted is what a person would count by going through the documents."""

from datetime import date

import numpy as np
import pytest

from geomap.errors import InputError
from geomap.maps.corpus.aggregate import aggregate
from geomap.maps.corpus.bins import starts_of
from geomap.maps.corpus.view import Selection

COUNTRY_OF = {"Paris": "FR", "Lyon": "FR", "France": "FR", "Berlin": "DE", "Germany": "DE"}
KIND_OF = {"France": "country", "Germany": "country", "Syria": "country"}
SELECTIONS = [
    Selection(),
    Selection(first=date(2024, 2, 12), last=date(2024, 3, 3)),
    Selection(languages=("fr",)),
    Selection(country="FR"),
    Selection(kind="city"),
    Selection(date(2024, 2, 1), date(2024, 3, 20), "SY", "city", ("en",)),
]


def by_hand(made, selection, wanted):
    """Count documents and mentions of the places that a function wants, and the documents of the selection."""
    total = documents = mentions = 0
    for day, language, named in made:
        if selection.languages and language not in selection.languages:
            continue
        if selection.first and not (day and selection.first <= day <= selection.last):
            continue
        total += 1
        sure = [one.place for one in named if one.place and one.confidence >= 0.5]
        found = [
            name
            for name in sure
            if wanted(name)
            and selection.country in ("", COUNTRY_OF.get(name, "SY"))
            and selection.kind in ("", KIND_OF.get(name, "city"))
        ]
        mentions += len(found)
        documents += bool(found)
    return documents, mentions, total


@pytest.mark.parametrize("selection", SELECTIONS)
def test_places_have_the_documents_that_name_them_surely(corpus, view, selection):
    counts = view.count("place", selection)
    names = {place_id: name for name, place_id in corpus.IDS.items()}
    for row, place_id in enumerate(view.places.ids):
        wanted = names[place_id]
        found = (counts.documents[row], counts.mentions[row], counts.total)
        assert found == by_hand(corpus.documents(), selection, lambda name, wanted=wanted: name == wanted), wanted


@pytest.mark.parametrize("selection", SELECTIONS)
def test_a_document_counts_once_for_a_country_that_it_names_in_several_ways(corpus, view, selection):
    counts = view.count("country", selection)
    units = {corpus.IDS["France"]: "FR", corpus.IDS["Germany"]: "DE", corpus.IDS["Syria"]: "SY"}
    assert sorted(view.levels["country"].names) == sorted(units)
    for row, unit in enumerate(view.levels["country"].names):
        found = (counts.documents[row], counts.mentions[row], counts.total)
        assert found == by_hand(
            corpus.documents(), selection, lambda name, unit=unit: COUNTRY_OF.get(name, "SY") == units[unit]
        )


@pytest.mark.parametrize("selection", SELECTIONS)
def test_all_places_together_have_the_documents_that_name_any(corpus, view, selection):
    counts = view.count("world", selection)
    assert (counts.documents[0], counts.mentions[0], counts.total) == by_hand(
        corpus.documents(), selection, lambda _: True
    )


@pytest.mark.parametrize("selection", SELECTIONS)
def test_hexagons_count_towns_and_leave_countries_out(corpus, view, selection):
    import h3

    cells = {}
    for name in ("Paris", "Lyon", "Berlin", "Damascus", "Homs"):
        row = view.places.ids.index(corpus.IDS[name])
        cells.setdefault(h3.latlng_to_cell(view.places.lat[row], view.places.lon[row], 2), set()).add(name)
    assert max(map(len, cells.values())) == 2, "Homs and Damascus lie in one"
    counts = view.count("hexagon2", selection)
    assert sorted(cells) == view.levels["hexagon2"].names
    for row, cell in enumerate(view.levels["hexagon2"].names):
        found = (counts.documents[row], counts.mentions[row], counts.total)
        assert found == by_hand(corpus.documents(), selection, lambda name, cell=cell: name in cells[cell])


def test_every_mention_is_accounted_for(corpus, view):
    mentions = [mention for _, _, named in corpus.documents() for mention in named]
    totals = view.totals
    assert totals.mentions == len(mentions) == totals.drawn + totals.uncertain + totals.unplaced + totals.beside
    assert totals.uncertain == sum(one.place is not None and one.confidence < 0.5 for one in mentions) > 20
    assert (totals.records, totals.documents, totals.rejected) == (62, 60, 2)
    assert int(view.slots.sum()) == 60


def test_positions_in_a_text_are_counted_and_are_no_places(corpus, tmp_path):
    made = [(corpus.FIRST, "en", [corpus.Mention("Paris"), corpus.Mention("1 N 2 E", kind="coordinates")])]
    view = aggregate(corpus.write(tmp_path, made, parts=1))
    assert (view.totals.drawn, view.totals.beside, len(view.places)) == (1, 1, 1)


def test_a_corpus_that_names_nothing_is_counted_too(corpus, tmp_path):
    view = aggregate(corpus.write(tmp_path, [(None, "en", []), (corpus.FIRST, "en", [])], parts=1))
    assert (view.totals.mentions, view.totals.documents, len(view.places)) == (0, 2, 0)


def test_uncertain_mentions_come_in_when_asked_for(folder):
    sure, all_of_it = aggregate(folder), aggregate(folder, min_confidence=0)
    assert all_of_it.totals.uncertain == 0
    assert all_of_it.totals.drawn == sure.totals.drawn + sure.totals.uncertain


@pytest.mark.parametrize(("most", "unit"), [(10_000, "day"), (260, "week"), (150, "month"), (70, "year"), (10, "all")])
def test_a_cube_that_is_too_large_has_coarser_bins_and_the_same_sums(folder, view, most, unit):
    coarse = aggregate(folder, most_entries=most)
    assert coarse.bins.unit == unit
    assert unit == "all" or len(coarse.cube.set) <= most
    for level in ("place", "country", "province", "hexagon3"):
        for ours, theirs in zip(coarse.count(level), view.count(level), strict=True):
            assert np.array_equal(ours, theirs)


def test_weeks_are_cut_where_a_month_ends():
    days = np.array([date(2024, 1, 29), date(2024, 1, 31), date(2024, 2, 1), date(2024, 2, 4), date(2024, 2, 5)])
    numbers = days.astype("datetime64[D]").astype(np.int64)
    starts = starts_of(numbers, "week").astype("datetime64[D]").astype(object)
    assert [one.isoformat() for one in starts] == ["2024-01-29", "2024-01-29", "2024-02-01", "2024-02-01", "2024-02-05"]


def test_places_of_the_same_documents_are_linked_with_how_many_these_are(corpus, view):
    rows = {name: view.places.ids.index(place_id) for name, place_id in corpus.IDS.items()}
    links = {(a, b): n for a, b, n in zip(view.links.start, view.links.other, view.links.documents, strict=True)}
    for one, other in (("Paris", "Homs"), ("Berlin", "France")):
        together = sum(
            {one, other} <= {mention.place for mention in named if mention.confidence >= 0.5}
            for _, _, named in corpus.documents()
        )
        assert links[rows[one], rows[other]] == links[rows[other], rows[one]] == together > 0


def test_a_list_of_very_many_places_links_none_of_them():
    from geomap.maps.corpus.links import MOST_PLACES, LinkCounter

    counter = LinkCounter(50)
    counter.add(np.zeros(MOST_PLACES + 1, np.int64), np.arange(MOST_PLACES + 1))
    counter.add(np.ones(3, np.int64), np.array([4, 7, 9]))
    links = counter.result()
    assert links.skipped == 1
    assert sorted(zip(links.start.tolist(), links.other.tolist(), strict=True)) == [
        (4, 7), (4, 9), (7, 4), (7, 9), (9, 4), (9, 7),
    ]  # fmt: skip


def test_documents_behind_a_place_name_it_and_are_no_more_than_twenty(corpus, view):
    row = view.places.ids.index(corpus.IDS["Paris"])
    numbers = view.samples.document[view.samples.place == row]
    shown = [view.samples.ids[number] for number in numbers]
    naming = {
        f"d{number}"
        for number, (_, _, named) in enumerate(corpus.documents())
        if any(one.place == "Paris" and one.confidence >= 0.5 for one in named)
    }
    assert set(shown) <= naming
    assert len(shown) == len(set(shown)) == min(20, len(naming))


def test_a_text_that_many_papers_printed_is_shown_once():
    from geomap.maps.corpus.samples import Sampler

    sampler = Sampler()
    sampler.add(np.arange(5), np.zeros(5, np.int64), np.full(5, 0.5, np.float32), np.array([7, 7, 8, 7, 9]))
    sampler._settle()
    assert (sampler._keys & 0xFFFFFFFF).tolist() == [0, 2, 4]


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://example.org/a?b=c#d", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https://", False),
        ("https://exa mple.org", False),
        ("https://example.org/\njavascript:1", False),
        ("https://example.org/" + "a" * 600, False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_become_links(link, kept):
    from geomap.maps.corpus.samples import web_link

    assert web_link(link) == (link if kept else "")


def test_what_is_no_corpus_is_told_in_a_line(corpus, tmp_path):
    with pytest.raises(InputError, match="there is no folder"):
        aggregate(tmp_path / "nowhere")
    with pytest.raises(InputError, match="is no corpus: geomap corpus makes one"):
        aggregate(tmp_path)
    corpus.write(tmp_path)
    (tmp_path / "documents" / "part-00001.parquet").write_bytes(b"PAR1 not at all PAR1")
    with pytest.raises(InputError, match="cannot be read as the tables of a corpus"):
        aggregate(tmp_path)


def test_a_corpus_that_is_not_finished_is_told_in_a_line(corpus, tmp_path):
    corpus.write(tmp_path)
    (tmp_path / "corpus.json").write_text('{"configuration": {}}', "utf-8")
    with pytest.raises(InputError, match="geomap corpus has not finished"):
        aggregate(tmp_path)


def test_a_filter_that_the_corpus_does_not_have_is_told(view):
    with pytest.raises(InputError, match="no country 'XX'; it has DE, FR, SY"):
        view.count("place", Selection(country="XX"))
