"""What a reader trips over: covered pins and buttons, long ways by keyboard, tables that are no tables."""

import dataclasses

import pytest

from tests.browser.waiting import settle

FOCUSED = """() => {
  const node = document.activeElement;
  return [node.className || node.tagName, node.textContent.slice(0, 30), Boolean(node.closest("#gm-map"))];
}"""

# Pressed, and looked at: is what lies at the middle of the pin and of the close button these themselves?
SELECTED = """(title) => {
  const pins = [...document.querySelectorAll(".gm-pin")];
  const pin = pins.find((node) => node.getAttribute("aria-label").startsWith(title + ","));
  pin.click();
  const top = (node) => {
    const r = node.getBoundingClientRect();
    const over = document.elementFromPoint((r.left + r.right) / 2, (r.top + r.bottom) / 2);
    return Boolean(over && (node === over || node.contains(over) || over.closest(".gm-pin")));
  };
  return [top(document.querySelector(".gm-pin.gm-chosen")),
    top(document.querySelector(".leaflet-popup-close-button, .gm-sheet-close"))];
}"""


def at_every_corner(view):
    """The same view with towns all over it: some lie under whatever stands at its edges."""
    town = next(f for f in view.features if f.title == "Port Alma")
    box = view.viewport
    towns = tuple(
        dataclasses.replace(
            town,
            key=f"t:{i}-{j}",
            title=f"Town {i}{j}",
            lon=box.west + (0.04 + 0.23 * i) * box.width_deg,
            lat=box.south + (0.04 + 0.3 * j) * box.height_deg,
            elsewhere=False,
        )
        for i in range(5)
        for j in range(4)
    )
    return dataclasses.replace(view, features=(*view.features, *towns))


@pytest.mark.parametrize(
    ("mode", "width", "height"),
    [("review", 1400, 900), ("review", 390, 800), ("review", 640, 420), ("publish", 640, 420), ("publish", 360, 300)],
)
def test_neither_card_nor_bar_covers_the_pin_or_the_close_button(view_of, open_page, mode, width, height):
    page = open_page(at_every_corner(view_of(mode=mode)), width=width, height=height).page
    covered = []
    for name in (f"Town {i}{j}" for i in range(5) for j in range(4)):
        page.evaluate(SELECTED, name)
        settle(page, 40)
        # Again, where it lies by now.
        seen = page.evaluate(SELECTED, name)
        if seen != [True, True]:
            covered.append((name, seen))
    assert not covered


def tab_until(page, wanted, most):
    for count in range(1, most + 1):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if wanted(*focused):
            return count
    raise AssertionError(f"not within {most} stops; now at {focused}")


@pytest.mark.parametrize("tab", ["story", "places"])
def test_the_map_is_at_most_ten_stops_of_the_keyboard_away(view_of, open_page, tab):
    page = open_page(view_of()).page
    if tab == "places":
        page.evaluate("document.getElementById('gm-tab-places').click()")
    assert tab_until(page, lambda *now: now[2], 11) <= 11


def test_the_first_stop_leads_to_the_map(view_of, open_page):
    page = open_page(view_of()).page
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)[1] == "Skip to the map"
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED)[2]


def test_arrows_lead_from_mark_to_mark_and_from_row_to_row(view_of, open_page):
    page = open_page(view_of()).page
    tab_until(page, lambda name, *_: "gm-mark" in name, 9)
    first = page.evaluate(FOCUSED)[1]
    page.keyboard.press("ArrowRight")
    second = page.evaluate(FOCUSED)
    assert "gm-mark" in second[0]
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(FOCUSED)[1] == first
    # Tab goes on from where the arrows led, and comes back there.
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUSED) == second
    page.evaluate("document.getElementById('gm-tab-places').click()")
    page.locator(".gm-list tbody button").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 2


@pytest.mark.parametrize("height", [900, 560, 420, 340])
def test_the_small_map_never_lies_upon_the_legend(view_of, open_page, height):
    view = view_of(furniture={"legend": True})
    town = next(f for f in view.features if f.title == "Port Alma")
    kinds = ("airport", "port", "camp", "crossing", "mountain", "island", "landform", "base")
    more = tuple(dataclasses.replace(town, key=f"t:{kind}", symbol=kind, title=kind) for kind in kinds)
    page = open_page(dataclasses.replace(view, features=(*view.features, *more)), height=height).page
    meets = page.evaluate("""() => {
      const [small, legend] = [".gm-overview", ".gm-legend"].map((one) => document.querySelector(one));
      const [a, b] = [small, legend].map((node) => node.getBoundingClientRect());
      const seen = getComputedStyle(small).visibility !== "hidden" && small.offsetParent;
      return [seen && a.top < b.bottom && b.top < a.bottom && a.left < b.right, Boolean(seen)];
    }""")
    assert not meets[0]
    if height == 900:
        assert meets[1]


def test_a_table_of_the_text_is_a_table_in_story_and_card(view_of, open_page, world):
    text = (
        "Trucks in all.\n\nCity | Trucks | Note |\nPort Alma | 12 | by road |\nBruck | | none |\n\nMore wait | or so."
    )
    named = (("Port Alma", "t:port", "literal"), ("Bruck", "t:bruck", "literal"))
    page = open_page(view_of(world.parse(text, named=named, title="Aid"))).page
    rows = page.locator(".gm-text table tr")
    assert [rows.nth(i).locator("th, td").all_inner_texts() for i in range(rows.count())] == [
        ["City", "Trucks", "Note"],
        ["Port Alma", "12", "by road"],
        ["Bruck", "", "none"],
    ]
    assert page.locator(".gm-text p").all_inner_texts() == ["Trucks in all.", "More wait | or so."]
    # Marks in it are marks like others.
    page.locator(".gm-text td .gm-mark", has_text="Port Alma").click()
    settle(page, 40)
    assert page.locator(".gm-details .gm-quote td").all_inner_texts() == ["Port Alma", "12", "by road"]
    assert page.locator(".gm-details .gm-quote td mark").inner_text() == "Port Alma"
