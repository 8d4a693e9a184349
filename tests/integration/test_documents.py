"""Maps in documents, each with the real tool: a small report is built, and the map or the picture is in it."""

import html
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile

import pytest

TEXT = "Aid reached Homs and Hama on Monday, the Red Crescent said in Damascus."
BLOCK = f'# Report\n\n```{{.geomap caption="Where aid went" height=500}}\n{TEXT}\n```\n\nThe end.\n'


ELEMENT = re.compile(r"<geomap-map .*?</geomap-map>", re.DOTALL)
DATA = re.compile(r"data-geomap-page='([^']*)'")
ASSETS = re.compile(r"data-geomap-assets='([^']*)'")


def maps_in(page):
    """The pages that a page puts its maps together to, as the script in it does."""
    (assets,) = ASSETS.findall(page)
    shared = json.loads(assets)
    pieces = [json.loads(DATA.search(element)[1]) for element in ELEMENT.findall(page)]
    return ["".join(part if isinstance(part, str) else shared[part["asset"]] for part in parts) for parts in pieces]


def assert_map_in(page):
    (inside,) = maps_in(page)
    assert inside.startswith("<!DOCTYPE html>")
    assert "Homs" in inside
    assert "height:500px" in page
    assert "<figcaption>Where aid went</figcaption>" in page


FIVE = ("Homs", "Paris", "Lima", "Tokyo", "Nairobi")


def assert_five_maps_share(one, five):
    """Each of five maps is there, and what they are drawn with only once."""
    assert [name in inside for name, inside in zip(FIVE, maps_in(five), strict=True)] == [True] * 5
    shared = len(ASSETS.search(five)[1])
    assert shared > 200_000
    # Without sharing each map would add that much again.
    assert len(five) < len(one) + 5 * 0.8 * shared
    assert five.count("geomap-assets") == one.count("geomap-assets")


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


def test_five_maps_of_a_pandoc_page_share_their_assets(pandoc, tmp_path):
    pages = []
    for names in (FIVE[:1], FIVE):
        text = "\n".join(f"```{{.geomap}}\nAid reached {name}.\n```\n" for name in names)
        result = pandoc(text, "report.html", "--metadata", "title=Report")
        assert result.returncode == 0, result.stderr
        pages.append((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert_five_maps_share(*pages)


@pytest.mark.parametrize(("suffix", "folder"), [("docx", "word/media/"), ("epub", "EPUB/media/")])
def test_pandoc_puts_the_picture_into_office_documents(pandoc, tmp_path, suffix, folder):
    pytest.importorskip("resvg_py", reason="needs geomap-news[pictures]")
    result = pandoc(BLOCK, f"report.{suffix}", "--metadata", "title=Report")
    assert result.returncode == 0, result.stderr
    with zipfile.ZipFile(tmp_path / f"report.{suffix}") as archive:
        pictures = [archive.read(name) for name in archive.namelist() if name.startswith(folder)]
        text = "".join(archive.read(n).decode() for n in archive.namelist() if n.endswith(("ment.xml", ".xhtml")))
    assert [picture[:8] for picture in pictures] == [b"\x89PNG\r\n\x1a\n"]
    assert "Where aid went" in text
    assert "Homs" in text  # the description


def test_pandoc_puts_a_pdf_into_latex(pandoc, tmp_path):
    pytest.importorskip("typst", reason="needs geomap-news[pictures]")
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


NESTED = """\
!!! note "Aid"

    ``` {.geomap caption="Noted"}
    Aid reached Homs.

    And Hama.
    ```

    After it.

=== "Map"

    ```geomap
    Talks in Paris.
    ```

=== "Text"

    Nothing here.

- In a list:

    ~~~geomap
    Envoys met in Lima.
    ~~~

How it is written:

````markdown
```geomap
No map of Quito.
```
````

    ```geomap
    No map of <Nairobi>.
    ```
"""


@pytest.mark.parametrize("colouring", [["fenced_code", "codehilite"], ["pymdownx.superfences", "pymdownx.highlight"]])
def test_markdown_gets_the_map_in_admonitions_tabs_and_lists_and_shows_how_it_is_written(colouring):
    markdown = pytest.importorskip("markdown", reason="needs Python-Markdown")
    pytest.importorskip("pymdownx", reason="needs pymdown-extensions")
    from geomap.integrations.markdown import GeomapExtension

    extensions = [GeomapExtension(), "admonition", "pymdownx.tabbed", *colouring]
    page = markdown.markdown(
        NESTED, extensions=extensions, extension_configs={"pymdownx.tabbed": {"alternate_style": True}}
    )
    maps = maps_in(page)
    assert [name in inside for name, inside in zip(("Hama", "Paris", "Lima"), maps, strict=True)] == [True] * 3
    bare = ELEMENT.sub("MAP", ASSETS.sub("", page))
    assert re.search(r'<div class="admonition note">.*MAP.*Noted.*<p>After it\.</p>\s*</div>', bare, re.DOTALL)
    assert re.search(r'<div class="tabbed-block">\s*<figure class="geomap">MAP', bare)
    assert re.search(r"<li>.*MAP.*</li>", bare, re.DOTALL)
    text = html.unescape(re.sub(r"<[^>]+>", "", bare))
    assert "```geomap\nNo map of Quito.\n```" in text
    assert "```geomap\nNo map of <Nairobi>.\n```" in text


@pytest.fixture
def site(tmp_path):
    """A site of two pages for MkDocs, one of which names a file beside it: ``site(file="aid.txt")``."""
    pytest.importorskip("mkdocs", reason="needs MkDocs")

    def build(file):
        deep = tmp_path / "docs" / "deep"
        deep.mkdir(parents=True)
        (tmp_path / "mkdocs.yml").write_text(
            "site_name: Report\nmarkdown_extensions: [fenced_code, geomap.integrations.markdown]\n", encoding="utf-8"
        )
        (tmp_path / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
        (deep / "aid.txt").write_text(TEXT, encoding="utf-8")
        block = f'```{{.geomap file={file} caption="Where aid went" height=500}}\n```\n'
        (deep / "page.md").write_text(block, encoding="utf-8")
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", "out"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    return build


def test_mkdocs_looks_a_file_up_beside_the_page(site, tmp_path):
    result = site("aid.txt")
    assert result.returncode == 0, result.stderr
    assert_map_in((tmp_path / "out" / "deep" / "page" / "index.html").read_text(encoding="utf-8"))


def test_mkdocs_says_in_one_line_that_a_file_is_missing_and_where_it_was_asked_for(site):
    result = site("gone.txt")
    assert result.returncode == 1
    said = result.stdout + result.stderr
    assert "Traceback" not in said
    (line,) = [line for line in said.splitlines() if "geomap:" in line]
    assert re.search(r"geomap: .*docs/deep/page\.md: there is no file .*docs/deep/gone\.txt$", line)


def test_five_maps_of_a_markdown_page_share_their_assets_and_so_do_those_of_the_next():
    markdown = pytest.importorskip("markdown", reason="needs Python-Markdown")
    made = [[f"```geomap\nAid reached {name}.\n```" for name in names] for names in (FIVE[:1], FIVE)]
    reader = markdown.Markdown(extensions=["geomap"]) if _is_installed() else None
    if reader is None:
        from geomap.integrations.markdown import GeomapExtension

        reader = markdown.Markdown(extensions=[GeomapExtension()])
    assert_five_maps_share(*(reader.reset().convert("\n\n".join(blocks)) for blocks in made))


def _is_installed():
    from importlib.metadata import entry_points

    return any(point.name == "geomap" for point in entry_points(group="markdown.extensions"))


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


def sphinx(folder, builder):
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", builder, "-d", "doctrees", ".", f"out-{builder}"]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_sphinx_builds_a_book_and_pages_from_what_it_read_once(tmp_path):
    pytest.importorskip("sphinx", reason="needs Sphinx")
    pytest.importorskip("typst", reason="needs geomap-news[pictures]")
    (tmp_path / "conf.py").write_text("extensions = ['geomap.integrations.sphinx']\nproject = 'Report'\n")
    head = "Report\n======\n\n"
    block = ".. geomap::\n   :caption: About {0}\n\n   Aid reached {0}.\n\n"
    (tmp_path / "deep").mkdir()
    (tmp_path / "index.rst").write_text(f"{head}.. toctree::\n\n   deep/five\n\n{block.format('Homs')}", "utf-8")
    (tmp_path / "deep" / "five.rst").write_text(head + "".join(map(block.format, FIVE)), "utf-8")
    sphinx(tmp_path, "html")
    pages = [(tmp_path / "out-html" / name).read_text("utf-8") for name in ("index.html", "deep/five.html")]
    assert_five_maps_share(*pages)
    sphinx(tmp_path, "latex")
    source = next((tmp_path / "out-latex").glob("*.tex")).read_text("utf-8")
    assert source.count("sphinxincludegraphics{{map-") == 6
    assert {path.read_bytes()[:4] for path in (tmp_path / "out-latex").glob("map-*.pdf")} == {b"%PDF"}
    # And back, from the same documents as read.
    sphinx(tmp_path, "html")
    assert maps_in((tmp_path / "out-html" / "index.html").read_text("utf-8"))


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


def test_maps_of_a_jinja_page_share_their_assets():
    jinja2 = pytest.importorskip("jinja2", reason="needs Jinja")
    from geomap.integrations.jinja import install

    environment = jinja2.Environment(autoescape=True)
    install(environment)
    loop = "{% for name in names %}{% set text = 'Aid reached ' ~ name ~ '.' %}{{ geomap(text) }}{% endfor %}"
    template = environment.from_string(loop)
    assert_five_maps_share(template.render(names=FIVE[:1]), template.render(names=FIVE))


def test_a_notebook_shows_the_map_and_exports_it(tmp_path):
    nbclient = pytest.importorskip("nbclient", reason="needs nbclient")
    nbconvert = pytest.importorskip("nbconvert", reason="needs nbconvert")
    pytest.importorskip("resvg_py", reason="needs geomap-news[pictures]")
    nbformat = pytest.importorskip("nbformat")
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(f"import geomap\ngeomap.map_text({TEXT!r}, title='Aid')")]
    )
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    (output,) = notebook.cells[0].outputs
    assert set(output.data) == {"text/html", "image/png", "text/plain"}
    assert "NewsMap 'Aid'" in output.data["text/plain"]
    page, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
    assert page.count("<geomap-output ") == page.count('class="geomap-shared"') == 1
    assert "<b>Homs</b>" in page
    body, _ = nbconvert.MarkdownExporter().from_notebook_node(notebook)
    assert '<img src="data:image/png;base64,' in body
    latex, resources = nbconvert.LatexExporter().from_notebook_node(notebook)
    assert "includegraphics" in latex
    assert any(io.BytesIO(data).read(4) == b"\x89PNG" for data in resources["outputs"].values())
