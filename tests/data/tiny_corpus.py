"""A corpus of some dozen invented documents, as ``geomap corpus`` leaves it, and what is true of it counted by hand."""

import json
from datetime import date, timedelta
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

from geomap.corpus.schema import DOCUMENTS, MENTIONS, PLACES
from geomap.gazetteer import bundled

IDS = {
    "Paris": "geonames:2988507",
    "Lyon": "geonames:2996944",
    "France": "geonames:3017382",
    "Berlin": "geonames:2950159",
    "Germany": "geonames:2921044",
    "Damascus": "geonames:170654",
    "Homs": "geonames:169577",
    "Syria": "geonames:163843",
}
FIRST = date(2024, 1, 29)
HOSTILE = "<img src=x onerror=alert(1)>{{7*7}}${alert(2)}</script><script>alert(3)</script>"


class Mention:
    """One mention: of which place (None for none), and how sure."""

    def __init__(self, place, confidence=0.9, kind="name"):
        self.place, self.confidence, self.kind = place, confidence, kind


def documents(count=60, days=70, seed=5):
    """Return documents as (day or None, language, mentions): places at random, some repeated, unsure or nowhere."""
    random = Random(seed)
    made = []
    for number in range(count):
        chosen = [random.choice(list(IDS)) for _ in range(random.randrange(6))]
        mentions = [Mention(name, random.choice((0.95, 0.8, 0.3))) for name in chosen]
        if random.random() < 0.2:
            mentions.append(Mention(None, 0.0))
        day = None if number % 15 == 7 else FIRST + timedelta(random.randrange(days))
        made.append((day, random.choice(("en", "fr")), mentions))
    return made


def write(folder, made=None, *, titles=(), links=(), names=(), parts=2):
    """Write the tables of documents into a folder, and return it."""
    made = documents() if made is None else made
    names = dict(names)
    places = {name: bundled().get(place_id) for name, place_id in IDS.items()}
    for part in range(parts):
        chunk = list(enumerate(made))[part * len(made) // parts : (part + 1) * len(made) // parts]
        rows = [row for number, one in chunk for row in _mentions(number, one, places, names)]
        read = [_document(number, one, titles, links) for number, one in chunk]
        for kind, table, schema in (("mentions", rows, MENTIONS), ("documents", read, DOCUMENTS)):
            (folder / kind).mkdir(parents=True, exist_ok=True)
            pq.write_table(pa.Table.from_pylist(table, schema), folder / kind / f"part-{part:05}.parquet")
    mentions = [mention for _, _, all_of_it in made for mention in all_of_it]
    _write_places(folder, mentions, places, names)
    counts = {"records": len(made) + 2, "documents": len(made), "rejected": 2, "mentions": len(mentions)}
    (folder / "corpus.json").write_text(json.dumps({"counts": counts}), "utf-8")
    return folder


def _mentions(number, one, places, names):
    day, language, mentions = one
    for mention in mentions:
        place = places.get(mention.place)
        told = {} if place is None else _told(place, mention.place, names)
        if mention.kind != "name":
            told = {"place_id": "position:1,2", "lon": 2.0, "lat": 1.0}
        yield {
            "document_id": f"d{number}",
            "start": 0,
            "end": 1,
            "text": mention.place or "?",
            "kind": mention.kind,
            "confidence": mention.confidence,
            "prominence": 0.5,
            "language": language,
            "date": day,
        } | told


def _told(place, name, names):
    columns = ("feature_class", "feature_code", "country_code", "admin1_code", "lon", "lat")
    told = {key: getattr(place, key) or None for key in columns}
    return {"place_id": place.id, "name": names.get(name, place.name)} | told


def _document(number, one, titles, links):
    day, language, mentions = one
    return {
        "document_id": f"d{number}",
        "source": "made.jsonl",
        "record": number,
        "title": titles[number] if number < len(titles) else f"Report {number}",
        "date": day,
        "language": language,
        "link": links[number] if number < len(links) else f"https://example.org/{number}",
        "characters": 100,
        "mentions": len(mentions),
        "placed": sum(mention.place is not None for mention in mentions),
        "text_hash": number,
    }


def _write_places(folder, mentions, places, names):
    counts = {name: sum(mention.place == name for mention in mentions) for name in IDS}
    rows = [
        _told(places[name], name, names)
        | {"population": places[name].population, "mentions": count, "documents": count}
        for name, count in sorted(counts.items(), key=lambda item: (-item[1], IDS[item[0]]))
        if count
    ]
    pq.write_table(pa.Table.from_pylist(rows, PLACES), folder / "places.parquet")
