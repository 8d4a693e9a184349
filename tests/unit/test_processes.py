import multiprocessing
import sys
import time
from pathlib import Path

import pytest

from geomap.errors import GeomapError
from geomap.processes import Processes, ProcessGoneError

sys.path.append(str(Path(__file__).parents[1] / "data"))
from process_tasks import start, work


def test_results_come_in_order_whatever_takes_longer():
    with Processes(3, start, (2,), work) as processes:
        assert list(processes.map(range(200))) == [2 * i for i in range(200)]
        assert list(processes.map([])) == []


def test_large_items_and_results_do_not_block_each_other():
    large = "x" * 1_000_000
    with Processes(2, start, (2,), work) as processes:
        assert [len(result) for result in processes.map([large] * 12)] == [2_000_000] * 12


def test_what_is_raised_is_raised_when_its_turn_comes():
    with Processes(2, start, (1,), work) as processes:
        results = processes.map([1, 2, "bad", 4])
        assert [next(results), next(results)] == [1, 2]
        with pytest.raises(ValueError, match="bad"):
            next(results)


def test_a_process_that_is_gone_is_told():
    with pytest.raises(ProcessGoneError), Processes(2, start, (1,), work) as processes:
        list(processes.map([1, "gone", *range(50)]))


def test_a_result_that_cannot_be_passed_on_is_told():
    with Processes(1, start, (1,), work) as processes, pytest.raises(GeomapError, match="cannot be passed on"):
        list(processes.map(["local"]))


def test_who_stops_does_not_wait_and_leaves_nobody():
    def stop():
        with Processes(2, time.sleep, (60,), work) as processes:
            raise KeyboardInterrupt(processes)

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        stop()
    assert time.monotonic() - began < 10
    assert multiprocessing.active_children() == []
