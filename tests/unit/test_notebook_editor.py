"""The editor of a map in a notebook, without a notebook: what the kernel answers, keeps and refuses."""

import json
import sys

import pytest

import geomap
from geomap.edits import Corrections
from geomap.errors import InputError, MissingExtraError
from geomap.maps import NewsMap

TEXT = "Aid reached Homs and Springfield. The clinic in Tartus was closed."


@pytest.fixture(scope="module")
def made():
    return geomap.map_text(TEXT)


@pytest.fixture
def editor(made):
    pytest.importorskip("anywidget", reason="needs geomap-news[notebook]")
    widget = made.edit()
    widget.told = []
    widget.send = widget.told.append
    return widget


def ask(editor, **message):
    """Let the kernel hear what a page says, as Jupyter's messages bring it, and return its last answer."""
    editor._handle_custom_msg({"view": 7, **message}, [])
    return editor.told[-1]


def test_without_anywidget_it_says_what_to_install(made, monkeypatch):
    monkeypatch.setitem(sys.modules, "anywidget", None)
    monkeypatch.delitem(sys.modules, "geomap.integrations.notebook", raising=False)
    with pytest.raises(MissingExtraError, match=r"install anywidget: pip install 'geomap-news\[notebook\]'$"):
        made.edit()


def test_a_map_of_a_view_alone_cannot_be_edited(made):
    pytest.importorskip("anywidget", reason="needs geomap-news[notebook]")
    with pytest.raises(InputError, match="from a view alone"):
        NewsMap(made.view).edit()


def test_a_published_map_is_edited_in_its_page_for_review():
    pytest.importorskip("anywidget", reason="needs geomap-news[notebook]")
    published = geomap.map_text(TEXT, mode="publish")
    widget = published.edit()
    assert 'dir="ltr">' in widget.page[:100]
    assert 'dir="ltr" data-mode="publish">' in published.to_html()[:100]
    widget.corrections = {"version": 2, "headline": "Closed"}
    assert (widget.map.view.options.mode, widget.map.view.title) == ("publish", "Closed")


def test_what_a_page_says_is_kept_and_is_the_same_text(editor, made):
    said = {"version": 2, "names": {"Homs": {"label": "Hims"}}, "headline": "Aid"}
    text = Corrections.from_dict(said).to_json()
    assert ask(editor, tell="said", text=text) == {"view": 7, "tell": "kept"}
    assert editor.corrections.to_json() == text
    assert {feature.title for feature in editor.map.view.features} == {"Hims", "Springfield", "Tartus"}
    assert editor.map is editor.map  # made once
    assert made.view.title != "Aid"
    # Shown a second time, the page is told what was said since.
    shown = ask(editor, tell="ready")
    assert shown["said"] == json.loads(text)
    assert "Hims" in {feature["title"] for feature in shown["load"]["features"]}


def test_what_was_said_when_the_map_was_made_can_be_taken_back():
    pytest.importorskip("anywidget", reason="needs geomap-news[notebook]")
    widget = geomap.map_text(TEXT, corrections={"names": {"Springfield": "geonames:4409896"}}).edit()
    chosen = next(iter(widget.corrections.names.values())).place_id
    assert chosen in {feature.place.id for feature in widget.map.view.features}
    widget.send = lambda *_: None
    widget.corrections = Corrections()
    assert {f.mentions[0].decided_by for f in widget.map.view.features} == {"geomap"}


def test_the_map_without_what_is_taken_back_comes_from_the_kernel():
    pytest.importorskip("anywidget", reason="needs geomap-news[notebook]")
    widget = geomap.map_text(TEXT, corrections={"names": {"Springfield": False}}).edit()
    widget.told = []
    widget.send = widget.told.append
    value = ask(widget, ask=1, kind="made", said={"version": 2})["value"]
    assert "Springfield" in {feature["title"] for feature in value["data"]["features"]}


def test_looking_again_moves_other_mentions(editor):
    said = {"version": 2, "names": {"Homs": "geonames:169577"}}
    value = ask(editor, ask=1, kind="again", said=said)["value"]
    assert value["said"]["names"] == {"Homs": "geonames:169577"}
    assert value["data"]["texts"]


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ({"tell": "said", "text": '{"version": 2, "nams": {}}'}, "there is no key 'nams'; did you mean names"),
        ({"tell": "said", "text": "{"}, "Expecting property name"),
        ({"tell": "said", "text": "[" * 100_000}, "recursion"),
        ({"tell": "said", "text": 5}, "is no text, or too long"),
        ({"tell": "said", "text": "[]"}, "is no table"),
        # A text would be the name of a file.
        ({"tell": "said", "text": '"/etc/hostname"'}, "is no table"),
        ({"ask": 1, "kind": "search", "query": None}, "a search wants words"),
        ({"ask": 1, "kind": "open", "path": "/etc/passwd"}, "nothing here answers 'open'"),
        ({"ask": 1, "kind": "again", "said": "x"}, "is no table"),
        (
            {"ask": 1, "kind": "candidates", "document": 0, "start": 1.5, "end": 2, "text": "i", "said": {}},
            "want words",
        ),
        (
            {
                "ask": 1,
                "kind": "candidates",
                "document": 5,
                "start": 0,
                "end": 3,
                "text": "Aid",
                "said": {"version": 2},
            },
            "the map has no text",
        ),
    ],
)
def test_what_a_hostile_page_says_is_one_line_and_changes_nothing(editor, message, line):
    before = editor.corrections
    answer = ask(editor, **message)
    assert line in answer["error"]
    assert "\n" not in answer["error"]
    assert editor.corrections == before


def test_what_is_no_message_is_not_heard(editor):
    for message in ("x", None, {"tell": "said"}, {"view": "1", "ask": 1}):
        editor._handle_custom_msg(message, [])
    assert editor.told == []
