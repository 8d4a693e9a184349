"""Trials: no command writes over what it reads, by whatever name; and no run reads what an earlier one wrote."""

import json
import os
import tempfile
from pathlib import Path

from trials import run, said_in_a_line

TEXT = "Aid reached Homs and Hama on Monday, the Syrian Red Crescent said in Damascus.\n"
PLACES = "name,lon,lat,kind\nCamp Redwood,36.5,34.5,camp\n"
NAMES = '{"names": {"Homs": false}}'
GEOMETRY = {"type": "Point", "coordinates": [36.5, 34.5]}
FEATURES = {
    "type": "FeatureCollection",
    "features": [{"type": "Feature", "properties": {"name": "Camp Redwood", "kind": "camp"}, "geometry": GEOMETRY}],
}
QUICK = ("--recognizer", "lexicon")

INPUTS = {
    "story.txt": TEXT,
    "story.html": f"<html><body><p>{TEXT}</p></body></html>",
    "fold/a.txt": TEXT,
    "fold/c.csv": f'text\n"{TEXT.strip()}"\n',
    "fold/deep/d.jsonl": json.dumps({"text": TEXT}) + "\n",
    "fold/page.html": f"<html><body><p>{TEXT}</p></body></html>",
    "corr.json": NAMES,
    "pl.csv": PLACES,
    "pl.geojson": json.dumps(FEATURES),
    "data/places.geojson": json.dumps(FEATURES),
}

REFUSED = [
    ("places", "story.txt", "-o", "story.txt"),
    ("places", "story.txt", "--format", "csv", "-o", "./fold/../story.txt"),
    ("places", "story.txt", "-o", "soft.csv"),
    ("places", "story.txt", "-o", "hard.csv"),
    ("places", "soft.csv", "--format", "csv", "-o", "story.txt"),
    ("places", "fold", "-o", "fold/c.csv"),
    ("places", "fold", "-o", "fold/deep/d.jsonl"),
    ("places", "fold", "story.txt", "-o", "soft-c.csv"),
    ("map", "fold", "-o", "fold/page.html"),
    ("map", "story.html", "-o", "story.html"),
    ("map", "story.txt"),  # which would be story.html, and that is an article
    ("places", "story.txt", "--corrections", "corr.json", "-o", "corr.json"),
    ("places", "story.txt", "--places", "pl.csv", "-o", "pl.csv"),
    ("places", "story.txt", "--places", "pl.csv", "--places", "pl.geojson", "-o", "pl.geojson"),
    ("map", "story.txt", "--corrections", "corr.html", "-o", "corr.html"),
    ("places", "story.txt", "-o", "data/places.geojson"),
    ("gazetteer", "add", "data/places.geojson"),
]
"""Commands that would write over what they read."""

AGAIN = [
    ("places", "tw", "-o", "tw/places.csv"),
    ("places", "tw", "-o", "tw/places.jsonl"),
    ("places", "tw", "--format", "table", "-o", "tw/places.txt"),
    ("places", "tw", "--format", "json", "-o", "tw/places.md"),
    ("places", "tw", "--format", "kml", "-o", "tw/places.html"),
    ("places", "tw", "--format", "geojson", "-o", "tw/places.jsonl"),
    ("places", "tw", "--jobs", "2", "-o", "tw/places.csv"),
    ("map", "tw", "-o", "tw/map.html"),
    ("map", "tw", "--fragment", "-o", "tw/piece.html"),
    ("map", "tw", "-o", "tw/map.pdf"),
]
"""Commands whose result lies in the folder that they read."""


def _fill(folder):
    for name, content in INPUTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (folder / "soft.csv").symlink_to("story.txt")
    (folder / "soft-c.csv").symlink_to("fold/c.csv")
    (folder / "corr.html").symlink_to("corr.json")
    os.link(folder / "story.txt", folder / "hard.csv")


def is_refused(arguments, folder):
    """Tell whether a command says one line, fails, and leaves every file as it was."""
    _fill(folder)
    quick = QUICK if arguments[0] != "gazetteer" else ()
    status, out, err = run(*arguments, *quick, cwd=folder, env={"GEOMAP_DATA_DIR": str(folder / "data")})
    as_they_were = all((folder / name).read_text(encoding="utf-8") == content for name, content in INPUTS.items())
    return status == 1 and not out and said_in_a_line(err) and as_they_were


def is_the_same_again(arguments, folder):
    """Tell whether a command gives the same result when its first one lies among the texts, and says what it passed."""
    (folder / "tw").mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / "tw" / name).write_text(TEXT, encoding="utf-8")
    output = folder / arguments[-1]
    results = []
    for number in range(3):
        status, _, err = run(*arguments, *QUICK, cwd=folder)
        said = f"geomap: passed over 1 file that geomap wrote: {output.name}\n" if number else ""
        if (status, err) != (0, said):
            return False
        results.append(output.read_bytes())
    return b"Homs" in results[0] + (b"Homs" if output.suffix == ".pdf" else b"") and len(set(results)) == 1


def overwrite_trials():
    """Return how many commands were tried, and how many wrote over an input or read a result of their own."""
    failed = 0
    for check, commands in ((is_refused, REFUSED), (is_the_same_again, AGAIN)):
        for arguments in commands:
            with tempfile.TemporaryDirectory() as folder:
                failed += not check(arguments, Path(folder))
    return len(REFUSED) + len(AGAIN), failed
