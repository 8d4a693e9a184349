"""What the classes of the fuzz target share: running a command inside this process, and what may never come of one."""

import contextlib
import io
import os
import signal
import sys
import time
from typing import NamedTuple

from geomap.cli.main import main

TIME_LIMIT_S = 60
_EXITS = {0, 1, 2, 3, 130}
_NEVER = ("Traceback (most recent call last)", "nobody foresaw", "geomap failed on it", "Warning:")
# Steers a terminal, or turns what stands beside it around; a line feed and a tab do not.
_STEERING = {
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
}
_STEERING -= {"\n", "\t"}


class Failure(AssertionError):
    """A promise was broken."""


class Outcome(NamedTuple):
    """What a command did."""

    status: int
    out: bytes
    err: str


class _Stream(io.TextIOWrapper):
    def __init__(self, *, terminal, encoding="utf-8", data=b""):
        super().__init__(io.BytesIO(data), encoding=encoding, errors="strict", write_through=True)
        self._terminal = terminal

    def isatty(self):
        return self._terminal


def run(*arguments, data=b"", terminal=False, encoding="utf-8"):
    """Run ``geomap`` with arguments, ``data`` on standard input, and standard output and error as a program or a terminal."""
    out, err = (_Stream(terminal=terminal, encoding=encoding) for _ in range(2))
    before = sys.argv, sys.stdin, sys.stdout, sys.stderr
    sys.argv, sys.stdin, sys.stdout, sys.stderr = ["geomap", *arguments], _Stream(terminal=False, data=data), out, err
    try:
        main()
        status = 0
    except SystemExit as stop:
        status = stop.code if isinstance(stop.code, int) else 0
    finally:
        sys.argv, sys.stdin, sys.stdout, sys.stderr = before
    return Outcome(status, out.buffer.getvalue(), err.buffer.getvalue().decode("utf-8", "replace"))


def check(outcome, *, lines=None):
    """Hold an outcome to the promises: an exit status that is one, no traceback, one line for an error, nothing steering."""
    if outcome.status not in _EXITS:
        raise Failure(f"exit status {outcome.status}")
    for words in _NEVER:
        if words in outcome.err:
            raise Failure(f"said: {outcome.err.strip()[:300]!a}")
    told = [line for line in outcome.err.strip().splitlines() if not line.startswith("geomap: passed over: ")]
    if outcome.status in {1, 2} and not told and not outcome.out:
        raise Failure("an error without a line")
    if outcome.status in {1, 2} and lines is not None and len(told) > lines:
        raise Failure(f"{len(told)} lines for one error: {told[:3]!a}")
    if any(char in _STEERING for char in outcome.err):
        raise Failure(f"a message steers the terminal: {outcome.err[:200]!a}")
    return outcome


def check_terminal(outcome):
    """Nothing that a terminal was sent may steer it; rich's own colours are not from the document."""
    text = outcome.out.decode("utf-8", "replace").replace("\x1b[1m", "").replace("\x1b[0m", "")
    bad = [char for char in text if char in _STEERING]
    if bad:
        raise Failure(f"a terminal gets {bad[0]!a}: {text[max(0, text.index(bad[0]) - 40) :][:120]!a}")
    return check(outcome)


def in_child(work):
    """Do work in a process of its own, which may crash or hang: that is then a failure, and this process goes on."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        with contextlib.suppress(BaseException):
            os.close(read)
            try:
                work()
            except BaseException as error:  # noqa: BLE001 - told to the parent
                os.write(write, f"{type(error).__name__}: {error}".encode("utf-8", "replace")[:4000])
            status = 0
        os._exit(status)
    os.close(write)
    until = time.monotonic() + TIME_LIMIT_S
    status = None
    while status is None:
        done, code = os.waitpid(child, os.WNOHANG)
        if done:
            status = code
        elif time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            os.close(read)
            raise Failure(f"not done after {TIME_LIMIT_S} s")
        else:
            time.sleep(0.005)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read().decode("utf-8", "replace")
    if os.WIFSIGNALED(status):
        raise Failure(f"killed by signal {os.WTERMSIG(status)}")
    if said or os.WEXITSTATUS(status):
        raise Failure(said or "ended without a word")
