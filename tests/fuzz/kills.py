"""Trials: ended means ended, whatever ends it and whenever: nothing half done, nothing and nobody left behind."""

import json
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from trials import run, start, wait_for

TEXT = "Aid number {} reached Homs and Hama on Monday, the Syrian Red Crescent said in Damascus.\n"
ASKED = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""What tells a process to stop."""


def processes_of(mark):
    """Return the numbers of the processes whose environment holds a mark."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def _corpus(folder):
    rows = (json.dumps({"id": str(i), "text": TEXT.format(i) * 3}) for i in range(20_000))
    (folder / "corpus.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")


def _has_begun(folder):
    """Tell whether the result is being written: its temporary file is there, and not empty."""
    return any(path.stat().st_size for path in folder.glob(".*.part"))


def kill_trial(folder, number, *, jobs=1, delay_s=0.0, to_all=False):
    """End one run by a signal, and tell what is wrong then, as a list of words: none where all is well.

    Parameters
    ----------
    folder
        With ``corpus.jsonl``; a result ``out.jsonl`` from before is there too, and must stay.
    number
        The signal.
    jobs
        Processes that the run has.
    delay_s
        How long after it has begun to write.
    to_all
        Whether its workers get the signal too, as from a terminal or a service manager.
    """
    mark = f"geomap-trial-{os.getpid()}-{time.monotonic_ns()}"
    output = folder / "out.jsonl"
    output.write_text("before\n", encoding="utf-8")
    for left in folder.glob(".*.part"):  # of a trial that failed
        left.unlink()
    arguments = ("places", "corpus.jsonl", "--recognizer", "lexicon", "--jobs", jobs, "-o", "out.jsonl")
    process = start(*arguments, cwd=folder, env={"GEOMAP_TRIAL": mark}, start_new_session=True)
    if not wait_for(lambda: process.poll() is not None or _has_begun(folder)) or process.poll() is not None:
        process.kill()
        return ["it did not begin: " + process.communicate()[1].decode()]
    time.sleep(delay_s)
    (os.killpg if to_all else os.kill)(process.pid, number)
    wrong = [] if wait_for(lambda: process.poll() is not None) else ["it goes on"]
    wrong += _end_all(mark)
    err = process.communicate(timeout=30)[1]
    if output.read_text(encoding="utf-8") != "before\n":
        wrong.append("the result is half written")
    if number in ASKED:
        if (process.returncode, err) != (128 + number, b"geomap: stopped\n"):
            wrong.append(f"its exit status is {process.returncode}, and it said {err.decode()!r}")
    else:
        status, _, said = run("places", "--sample", "golan", "--recognizer", "lexicon", "-o", "next.csv", cwd=folder)
        if status or said:
            wrong.append(f"the next run said {said!r}")
    if list(folder.glob(".*.part")):
        wrong.append("a temporary file is left")
    return wrong


def _end_all(mark):
    """Wait until no process with a mark is left; tell of those that live on, and end them."""
    if wait_for(lambda: not processes_of(mark), 5):
        return []
    for left in processes_of(mark):
        os.kill(left, signal.SIGKILL)
    return ["processes live on"]


def kill_trials(n):
    """Return how many runs were ended, each at a moment and by a signal of its own, and how many left something."""
    chance = random.Random(4711)
    tried, failed = 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _corpus(folder)
        for trial in range(n):
            number = (*ASKED, signal.SIGKILL)[trial % (len(ASKED) + 1)]
            jobs = 1 + trial // (len(ASKED) + 1) % 2
            to_all = jobs > 1 and number != signal.SIGKILL and trial % 16 < 8
            wrong = kill_trial(folder, number, jobs=jobs, delay_s=chance.random() / 4, to_all=to_all)
            tried += 1
            failed += bool(wrong)
            for word in wrong:
                print(f"kill trial {trial} ({signal.Signals(number).name}, {jobs} jobs): {word}", file=sys.stderr)
    return tried, failed


if __name__ == "__main__":
    print(*kill_trials(int(sys.argv[1]) if len(sys.argv) > 1 else 8))
