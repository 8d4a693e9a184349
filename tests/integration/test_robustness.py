"""One line for everything that goes wrong, nothing lost, and nothing that steers a terminal."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import click
import pytest

import geomap
from geomap.cli.main import cli, main
from geomap.errors import OutputError
from geomap.gazetteer.layout import default_path

COMMAND = [sys.executable, "-m", "geomap.cli.main"]
STEERING = {
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
} - {"\n", "\r", "\t"}


def run(*arguments, **options):
    return subprocess.run([*COMMAND, *arguments], capture_output=True, check=False, **options)


def one_line(result, status=1):
    assert result.returncode == status, result.stderr
    lines = result.stderr.decode().splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("geomap: ")
    return lines[0]


@pytest.mark.parametrize(
    "arguments",
    [
        [b"lookup", b"Caf\xe9"],
        [b"places", b"--sample", b"golan", b"--home", b"Caf\xe9"],
        [b"places", b"caf\xe9.txt"],
        [b"lookup", b"Homs", b"--kind", b"\xe9\xff"],
    ],
)
def test_an_argument_in_latin_1_is_one_line(arguments):
    assert "nobody foresaw" not in one_line(run(*arguments))


@pytest.mark.parametrize(
    "encoding", ["undefined", "idna", "rot13", "base64", "punycode", "unicode_escape", "klingon", "zip"]
)
def test_what_is_no_encoding_of_texts_is_refused(encoding):
    assert "utf-8, latin-1 or cp1252" in one_line(
        run("places", "-", "--encoding", encoding, input=b"Aid reached Homs.")
    )


def test_half_a_character_does_not_end_a_corpus(tmp_path):
    path = tmp_path / "corpus.jsonl"
    rows = [
        r'{"id": "\udfff", "text": "Aid reached \ud800Homs.", "title": "a\udc00", "source": "\ud83d"}',
        '{"text": "Hama fell."}',
    ]
    path.write_text("\n".join(rows))
    for form in ("json", "jsonl", "csv", "geojson", "kml"):
        result = run("places", str(path), "--recognizer", "lexicon", "--format", form)
        assert result.returncode == 0, result.stderr
        assert result.stdout.decode("utf-8").count("170017") >= 1  # Hama, of the second document
    assert [r.place.name for r in geomap.geoparse("Aid reached \ud800 Homs.", recognizer="lexicon")] == ["Homs"]


@pytest.mark.parametrize(
    "text",
    [
        '{"names": {"Paris": 1e999}}',
        '{"names": {"Paris": NaN}}',
        '{"mentions": {"1-2": ' + "9" * 5000 + "}}",
        '{"mentions": {"' + "9" * 5000 + '-2": false}}',
        '{"names": ' + "[" * 100_000 + "}",
        '{"format": "geomap-corrections", "corrections": [{"document": "", "start": 1e999, "end": 1, "text": ""}]}',
        '{"format": "geomap-corrections", "corrections": [{"document": "", "start": NaN, "end": 2, "place": null}]}',
    ],
)
def test_a_number_that_is_none_in_corrections_is_one_line(tmp_path, text):
    (tmp_path / "c.json").write_text(text)
    line = one_line(
        run("places", "--sample", "golan", "--recognizer", "lexicon", "--corrections", str(tmp_path / "c.json"))
    )
    assert "corrections" in line
    assert len(line) < 400


@pytest.mark.parametrize("number", ["1e999", "NaN", "-Infinity", "9" * 5000, "9" * 400])
@pytest.mark.parametrize("key", ["lon", "population", "coordinates"])
def test_a_number_that_is_none_in_places_is_one_line(tmp_path, number, key):
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [1.5, "@c"]},
        "properties": {"name": "Xanadu", "lon": "@l", "lat": 2, "population": "@p"},
    }
    if key != "coordinates":
        feature["geometry"] = None
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    for mark, name, sound in (("@c", "coordinates", "2"), ("@l", "lon", "1.5"), ("@p", "population", "7")):
        text = text.replace(f'"{mark}"', number if key == name else sound)
    (tmp_path / "p.geojson").write_text(text)
    one_line(run("places", "--sample", "golan", "--recognizer", "lexicon", "--places", str(tmp_path / "p.geojson")))


def test_a_bad_document_of_many_is_told_and_the_counts_add_up(tmp_path):
    path = tmp_path / "corpus.jsonl"
    path.write_text('{"text": "Aid reached Homs."}\n{bad\n{"text": 5}\n{"text": "Hama fell."}\n')
    for jobs in ("1", "2"):
        result = run("places", str(path), "--recognizer", "lexicon", "--format", "jsonl", "--jobs", jobs)
        assert result.returncode == 3
        assert len(result.stdout.splitlines()) == 2
        assert result.stderr.decode().splitlines() == [
            "geomap: passed over: corpus.jsonl, line 2: not JSON",
            'geomap: passed over: corpus.jsonl, line 3: a document is an object with a "text"',
            "geomap: 4 documents in, 2 out, 2 passed over",
        ]
    assert "line 2: not JSON" in one_line(run("places", str(path), "--strict"))


def test_a_byte_that_does_not_fit_costs_its_row_alone(tmp_path):
    path = tmp_path / "corpus.csv"
    path.write_bytes(b"id,text\n1,Aid reached Homs.\n2,caf\xe9\n3,Hama fell.\n")
    result = run("places", str(path), "--recognizer", "lexicon", "--format", "jsonl", "--encoding", "utf-8")
    assert (result.returncode, len(result.stdout.splitlines())) == (3, 2)
    assert "line 3" in result.stderr.decode()


def test_a_document_on_which_geomap_fails_is_passed_over(monkeypatch):
    from geomap.assembly import assemble_geoparser

    geoparser = assemble_geoparser(recognizer="lexicon", user_places=False)
    resolve = geoparser.resolver.resolve

    def fail(document, toponyms):
        if "Hama" in document.text:
            raise RecursionError
        return resolve(document, toponyms)

    monkeypatch.setattr(geoparser.resolver, "resolve", fail)
    told = []
    parses = list(geoparser.geoparse_all(["In Homs.", "In Hama.", "In Paris."], on_error=told.append))
    assert [parse.document.text for parse in parses] == ["In Homs.", "In Paris."]
    assert [str(error) for error in told] == [
        "a text: geomap failed on it (RecursionError); GEOMAP_TRACEBACK=1 shows where"
    ]


@pytest.mark.parametrize("error", ["ValueError('x' * 9)", "RecursionError()", "MemoryError()", "KeyError('k')"])
def test_the_last_resort_is_one_line_and_a_traceback_where_it_is_wanted(error):
    code = (
        "import geomap.gazetteer.gazetteer as g, geomap.cli.main as m, sys\n"
        f"def fail(*a, **k): raise {error}\n"
        "g.Gazetteer.lookup = fail\nsys.argv = ['geomap', 'lookup', 'Homs']\nm.main()"
    )
    line = one_line(subprocess.run([sys.executable, "-c", code], capture_output=True, check=False))
    if "MemoryError" not in error:
        assert "GEOMAP_TRACEBACK=1" in line
        assert geomap.__version__ in line
        shown = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=False, env=os.environ | {"GEOMAP_TRACEBACK": "1"}
        )
        assert b"Traceback (most recent call last)" in shown.stderr


@pytest.mark.parametrize(
    "name",
    ["places.dat", "text.dat", "base.latin.trie", "base.latin.dat", "curated.json", "written.dat", "geometry.bin"],
)
def test_a_damaged_gazetteer_is_named_in_use_and_by_verify(tmp_path, name):
    for file in default_path().iterdir():
        (tmp_path / file.name).symlink_to(file.resolve())
    whole = (default_path() / name).read_bytes()
    for damaged in (whole[: len(whole) // 2], whole[:50] + bytes([whole[50] ^ 1]) + whole[51:]):
        (tmp_path / name).unlink()
        (tmp_path / name).write_bytes(damaged)
        result = run("places", "--sample", "golan", "--recognizer", "lexicon", "--gazetteer", str(tmp_path))
        if result.returncode:
            assert name in one_line(result)
        result = run("gazetteer", "verify", "--gazetteer", str(tmp_path))
        assert result.returncode == 1
        assert name in (result.stdout + result.stderr).decode()
        assert b"Traceback" not in result.stderr


def test_a_file_without_an_end_is_refused(tmp_path):
    (tmp_path / "z.jsonl").symlink_to("/dev/zero")
    for arguments in (
        ["gazetteer", "compile", "--geonames", "/dev/zero", "-o", str(tmp_path / "out")],
        ["places", "/dev/zero"],
        ["places", "-", "--corrections", "/dev/zero"],
        ["evaluate", "/dev/zero"],
        ["places", str(tmp_path / "z.jsonl")],
    ):
        one_line(run(*arguments, input=b"Aid reached Homs.", timeout=120))


def on_a_terminal(*arguments):
    """What a command writes to a terminal, standard error included."""
    leader, follower = pty.openpty()
    child = subprocess.Popen(
        [*COMMAND, *arguments], stdout=follower, stderr=follower, env=os.environ | {"TERM": "dumb", "NO_COLOR": "1"}
    )
    os.close(follower)
    found = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:
            break
        if not piece:
            break
        found += piece
    child.wait()
    os.close(leader)
    return found.decode("utf-8", "replace").replace("\x1b[1m", "").replace("\x1b[0m", "")


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "geojson", "kml"])
def test_a_terminal_never_gets_what_a_document_holds_to_steer_it(tmp_path, form):
    path = tmp_path / "a\x1b]0;x\x07\u202e.jsonl"
    path.write_text(
        json.dumps(
            {"id": "\x1b[2J\x9b1m", "text": "Aid reached \u202eHoms\x1b[2J and \x9b31mHama\x85."}, ensure_ascii=True
        )
        + "\n{bad\n"
    )
    seen = on_a_terminal("places", str(path), "--recognizer", "lexicon", "--format", form)
    assert "Homs" in seen
    assert not STEERING & set(seen)
    piped = run("places", str(path), "--recognizer", "lexicon", "--format", form)
    if form == "json":
        assert json.loads(piped.stdout)[0]["document_id"] == "\x1b[2J\x9b1m"


def test_csv_is_utf_8_whatever_the_terminal_has():
    for encoding in ("latin-1", "ascii", "cp1252"):
        result = run(
            "places",
            "-",
            "--recognizer",
            "lexicon",
            "--format",
            "csv",
            input="In São Paulo.".encode(),
            env=os.environ | {"PYTHONIOENCODING": encoding},
        )
        assert "São Paulo" in result.stdout.decode("utf-8")


def test_no_command_makes_a_socket(tmp_path):
    code = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise AssertionError('a socket was made')\n"
        "class Blocked(socket.socket):\n    __init__ = refuse\n"
        "socket.socket = Blocked; socket.create_connection = socket.getaddrinfo = refuse\n"
        "from geomap.cli.main import cli\n"
        "sample = ['--sample', 'golan', '-o']\n"
        "suffixes = ('csv', 'json', 'geojson', 'kml', 'gpkg', 'parquet')\n"
        "runs = [['lookup', 'Homs'], ['map', *sample, 'a.html'], ['map', *sample, 'a.svg']]\n"
        "for arguments in (*runs, *(['places', *sample, f'a.{suffix}'] for suffix in suffixes)):\n"
        "    cli.main(arguments, standalone_mode=False)\n"
        "assert 'urllib3' not in sys.modules\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=tmp_path)
    assert result.returncode == 0, result.stderr.decode()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of this process alone is known on Linux")
def test_memory_grows_with_the_text_not_with_its_mentions():
    # Not what getrusage says: there a new process begins with the peak of the one that started it.
    code = (
        "import re\nfrom pathlib import Path\nfrom geomap.assembly import assemble_geoparser\n"
        "from geomap.export.formats import format_named\nfrom geomap.model import Document\n"
        "def peak(): return int(re.search(r'VmHWM:\\s*(\\d+)', Path('/proc/self/status').read_text())[1]) * 1024\n"
        "def run(count):\n"
        "    parse = parser.geoparse(Document('Paris, ' * count, language='en'))\n    assert len(parse) == count\n"
        "    for _ in format_named('csv').render([parse]): pass\n"
        "parser = assemble_geoparser(recognizer='lexicon', user_places=False)\n"
        "run(100)\nbefore = peak()\nrun(30_000)\nprint((peak() - before) / 30_000)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert float(result.stdout) < 1_200  # bytes a mention; it was 2,000


def test_half_a_character_is_the_name_of_no_corpus():
    from geomap.errors import InputError
    from geomap.evaluation.corpus import read_corpus

    with pytest.raises(InputError, match="there is no file"):
        list(read_corpus(Path("\udfff.jsonl")))


def _commands(command, words=()):
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            yield from _commands(command.get_command(click.Context(command), name), (*words, name))
    else:
        yield pytest.param(command, words, id=" ".join(words))


@pytest.mark.parametrize(("command", "words"), [*_commands(cli)])
def test_a_name_that_no_file_can_have_is_one_line(command, words, monkeypatch, capsys, tmp_path):
    """Half a character, which a script hands over though no terminal can, as an argument and in each option."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GEOMAP_DATA_DIR", str(tmp_path / "own"))
    Path("a.txt").write_text("Aid reached Homs.\n", encoding="utf-8")
    options = [option.opts[0] for option in command.params if isinstance(option, click.Option) and not option.is_flag]
    trials = [["\ud800.html"], ["\ud800", "\ud800.csv"], ["a.txt", "-o", "\ud800.html"]]
    trials += [["a.txt", option, name] for option in options for name in ("\ud800", "\ud800.toml")]
    for trial in trials:
        monkeypatch.setattr("sys.argv", ["geomap", *words, *trial])
        with pytest.raises(SystemExit):
            main()
        error = capsys.readouterr().err
        assert "nobody foresaw" not in error, (trial, error)


@pytest.mark.parametrize("name", ["a\ud800.html", "a\0.html"])
def test_a_result_is_not_written_under_a_name_that_no_file_can_have(tmp_path, name):
    with pytest.raises(OutputError, match="no file can have this name"):
        geomap.map_text("Aid reached Homs.").save(tmp_path / name)
