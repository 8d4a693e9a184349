"""Ended means ended, and several at once lose nothing: a few of the trials of ``tests/fuzz``."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "fuzz"))
from concurrency import concurrency_trials
from kills import kill_trials


@pytest.mark.skipif(sys.platform == "win32", reason="a process is ended otherwise there")
def test_a_run_that_is_ended_leaves_nothing_behind():
    # Each of four signals, with one process and with two workers.
    assert kill_trials(8) == (8, 0)


def test_eight_processes_at_once_lose_no_place():
    assert concurrency_trials(1) == (1, 0)
