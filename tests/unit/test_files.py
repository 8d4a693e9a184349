import errno
import os
from pathlib import Path

import pytest

from geomap.errors import OutputError
from geomap.files import write_whole


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "map.html"
    path.write_text("old")
    assert write_whole(path, "new") == path
    assert path.read_text() == "new"
    assert os.listdir(tmp_path) == ["map.html"]


def test_pieces_are_joined(tmp_path):
    write_whole(tmp_path / "rows", iter(["a\n", "b\n"]))
    assert (tmp_path / "rows").read_text() == "a\nb\n"


def test_a_new_file_has_the_mode_of_any_new_file(tmp_path):
    (tmp_path / "other").touch()
    write_whole(tmp_path / "map", "x")
    assert (tmp_path / "map").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "map.html"
    path.write_text("old")

    def no_space(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OutputError, match=r"cannot write .*map\.html: No space left on device"):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["map.html"]


def test_an_error_while_the_pieces_are_made_leaves_nothing(tmp_path):
    def pieces():
        yield "a"
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        write_whole(tmp_path / "rows", pieces())
    assert os.listdir(tmp_path) == []


def test_a_missing_folder_and_a_folder_are_said(tmp_path):
    with pytest.raises(OutputError, match="the folder does not exist"):
        write_whole(tmp_path / "gone" / "map.html", "x")
    with pytest.raises(OutputError, match="it is a folder; name a file in it"):
        write_whole(Path(tmp_path), "x")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_a_pipe_is_written_into_and_stays_one(tmp_path):
    import threading

    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, iter(["a", "b"]))
    reader.join(10)
    assert got == [b"ab"]
    assert pipe.is_fifo()


def test_a_full_device_is_said_and_stays_one():
    device = Path("/dev/full")
    if not device.is_char_device():
        pytest.skip("needs /dev/full")
    with pytest.raises(OutputError, match="cannot write /dev/full: No space left on device"):
        write_whole(device, "x" * 100_000)
    assert device.is_char_device()


def test_what_a_link_points_to_is_replaced_and_the_link_stays(tmp_path):
    (tmp_path / "there").mkdir()
    link, real = tmp_path / "map.html", tmp_path / "there" / "map.html"
    real.write_text("old")
    link.symlink_to(real)
    write_whole(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"
