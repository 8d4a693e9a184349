"""The file of a user's places, when others want it too."""

import os

import pytest

from geomap.errors import InputError, OutputError
from geomap.gazetteer import bundled, userfile

CAMP = "name,lon,lat,kind\nCamp Redwood,36.5,34.5,camp\n"


@pytest.fixture
def camp(tmp_path):
    path = tmp_path / "camp.csv"
    path.write_text(CAMP, encoding="utf-8")
    return path


def test_the_file_itself_is_not_added_to_itself(camp, tmp_path):
    kept = tmp_path / "data" / "places.geojson"
    userfile.add_places([camp], bundled(), kept)
    before = kept.read_bytes()
    link = tmp_path / "link.geojson"
    link.symlink_to(kept)
    for name in (kept, link):
        with pytest.raises(InputError, match="is the file that your places are kept in"):
            userfile.add_places([name], bundled(), kept)
    assert kept.read_bytes() == before


def test_who_waits_too_long_is_told_and_nothing_is_changed(camp, tmp_path, monkeypatch):
    kept = tmp_path / "places.geojson"
    userfile.add_places([camp], bundled(), kept)
    before = kept.read_bytes()
    monkeypatch.setattr(userfile, "_PATIENCE_S", 0.1)
    camp.write_text(CAMP.replace("Redwood", "Oak"), encoding="utf-8")
    with userfile._alone(kept):
        with pytest.raises(OutputError, match=r"another process has been changing it for 0\.1 s"):
            userfile.add_places([camp], bundled(), kept)
        with pytest.raises(OutputError, match="another process has been changing it"):
            userfile.remove_places(["camp-redwood"], kept)
    assert kept.read_bytes() == before


def test_a_link_and_the_file_that_it_points_to_have_one_lock(camp, tmp_path, monkeypatch):
    kept, link = tmp_path / "real" / "places.geojson", tmp_path / "places.geojson"
    userfile.add_places([camp], bundled(), kept)
    link.symlink_to(kept)
    monkeypatch.setattr(userfile, "_PATIENCE_S", 0.1)
    with userfile._alone(link), pytest.raises(OutputError, match="another process"):
        userfile.add_places([camp], bundled(), kept)


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(camp, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir(mode=0o500)
    with pytest.raises(OutputError, match="cannot lock"):
        userfile.add_places([camp], bundled(), folder / "places.geojson")
