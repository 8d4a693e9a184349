"""Timing whole processes side by side: turns taken run by run, so that a machine that slows down slows both."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from typing import NamedTuple


class Cost(NamedTuple):
    """Median cost of a command: CPU seconds (user and system), and peak resident memory in MB."""

    cpu_s: float
    peak_mb: float


def cpu_of(command: list[str]) -> Cost:
    """Run a command once and return what the kernel charges it for."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed: {error.decode()}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def side_by_side(commands: dict[str, list[str]], runs: int = 7) -> dict[str, Cost]:
    """Run the commands in turn, once to warm up and then ``runs`` times; return the medians."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for i in range(runs + 1):
        for name, command in commands.items():
            cost = cpu_of(command)
            if i:
                costs[name].append(cost)
    return {
        name: Cost(statistics.median(c.cpu_s for c in all_), statistics.median(c.peak_mb for c in all_))
        for name, all_ in costs.items()
    }


def python(code: str) -> list[str]:
    """A command that runs a line of Python."""
    return [sys.executable, "-c", code]


def geomap(*arguments: str) -> list[str]:
    """A command that runs geomap."""
    return [sys.executable, "-m", "geomap", *arguments]
