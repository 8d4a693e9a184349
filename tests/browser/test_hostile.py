"""Texts that try to be code: shown as they are, wherever they stand."""

from __future__ import annotations

import dataclasses

import pytest

from tests.browser.waiting import settle

PAYLOADS = {
    "jinja": "{{ 7*191 }}{% raw %}{{ cycler.__init__.__globals__.os }}",
    "template literal": "${alert(1)} `${window.pwned = 1}` \\` \\",
    "script": "</script><script>window.pwned = 1; alert(1)</script>",
    "image": '<img src=x onerror="window.pwned=1"><svg onload=alert(1)>',
    "attribute": '" onmouseover="window.pwned=1" x=\'',
    "separators": "a\u2028b\u2029c\u0000d\u202ee]]>--><!--",
    "address": "javascript:window.pwned=1",
}


@pytest.fixture
def hostile_view(view_of, world):
    """A view in which every field that a text can reach holds the payload."""

    def make(payload):
        place = dataclasses.replace(world.PLACES["t:alma"], id=f"t:{payload}", name=payload)
        zone = dataclasses.replace(world.PLACES["t:claimed"], name=payload)
        rival = dataclasses.replace(world.PLACES["t:farport"], id="t:rival", name=payload)
        gazetteer = world.Gazetteer({place.id: place, zone.id: zone, rival.id: rival})
        gazetteer.note = lambda _: payload
        gazetteer.attribution = lambda _: type("S", (), {"name": payload, "licence": payload, "url": payload})()
        status = world.Status(payload, (payload,), payload, payload, (payload,))
        gazetteer.status = lambda p: status if p.id == "t:claimed" else None
        # What the text calls a place is what stands on the map.
        called, claimed = f"Alma {payload}", f"Heath {payload}"
        text = f"Start {payload} {called} {claimed} Gone."
        named = ((called, place.id, "literal"), (claimed, "t:claimed", "literal"), ("Gone", None, "literal"))
        parse = world.parse(text, named, gazetteer, title=payload, source=payload)
        resolutions = tuple(
            dataclasses.replace(
                r,
                reasons=(payload,),
                rivals=(world.Candidate(rival, "primary", payload, 0.1),) if r.place else (),
            )
            for r in parse.resolutions
        )
        parse = dataclasses.replace(parse, resolutions=resolutions)
        second = world.parse(called, ((called, place.id, "literal"),), gazetteer, title=payload, source=payload)
        return view_of([parse, second], gazetteer, title=payload)

    return make


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_hostile_text_is_only_a_text(open_page, hostile_view, name):
    payload = PAYLOADS[name]
    opened = open_page(hostile_view(payload), width=1700)
    page = opened.page
    for selector in (".gm-mark.k-capital", ".gm-mark.k-disputed"):
        page.locator(selector).first.click()
        page.wait_for_selector(".leaflet-popup .gm-details")
        page.eval_on_selector_all(".gm-details details", "(nodes) => nodes.forEach((node) => { node.open = true; })")
        settle(page, 100)
    page.click('.gm-rivals button:has-text("Choose this place")')
    page.click("#gm-tab-places")
    page.hover(".gm-list tbody tr")
    settle(page, 200)
    assert opened.dialogs == []
    assert opened.errors == []
    assert opened.requests == [opened.url]
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("document.querySelectorAll('img, iframe, object, embed, base').length") == 0
    assert page.evaluate(
        "[...document.querySelectorAll('a[href]')].every((a) => /^(#|https?:)/.test(a.getAttribute('href')))"
    )
    # What a browser's parser and a Python string agree on: NUL cannot stand in a document.
    shown = page.evaluate("document.querySelector('.gm-text').textContent")
    assert payload in shown
    assert payload in page.evaluate(
        "[...document.querySelectorAll('.gm-legend label')].map((n) => n.textContent).join()"
    )
    assert (
        payload.rstrip("'")
        in page.evaluate("[...document.querySelectorAll('.gm-label')].map((n) => n.textContent).join()")
        or name == "separators"
    )
    assert page.evaluate("document.querySelector('h1').textContent") == payload


@pytest.mark.parametrize("control", ["\u202e", "\u202d", "\u2067", "\u202b"])
def test_an_unclosed_direction_stays_in_its_mark(open_page, view_of, world, control):
    name = f"Al{control}ma"
    place = dataclasses.replace(world.PLACES["t:alma"], name=name)
    gazetteer = world.Gazetteer({place.id: place})
    text = f"Envoys met in {name} first and second of all."
    opened = open_page(view_of(world.parse(text, ((name, place.id, "literal"),), gazetteer), gazetteer), width=1700)
    where = """(word) => {
        const walk = document.createTreeWalker(document.querySelector(".gm-text"), NodeFilter.SHOW_TEXT);
        for (let node; (node = walk.nextNode());) {
            const at = node.data.indexOf(word);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            return range.getBoundingClientRect().x;
        }
    }"""
    mark = opened.page.evaluate("document.querySelector('.gm-mark').getBoundingClientRect().x")
    first, second = opened.page.evaluate(where, "first"), opened.page.evaluate(where, "second")
    assert opened.page.evaluate(where, "met") < mark < first < second
