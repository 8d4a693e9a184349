"""Hostile arguments, documents, files of numbers, encodings and terminals: one line for everything that goes wrong."""

import json

import mutations
from harness import Failure, check, check_terminal, run

_LATIN_1 = b"caf\xe9".decode("utf-8", "surrogateescape")
_VALUES = (
    _LATIN_1,
    *mutations.CODE,
    *mutations.CONTROLS,
    *mutations.NUMBERS,
    "",
    " ",
    "-",
    "--",
    ".",
    "/dev/null",
    "/dev/zero",
    "/nowhere/x",
    "x" * 5000,
    "%s%n",
    "-1",
    "0",
    "999999999999999999999",
    "91,0",
    "nan,nan",
    "inf,0",
    "1e999,1e999",
    "33.1,35.8",
    "Paris, France",
)
_OPTIONS = {
    "lookup": ("--country", "--near", "--kind", "--reverse", "--limit", "--gazetteer", "--places", "--fuzzy", "--json"),
    "places": (
        "--format",
        "--geometry",
        "--offsets",
        "--encoding",
        "--text-column",
        "--date-column",
        "--weight-column",
        "--date",
        "--home",
        "--sample",
        "--recognizer",
        "--resolver",
        "--corrections",
        "--gazetteer",
        "--places",
        "--json",
        "--strict",
    ),
    "map": (
        "--title",
        "--lang",
        "--context",
        "--tiles",
        "--worldview",
        "--size",
        "--theme",
        "--scale",
        "--fragment",
        "--encoding",
        "--home",
        "--date",
        "--corrections",
        "--gazetteer",
        "--places",
        "--recognizer",
        "--json",
    ),
    "evaluate": ("--predictions", "--errors", "--details", "--json", "--corrections"),
}
_FLAGS = {"--fuzzy", "--json", "--strict", "--fragment", "--errors", "--details"}
_UNTRIED = {"--online"}


def _in_ebcdic(plain: bytes) -> bytes:
    """What stands in a file of a mainframe, which is told from others without being asked."""
    return plain.decode("ascii").encode("cp037")


def arguments(rng, folder):
    """Any value for any option, bytes that are no UTF-8 among them."""
    command = rng.choice(list(_OPTIONS))
    given = [command]
    for option in rng.sample(_OPTIONS[command], rng.randint(0, 3)):
        given.append(option)
        if option not in _FLAGS:
            given.append(rng.choice(_VALUES).replace("\0", "0"))
    own = rng.choice(_VALUES).replace("\0", "0")
    given.append(own if command in {"lookup", "evaluate"} or rng.random() < 0.5 else "-")
    if command == "map":
        given += [
            "-o",
            str(
                folder
                / rng.choice(
                    ["a.html", "b.svg", "no/such/c.html", "d" + own[:40].replace("/", "_"), "e" * 300 + ".html"]
                )
            ),
        ]
    check(run(*given, data=b"Talks on Homs were held in Paris.\n"))


def terminal(rng, folder):
    """A terminal never gets a document's control characters, in any format, nor in a message."""
    groups = (mutations.CONTROLS,)
    path = folder / (
        "a" + rng.choice(mutations.CONTROLS).replace("\0", "").replace("/", "") + rng.choice([".jsonl", ".txt", ".csv"])
    )
    row = {
        "id": mutations.pick(rng, *groups) + "1",
        "text": mutations.text(rng, *groups),
        "source": mutations.pick(rng, *groups),
    }
    path = path.with_name(path.name.encode("utf-8", "replace").decode())
    if path.suffix == ".jsonl":
        path.write_text(json.dumps(row) + "\n{bad\n", encoding="utf-8")
    elif path.suffix == ".csv":
        path.write_text("id,text\n1," + json.dumps(row["text"]) + "\n", encoding="utf-8", errors="replace")
    else:
        path.write_text(row["text"], encoding="utf-8", errors="replace")
    form = rng.choice(["table", "json", "jsonl", "csv", "geojson", "kml"])
    encoding = rng.choice(["utf-8", "latin-1", "ascii", "utf-8"])
    outcome = run("places", str(path), "--recognizer", "lexicon", "--format", form, terminal=True, encoding=encoding)
    check_terminal(outcome)
    piped = check(run("places", str(path), "--recognizer", "lexicon", "--format", form, encoding=encoding))
    if form in {"json", "geojson"} and piped.status in {0, 3}:
        json.loads(piped.out.decode("utf-8"))
    piped.out.decode("utf-8")


EDITS = {
    "format": "geomap-corrections",
    "version": 2,
    "decided_by": "A. Reader",
    "headline": "Talks",
    "frame": {"centre": [36.7, 34.7], "zoom": 7},
    "ratio": "16:9",
    "theme": "light",
    "style": {"pins": {"radius": 6}},
    "layers": ["cities", "drawings", "callouts"],
    "tour": ["geonames:169577"],
    "names": {"Homs": {"label": "Hims", "symbol": "port", "colour": "#b3261e"}, "Paris": "geonames:2988507"},
    "mentions": [{"document": "", "start": 9, "end": 13, "text": "Homs", "hidden": False}],
    "added": [{"document": "", "start": 34, "end": 46, "text": "Camp Redwood", "point": [37.1, 34.5], "name": "Camp"}],
    "annotations": [
        {"kind": "callout", "text": "Here", "point": "34.73 N, 36.71 E", "side": "left"},
        {"kind": "area", "text": "Held", "polygon": [[36, 34], [37, 34], [37, 35]], "symbol": "zone"},
        {"kind": "arrow", "text": "Convoy", "line": [[36, 34], [37, 35]], "colour": "military"},
    ],
}
"""Corrections with something of everything: of the text that ``numbers`` reads."""


def numbers(rng, folder):
    """Numbers that are none, and other things than are wanted, in corrections, places, corpora and annotations."""
    story = "Talks on Homs were held in Paris; Camp Redwood is near.\n"
    kind = rng.choice(["corrections", "page", "edits", "edits", "geojson", "csv", "jsonl", "gold", "toml"])
    path = (
        folder
        / f"in.{ {'csv': 'csv', 'jsonl': 'jsonl', 'gold': 'jsonl', 'toml': 'toml', 'geojson': 'geojson'}.get(kind, 'json') }"
    )
    if kind == "corrections":
        path.write_text(
            mutations.lying(
                rng, {"names": {"Paris": "geonames:2988507", "Homs": False}, "mentions": {"9-13": "geonames:169577"}}
            )
        )
    elif kind == "page":
        row = {"document": "a", "start": 9, "end": 13, "place": "geonames:169577", "text": "Homs"}
        path.write_text(mutations.lying(rng, {"format": "geomap-corrections", "corrections": [row, row]}))
    elif kind == "edits":
        path.write_text(mutations.lying(rng, EDITS))
    elif kind == "toml":
        path.write_text(f"[names]\nParis = {rng.choice(mutations.NUMBERS)}\n")
    elif kind == "geojson":
        feature = {
            "type": "Feature",
            "id": 1,
            "geometry": {"type": "Polygon", "coordinates": [[[1, 1], [2, 1], [2, 2], [1, 1]]]},
            "properties": {
                "name": "Camp Redwood",
                "lon": 1.5,
                "lat": 1.5,
                "population": 10,
                "alt_names": ["Redwood"],
                "admin1_code": 3,
            },
        }
        path.write_text(mutations.lying(rng, {"type": "FeatureCollection", "features": [feature]}))
    elif kind == "csv":
        cells = ["Camp Redwood", "37.1", "34.5", "100", "SY", "POINT(37 34)"]
        cells[rng.randrange(6)] = rng.choice(mutations.NUMBERS + mutations.CONTROLS).replace('"', '""')
        line = ",".join(f'"{cell}"' for cell in cells)
        path.write_text(f"name,lon,lat,population,country_code,wkt\n{line}\n", encoding="utf-8", errors="replace")
    row = {
        "id": 7,
        "text": story,
        "title": "T",
        "date": "2025-01-02",
        "source": "s",
        "place": "Paris",
        "language": "en",
        "toponyms": [
            {
                "start": 9,
                "end": 13,
                "lat": 34.7,
                "lon": 36.7,
                "geonameid": 169577,
                "type": "x",
                "fclass": "P",
                "fcode": "PPL",
            }
        ],
    }
    if kind in {"jsonl", "gold"}:
        path.write_text(json.dumps(row) + "\n" + mutations.lying(rng, row) + "\n")
    option = {
        "geojson": "--places",
        "csv": "--places",
        "corrections": "--corrections",
        "page": "--corrections",
        "edits": "--corrections",
        "toml": "--corrections",
    }.get(kind)
    if option:
        form = rng.choice(["json", "csv", "geojson"])
        check(
            run("places", "-", "--recognizer", "lexicon", "--format", form, option, str(path), data=story.encode()),
            lines=1,
        )
    elif kind == "jsonl":
        outcome = check(run("places", str(path), "--recognizer", "lexicon", "--format", "jsonl"))
        told = [line for line in outcome.err.splitlines() if "passed over: " in line]
        if len(outcome.out.splitlines()) + len(told) != 2:
            raise Failure(f"{len(outcome.out.splitlines())} out and {len(told)} passed over of 2")
    else:
        check(
            run(
                "evaluate",
                str(path),
                "--recognizer",
                "lexicon",
                *rng.choice([[], ["--details"], ["--errors", "--json"]]),
            ),
            lines=1,
        )


def encodings(rng, folder):
    """Any bytes under any encoding; byte offsets lead to the words in the file."""
    import encodings.aliases

    known = sorted(
        {
            *encodings.aliases.aliases.values(),
            "undefined",
            "idna",
            "punycode",
            "rot13",
            "base64",
            "unicode_escape",
            "klingon",
            _LATIN_1,
        }
    )
    encoding = rng.choice(known)
    words = (
        "Aid reached Homs and Paris."
        + rng.choice(["\n", "\r\n", "\r", "\n\r\n"])
        + rng.choice(["Damascus é.", "Hama", "\u0645", "中"])
    )
    try:
        raw = words.encode(encoding) if rng.random() < 0.7 else rng.randbytes(rng.randint(1, 300))
    except (LookupError, UnicodeError, TypeError, ValueError, AssertionError):
        raw = words.encode("utf-8-sig")
    if not isinstance(raw, bytes):
        raw = words.encode()
    path = folder / rng.choice(["a.txt", "a.csv", "a.jsonl"])
    path.write_bytes(raw)
    chosen = ["--encoding", encoding] if rng.random() < 0.8 else []
    outcome = check(
        run("places", str(path), "--recognizer", "lexicon", "--offsets", "bytes", "--format", "json", *chosen), lines=1
    )
    if outcome.status or path.suffix != ".txt":
        return
    for record in json.loads(outcome.out):
        start, end = record["byte_start"], record["byte_end"]
        plain = record["text"].encode("ascii", "ignore")
        if (
            start is not None
            and plain.isalpha()
            and len(plain) == len(record["text"]) == end - start
            and raw[start:end] not in (plain, _in_ebcdic(plain))
            and chosen == []
        ):
            raise Failure(f"bytes {start}-{end} are {raw[start:end]!a}, not {record['text']!a}")
