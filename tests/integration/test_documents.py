"""Maps in documents, each with the real tool: a small report is built, and the map or the picture is in it."""

import html
import io
import re
import shutil
import subprocess
import sys
import zipfile

import pytest

TEXT = "Aid reached Homs and Hama on Monday, the Red Crescent said in Damascus."
BLOCK = f'# Report\n\n```{{.geomap caption="Where aid went" height=500}}\n{TEXT}\n```\n\nThe end.\n'


def frames(page):
    """The pages inside the frames of a page."""
    return [html.unescape(found) for found in re.findall(r'<iframe [^>]*?srcdoc="([^"]*)"', page)]


def assert_map_in(page):
    (inside,) = frames(page)
    assert inside.startswith("<!DOCTYPE html>")
    assert "Homs" in inside
    assert 'sandbox="allow-scripts"' in page
    assert "height:500px" in page
    assert "<figcaption>Where aid went</figcaption>" in page


@pytest.fixture
def pandoc(tmp_path):
    if shutil.which("pandoc") is None:
        pytest.skip("needs pandoc (Debian's pandoc)")
    script = tmp_path / "geomap-pandoc"
    script.write_text(f"#!{sys.executable}\nfrom geomap.integrations.pandoc import main\nmain()\n", encoding="utf-8")
    script.chmod(0o755)

    def run(text, output, *arguments):
        (tmp_path / "report.md").write_text(text, encoding="utf-8")
        return subprocess.run(
            ["pandoc", "--filter", str(script), "report.md", "-s", "-o", output, *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_pandoc_puts_the_interactive_map_into_html(pandoc, tmp_path):
    result = pandoc(BLOCK, "report.html", "--metadata", "title=Report")
    assert result.returncode == 0, result.stderr
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert_map_in(page)
    assert "The end." in page


@pytest.mark.parametrize(("suffix", "folder"), [("docx", "word/media/"), ("epub", "EPUB/media/")])
def test_pandoc_puts_the_picture_into_office_documents(pandoc, tmp_path, suffix, folder):
    pytest.importorskip("resvg_py", reason="needs geomap[pictures]")
    result = pandoc(BLOCK, f"report.{suffix}", "--metadata", "title=Report")
    assert result.returncode == 0, result.stderr
    with zipfile.ZipFile(tmp_path / f"report.{suffix}") as archive:
        pictures = [archive.read(name) for name in archive.namelist() if name.startswith(folder)]
        text = "".join(archive.read(n).decode() for n in archive.namelist() if n.endswith(("ment.xml", ".xhtml")))
    assert [picture[:8] for picture in pictures] == [b"\x89PNG\r\n\x1a\n"]
    assert "Where aid went" in text
    assert "Homs" in text  # the description


def test_pandoc_puts_a_pdf_into_latex(pandoc, tmp_path):
    pytest.importorskip("typst", reason="needs geomap[pictures]")
    result = pandoc(BLOCK, "report.tex")
    assert result.returncode == 0, result.stderr
    source = (tmp_path / "report.tex").read_text(encoding="utf-8")
    picture = re.search(r"\{(geomap-files/map-[0-9a-f]{12}\.pdf)\}", source)[1]
    assert (tmp_path / picture).read_bytes().startswith(b"%PDF")
    assert "Where aid went" in source


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ("```{.geomap file=gone.txt}\n```\n", "there is no file gone.txt"),
        ("```{.geomap colour=red}\nHoms\n```\n", "a geomap block has no option 'colour'; there are: file, caption"),
        ("```{.geomap height=tall}\nHoms\n```\n", "the height of a geomap block is 100 to 5000 pixels, not 'tall'"),
        ("```{.geomap}\n```\n", "a geomap block holds a text, or names one with file"),
    ],
)
def test_a_bad_block_gets_one_line_from_pandoc(pandoc, tmp_path, block, message):
    result = pandoc(block, "report.html")
    assert result.returncode != 0
    assert f"geomap-pandoc: {message}" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "report.html").exists()


def test_markdown_gets_the_map_and_leaves_other_code_alone(tmp_path):
    markdown = pytest.importorskip("markdown", reason="needs Python-Markdown")
    from geomap.integrations.markdown import GeomapExtension

    (tmp_path / "aid.txt").write_text(TEXT, encoding="utf-8")
    page = markdown.markdown(BLOCK + "\n```\n.geomap in code\n```\n", extensions=[GeomapExtension(), "fenced_code"])
    assert_map_in(page)
    assert "<code>.geomap in code" in page
    named = '~~~ {.geomap file="aid.txt" caption="Where aid went" height=500}\n~~~\n'
    assert_map_in(markdown.markdown(named, extensions=[GeomapExtension(folder=str(tmp_path))]))


@pytest.mark.parametrize("builder", ["html", "latex", "text"])
def test_sphinx_gets_the_map_or_the_picture(tmp_path, builder):
    pytest.importorskip("sphinx", reason="needs Sphinx")
    (tmp_path / "conf.py").write_text("extensions = ['geomap.integrations.sphinx']\nproject = 'Report'\n")
    (tmp_path / "index.rst").write_text(
        f"Report\n======\n\n.. geomap::\n   :caption: Where aid went\n   :height: 500\n\n   {TEXT}\n", encoding="utf-8"
    )
    result = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "-b", builder, ".", "out"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    if builder == "html":
        assert_map_in((tmp_path / "out" / "index.html").read_text(encoding="utf-8"))
    elif builder == "latex":
        source = next((tmp_path / "out").glob("*.tex")).read_text(encoding="utf-8")
        assert re.search(r"map-[0-9a-f]{12}", source)
        assert [path.read_bytes()[:4] for path in (tmp_path / "out").glob("map-*.pdf")] == [b"%PDF"]
        assert "Where aid went" in source
    else:
        assert "Homs" in (tmp_path / "out" / "index.txt").read_text(encoding="utf-8")


def test_sphinx_says_what_is_wrong_with_a_block(tmp_path):
    pytest.importorskip("sphinx", reason="needs Sphinx")
    (tmp_path / "conf.py").write_text("extensions = ['geomap.integrations.sphinx']\n")
    (tmp_path / "index.rst").write_text("Report\n======\n\n.. geomap::\n   :file: gone.txt\n")
    result = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-b", "html", ".", "out"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert re.search(r"index\.rst:4: ERROR: there is no file .*gone\.txt", result.stderr)


def test_jinja_gets_a_global_that_is_not_escaped_and_whose_text_is():
    jinja2 = pytest.importorskip("jinja2", reason="needs Jinja")
    from geomap.integrations.jinja import install

    environment = jinja2.Environment(autoescape=True)
    install(environment)
    template = environment.from_string("<h1>{{ title }}</h1>{{ geomap(text, caption=caption, height=500) }}")
    page = template.render(title="<Aid>", text=TEXT, caption="Where aid went")
    assert_map_in(page)
    assert "&lt;Aid&gt;" in page
    hostile = template.render(title="", text=TEXT, caption="<script>alert(1)</script>{{ 7 * 7 }}")
    assert "<figcaption>&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}</figcaption>" in hostile


def test_a_notebook_shows_the_map_and_exports_it(tmp_path):
    nbclient = pytest.importorskip("nbclient", reason="needs nbclient")
    nbconvert = pytest.importorskip("nbconvert", reason="needs nbconvert")
    pytest.importorskip("resvg_py", reason="needs geomap[pictures]")
    nbformat = pytest.importorskip("nbformat")
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(f"import geomap\ngeomap.map_text({TEXT!r}, title='Aid')")]
    )
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    (output,) = notebook.cells[0].outputs
    assert set(output.data) == {"text/html", "image/png", "text/plain"}
    assert "NewsMap 'Aid'" in output.data["text/plain"]
    page, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
    (inside,) = frames(page)
    assert "Homs" in inside
    body, resources = nbconvert.MarkdownExporter().from_notebook_node(notebook)
    assert "iframe" in body or any(data.startswith(b"\x89PNG") for data in resources["outputs"].values())
    latex, resources = nbconvert.LatexExporter().from_notebook_node(notebook)
    assert "includegraphics" in latex
    assert any(io.BytesIO(data).read(4) == b"\x89PNG" for data in resources["outputs"].values())
