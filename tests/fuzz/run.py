"""Fuzz geomap: ``python tests/fuzz/run.py [--seconds N] [--class NAME] [--seed S] [--only I]``.

Each class of attacks gets its share of the time; the table says how many were tried and how many failed, and the exit
status is 1 if any failed. Everything follows from the seed: a failure prints the command that repeats it.
"""

import argparse
import importlib
import os
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import commands
import damage
import injections

CLASSES = {
    "injections": injections.trial,
    "arguments": commands.arguments,
    "numbers": commands.numbers,
    "encodings": commands.encodings,
    "terminal": commands.terminal,
    "readers": damage.readers,
    "gazetteers": damage.gazetteers,
    "bombs": damage.bombs,
}
# Whole processes that are killed, run side by side and write over one another: these count their trials themselves.
COUNTED = {
    "kills": ("kills", "kill_trials", True),
    "concurrency": ("concurrency", "concurrency_trials", True),
    "overwrites": ("overwrites", "overwrite_trials", False),
}
_MOST_SHOWN = 5


def fuzz(name, trial, seed, seconds, only=None):
    """Try a class for so long; the number tried, and the failures as (number, what happened)."""
    failures = []
    until = time.monotonic() + seconds
    number = 0 if only is None else only
    while True:
        rng = random.Random(f"{name}:{seed}:{number}")
        with tempfile.TemporaryDirectory(prefix="geomap-fuzz-") as folder:
            os.chdir(folder)
            try:
                trial(rng, Path(folder))
            except AssertionError as error:
                failures.append((number, str(error)))
            except Exception as error:  # noqa: BLE001 - what escapes from geomap is a failure like any other
                if only is not None:
                    traceback.print_exc()
                failures.append((number, f"{type(error).__name__}: {error}"))
            finally:
                os.chdir("/")
        number += 1
        if only is not None or time.monotonic() >= until:
            return (1 if only is not None else number), failures


def counted(name, share_s):
    """Run a class that counts for itself; None where it is not there."""
    module, function, takes_number = COUNTED[name]
    if not (Path(__file__).parent / f"{module}.py").is_file():
        return None
    trials = getattr(importlib.import_module(module), function)
    return trials(max(1, int(share_s))) if takes_number else trials()


def main():
    parser = argparse.ArgumentParser(description="Fuzz geomap.")
    parser.add_argument("--seconds", type=float, default=60, help="how long in all")
    parser.add_argument("--class", dest="name", choices=[*CLASSES, *COUNTED], help="one class only")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="one trial of the class: repeats a failure")
    asked = parser.parse_args()
    names = [asked.name] if asked.name else [*CLASSES, *COUNTED]
    share = asked.seconds / len(names)
    failed = 0
    rows = []
    with tempfile.TemporaryDirectory(prefix="geomap-fuzz-home-") as home:
        # The places that whoever runs this keeps are their own.
        os.environ["GEOMAP_DATA_DIR"] = home
        for name in names:
            start = time.monotonic()
            if name in COUNTED:
                found = counted(name, share)
                if found is None:
                    continue
                rows.append((name, *found, time.monotonic() - start))
                failed += found[1]
                continue
            sys.stdout.flush()
            tried, failures = fuzz(name, CLASSES[name], asked.seed, share, asked.only)
            rows.append((name, tried, len(failures), time.monotonic() - start))
            failed += len(failures)
            for number, what in failures[:_MOST_SHOWN]:
                sys.stdout.write(f"{name} {number}: {what[:400]!a}\n")
                sys.stdout.write(
                    f"  again: python tests/fuzz/run.py --class {name} --seed {asked.seed} --only {number}\n"
                )
    sys.stdout.write(f"{'class':14}{'tried':>9}{'failed':>9}{'seconds':>9}\n")
    for name, tried, bad, seconds in rows:
        sys.stdout.write(f"{name:14}{tried:9,}{bad:9,}{seconds:9.1f}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
