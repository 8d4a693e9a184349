"""Text from outside stays text: in articles, titles, names, corrections and places; in page, picture and tables."""

import csv
import html.parser
import io
import json
import re
import xml.etree.ElementTree as ET

import mutations
from harness import Failure, check, run

_OWN_TAGS = re.compile(r"alert\(1\)|evil\.example")
_OUTSIDE_DATA = ("application/json",)


class _Page(html.parser.HTMLParser):
    """Sees a page as a browser's parser does: which elements, attributes and scripts there are."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.scripts = []
        self.bad = []
        self._in = ""

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self._in = tag
        if tag == "script":
            self.scripts.append([named.get("type") or "", ""])
        for name, value in attrs:
            if name.startswith("on") or (name in {"src", "href"} and _OWN_TAGS.search(value or "")):
                self.bad.append(f"{tag} {name}={value}")
        if tag in {"iframe", "base", "object", "embed"}:
            self.bad.append(tag)

    def handle_endtag(self, tag):
        self._in = ""

    def handle_data(self, data):
        if self._in == "script" and self.scripts:
            self.scripts[-1][1] += data


def assert_no_code(page, clean_scripts):
    """No element, attribute or script of a page comes from the text: its scripts are those of a page of a plain text."""
    seen = _Page()
    seen.feed(page)
    if seen.bad:
        raise Failure(f"text became markup: {seen.bad[:3]!a}")
    for kind, body in seen.scripts:
        if kind in _OUTSIDE_DATA:
            json.loads(body)
        elif "alert(1)" in body or "7 * 7" in body:
            raise Failure(f"text became a script: {body[:100]!a}")
    if clean_scripts is not None and len(seen.scripts) != clean_scripts:
        raise Failure(f"{len(seen.scripts)} scripts, {clean_scripts} expected")
    return len(seen.scripts)


def _inputs(rng, folder):
    """A text with titles, and maybe corrections and places, all hostile; as arguments."""
    groups = (mutations.CODE, mutations.CONTROLS)
    article = folder / "article.jsonl"
    row = {
        "id": mutations.pick(rng, *groups),
        "text": mutations.text(rng, *groups),
        "title": mutations.text(rng, *groups, most=3),
        "source": mutations.pick(rng, *groups),
        "place": "Paris",
        "language": rng.choice(["en", mutations.pick(rng, *groups)]),
    }
    article.write_text(json.dumps(row) + "\n", encoding="utf-8")
    arguments = [str(article), "--recognizer", "lexicon"]
    if rng.random() < 0.4:
        places = folder / "places.geojson"
        name = "Xanadu" + mutations.pick(rng, *groups)
        features = [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [37.1, 34.5]},
                "properties": {
                    "name": name,
                    "note": mutations.text(rng, *groups, most=2),
                    "alt_names": [mutations.pick(rng, *groups) + "Homs"],
                },
            }
        ]
        places.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        arguments += ["--places", str(places)]
    if rng.random() < 0.3:
        corrections = folder / "corrections.json"
        said = {"names": {mutations.pick(rng, *groups): False, "Paris": "geonames:2988507"}}
        corrections.write_text(json.dumps(rng.choice([said, _edits(rng, groups)])), encoding="utf-8")
        arguments += ["--corrections", str(corrections)]
    return arguments


def _edits(rng, groups):
    """Corrections whose every text is hostile."""

    def words():
        return mutations.text(rng, *groups, most=2)[:300]

    return {
        "version": 2,
        "decided_by": words(),
        "headline": words(),
        "caption": words(),
        "credit": words(),
        "source_line": words(),
        "tour": [words()],
        "names": {
            words(): {"label": words()},
            "Paris": {"place": "geonames:2988507", "label": words(), "kind": words()},
            "Homs": {"point": [36.7, 34.7], "name": words(), "symbol": "camp", "colour": "military"},
        },
        "mentions": [{"document": words(), "start": 0, "end": 5, "text": words(), "label": words()}],
        "annotations": [
            {"kind": "callout", "text": "x" + words(), "point": [2.3, 48.9]},
            {"kind": "area", "text": words(), "polygon": [[2, 48], [3, 48], [3, 49]]},
        ],
    }


def trial(rng, folder):
    arguments = _inputs(rng, folder)
    suffix = rng.choice([".html", ".html", ".html", ".svg", ".csv", ".json", ".geojson", ".kml", ".jsonl"])
    out = folder / f"out{suffix}"
    command = "map" if suffix in {".html", ".svg"} else "places"
    outcome = check(run(command, *arguments, "-o", str(out)))
    if outcome.status not in {0, 3}:
        return
    content = out.read_bytes().decode("utf-8")  # a result is UTF-8, whatever went in
    if suffix == ".html":
        assert_no_code(content, None)
    elif suffix == ".svg":
        for element in ET.fromstring(content).iter():
            links = [value for name, value in element.items() if name.rpartition("}")[2].startswith(("on", "href"))]
            if element.tag.rpartition("}")[2] in {"script", "foreignObject", "a"} or any(map(_OWN_TAGS.search, links)):
                raise Failure(f"a picture holds {element.tag} {links}")
    elif suffix == ".csv":
        for cells in csv.reader(io.StringIO(content)):
            if any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in cells):
                raise Failure(f"a spreadsheet would run {cells!a}")
    elif suffix == ".kml":
        ET.fromstring(content)
    elif suffix == ".jsonl":
        list(map(json.loads, content.splitlines()))
    else:
        json.loads(content)
        if suffix == ".geojson" and "<script" in content:
            raise Failure("GeoJSON could end a script element")
