"""Nothing that is read is written over, by whatever name; and a result that lies among the texts is not read."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from geomap.cli.guard import protect_inputs
from geomap.cli.main import cli
from geomap.errors import GeomapError

sys.path.append(str(Path(__file__).parents[1] / "fuzz"))
import overwrites
from trials import COMMAND, environment


@pytest.mark.parametrize("arguments", overwrites.REFUSED, ids=" ".join)
def test_what_is_read_is_not_written_over(arguments, tmp_path):
    assert overwrites.is_refused(arguments, tmp_path)


@pytest.mark.parametrize("arguments", [overwrites.AGAIN[i] for i in (0, 2, 7)], ids=" ".join)
def test_the_same_command_gives_the_same_result_again(arguments, tmp_path):
    assert overwrites.is_the_same_again(arguments, tmp_path)


def _piped(arguments, folder, **streams):
    return subprocess.run(
        [*COMMAND, *arguments, "--recognizer", "lexicon"], cwd=folder, env=environment(), check=False, **streams
    )


def test_a_text_that_comes_by_standard_input_is_not_written_over(tmp_path):
    story = tmp_path / "story.txt"
    story.write_text(overwrites.TEXT, encoding="utf-8")
    with story.open("rb") as stream:
        done = _piped(["places", "-", "-o", "story.txt"], tmp_path, stdin=stream, capture_output=True)
    assert done.returncode == 1
    assert done.stderr == b"geomap: story.txt is the text that is read: name another file with -o\n"
    assert story.read_text(encoding="utf-8") == overwrites.TEXT


def test_nothing_is_added_to_a_text_that_is_read(tmp_path):
    (tmp_path / "tw").mkdir()
    story = tmp_path / "tw" / "story.txt"
    story.write_text(overwrites.TEXT, encoding="utf-8")
    for source in ("tw", "tw/story.txt"):
        with story.open("ab") as stream:
            done = _piped(["places", source], tmp_path, stdout=stream, stderr=subprocess.PIPE)
        assert done.returncode == 1
        assert done.stderr.startswith(b"geomap: standard output is ")
        assert story.read_text(encoding="utf-8") == overwrites.TEXT


def test_a_result_by_standard_output_into_its_own_folder_does_not_grow(tmp_path):
    (tmp_path / "tw").mkdir()
    (tmp_path / "tw" / "a.txt").write_text(overwrites.TEXT, encoding="utf-8")
    results = []
    for _ in range(2):
        with (tmp_path / "tw" / "b.jsonl").open("wb") as stream:
            done = _piped(["places", "tw", "--format", "jsonl"], tmp_path, stdout=stream, stderr=subprocess.PIPE)
        assert done.returncode == 0
        results.append((tmp_path / "tw" / "b.jsonl").read_bytes())
    assert results[0] == results[1]
    assert results[0].count(b"\n") == 1


def _refusal(arguments):
    result = CliRunner().invoke(cli, [str(a) for a in arguments])
    assert isinstance(result.exception, GeomapError), result.output
    return str(result.exception)


def test_a_gazetteer_that_is_used_is_not_written_over(tmp_path):
    (tmp_path / "large").mkdir()
    manifest = tmp_path / "large" / "manifest.json"
    manifest.write_text("{}", encoding="utf-8")
    arguments = ["places", "--sample", "golan", "--gazetteer", tmp_path / "large", "-o", manifest]
    assert "manifest.json is a part of --gazetteer that is read" in _refusal(arguments)


def test_a_part_of_a_shapefile_is_not_written_over(tmp_path):
    (tmp_path / "camps.dbf").write_bytes(b"rows")
    arguments = ["places", "--sample", "golan", "--places", tmp_path / "camps.shp", "--format", "csv"]
    assert "camps.dbf is a part of --places that is read" in _refusal([*arguments, "-o", tmp_path / "camps.dbf"])


def test_the_bundled_gazetteer_and_the_dumps_are_not_written_over(tmp_path):
    from geomap.gazetteer import bundled

    dump = tmp_path / "text.dat"
    dump.write_text("not a dump\n", encoding="utf-8")
    arguments = ["gazetteer", "compile", "--geonames", dump, "-o"]
    assert "is the gazetteer that is read" in _refusal([*arguments, bundled().path])
    assert "text.dat is a dump that is read" in _refusal([*arguments, tmp_path])
    assert [path.name for path in tmp_path.iterdir()] == ["text.dat"]


def test_an_option_that_comes_later_is_guarded_without_being_listed(tmp_path):
    @click.command()
    @click.option("--boundaries", metavar="FILE", multiple=True)
    @click.option("--title")
    @click.option("-o", "--output", metavar="FILE")
    def later(output, **_):
        protect_inputs(output)
        click.echo("written")

    lines = tmp_path / "lines.geojson"
    lines.write_text("{}", encoding="utf-8")
    refused = CliRunner().invoke(later, ["--boundaries", str(lines), "-o", str(tmp_path / "." / "lines.geojson")])
    assert "is the file of --boundaries that is read: name another file with -o" in str(refused.exception)
    # What is called as a file is none.
    assert CliRunner().invoke(later, ["--title", str(lines), "-o", str(lines)]).output == "written\n"


def test_a_folder_of_results_alone_has_nothing_to_read(tmp_path):
    runner = CliRunner()
    made = runner.invoke(cli, ["map", "--sample", "golan", "--recognizer", "lexicon", "-o", str(tmp_path / "a.html")])
    assert made.exit_code == 0, made.output
    assert "nothing to read in the folder" in _refusal(["places", tmp_path])
    assert "geomap wrote what is there (1 file)" in _refusal(["places", tmp_path])
    # Whoever names it wants it read.
    named = runner.invoke(cli, ["places", str(tmp_path / "a.html"), "--recognizer", "lexicon"])
    assert named.exit_code == 0, named.output
