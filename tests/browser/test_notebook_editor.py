"""The editor of a map in a notebook: the widget's script in a page, the kernel behind it answers."""

from __future__ import annotations

import json

import pytest

from tests.browser.waiting import settle

pytest.importorskip("anywidget", reason="needs geomap-news[notebook]")

TEXT = "Aid reached Homs and Springfield. The clinic in Tartus was closed."

# What a notebook gives a widget's script: a model with its values and messages, and an element.
NOTEBOOK = """
async (given) => {
  const listeners = [];
  const model = {
    get: (name) => given[name],
    on: (name, listener) => name === "msg:custom" && listeners.push(listener),
    off: (name, listener) => listeners.splice(listeners.indexOf(listener), 1),
    send: async (content) => {
      for (const told of await window.kernel(JSON.stringify(content))) window.deliver(told);
    },
  };
  window.deliver = (told) => listeners.forEach((listener) => listener(told));
  const url = URL.createObjectURL(new Blob([given.esm], { type: "text/javascript" }));
  const widget = (await import(url)).default;
  window.end = widget.render({ model, el: document.body });
}
"""


@pytest.fixture(scope="module")
def made():
    import geomap

    return geomap.map_text(TEXT)


class Notebook:
    """A page with the widget in it, and the widget."""

    def __init__(self, chromium, made):
        self.widget = made.edit(height=600)
        self.sent = []
        self.widget.send = lambda content: self.sent.append(json.loads(json.dumps(content)))
        self.context = chromium.new_context(
            viewport={"width": 1280, "height": 800}, reduced_motion="reduce", accept_downloads=True
        )
        self.context.set_default_timeout(20_000)
        self.page = self.context.new_page()
        self.errors = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.expose_function("kernel", self.hear)
        self.page.goto("about:blank")
        esm = self.widget._esm
        given = {name: getattr(self.widget, name) for name in ("page", "title", "height")}
        self.page.evaluate(NOTEBOOK, {**given, "esm": str(esm)})
        self.frame = self.page.frame_locator("iframe")
        self.inside = next(frame for frame in self.page.frames if frame != self.page.main_frame)
        self.inside.wait_for_function("() => Boolean(window.geomap?.editor?.on)", timeout=40_000)

    def hear(self, content):
        """Let the kernel hear a message, and return what it has sent."""
        self.widget._handle_custom_msg(json.loads(content), [])
        sent, self.sent[:] = list(self.sent), []
        return sent


@pytest.fixture(scope="module")
def notebook(chromium, made):
    opened = Notebook(chromium, made)
    yield opened
    opened.context.close()


def test_it_opens_in_edit_mode_and_the_gazetteer_answers(notebook):
    assert notebook.inside.evaluate("geomap.desk.isPresent")
    found = notebook.inside.evaluate("geomap.desk.search('Tartous', [36, 34])")
    assert found[0]["title"] == "Tartus"
    start = TEXT.index("Springfield")
    where = {"document": "", "start": start, "end": start + 11, "text": "Springfield"}
    rivals = notebook.inside.evaluate("(where) => geomap.desk.candidates(where)", where)
    assert {one["where"] for one in rivals} >= {"Illinois, United States", "Missouri, United States"}
    assert rivals[0]["reasons"]
    refused = notebook.inside.evaluate("geomap.desk.search(5, [0, 0]).catch((error) => error.message)")
    assert refused == "a search wants words"


def test_each_edit_comes_back_and_the_map_has_it(notebook):
    told = []
    notebook.widget.observe(lambda change: told.append(change["new"]), names="corrections")
    notebook.inside.evaluate("geomap.edits.say(geomap.features.find((one) => one.title === 'Homs'), { label: 'Hims' })")
    settle(notebook.page, 200)
    assert notebook.widget.corrections.names["Homs"].label == "Hims"
    assert len(told) == 1
    assert "Hims" in {feature.title for feature in notebook.widget.map.view.features}
    notebook.inside.evaluate("geomap.edits.undo()")
    settle(notebook.page, 200)
    assert notebook.widget.corrections.names == {}
    assert "Hims" not in {feature.title for feature in notebook.widget.map.view.features}


def test_what_is_assigned_in_python_is_shown(notebook):
    notebook.widget.corrections = {"version": 2, "headline": "From Python", "names": {"Homs": {"label": "Emesa"}}}
    for told in notebook.sent:
        notebook.page.evaluate("(told) => window.deliver(told)", told)
    notebook.sent.clear()
    settle(notebook.page, 300)
    assert "Emesa" in notebook.inside.evaluate("geomap.features.map((one) => one.title)")
    assert json.loads(notebook.inside.evaluate("geomap.edits.text()"))["headline"] == "From Python"
    assert notebook.widget.map.view.title == "From Python"


def test_the_page_sees_nothing_of_the_notebook_and_saves_through_it(notebook):
    assert (
        notebook.inside.evaluate("(() => { try { return parent.document.title } catch { return 'closed' } })()")
        == "closed"
    )
    with notebook.page.expect_download() as download:
        saved = notebook.inside.evaluate("geomap.desk.save('../a/b.json', 'application/json', '{}')")
    assert saved is True
    assert "/" not in download.value.suggested_filename
    assert download.value.suggested_filename.endswith("b.json")
    refused = notebook.inside.evaluate(
        "geomap.desk.save('x.exe', 'application/x-msdownload', 'x').catch((error) => error.message)"
    )
    assert refused == "application/x-msdownload"
    assert notebook.errors == []
