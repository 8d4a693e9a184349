"""What holds for all tests: they know nothing of the places that whoever runs them keeps."""

import os
import tempfile
import time
from pathlib import Path

import hypothesis
import pytest

# Nothing that a machine does by chance decides: neither its speed nor which examples are drawn.
hypothesis.settings.register_profile("geomap", deadline=None, derandomize=True)
hypothesis.settings.load_profile("geomap")


ROOMS_FOR_LATER = ("browser", "integration")
"""Folders whose tests start processes and browsers."""


def pytest_addoption(parser):
    """Take ``--all``."""
    parser.addoption("--all", action="store_true", help="also the tests that take long: browser, integration, slow")


def pytest_collection_modifyitems(config, items):
    """Leave the tests that take long for ``--all``, unless their folder or file is asked for."""
    if config.option.all or config.option.keyword or any("tests" in str(a) and a != "tests" for a in config.args):
        return
    here = Path(__file__).parent
    slow = [
        item
        for item in items
        if item.path.relative_to(here).parts[0] in ROOMS_FOR_LATER
        or "grows_linearly" in item.fixturenames
        or item.get_closest_marker("slow")
    ]
    if slow:
        config.hook.pytest_deselected(items=slow)
        left = set(map(id, slow))
        items[:] = [item for item in items if id(item) not in left]


@pytest.fixture(scope="session", autouse=True)
def _own_data_folder():
    """Point geomap, and every process that a test starts, at an empty folder for a user's data."""
    with tempfile.TemporaryDirectory(prefix="geomap-test-") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEOMAP_DATA_DIR", folder)
        patch.delenv("GEOMAP_USER_PLACES", raising=False)
        assert not os.listdir(folder)
        yield


_TIMES_OF_LINEAR = 4


@pytest.fixture(scope="session")
def grows_linearly():
    """Return a check that ``make(large)`` takes no square of the time of ``make(small)`` in ``work``.

    The sizes are 32 times apart: what is linear takes 32 times as long, a square 1,024 times. The check holds up to 128
    times, in the best of three rounds, so that neither a busy machine nor a colder cache decides.
    """

    def check(work, make, small):
        large = 32 * small
        few, many = make(small), make(large)
        work(few)
        ratios = []
        for _ in range(3):
            times = []
            for argument in (few, few, few, many):
                start = time.process_time()
                work(argument)
                times.append(time.process_time() - start)
            ratios.append(times.pop() / max(min(times), 1e-4))
            if ratios[-1] < 32 * _TIMES_OF_LINEAR:
                return
        pytest.fail(f"32 times the input took {ratios} times the time")

    return check
