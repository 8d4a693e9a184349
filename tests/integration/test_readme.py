"""What the README and the page of common jobs show is run as it stands there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOW_DO_I = (ROOT / "docs" / "how-do-i.md").read_text("utf-8")
EXCHANGE = (ROOT / "docs" / "exchange.md").read_text("utf-8")
FENCE = re.compile(r"^```(\S+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(text, language):
    return [code for found, _, code in FENCE.findall(text) if found == language]


def sections():
    titles = re.split(r"^## ", HOW_DO_I, flags=re.MULTILINE)[1:]
    return {title.partition("\n")[0]: title for title in titles}


@pytest.fixture
def run(tmp_path):
    """Run code or a command in a folder of its own, with the files that the page shows."""
    for _, name, text in FENCE.findall(HOW_DO_I):
        if name:
            (tmp_path / name).write_text(text, encoding="utf-8")
    scripts = tmp_path / "bin"
    scripts.mkdir()
    command = scripts / "geomap"
    command.write_text(f"#!{sys.executable}\nfrom geomap.cli.main import main\nmain()\n", encoding="utf-8")
    command.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "XDG_DATA_HOME": str(tmp_path / "own"),
    }

    def start(arguments):
        result = subprocess.run(
            arguments, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False
        )
        assert result.returncode == 0, result.stderr
        assert "Warning" not in result.stderr
        return result.stdout

    return start


def new_files(folder, before):
    return {path.name for path in folder.iterdir() if path.is_file()} - before


@pytest.mark.parametrize("code", blocks((ROOT / "README.md").read_text("utf-8"), "python"))
def test_the_readme_s_python_runs(run, code):
    run([sys.executable, "-c", code])


@pytest.mark.parametrize("code", blocks(EXCHANGE, "sh"))
def test_the_page_on_other_programs_runs(run, tmp_path, code):
    if shutil.which("sh") is None:
        pytest.skip("needs a shell")
    run(["sh", "-e", "-c", code])
    for name in re.findall(r"-o (\S+)", code):
        assert (tmp_path / name).stat().st_size > 1000


def test_the_page_has_the_fifteen_commonest_jobs():
    assert len(sections()) == 15
    for title, text in sections().items():
        assert len(blocks(text, "sh")) == len(blocks(text, "python")) == 1, title


@pytest.mark.parametrize("title", sections())
@pytest.mark.parametrize("language", ["sh", "python"])
def test_every_job_runs_and_writes_what_it_names(run, tmp_path, title, language):
    (code,) = blocks(sections()[title], language)
    if re.search(r"\.(png|pdf)\b", code):
        pytest.importorskip("resvg_py", reason="needs geomap-news[pictures]")
    if language == "sh" and shutil.which("sh") is None:
        pytest.skip("needs a shell")
    before = {path.name for path in tmp_path.iterdir()}
    said = run(["sh", "-e", "-c", code] if language == "sh" else [sys.executable, "-c", code])
    named = set(re.findall(r"[\w-]+\.(?:html|csv|gpkg|png|jsonl)\b", code)) - before
    assert named <= new_files(tmp_path, before)
    assert named or "Tripoli" in said or "Homs" in said
    assert all((tmp_path / name).stat().st_size > 100 for name in named)
