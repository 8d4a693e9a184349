"""What the commands share: which texts to read, and which parts read them."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from geomap.assembly import assemble_geoparser
from geomap.cli.terminal import say
from geomap.errors import GeomapError, InputError
from geomap.gazetteer import open_gazetteer
from geomap.reading import read_documents, to_document
from geomap.samples import sample_names, sample_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geomap.cli.tally import Tally
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.geoparser import Geoparser
    from geomap.model import Document, Geoparse
    from geomap.reading.offsets import Offsets

    Function = Callable[..., Any]

_MOST_NAMED = 5
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


class Inputs(NamedTuple):
    """The arguments and options that say which texts to read."""

    files: tuple[str, ...]
    sample: str | None
    encoding: str | None
    date: str | None
    home: str | None
    text_language: str | None
    text_column: str | None
    date_column: str | None
    weight_column: str | None
    strict: bool

    def check(self) -> None:
        """Refuse to start without a text.

        Raises
        ------
        click.UsageError
            Neither a file nor a sample is named.
        """
        if not self.files and self.sample is None:
            raise click.UsageError("name a text file, - for standard input, or --sample golan")

    def are_many(self) -> bool:
        """Tell whether reading may take a while: several files, a folder, or a file of many articles."""
        many = {".csv", ".tsv", ".jsonl", ".ndjson"}
        return len(self.files) > 1 or any(Path(f).is_dir() or Path(f).suffix.lower() in many for f in self.files)

    def documents(self, tally: Tally | None = None, offsets: Offsets = "characters") -> Iterator[Document]:
        """Read the documents one by one; a bad one among many is told, and passed over.

        Parameters
        ----------
        tally
            Counts what is passed over; without it, the first bad document is an error.
        offsets
            As for ``geomap.read``.
        """
        self.check()
        found = self._read(None if tally is None else tally.reject, offsets)
        yield from found if tally is None else tally.incoming(found)

    def _read(self, on_error: Callable[[GeomapError], None] | None, offsets: Offsets) -> Iterator[Document]:
        facts = self._facts()
        if self.sample is not None:
            document = to_document(sample_text(self.sample), source=f"sample {self.sample}")
            yield dataclasses.replace(document, **facts)
        for file in self.files:
            own: list[Path] = []
            found = read_documents(
                file,
                encoding=self.encoding,
                text_column=self.text_column,
                date_column=self.date_column,
                weight_column=self.weight_column,
                offsets=offsets,
                on_error=on_error,
                on_own=own.append,
            )
            try:
                for document in found:
                    yield dataclasses.replace(document, **facts) if facts else document
            except GeomapError as error:
                if on_error is None:
                    raise
                on_error(error)
            _say_own(own)

    def check_home(self, gazetteer: Gazetteer) -> None:
        """Refuse a home that the gazetteer does not know: it would help nothing, and nobody would notice.

        Raises
        ------
        InputError
            ``--home`` names no place.
        """
        home = self.home
        if home is not None and gazetteer.index(home) < 0 and not gazetteer.lookup(home.partition(",")[0], limit=1):
            raise InputError(f"--home: the gazetteer knows no place called {home!r}")

    def _facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        if self.home is not None:
            facts["place"] = self.home
        if self.text_language is not None:
            if not _TAG.fullmatch(self.text_language):
                raise click.UsageError(f"--language takes a tag such as de or pt-BR, not {self.text_language!r}")
            facts["language"] = self.text_language
        if self.date is not None:
            try:
                facts["date"] = datetime.date.fromisoformat(self.date)
            except ValueError as error:
                raise click.UsageError(f"--date takes a day such as 2025-10-14, not {self.date!r}") from error
        return facts


class Parts(NamedTuple):
    """The options that say which parts read the texts."""

    recognizer: str
    resolver: str
    corrections: str | None
    online: str | None
    gazetteer: str | None
    places: tuple[str, ...]
    user_places: bool

    def geoparser(self) -> Geoparser:
        """Put the parts together."""
        return assemble_geoparser(**self._asdict())


class Places(NamedTuple):
    """The options that say which places there are."""

    gazetteer: str | None
    places: tuple[str, ...]
    user_places: bool

    def open(self) -> Gazetteer:
        """Open the gazetteer."""
        return open_gazetteer(self.gazetteer, places=self.places, user_places=self.user_places)


_GAZETTEER = (
    click.option(
        "--gazetteer",
        metavar="FOLDER",
        help="Use the gazetteer that `geomap gazetteer compile` made there, not the bundled one.",
    ),
    click.option(
        "--places",
        metavar="FILE",
        multiple=True,
        help="Places of your own for this run: GeoJSON, CSV or GeoPackage. May be given several times.",
    ),
    click.option(
        "--user-places/--no-user-places",
        default=True,
        help="Use the places that you keep (geomap gazetteer add), or leave them alone.",
    ),
)


def place_options(function: Function) -> Function:
    """Add the options of ``Places``; the command gets them as ``sources``."""
    return _grouped(function, "sources", Places, *_GAZETTEER)


def input_options(function: Function) -> Function:
    """Add the arguments and options of ``Inputs``; the command gets them as ``inputs``."""
    return _grouped(
        function,
        "inputs",
        Inputs,
        click.argument("files", nargs=-1, metavar="[FILE|FOLDER|-]..."),
        click.option("--sample", metavar="NAME", help=f"Use a bundled sample text: {', '.join(sample_names())}."),
        click.option("--encoding", metavar="NAME", help="Encoding of the files; detected without it."),
        click.option("--text-column", metavar="NAME", help="Column of a CSV or JSON Lines file that holds the text."),
        click.option("--date-column", metavar="NAME", help="Column that holds the day of publication."),
        click.option("--weight-column", metavar="NAME", help="Column of numbers that weigh a row's places: cases."),
        click.option("--date", metavar="YYYY-MM-DD", help="Day of publication."),
        click.option(
            "--home",
            metavar="PLACE",
            help="Where the outlet is at home; places near it are likelier. A name or a place id.",
        ),
        click.option(
            "--language",
            "text_language",
            metavar="CODE",
            help="Language of the texts, e.g. en; found out for each without it.",
        ),
        click.option("--strict", is_flag=True, help="Stop at the first document that cannot be used, of many too."),
    )


def part_options(function: Function) -> Function:
    """Add the options of ``Parts``; the command gets them as ``parts``."""
    return _grouped(
        function,
        "parts",
        Parts,
        click.option(
            "--recognizer",
            default="tagger",
            metavar="NAME",
            show_default=True,
            help="What finds the names: tagger, or lexicon, which is quicker and less often right.",
        ),
        click.option(
            "--resolver",
            default="ranker",
            metavar="NAME",
            show_default=True,
            help="What decides which place a name means: ranker, or one that a package of yours adds.",
        ),
        click.option(
            "--corrections",
            metavar="FILE",
            help="What a person says a name or a mention means (TOML or JSON, or the page's download); it wins.",
        ),
        click.option(
            "--online",
            metavar="SERVICE",
            help="Ask nominatim or photon for names that the gazetteer lacks. They are sent over the network.",
        ),
        *_GAZETTEER,
    )


def _grouped(function: Function, name: str, group: type[Any], *options: Callable[[Function], Function]) -> Function:
    @functools.wraps(function)
    def command(**values: Any) -> Any:
        values[name] = group(**{field: values.pop(field) for field in group._fields})
        return function(**values)

    wrapped: Function = command
    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped


def with_language_notice(parses: Iterable[Geoparse]) -> Iterator[Geoparse]:
    """Pass documents on, and say at the end which are in a language that geomap does not read: of many once."""
    read, unread = 0, Counter[str]()
    notice = ""
    try:
        for parse in parses:
            read += 1
            if parse.unread_language:
                unread[parse.unread_language] += 1
                notice = notice or _unread_notice(parse)
            yield parse
    finally:
        if unread.total() == 1:
            say(notice)
        elif unread:
            _say_unread(unread, read)


def say_unused_corrections(geoparser: Geoparser, parses: Iterable[Geoparse]) -> None:
    """Say which corrected names the texts do not have: mostly they are misspelt, and nothing else would tell."""
    corrections = geoparser.corrections
    if corrections is None or not corrections.names:
        return
    from geomap.gazetteer.names import fold

    found = [r.toponym for parse in parses for r in (*parse.resolutions, *parse.relatives)]
    met = {fold(words) for toponym in found for words in (toponym.text, toponym.name)}
    if unmet := sorted(corrections.folded.keys() - met):
        say(f"corrections: no name in the text is {' or '.join(map(repr, unmet))}")


def _unread_notice(parse: Geoparse) -> str:
    from geomap.language.identify import unread_notice

    return unread_notice(parse)


def _say_unread(unread: Counter[str], read: int) -> None:
    from geomap.language.identify import name_of

    named = [f"{name_of(code).english} {count:,}" for code, count in unread.most_common(_MOST_NAMED)]
    languages = ", ".join(named) + (", …" if len(unread) > _MOST_NAMED else "")
    say(
        f"{unread.total():,} of {read:,} texts are in languages that geomap does not read yet ({languages}): most of "
        "their places may be missing"
    )


def _say_own(files: list[Path]) -> None:
    if files:
        names = ", ".join(file.name for file in files[:_MOST_NAMED]) + (", …" if len(files) > _MOST_NAMED else "")
        say(f"passed over {len(files)} file{'s' if len(files) > 1 else ''} that geomap wrote: {names}")
