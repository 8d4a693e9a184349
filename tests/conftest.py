"""What holds for all tests: they know nothing of the places that whoever runs them keeps."""

import os
import tempfile

import pytest


@pytest.fixture(scope="session", autouse=True)
def _own_data_folder():
    """Point geomap, and every process that a test starts, at an empty folder for a user's data."""
    with tempfile.TemporaryDirectory(prefix="geomap-test-") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEOMAP_DATA_DIR", folder)
        patch.delenv("GEOMAP_USER_PLACES", raising=False)
        assert not os.listdir(folder)
        yield
