"""Trials: several processes that change the places that a user keeps, at once; no change is lost."""

import json
import sys
import tempfile
from pathlib import Path

from trials import start


def concurrency_trial(folder, processes=8):
    """Add places from several processes at once, then remove all but the first; returns what is wrong, as words."""
    data = folder / "data"
    env = {"GEOMAP_DATA_DIR": str(data)}
    wrong = []
    for number in range(processes):
        (folder / f"{number}.csv").write_text(f"name,lon,lat,kind\nCamp No {number},36.{number},34.5,camp\n", "utf-8")
    adding = [start("gazetteer", "add", f"{number}.csv", cwd=folder, env=env) for number in range(processes)]
    wrong += _unhappy(adding, "add")
    names = _kept(data)
    if names != {f"Camp No {number}" for number in range(processes)}:
        wrong.append(f"{len(names)} of {processes} places were kept")
    removing = [start("gazetteer", "remove", f"camp-no-{n}", cwd=folder, env=env) for n in range(1, processes)]
    wrong += _unhappy(removing, "remove")
    if _kept(data) != {"Camp No 0"}:
        wrong.append(f"{len(_kept(data))} places are left of 1")
    return wrong


def _unhappy(running, what):
    ended = [(process.communicate(timeout=120)[1].decode(), process.returncode) for process in running]
    return [f"{what} said {err!r}" for err, status in ended if status]


def _kept(data):
    path = data / "places.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"] if path.exists() else []
    return {feature["properties"]["name"] for feature in features}


def concurrency_trials(n):
    """Return how many times eight processes changed a user's places at once, and how many times something was lost."""
    failed = 0
    for _ in range(n):
        with tempfile.TemporaryDirectory() as folder:
            wrong = concurrency_trial(Path(folder))
        failed += bool(wrong)
        for word in wrong:
            print(f"concurrency trial: {word}", file=sys.stderr)
    return n, failed


if __name__ == "__main__":
    print(*concurrency_trials(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
