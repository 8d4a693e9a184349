import math
import re

import pytest

from geomap.maps.style import Look, default_style
from geomap.maps.svg.clipping import clip_line, clip_ring, path_data
from geomap.maps.svg.lettering import draw_text, families, is_rtl, shorten, text_width, wrap
from geomap.maps.svg.markup import element, escape, number
from geomap.maps.svg.offers import Contested
from geomap.maps.svg.placement import Wish, place
from geomap.maps.svg.projection import PixelRect, Projection
from geomap.maps.svg.symbols import draw_hatching
from geomap.maps.view import Box

STYLE = default_style()
LOOK = Look(STYLE, "light")
RECT = (0.0, 0.0, 10.0, 10.0)


def test_text_is_escaped_and_cleaned():
    assert escape('<b a="1">&\'\x00\x1b\ud800\u202e\n x') == "&lt;b a=&quot;1&quot;&gt;&amp;&#39; x"
    assert element("text", escape("<script>"), class_="x", font_size=12) == (
        '<text class="x" font-size="12">&lt;script&gt;</text>'
    )
    assert element("a", title='"><script>') == '<a title="&quot;&gt;&lt;script&gt;"/>'


@pytest.mark.parametrize(("value", "text"), [(1.0, "1"), (1.005, "1"), (-0.001, "0"), (12.345, "12.35"), (0.1, "0.1")])
def test_numbers_are_short(value, text):
    assert number(value) == text


def test_the_box_fits_into_the_frame_and_the_middle_is_the_middle():
    frame = PixelRect(10, 20, 400, 300)
    projection = Projection.fit(Box(30, 30, 40, 36), frame)
    west, south, east, north = projection.bounds
    assert west < 30
    assert east > 40
    assert south < 30
    assert north > 36
    x, y = projection.point(35, 33.05)
    assert x == pytest.approx(210, abs=0.5)
    assert y == pytest.approx(170, abs=2)
    # A degree of longitude at the equator is 111.3 km.
    equator = Projection.fit(Box(-1, -1, 1, 1), PixelRect(0, 0, 200, 200), padding=0)
    assert equator.metres_per_px * 100 == pytest.approx(111_320, rel=0.01)


def test_the_world_is_never_smaller_than_the_picture_is_high():
    projection = Projection.fit(Box(-180, -85, 180, 85), PixelRect(0, 0, 300, 700))
    assert projection.top >= 0
    assert 256 * 2**projection.zoom >= 700 - 1e-6


def test_a_point_is_no_reason_to_go_down_to_the_street():
    assert Projection.fit(Box(36, 34, 36, 34), PixelRect(0, 0, 300, 300)).zoom <= 13


def test_rings_are_cut_to_the_picture():
    inside = [(1, 1), (9, 1), (9, 9)]
    assert clip_ring(inside, RECT) == inside
    assert clip_ring([(20, 20), (30, 20), (30, 30)], RECT) == []
    around = clip_ring([(-100, -100), (100, -100), (100, 100), (-100, 100)], RECT)
    assert {(round(x), round(y)) for x, y in around} == {(0, 0), (10, 0), (10, 10), (0, 10)}
    assert all(0 <= x <= 10 and 0 <= y <= 10 for x, y in clip_ring([(-5, 5), (5, -5), (15, 5), (5, 15)], RECT))


def test_lines_are_cut_into_pieces():
    assert clip_line([(20, 20), (30, 30)], RECT) == []
    line = [(-5, 5), (5, 5), (50, 5), (50, 50), (5, 50), (5, 5)]
    assert clip_line(line, RECT) == [[(-5, 5), (5, 5), (50, 5)], [(5, 50), (5, 5)]]


def test_points_that_nobody_can_tell_apart_are_left_out():
    assert path_data([[(0, 0), (0.1, 0.1), (5, 5)]], closed=False) == "M0 0L5 5"
    assert path_data([[(0, 0), (0.1, 0.1)]], closed=True) == ""
    assert path_data([[(0, 0), (5, 0), (5, 5)]], closed=True) == "M0 0L5 0L5 5Z"


@pytest.mark.parametrize(
    ("text", "font", "rtl"),
    [
        ("Homs", "'Noto Sans'", False),
        ("حمص", "'Noto Sans Arabic'", True),
        ("حمص (Homs)", "'DejaVu Sans'", True),
        ("קונייטרה", "'Noto Sans Hebrew'", True),
        ("Homs حمص", "'Noto Sans Arabic'", False),
        ("東京", "'Noto Sans CJK SC'", False),
        ("Москва", "'Noto Sans'", False),
    ],
)
def test_a_text_gets_a_font_that_has_its_letters(text, font, rtl):
    assert families(LOOK, text).startswith(font)
    assert is_rtl(text) == rtl


def test_a_line_from_right_to_left_says_so_to_renderers():
    assert "\u202b5 كم\u202c" in draw_text(LOOK, "5 كم", 0, 0, size=12, colour="#000000")
    assert "\u202b" not in draw_text(LOOK, "حمص", 0, 0, size=12, colour="#000000")


def test_widths_are_near_those_of_the_font():
    # Sums of the advances in Noto Sans, regular and bold, at 100 px.
    for text, regular, bold in (
        ("Homs", 276, 286),
        ("Quneitra", 417, 450),
        ("Mediterranean coast", 976, 1045),
        ("Hmeimim air base", 860, 912),
        ("MAURITANIA", 617, 660),
        ("Москва", 366, 393),
    ):
        assert text_width(text, 100) == pytest.approx(regular, rel=0.05)
        assert text_width(text, 100, weight=600) == pytest.approx(bold, rel=0.05)


def test_long_lines_are_broken_and_the_rest_is_cut():
    lines = wrap("one two three four five six seven eight nine ten", 100, 12, most=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(text_width(line, 12) <= 100 for line in lines)
    assert wrap("", 100, 12) == []
    assert shorten("Homs", 100, 12) == "Homs"


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def test_no_name_lies_upon_another_or_outside_or_upon_a_pin_that_comes_before():
    frame = PixelRect(0, 0, 400, 300)
    wishes = [Wish(f"Town {i}", "place", 200 + 40 * math.cos(i), 150 + 40 * math.sin(i), gap=9.0) for i in range(40)]
    pins = [(w.x - 6, w.y - 6, w.x + 6, w.y + 6) for w in wishes]
    placed = place(STYLE, wishes, pins, frame)
    assert len(placed) >= 10
    for i, one in enumerate(placed):
        assert frame.contains(*one.area[:2])
        assert frame.contains(*one.area[2:])
        assert not any(overlap(one.area, other.area) for other in placed[:i])
        assert not any(overlap(one.area, pin) for pin in pins[: wishes.index(one.wish) + 1])


def test_only_the_name_of_a_pin_is_led_to_by_a_line():
    frame = PixelRect(0, 0, 400, 300)
    around = [(170.0, 120.0, 230.0, 180.0)]
    (pin,) = place(STYLE, [Wish("Alma", "place", 200, 150, gap=20)], around, frame)
    assert pin.led
    (area,) = place(STYLE, [Wish("Hill Province", "area", 200, 150)], around, frame)
    assert not area.led


def test_the_first_wish_goes_first():
    frame = PixelRect(0, 0, 80, 20)
    wishes = [Wish("First", "place", 20, 10, gap=4), Wish("Second", "place", 21, 10, gap=4)]
    assert [one.wish.text for one in place(STYLE, wishes, [], frame)] == ["First"]


SQUARE = ((100.0, 100.0), (200.0, 100.0), (200.0, 200.0), (100.0, 200.0))


def test_the_name_of_an_area_touches_it_or_is_left_out():
    frame = PixelRect(0, 0, 400, 400)
    wish = Wish("Hill", "area", 150, 150, rings=(SQUARE,))
    (free,) = place(STYLE, [wish], [], frame)
    assert overlap(free.area, (100, 100, 200, 200))
    assert place(STYLE, [wish], [(90, 90, 210, 210)], frame) == []
    # A line hardly has an inside: its name stands beside it.
    line = ((100.0, 150.0), (200.0, 150.0), (200.0, 151.0), (100.0, 151.0))
    (beside,) = place(STYLE, [Wish("Line", "area", 150, 150, rings=(line,))], [(100, 145, 200, 156)], frame)
    assert not overlap(beside.area, (100, 145, 200, 156))


def test_no_country_s_name_stands_upon_ground_that_others_claim():
    frame = PixelRect(0, 0, 400, 400)
    ground = Contested((SQUARE,), "Heights", claimants=("Land",))
    wish = Wish("LAND", "country", 150, 150, others=((300.0, 300.0),), country="Land")
    (one,) = place(STYLE, [wish], [], frame, disputed=[ground])
    assert one.area[0] > 200
    assert place(STYLE, [Wish("LAND", "base-country", 150, 150, country="Land")], [], frame, disputed=[ground]) == []


def test_a_claimant_s_name_keeps_away_from_what_it_claims_and_another_s_may_stand_beside_it():
    frame = PixelRect(0, 0, 400, 400)
    ground = Contested((SQUARE,), "Heights", claimants=("Land",))
    beside = {"x": 150.0, "y": 89.0}
    (other,) = place(STYLE, [Wish("ELSE", "base-country", **beside, country="Else")], [], frame, disputed=[ground])
    assert other.area[3] < 100 < other.area[3] + 5
    for one in place(STYLE, [Wish("LAND", "base-country", **beside, country="Land")], [], frame, disputed=[ground]):
        assert one.area[3] <= 100 - STYLE.document["names"]["claims"]


def test_a_country_without_other_room_is_named_upon_its_own_disputed_ground_only_where_it_holds_a_part_of_it():
    frame = PixelRect(110, 110, 80, 80)
    wish = Wish("LAND", "country", 150, 150, country="Land", must=True)
    held = Contested((SQUARE,), "Coast", claimants=("Land", "Else"), holders=("Land",))
    assert [one.wish for one in place(STYLE, [wish], [], frame, disputed=[held])] == [wish]
    lost = Contested((SQUARE,), "Coast", claimants=("Land", "Else"))
    assert place(STYLE, [wish], [], frame, disputed=[lost]) == []
    own = Contested((SQUARE,), "Land", claimants=("Land", "Else"))
    assert len(place(STYLE, [wish], [], frame, disputed=[own])) == 1


def test_the_most_prominent_are_named_in_a_crowd_and_upon_lesser_pins_only():
    frame = PixelRect(0, 0, 500, 400)
    sure = STYLE.document["names"]["sure"]
    wishes = [
        Wish(f"Town {i}", "place", 250 + 22 * (i % 7) - 66, 200 + 22 * (i // 7) - 66, gap=9.0, key=str(i))
        for i in range(49)
    ]
    pins = [(w.x - 6, w.y - 6, w.x + 6, w.y + 6) for w in wishes]
    placed = place(STYLE, wishes, pins, frame)
    assert {str(i) for i in range(sure)} <= {one.wish.key for one in placed}
    for i, one in enumerate(placed):
        assert not any(overlap(one.area, other.area) for other in placed[:i])
        assert not any(overlap(one.area, pin) for pin in pins[: int(one.wish.key)])


def test_a_country_of_the_story_finds_a_seat_where_its_own_point_is_taken():
    frame = PixelRect(0, 0, 400, 400)
    busy = [(100.0, 100.0, 300.0, 300.0)]
    wish = Wish("LAND", "base-country", 200, 200, country="Land", others=((200.0, 210.0), (60.0, 350.0)), must=True)
    (one,) = place(STYLE, [wish], busy, frame)
    assert one.area[0] < 60 < one.area[2]
    ring = ((0.0, 0.0), (400.0, 0.0), (400.0, 400.0), (0.0, 400.0))
    (grid,) = place(STYLE, [Wish("LAND", "country", 200, 200, must=True, ground=(ring,))], busy, frame)
    assert not overlap(grid.area, busy[0])


def test_hatching_fills_its_rectangle_and_stays_inside():
    for symbol in ("zone", "disputed"):
        lines = draw_hatching(symbol, (10.0, 20.0, 110.0, 60.0), LOOK)
        points = [(float(x), float(y)) for x, y in re.findall(r"[ML]([\d.]+) ([\d.]+)", lines)]
        assert len(points) >= 2 * 13
        assert all(10 <= x <= 110 and 20 <= y <= 60 for x, y in points)
    assert draw_hatching("province", (10.0, 20.0, 110.0, 60.0), LOOK) == ""
