"""An entry in the desktop's menu: one file of the user's own, and gone again when it is removed."""

from __future__ import annotations

import configparser
import os
import plistlib
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from geomap.desk import shortcut


@pytest.fixture
def home(tmp_path, monkeypatch):
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    for name in ("XDG_DATA_HOME", "APPDATA", "SYSTEMROOT"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def files(home):
    return sorted(str(file.relative_to(home)) for file in home.rglob("*") if file.is_file())


def test_on_linux_it_is_an_entry_of_the_menu(home):
    path = shortcut.install("linux")
    assert files(home) == [".local/share/applications/geomap-edit.desktop"]
    entry = configparser.RawConfigParser()
    entry.optionxform = str
    entry.read(path, "utf-8")
    said = dict(entry["Desktop Entry"])
    assert (said["Type"], said["Name"], said["Terminal"]) == ("Application", "geomap", "true")
    assert shlex.split(said["Exec"]) == [sys.executable, "-m", "geomap", "edit", "%F"]
    assert shortcut.remove("linux") == path
    assert files(home) == []
    assert shortcut.remove("linux") is None


def test_the_folder_of_the_users_data_counts(home, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    assert shortcut.install("linux") == home / "data" / "applications" / "geomap-edit.desktop"


@pytest.mark.parametrize("program", ["/a b/python", '/quo"te/p', "/back\\slash/p", "/dollar$x/`id`/p", "/per%cent/p"])
def test_a_program_in_an_odd_folder_is_one_argument(program):
    line = next(row for row in shortcut.desktop_entry([program]).splitlines() if row.startswith("Exec="))
    # As the specification says: the string is unescaped first, then the quotes are.
    value = line.removeprefix("Exec=").removesuffix(" %F").replace("\\\\", "\\").replace("%%", "%")
    quoted = re.fullmatch(r'"(.*)"', value)
    assert (re.sub(r'\\(["`$\\])', r"\1", quoted[1]) if quoted else value) == program


@pytest.mark.skipif(not Path("/usr/bin/desktop-file-validate").exists(), reason="desktop-file-utils is not there")
@pytest.mark.usefixtures("home")
def test_the_desktops_own_checker_finds_nothing():
    path = shortcut.install("linux")
    done = subprocess.run(["/usr/bin/desktop-file-validate", path], check=False, capture_output=True, text=True)
    assert done.stdout == ""


def test_on_macos_it_is_an_application(home):
    path = shortcut.install("darwin")
    assert path == home / "Applications" / "geomap.app"
    told = plistlib.loads((path / "Contents/Info.plist").read_bytes())
    program = path / "Contents/MacOS" / told["CFBundleExecutable"]
    inner = path / "Contents/Resources/geomap.command"
    assert inner.read_text("utf-8") == f"#!/bin/sh\nexec {shlex.join([sys.executable, '-m', 'geomap', 'edit'])}\n"
    if os.name == "posix":
        assert os.access(program, os.X_OK)
        assert os.access(inner, os.X_OK)
    assert shortcut.remove("darwin") == path
    assert files(home) == []


def test_on_windows_without_a_script_host_it_is_a_command_file(home):
    path = shortcut.install("win32")
    assert path == home / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/geomap.cmd"
    assert path.read_bytes().startswith(b"@echo off\r\n")
    assert b"-m geomap edit" in path.read_bytes()
    assert shortcut.remove("win32") == path
    assert files(home) == []


@pytest.mark.usefixtures("home")
def test_what_stands_in_a_path_is_no_command_on_windows(monkeypatch):
    asked = {}

    def run(command, **options):
        asked.update(command=command, env=options["env"])

    monkeypatch.setattr(shortcut.subprocess, "run", run)
    monkeypatch.setattr(sys, "executable", "C:\\a' ; calc ; '\\python.exe")
    assert shortcut.install("win32").suffix == ".lnk"
    assert "calc" not in " ".join(asked["command"])
    assert asked["env"]["GEOMAP_PROGRAM"] == "C:\\a' ; calc ; '\\python.exe"
    assert shortcut.command_file(["C:\\a b\\p%x%.exe", "edit"]).splitlines()[-1] == '"C:\\a b\\p%%x%%.exe" edit'


def test_installing_twice_leaves_one(home):
    shortcut.install("linux")
    shortcut.install("linux")
    assert len(files(home)) == 1
