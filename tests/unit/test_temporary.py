import os
import subprocess
import sys

import pytest

from geomap.files import write_whole
from geomap.temporary import clear, create, name_for, temporary_folder

HOLDS = """
import sys, time
from pathlib import Path
from geomap.temporary import create, name_for, temporary_folder
folder = Path(sys.argv[1])
create(name_for(folder / "map.html"))
with temporary_folder(folder) as made:
    (made / "run").touch()
    print("held", flush=True)
    time.sleep(60)
"""


def test_what_a_living_process_holds_stays_and_what_it_leaves_is_cleared(tmp_path):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", HOLDS, str(tmp_path)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    try:
        assert process.stdout.readline().strip() == b"held"
        held = sorted(os.listdir(tmp_path))
        assert len(held) == 2
        assert all(f".{process.pid}-" in name for name in held)
        write_whole(tmp_path / "other.html", "x")
        assert sorted(os.listdir(tmp_path)) == [*held, "other.html"]
    finally:
        process.kill()
        process.communicate()
    write_whole(tmp_path / "other.html", "y")
    assert os.listdir(tmp_path) == ["other.html"]


@pytest.mark.skipif(sys.platform == "win32", reason="goes by age there")
def test_a_number_that_was_given_again_does_not_keep_a_file(tmp_path):
    # This process lives, and has the number that the name carries, but does not hold the file.
    name_for(tmp_path / "map.html").touch()
    clear(tmp_path)
    assert os.listdir(tmp_path) == []


def test_what_only_looks_like_one_of_ours_stays(tmp_path):
    names = [".notes.part", ".map.html.12-abc.part", "map.html.12-0123456789abcdef.part", ".12-0123456789abcdef.part"]
    for name in names:
        (tmp_path / name).touch()
    link = tmp_path / ".map.html.12-0123456789abcdef.part"
    link.symlink_to(tmp_path / ".notes.part")
    clear(tmp_path)
    assert sorted(os.listdir(tmp_path)) == sorted([*names, link.name])


def test_a_file_is_made_anew_where_it_was_cleared_before_it_was_held(tmp_path, monkeypatch):
    fcntl = pytest.importorskip("fcntl", reason="goes by age on Windows")
    path, real, cleared = name_for(tmp_path / "map.html"), fcntl.flock, []

    def somebody_was_quicker(handle, how):
        if not cleared:
            cleared.append(path)
            path.unlink()
        real(handle, how)

    monkeypatch.setattr(fcntl, "flock", somebody_was_quicker)
    with os.fdopen(create(path), "wb") as file:
        file.write(b"whole")
    assert path.read_bytes() == b"whole"


def test_a_temporary_folder_is_gone_after_an_error(tmp_path):
    def fail():
        with temporary_folder(tmp_path) as made:
            (made / "run").touch()
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail()
    assert os.listdir(tmp_path) == []
