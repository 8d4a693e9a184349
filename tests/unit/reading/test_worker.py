import os
import subprocess
import sys
import time
import warnings

import pytest

from geomap.errors import InputError, MissingExtraError
from geomap.reading import formats, read, worker
from geomap.reading.formats import sniff
from geomap.reading.pdf import read_pdf
from geomap.reading.worker import Worker


@pytest.fixture
def child():
    one = Worker()
    yield one
    one.close()


def test_one_process_reads_many_files(child):
    texts = [child.extract("markdown", f"*Homs* {i}".encode(), "a.md").text for i in range(3)]
    assert texts == ["Homs 0", "Homs 1", "Homs 2"]
    first = child._child.pid
    child.extract("markdown", b"Hama", "a.md")
    assert child._child.pid == first


def test_the_readers_errors_come_back_as_they_are(child):
    with pytest.raises(InputError, match=r"^a\.md is empty$"):
        child.extract("markdown", b" ", "a.md")


@pytest.mark.slow
def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(child, monkeypatch):
    pytest.importorskip("trafilatura", reason="needs geomap-news[readers]")
    child.extract("html", b"<p>Homs.</p>", "a.html")
    monkeypatch.setattr(worker, "TIME_LIMIT_S", 1.0)
    # lxml's and trafilatura's time grows with the square of the number of attributes.
    slow = b"<p " + b" ".join(b"a%d=1" % i for i in range(100_000)) + b">Homs</p>"
    start = time.monotonic()
    with pytest.raises(InputError, match=r"slow\.html takes longer than 1 s to read; save its text as \.txt"):
        child.extract("html", slow, "slow.html")
    assert time.monotonic() - start < worker.TIME_LIMIT_S + 10
    monkeypatch.setattr(worker, "TIME_LIMIT_S", 20.0)
    assert child.extract("markdown", b"Hama", "a.md").text == "Hama"


def test_a_child_that_dies_costs_one_file(child):
    child.extract("markdown", b"Homs", "a.md")
    child._child.kill()
    child._child.wait()
    assert child.extract("markdown", b"Hama", "a.md").text == "Hama"


def test_a_missing_library_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(MissingExtraError) as raised:
        read_pdf(b"%PDF-1.7", "story.pdf")
    assert str(raised.value) == "story.pdf is a PDF; to read it, install pypdf: pip install 'geomap-news[readers]'"


def test_deeply_nested_pages_are_read_or_refused_within_seconds(child):
    pytest.importorskip("trafilatura", reason="needs geomap-news[readers]")
    start = time.monotonic()
    for opening in (b"<div>", b"<b>", b"<table><tr><td>"):
        try:
            text = child.extract("html", b"<html><body>" + opening * 100_000 + b"Homs.", "deep.html").text
        except InputError as error:
            assert str(error).startswith("deep.html ")  # noqa: PT017 - either outcome is right
        else:
            assert "Homs" in text
    assert time.monotonic() - start < worker.TIME_LIMIT_S


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"PK\x03\x04abc", "docx"),
        (b"\xef\xbb\xbf<!DOCTYPE html>\n<html>", "html"),
        (b"<!-- saved -->\n<HTML lang=en>", "html"),
        (b"From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\n\r\nHoms", "eml"),
        (b'{"text": "Homs."}\n', "jsonl"),
        (b"Title: Rain\nDate: 2025-10-14\nSource: Post\n\nHoms", "text"),
        (b"<Homs> is a town", "text"),
        (b"", "text"),
    ],
)
def test_the_content_tells_the_format(head, name):
    assert sniff(head).name == name


def test_every_format_has_a_reader():
    for form in formats.FORMATS:
        if form.shape == "extract":
            assert callable(form.reader)


def test_a_file_goes_the_whole_way(tmp_path):
    pytest.importorskip("trafilatura", reason="needs geomap-news[readers]")
    path = tmp_path / "page.html"
    path.write_text(
        "<html lang=fr><title>Pluie</title><p>PARIS, 14 octobre - Il a plu sur Homs.</p></html>", encoding="utf-8"
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        document = read(path)
    assert (document.id, document.title, document.language) == ("page.html", "Pluie", "fr")
    # The same page without a suffix that says so.
    plain = path.rename(tmp_path / "page.txt")
    assert read(plain).text == document.text


def test_a_child_that_nobody_ends_any_more_ends_itself():
    # What hangs here is C code that never gives way to another thread.
    code = (
        "import re; from geomap.reading import formats, worker\n"
        "worker.TIME_LIMIT_S, worker._LEEWAY_S = 0.5, 0.5\n"
        "worker.BY_NAME = {'slow': type('Slow', (), {'reader': lambda *_: re.match('(a*)*b', 'a' * 64)})}\n"
        "worker.serve()\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    request = b'{"form": "slow", "name": "a", "encoding": null, "size": 0}\n'
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code], input=request, env=environment, capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert time.monotonic() - began < 30
