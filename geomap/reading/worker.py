"""The process that opens formatted files: it may hang, crash or run out of memory, and geomap lives on.

A parser that meets a hostile or damaged file can run for hours, or end the process. So ``Worker`` keeps one child
process that does nothing but parse; a file that takes too long costs the child. ``serve`` is what that child runs.
"""

from __future__ import annotations

import atexit
import contextlib
import faulthandler
import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import geomap
from geomap.ending import end_without_parent
from geomap.errors import GeomapError, InputError, MissingExtraError
from geomap.reading.extract import Extract
from geomap.reading.formats import BY_NAME

TIME_LIMIT_S = 20.0
"""A file that takes longer is given up."""

_LEEWAY_S = 5.0

MEMORY_LIMIT_BYTES = 3 * 1024**3
"""Address space of the child, where the system can limit it."""


class Worker:
    """A child process that takes texts out of files, one at a time; it is started when first needed."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lock = threading.Lock()

    def extract(self, form: str, raw: bytes, name: str, encoding: str | None = None) -> Extract:
        """Read a file in the child.

        Parameters
        ----------
        form
            Key of the format, see ``geomap.reading.formats``.
        raw, name, encoding
            As for the format's reader.

        Raises
        ------
        InputError
            What the reader says, or that it took longer than ``TIME_LIMIT_S`` or broke down.
        MissingExtraError
            The reader's library is not installed.
        """
        with self._lock:
            child = self._running()
            timer = threading.Timer(TIME_LIMIT_S, child.kill)
            timer.start()
            try:
                answer = _ask(child, {"form": form, "name": name, "encoding": encoding, "size": len(raw)}, raw)
            finally:
                timed_out = not timer.is_alive()
                timer.cancel()
            if answer is None:
                self._stop()
                if timed_out:
                    raise InputError(f"{name} takes longer than {TIME_LIMIT_S:.0f} s to read; save its text as .txt")
                raise InputError(f"{name} is damaged, or needs too much memory to read; save its text as .txt")
        if "error" in answer:
            kind = MissingExtraError if answer["missing"] else InputError
            raise kind(answer["error"])
        return Extract(**answer["extract"])

    def _running(self) -> subprocess.Popen[bytes]:
        # After a fork the child belongs to the other process: take a new one.
        if self._child is None or self._child.poll() is not None or self._owner != os.getpid():
            self._stop()
            # The same geomap as here, wherever it was imported from, and the same libraries.
            path = json.dumps([str(Path(geomap.__file__).parent.parent), *filter(None, sys.path)])
            code = (
                "import json, sys; sys.path[:] = json.loads(sys.argv.pop()); "
                "from geomap.reading.worker import serve; serve()"
            )
            self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and our own code
                [sys.executable, "-c", code, path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            self._owner = os.getpid()
        return self._child

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is None or self._owner != os.getpid():
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._stop()


WORKER = Worker()
atexit.register(WORKER.close)


def _ask(child: subprocess.Popen[bytes], head: dict[str, Any], raw: bytes) -> dict[str, Any] | None:
    """Send a file and wait for the answer; None if the child has gone."""
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(json.dumps(head).encode() + b"\n")
        child.stdin.write(raw)
        child.stdin.flush()
        line = child.stdout.readline()
    except OSError:
        return None
    if not line.endswith(b"\n"):
        return None
    answer: dict[str, Any] = json.loads(line)
    return answer


def serve() -> None:
    """Answer requests on standard input until it ends: a line of JSON and the file, for each a line of JSON back."""
    requests, answers = sys.stdin.buffer, _private_output()
    _limit_memory()
    end_without_parent()
    while line := requests.readline():
        request = json.loads(line)
        # Whoever asked ends this process after the limit; this one ends itself if nobody is left to do it.
        faulthandler.dump_traceback_later(TIME_LIMIT_S + _LEEWAY_S, exit=True)
        answers.write(json.dumps(_answer(request, requests.read(request["size"]))).encode() + b"\n")
        faulthandler.cancel_dump_traceback_later()
        answers.flush()


def _private_output() -> IO[bytes]:
    # What a library prints must not get between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    with contextlib.suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = MEMORY_LIMIT_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_LIMIT_BYTES, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _answer(request: dict[str, Any], raw: bytes) -> dict[str, Any]:
    name = request["name"]
    try:
        extract = BY_NAME[request["form"]].reader(raw, name, request["encoding"])
    except GeomapError as error:
        return {"error": str(error), "missing": isinstance(error, MissingExtraError)}
    except (MemoryError, RecursionError):
        return {"error": f"{name} needs too much memory to read; save its text as .txt", "missing": False}
    except Exception:  # noqa: BLE001 - whatever a parser does with a damaged file, the user gets one line
        return {
            "error": f"{name} is damaged, or of a kind that cannot be read; save its text as .txt",
            "missing": False,
        }
    return {"extract": asdict(extract)}
