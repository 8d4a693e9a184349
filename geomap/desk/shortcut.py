"""An entry for the editor in the desktop's menu: a file of the user's own, and nothing else."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from geomap.errors import OutputError
from geomap.files import write_whole

NAME: Final = "geomap"
_COMMENT: Final = "Turn a text into a map and put it right"


def install(platform: str = sys.platform) -> Path:
    """Write the entry; return where it stands. One that is there already is replaced.

    Parameters
    ----------
    platform
        As ``sys.platform``.

    Raises
    ------
    OutputError
        It cannot be written.
    """
    path = location(platform)
    command = [sys.executable, "-m", "geomap", "edit"]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make the folder {path.parent}: {error.strerror or error}") from error
    if platform == "darwin":
        _write_application(path, command)
    elif platform == "win32":
        return _write_link(path, command)
    else:
        write_whole(path, desktop_entry(command))
        path.chmod(0o755)
    return path


def remove(platform: str = sys.platform) -> Path | None:
    """Take the entry away; return where it stood, None where there was none.

    Parameters
    ----------
    platform
        As ``sys.platform``.

    Raises
    ------
    OutputError
        It cannot be removed.
    """
    import shutil

    found = None
    for path in (location(platform), _plain_link(platform)):
        if path is None or not (path.exists() or path.is_symlink()):
            continue
        try:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        except OSError as error:
            raise OutputError(f"cannot remove {path}: {error.strerror or error}") from error
        found = path
    return found


def location(platform: str = sys.platform) -> Path:
    """Return where the entry stands: what each system looks through for its menu.

    Parameters
    ----------
    platform
        As ``sys.platform``.
    """
    if platform == "darwin":
        return Path.home() / "Applications" / f"{NAME}.app"
    if platform == "win32":
        roaming = os.environ.get("APPDATA", "").strip() or str(Path.home() / "AppData" / "Roaming")
        return Path(roaming) / "Microsoft" / "Windows" / "Start Menu" / "Programs" / f"{NAME}.lnk"
    data = os.environ.get("XDG_DATA_HOME", "").strip() or str(Path.home() / ".local" / "share")
    return Path(data) / "applications" / f"{NAME}-edit.desktop"


def desktop_entry(command: list[str]) -> str:
    """Return an entry of the freedesktop.org specification.

    It opens a terminal: that shows the address, and closing it ends the server.

    Parameters
    ----------
    command
        The program and its arguments.
    """
    return (
        "[Desktop Entry]\nType=Application\nVersion=1.0\n"
        f"Name={NAME}\nComment={_COMMENT}\n"
        f"Exec={' '.join(map(_quoted, command))} %F\n"
        "Terminal=true\nCategories=Office;Geography;\nMimeType=text/plain;text/markdown;\n"
    )


def _quoted(argument: str) -> str:
    """Return an argument as ``Exec`` of the specification has it: in quotes, percent signs twice."""
    plain = argument.replace("%", "%%")
    if plain and all(char.isalnum() or char in "-_./%+:," for char in plain):
        return plain
    for char in '\\"`$':
        plain = plain.replace(char, "\\" + char)
    # The value is a string of the file, too, in which a backslash is written twice.
    return '"' + plain.replace("\\", "\\\\") + '"'


def _write_application(path: Path, command: list[str]) -> None:
    """Write a bundle of macOS: a script that opens a terminal with the command."""
    program = path / "Contents" / "MacOS" / NAME
    inner = path / "Contents" / "Resources" / f"{NAME}.command"
    for folder in (program.parent, inner.parent):
        folder.mkdir(parents=True, exist_ok=True)
    write_whole(path / "Contents" / "Info.plist", information())
    write_whole(inner, f"#!/bin/sh\nexec {shlex.join(command)}\n")
    inner.chmod(0o755)
    # Terminal runs what ends in .command: its window shows the address, and closing it ends the server.
    write_whole(program, '#!/bin/sh\nexec /usr/bin/open "$(dirname "$0")/../Resources/geomap.command"\n')
    program.chmod(0o755)


def information() -> str:
    """Return the property list of the bundle."""
    rows = {
        "CFBundleName": NAME,
        "CFBundleExecutable": NAME,
        "CFBundleIdentifier": "org.geomap.edit",
        "CFBundlePackageType": "APPL",
        "CFBundleVersion": "1",
    }
    lines = "".join(f"<key>{escape(key)}</key><string>{escape(value)}</string>\n" for key, value in rows.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n'
        f'<plist version="1.0"><dict>\n{lines}</dict></plist>\n'
    )


def _plain_link(platform: str) -> Path | None:
    """Return where a command file of Windows stands, which serves where no link can be made."""
    return location(platform).with_suffix(".cmd") if platform == "win32" else None


def _write_link(path: Path, command: list[str]) -> Path:
    """Make a link of the Start menu by Windows' own script host; where that is switched off, a command file.

    Return which of them it is.
    """
    script = (
        "$link = (New-Object -ComObject WScript.Shell).CreateShortcut($env:GEOMAP_LINK); "
        "$link.TargetPath = $env:GEOMAP_PROGRAM; $link.Arguments = '-m geomap edit'; "
        f"$link.Description = '{_COMMENT}'; $link.Save()"
    )
    # Paths go by the environment: nothing in them is read as a command.
    told = {**os.environ, "GEOMAP_LINK": str(path), "GEOMAP_PROGRAM": command[0]}
    shell = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32/WindowsPowerShell/v1.0/powershell.exe"
    try:
        subprocess.run(  # noqa: S603 -- a fixed script
            [str(shell), "-NoProfile", "-NonInteractive", "-Command", script],
            env=told,
            check=True,
            capture_output=True,
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return write_whole(path.with_suffix(".cmd"), command_file(command))
    return path


def command_file(command: list[str]) -> str:
    """Return a command file of Windows.

    Parameters
    ----------
    command
        The program and its arguments.
    """
    doubled = (part.replace("%", "%%") for part in command)
    line = " ".join(f'"{part}"' if " " in part or "%" in part or "&" in part else part for part in doubled)
    return f"@echo off\r\nchcp 65001 >nul\r\n{line}\r\n"
