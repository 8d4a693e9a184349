"""The hand-kept tables: rows are checked, references resolved, and bad rows reported with file and line."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from gazetteer.ids import curated as curated_id
from gazetteer.tables import CURATED, items
from geomap.gazetteer import layout
from geomap.gazetteer.names import fold
from geomap.gazetteer.record import Record, RecordName

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator
    from pathlib import Path

    from gazetteer.ids import References

    Row = dict[str, str]

_KINDS = {"alternate": layout.ALTERNATE, "abbreviation": layout.ABBREVIATION, "historical": layout.HISTORICAL}
_RULES = ("never", "needs_context")
_IMPORTANCE = {
    "CONT": 1200, "OCN": 900, "RGN": 700, "PCLH": 820, "RGNE": 650, "AREA": 500, "ZN": 560, "ZNB": 560, "MTS": 620,
    "DSRT": 620, "ISL": 520, "ISLS": 560, "PEN": 600, "AIRB": 430, "NVB": 430, "PRT": 400, "STRT": 600, "SEA": 700,
    "GULF": 640, "GOVL": 460,
}  # fmt: skip
_TAG = re.compile(r"^[a-z]{2,3}(?:-[A-Z][a-z]{3})?$")
_DATE = re.compile(r"^20\d\d-[01]\d-[0-3]\d$")
_CODE = re.compile(r"^[A-Z][A-Z.&]{1,5}$")


class RowError(Exception):
    """A row of a hand-kept table cannot be used; the message says why."""


@dataclass(frozen=True)
class Curated:
    """Everything that the hand-kept tables say.

    Attributes
    ----------
    records
        Places by id.
    extra
        Names for places, by place id.
    exonyms
        Names by language, by place id.
    members, notes, status
        By place id.
    phrases
        (heads, ids near, id meant).
    stop_names
        Rule by folded name.
    usual
        Usual English name by place id: aliases of kind ``primary``.
    decisions
        Rows of decisions.csv.
    rows
        Rows read, by table.
    errors
        One line a bad row.
    """

    records: dict[str, Record] = field(default_factory=dict)
    extra: dict[str, list[RecordName]] = field(default_factory=dict)
    exonyms: dict[str, list[RecordName]] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    status: dict[str, dict[str, Any]] = field(default_factory=dict)
    phrases: list[tuple[str, list[str], str]] = field(default_factory=list)
    stop_names: dict[str, str] = field(default_factory=dict)
    usual: dict[str, str] = field(default_factory=dict)
    decisions: list[Row] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def copy(self) -> Curated:
        """Return the same in containers of its own; the records are not copied."""
        return Curated(
            records=dict(self.records),
            extra={place: list(names) for place, names in self.extra.items()},
            exonyms={place: list(names) for place, names in self.exonyms.items()},
            members={place: list(members) for place, members in self.members.items()},
            notes=dict(self.notes),
            status=dict(self.status),
            phrases=list(self.phrases),
            stop_names=dict(self.stop_names),
            usual=dict(self.usual),
            decisions=list(self.decisions),
            rows=dict(self.rows),
            errors=list(self.errors),
        )

    def kept_to(self, known: Container[str]) -> Curated:
        """Return what remains when only some places are known; phrases are left as they are."""
        return replace(
            self,
            extra={place: names for place, names in self.extra.items() if place in known},
            exonyms={place: names for place, names in self.exonyms.items() if place in known},
            members={
                place: [member for member in members if member in known]
                for place, members in self.members.items()
                if place in known
            },
            notes={place: note for place, note in self.notes.items() if place in known},
            status={place: status for place, status in self.status.items() if place in known},
        )


class Reader:
    """Reads the tables of a directory.

    Parameters
    ----------
    references
        Resolves what a table writes for a place.
    known
        Whether a place id stands in the sources.
    polygons
        Natural Earth's ``adm1_code`` values: some polygons that make up a region are no places of their own.
    directory
        Where the tables lie.
    """

    def __init__(
        self,
        references: References,
        known: Callable[[str], bool],
        polygons: Container[str] = (),
        directory: Path = CURATED,
    ) -> None:
        self._references = references
        self._known = known
        self._polygons = polygons
        self._directory = directory
        self.found = Curated()

    def read(self) -> Curated:
        """Read all tables: first those that make places, then those that refer to them."""
        later: list[tuple[str, int, Row, Callable[[Row], None]]] = []
        for table, first, second in (
            ("sites", self._site, None),
            *((table, self._site, None) for table in self._features()),
            ("regions", self._region, self._members),
            ("zones", self._zone, None),
            ("former_states", self._former, self._members),
            ("aliases", None, self._alias),
            ("demonyms", None, self._demonym),
            ("exonyms", None, self._exonym),
            ("demonyms_xx", None, self._foreign_demonym),
            ("metonyms", None, self._metonym),
            ("phrases", None, self._phrase),
            ("stop_names", self._stop_name, None),
            ("decisions", self.found.decisions.append, None),
        ):
            for line, row in self._table(table):
                if first is not None:
                    self._try(table, line, row, first)
                if second is not None:
                    later.append((table, line, row, second))
        for item in later:
            self._try(*item)
        return self.found

    def _features(self) -> list[str]:
        """Return the tables of one kind of feature each: mountains, parks, villages …; read as sites are."""
        return [f"features/{path.stem}" for path in sorted(self._directory.glob("features/*.csv"))]

    def _table(self, table: str) -> Iterator[tuple[int, Row]]:
        path = self._directory / f"{table}.csv"
        if not path.exists():
            return
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            for row in reader:
                self.found.rows[table] = self.found.rows.get(table, 0) + 1
                if None in row or None in row.values():
                    self.found.errors.append(f"{table}.csv line {reader.line_num}: wrong number of cells")
                    continue
                yield reader.line_num, {key: " ".join((value or "").split()) for key, value in row.items()}

    def _try(self, table: str, line: int, row: Row, use: Callable[[Row], None]) -> None:
        try:
            use(row)
        except (RowError, ValueError, KeyError) as error:
            what = f"no column {error}" if isinstance(error, KeyError) else str(error)
            self.found.errors.append(f"{table}.csv line {line}: {what}")

    def _place(self, reference: str) -> str:
        try:
            place_id = self._references.resolve(reference)
        except KeyError:
            raise RowError(f"no place {reference!r}") from None
        if place_id not in self.found.records and not self._known(place_id):
            raise RowError(f"no place {reference!r} ({place_id})")
        return place_id

    def _record(self, row: Row, admin1: str = "", *, importance: int = 0) -> Record:
        place_id = curated_id(row["id"])
        lon, lat = float(row["lon"]), float(row["lat"])
        if not row["name"]:
            raise RowError("no name")
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise RowError(f"no such position: {lon}, {lat}")
        if place_id in self.found.records:
            raise RowError(f"a second row for {place_id}")
        if not row["source"]:
            raise RowError("no source")
        code = row.get("feature_code", "PCLH")
        record = Record(
            id=place_id,
            name=row["name"],
            feature_class=row.get("feature_class", "A"),
            feature_code=code,
            country_code=row.get("country_code", ""),
            admin1_code=admin1,
            lon=lon,
            lat=lat,
            geonameid=int(place_id[9:]) if place_id.startswith("geonames:") else 0,
            importance=importance or _IMPORTANCE.get(code, 420),
            source="curated",
            primary_cased=bool(_CODE.match(row["name"])),
        )
        if len(record.feature_class) != 1 or not code.isupper():
            raise RowError(f"no such feature: {record.feature_class}.{code}")
        seen = {fold(record.name)}
        for text in items(row["alt_names"]):
            if fold(text) not in seen:
                seen.add(fold(text))
                cased = bool(_CODE.match(text))
                kind = layout.ABBREVIATION if cased else layout.ALTERNATE
                record.names.append(RecordName(text, "", kind, cased, source="curated"))
        self.found.records[place_id] = record
        return record

    def _site(self, row: Row) -> None:
        record = self._record(row, row["admin1_code"], importance=int(row.get("importance") or 0))
        state = row["status"] if row["status"] not in ("", "open", "active") else ""
        note = "; ".join(filter(None, (state, row["note"])))
        if note:
            self.found.notes[record.id] = note

    def _region(self, row: Row) -> None:
        record = self._record(row)
        # A region of many countries is met in the news more often than a stretch of land.
        record.importance += 25 * min(8, len(items(row["members"])))
        if row["note"]:
            self.found.notes[record.id] = row["note"]

    def _zone(self, row: Row) -> None:
        record = self._record(row)
        if row["note"]:
            self.found.notes[record.id] = row["note"]
        if row["status"]:
            if not _DATE.match(row["checked"]):
                raise RowError("a status without the date on which it was checked")
            self.found.status[record.id] = {
                "text": row["status"],
                "claimants": [c.removeprefix("country:") for c in items(row["claimants"])],
                "administered_by": row["administered_by"].removeprefix("country:"),
                "line_source": row["line_source"],
                "sources": items(row["source"]),
                "checked": row["checked"],
                "within": row["within"] == "1",
            }

    def _former(self, row: Row) -> None:
        record = self._record({**row, "feature_class": "A", "feature_code": "PCLH", "country_code": ""})
        years = "–".join(filter(None, (row["from_year"], row["to_year"])))
        self.found.notes[record.id] = f"{row['became']} ({years})" if years else row["became"]

    def _members(self, row: Row) -> None:
        place_id = curated_id(row["id"])
        if place_id in self.found.records and row["members"]:
            members = [m for m in items(row["members"]) if not self._only_polygon(m)]
            self.found.members[place_id] = [self._place(member) for member in members]

    def _only_polygon(self, reference: str) -> bool:
        """Tell whether a reference is to a polygon that is no place: part of a footprint, no member."""
        kind, _, code = reference.partition(":")
        return kind == "ne" and code in self._polygons and not self._known(self._references.resolve(reference))

    def _name(self, reference: str, name: RecordName) -> None:
        if not fold(name.text):
            raise RowError("no name")
        self.found.extra.setdefault(self._place(reference), []).append(name)

    def _alias(self, row: Row) -> None:
        if row["kind"] == "primary":
            self.found.usual[self._place(row["place"])] = row["name"]
            return
        if row["kind"] not in _KINDS or row["case_sensitive"] not in ("0", "1"):
            raise RowError(f"kind {row['kind']!r}, case_sensitive {row['case_sensitive']!r}")
        cased = row["case_sensitive"] == "1"
        self._name(row["place"], RecordName(row["name"], row["language"], _KINDS[row["kind"]], cased, source="curated"))

    def _demonym(self, row: Row) -> None:
        self._name(row["place"], RecordName(row["word"], "en", layout.DEMONYM, source="curated"))

    def _exonym(self, row: Row) -> None:
        kinds = {**_KINDS, "primary": layout.PRIMARY}
        if row["kind"] not in kinds or not row["source"]:
            raise RowError(f"kind {row['kind']!r}, source {row['source']!r}")
        self._foreign(row, row["name"], kinds[row["kind"]])

    def _foreign_demonym(self, row: Row) -> None:
        if row["kind"] not in ("adjective", "demonym"):
            raise RowError(f"kind {row['kind']!r}")
        self._foreign(row, row["word"], layout.DEMONYM)

    def _foreign(self, row: Row, text: str, kind: int) -> None:
        """Add a name by language, which the matcher of English texts must not see."""
        if not _TAG.match(row["language"]) or row["language"] == "en" or not fold(text):
            raise RowError(f"{text!r} in the language {row['language']!r}")
        # "UE" counts only as it is written; a script without capitals has no such distinction.
        cased = kind == layout.ABBREVIATION and text == text.upper() != text.lower()
        name = RecordName(text, row["language"], kind, cased, source="curated")
        self.found.exonyms.setdefault(self._place(row["place"]), []).append(name)

    def _metonym(self, row: Row) -> None:
        self._name(row["place"], RecordName(row["name"], "en", layout.ALTERNATE, source="curated"))

    def _phrase(self, row: Row) -> None:
        if not items(row["pattern"]):
            raise RowError("no pattern")
        near = [self._place(reference) for reference in items(row["near"])]
        self.found.phrases.append((row["pattern"], near, self._place(row["place"])))

    def _stop_name(self, row: Row) -> None:
        if row["rule"] not in _RULES:
            raise RowError(f"rule {row['rule']!r}: one of {', '.join(_RULES)}")
        self.found.stop_names[fold(row["name"])] = row["rule"]
