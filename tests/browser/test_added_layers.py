"""A layer that a package adds, with pins and with areas, on the page."""

from __future__ import annotations

from geomap.maps.layers import LayerSpec


def test_a_package_s_layer_is_drawn_on_top_and_can_be_switched_off(open_page, view_of, monkeypatch):
    hostile = 'Hills <img src=x onerror="window.pwned=1">'
    spec = LayerSpec(
        key="hill-layer",
        group="areas",
        accepts=lambda subject: subject.place.id in {"t:hills", "t:base"},
        symbol=lambda subject: "province" if subject.place.id == "t:hills" else "unknown drawing",
        area=True,
        title=hostile,
    )
    monkeypatch.setattr("geomap.maps.layers.added_layers", lambda: (spec,))
    opened = open_page(view_of())
    page = opened.page
    assert page.locator('.leaflet-gm-hill-layer-pane path.k-province[data-place="t:hills"]').count() == 1
    assert page.locator('.gm-pin[data-place="t:base"]').count() == 1
    order = "(key) => Number(getComputedStyle(document.querySelector(`.leaflet-gm-${key}-pane`)).zIndex)"
    assert page.evaluate(order, "hill-layer") > page.evaluate(order, "sites")
    page.click(f".gm-legend label:has-text({hostile!r}) input")
    assert page.locator('[data-place="t:hills"], .gm-pin[data-place="t:base"]').count() == 0
    assert page.evaluate("window.pwned") is None
    assert opened.errors == []
