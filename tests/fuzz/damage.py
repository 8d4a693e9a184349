"""Gazetteers that were damaged, files of every format that were, and bombs: one line, and never a crash."""

import io
import json
import os
import zipfile
from pathlib import Path

import mutations
from harness import Failure, check, in_child, run

from geomap.gazetteer.layout import default_path

_STORY = b"Talks on Homs, Syria were held in Paris, Texas and near the Golan Heights; 10 km north of Latakia.\n"


def gazetteers(rng, folder):
    """One file cut, flipped, zeroed, swapped, missing; or a manifest that lies. ``verify`` must say so."""
    source = default_path()
    target = folder / "gazetteer"
    target.mkdir()
    for file in source.iterdir():
        os.symlink(file.resolve(), target / file.name)
    names = sorted(file.name for file in source.iterdir() if file.name != "curated.other.dat")
    name = rng.choice(names)
    victim = target / name
    whole = victim.read_bytes()
    victim.unlink()
    how = rng.randrange(8)
    if name == "manifest.json" and how < 6:
        victim.write_text(mutations.lying(rng, json.loads(whole)))
    elif how == 0:
        other = rng.choice([other for other in names if other != name])
        victim.write_bytes((source / other).read_bytes())
    elif how == 1:
        pass  # missing
    elif how == 2:
        victim.write_bytes(rng.randbytes(min(len(whole), 100_000)))
    elif how == 3:
        victim.write_bytes(bytes(len(whole)))
    else:
        data = bytearray(whole)
        for _ in range(rng.choice([1, 20, 2000])):
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        victim.write_bytes(bytes(data))
    changed = not victim.exists() or victim.read_bytes() != whole
    chosen = ["--gazetteer", str(target)]

    def use():
        command = rng.choice(["places", "lookup", "map", "reverse", "info"])
        if command == "places":
            check(run("places", "-", "--recognizer", "lexicon", "--format", "json", *chosen, data=_STORY), lines=1)
        elif command == "map":
            check(
                run("map", "-", "-o", str(folder / "o.html"), "--recognizer", "lexicon", *chosen, data=_STORY), lines=1
            )
        elif command == "lookup":
            check(run("lookup", rng.choice(["Paris", "Homs", "حمص", "Latakka"]), "--fuzzy", *chosen), lines=1)
        elif command == "reverse":
            check(run("lookup", f"--reverse={rng.uniform(-90, 90)},{rng.uniform(-180, 180)}", *chosen), lines=1)
        else:
            check(run("gazetteer", "info", *chosen), lines=1)

    def verify():
        outcome = check(run("gazetteer", "verify", "--no-shapes", *chosen), lines=1)
        if changed and name != "manifest.json" and outcome.status != 1:
            raise Failure(f"verify finds {name} sound")

    in_child(use)
    if name != "manifest.json" or rng.random() < 0.2:
        in_child(verify)


def _seeds():
    """A small file of each format that can be read."""
    story = _STORY.decode()
    archive = io.BytesIO()
    try:
        import docx

        document = docx.Document()
        document.add_paragraph(story)
        document.save(archive)
    except ImportError:
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("word/document.xml", story)
    pdf = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length 60>>stream\nBT /F 12 Tf 50 700 Td (Talks on Homs were held in Paris.) Tj ET\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )
    eml = f"From: a@example.org\nTo: b@example.org\nMessage-ID: <1@example.org>\nSubject: Talks\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{story}"
    return {
        "txt": _STORY,
        "md": b"# Talks\n\n" + _STORY,
        "html": b"<html><body><article><h1>Talks</h1><p>" + _STORY * 3 + b"</p></article></body></html>",
        "pdf": pdf,
        "docx": archive.getvalue(),
        "eml": eml.encode(),
        "csv": b'id,text,date\n1,"' + _STORY.strip() + b'",2025-01-02\n',
        "jsonl": json.dumps({"id": 1, "text": story}).encode() + b"\n",
        **_annotated(story),
    }


def _annotated(story):
    """The same in the forms of other programs, with "Homs" marked; brat and Web Annotations have the text beside them."""
    span = {"start": 9, "end": 13}
    place = "https://sws.geonames.org/169577/"
    selectors = [{"type": "TextPositionSelector", **span}, {"type": "TextQuoteSelector", "exact": "Homs"}]
    bodies = [{"type": "SpecificResource", "purpose": "identifying", "source": place}]
    region = {"id": "a", "type": "labels", "value": {**span, "labels": ["Place"]}}
    toponym = "<toponym><start>9</start><end>13</end><gaztag geonameid='1'><lat>1</lat><lon>2</lon></gaztag></toponym>"
    text = f"Talks on <placeName ref='{place}'>Homs</placeName>{story[13:]}"
    return {
        "xml": f"<articles><article docid='1'><text>{story}</text><toponyms>{toponym}</toponyms></article></articles>".encode(),
        "tei": f"<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader/><text><body><p>{text}</p></body></text></TEI>".encode(),
        "json": json.dumps([{"id": 1, "data": {"text": story}, "annotations": [{"result": [region]}]}]).encode(),
        "ann": b"T1\tPlace 9 13\tHoms\nN1\tReference T1 GeoNames:169577\tHoms\n#1\tAnnotatorNotes T1\t34.7, 36.7\n",
        "jsonld": json.dumps([{"body": bodies, "target": {"selector": selectors}}]).encode(),
    }


_WHOLE = _seeds()


def readers(rng, folder):
    """Bytes of every format, damaged, or of another format than the name says."""
    suffix = rng.choice(list(_WHOLE))
    raw = mutations.damaged(rng, _WHOLE[rng.choice([suffix, suffix, suffix, rng.choice(list(_WHOLE))])])
    path = folder / f"in.{suffix}"
    path.write_bytes(raw)
    command = ["places", "--format", "json"]
    if suffix in {"xml", "tei", "json", "ann", "jsonld"}:
        path.with_suffix(".txt").write_bytes(_STORY)
        command = rng.choice([command, ["evaluate"]])
    check(run(*command, str(path), "--recognizer", "lexicon"))


def bombs(rng, folder):
    """Files that are small and become large, or are nested beyond measure."""
    depth = rng.choice([1000, 10_000, 100_000])
    kind = rng.choice(
        [
            "zip",
            "xml",
            "html",
            "json",
            "jsonl",
            "markdown",
            "eml",
            "corrections",
            "geojson",
            "wkt",
            "line",
            "tei",
            "tasks",
        ]
    )
    path = folder / {
        "zip": "a.docx",
        "xml": "a.docx",
        "html": "a.html",
        "markdown": "a.md",
        "eml": "a.eml",
        "line": "a.txt",
        "tei": "a.tei",
        "tasks": "a.json",
    }.get(kind, "a.jsonl")
    arguments = ["places", str(path), "--recognizer", "lexicon", "--format", "json"]
    if kind in {"zip", "xml"}:
        body = b" " * (20_000_000 if kind == "zip" else 1) + b"<w:p>" * depth
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr(
                "[Content_Types].xml",
                b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>',
            )
            file.writestr("word/document.xml", body)
    elif kind == "html":
        path.write_bytes(
            b"<html><body>" + rng.choice([b"<div>", b"<b>", b"<table><tr><td>", b"<ul><li>"]) * depth + _STORY
        )
    elif kind == "markdown":
        path.write_bytes(rng.choice([b"> ", b"- ", b"[", b"*", b"`"]) * min(depth, 10_000) + _STORY)
    elif kind == "eml":
        path.write_bytes(
            b"From: a\nTo: b\nMessage-ID: c\nMIME-Version: 1.0\n"
            + b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * min(depth, 10_000)
        )
    elif kind == "tei":
        bomb = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(12))
        entities = f'<!DOCTYPE TEI [<!ENTITY e0 "Paris">{bomb}]><TEI>&e12;</TEI>'
        nested = (
            f"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body>{'<p>' * depth}{'</p>' * depth}</body></text></TEI>"
        )
        path.write_text(rng.choice([entities, nested, "<TEI>" * depth]))
    elif kind == "tasks":
        path.write_text("[" * depth + "]" * depth)
    elif kind == "line":
        path.write_bytes(rng.choice([b"Paris, ", b"A", b"(", b"St. ", b"Paris in ", b"north of "]) * depth)
    elif kind in {"json", "jsonl"}:
        path.write_bytes(
            b'{"id":1,"text":' + b"[" * depth + b"]" * depth + b"}\n" + json.dumps({"text": "Paris"}).encode()
        )
    else:
        path = folder / {"corrections": "c.json", "geojson": "p.geojson", "wkt": "p.csv"}[kind]
        nested = "[" * depth + "]" * depth
        path.write_text(
            {
                "corrections": '{"names":' + nested + "}",
                "geojson": '{"type":"FeatureCollection","features":' + nested + "}",
                "wkt": 'name,wkt\nXanadu,"' + "GEOMETRYCOLLECTION(" * depth + '"\n',
            }[kind]
        )
        arguments[1] = "-"
        arguments += ["--corrections" if kind == "corrections" else "--places", str(path)]
    in_child(lambda: check(run(*arguments, data=_STORY)))


def samples():
    """Where the seeds of a longer search could be kept."""
    return Path(__file__).parent
