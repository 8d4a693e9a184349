"""What the trials share: geomap run as a user runs it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "geomap")


def environment(**more):
    """The environment in which a trial's processes run: this working copy, whatever the folder."""
    path = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
    return os.environ | {"PYTHONPATH": path} | more


def start(*arguments, cwd, **options):
    """Start a command; its output is read later.

    It minds SIGINT, even where these tests run in the background of a shell, which starts them deaf to it.
    """
    if os.name == "posix":
        options.setdefault("preexec_fn", lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        env=environment(**options.pop("env", {})),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def run(*arguments, cwd, **options):
    """Run a command to its end; returns its exit status, output and errors."""
    process = start(*arguments, cwd=cwd, **options)
    out, err = process.communicate(timeout=120)
    return process.returncode, out.decode(), err.decode()


def wait_for(condition, seconds=20.0):
    """Wait until something holds; False if it did not in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return bool(condition())


def said_in_a_line(err):
    """Tell whether an error was one line of geomap's, without a traceback."""
    lines = err.splitlines()
    return len(lines) == 1 and lines[0].startswith("geomap: ")
