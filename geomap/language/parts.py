"""What a language tells: one class a file of its folder. The comments of ``en/`` say what each key means."""

from __future__ import annotations

from typing import Any

from geomap.language.tables import Table


class WordClasses(Table):
    """``words.toml``: word classes that recognition goes by, folded."""

    titles: frozenset[str]
    particles: frozenset[str]
    connectors: frozenset[str]
    small_words: frozenset[str]
    joined_articles: tuple[str, ...]
    small_in_names: frozenset[str]
    leading_articles: frozenset[str]
    short_endings: tuple[str, ...]
    organisation_words: frozenset[str]
    organisation_of: frozenset[str]
    genitives: frozenset[str]
    channel_words: frozenset[str]
    street_fronts: frozenset[str]
    acting: frozenset[str]
    place_prepositions: frozenset[str]
    calendar: frozenset[str]
    compass: frozenset[str]
    function_words: frozenset[str]
    streets: frozenset[str]
    schools: frozenset[str]
    buildings: frozenset[str]
    areas: frozenset[str]
    hyphenated: tuple[str, ...]
    joining_particles: tuple[str, ...]
    list_joiners: tuple[str, ...]
    other_peoples: frozenset[str]
    telling_words: frozenset[str]
    unweighed: frozenset[str]
    never: frozenset[str]
    doubtful: frozenset[str]
    plural_ending: str
    follows: frozenset[str]
    countries: frozenset[str]


class Forms(Table):
    """``forms.toml``: how the language writes a name that stands in a sentence; read by ``language.forms``."""

    clitics: tuple[str, ...]
    suffixes: tuple[str, ...]
    apostrophes: bool
    elisions: frozenset[str]
    marks: str
    least: int
    names_of: tuple[str, ...]
    adjective_endings: tuple[str, ...]
    small_adjectives: bool
    endings: dict[str, str]
    stems: dict[str, str]
    adjectives: dict[str, str]
    letters: dict[str, str]
    fronts: dict[str, str]
    inner: tuple[str, ...]


class Heads(Table):
    """``heads.toml``: nouns beside a name that say what kind of place it is."""

    sites: tuple[str, ...]
    districts: frozenset[str]
    nature: frozenset[str]
    before: frozenset[str]
    growing: frozenset[str]
    growing_before: frozenset[str]
    stops: frozenset[str]
    not_names: frozenset[str]
    tails: tuple[str, ...]
    zone_ends: frozenset[str]
    prepositions: frozenset[str]
    beside: frozenset[str]
    left_out: frozenset[str]
    genitives: frozenset[str]
    articles: frozenset[str]
    name_articles: tuple[str, ...]
    possessives: tuple[str, ...]
    plurals: dict[str, str]
    not_behind: frozenset[str]
    examples: tuple[str, ...]
    counts: frozenset[str]
    waters: tuple[str, ...]
    kinds: dict[str, frozenset[str]]
    fronts: frozenset[str]
    joined: tuple[str, ...]

    @property
    def joiners(self) -> frozenset[str]:
        """Words between a head noun and the name after it."""
        return self.prepositions | self.genitives | self.articles


class Modifiers(Table):
    """``modifiers.toml``: words beside a name that mean a part of the place."""

    before: tuple[str, ...]
    edge_after: str
    side_after: str
    endings: tuple[str, ...]
    hints: tuple[str, ...]
    edges: frozenset[str]
    bodies: str
    side: str
    central: str
    coast: str
    border: str
    article: str
    outside: str
    parts: str
    of: str
    behind: tuple[str, ...]
    before_peoples: bool
    behind_peoples: str
    joined: tuple[str, ...]
    sides: dict[str, str]


class Zones(Table):
    """``zones.toml``: phrases that mean a zone."""

    adjectives: str
    fronts: str
    ending: str
    behind: str
    start: str
    stop: str
    words: dict[str, str]
    phrases: tuple[dict[str, Any], ...]


class Cues(Table):
    """``cues.toml``: words beside a name that ask for a kind of place, or put it into another."""

    genitives: frozenset[str]
    articles: frozenset[str]
    follows_a_name: frozenset[str]
    names_with_article: frozenset[str]
    water_of: frozenset[str]
    water_before: frozenset[str]
    water_after: frozenset[str]
    water_words: frozenset[str]
    within: str
    lies_in: str
    lies_in_apposed: str
    lies_in_further: str
    lies_in_before: str
    lies_in_list: str
    lies_in_firmly: str
    byline: str
    position: str
    position_joiner: str
    relative_hints: tuple[str, ...]
    movement_origins: tuple[str, ...]
    movement_starts: tuple[str, ...]
    movement_ends: tuple[str, ...]
    movement_stages: tuple[str, ...]
    after: dict[str, frozenset[str]]
    before_of: dict[str, frozenset[str]]
    before: dict[str, frozenset[str]]


class Dates(Table):
    """``dates.toml``: dates, absolute and relative."""

    patterns: tuple[str, ...]
    day: str
    year: str
    month_mark: str
    cues: str
    dateline_before: str
    dateline_behind: str
    cased: tuple[str, ...]
    stamps: tuple[str, ...]
    stamp_words: str
    zone_words: str
    halves: dict[str, int]
    zones: dict[str, int]
    months: dict[str, int]
    short_months: dict[str, int]
    more_months: dict[str, int]
    solar_months: dict[str, int]
    weekdays: dict[str, int]
    more_weekdays: dict[str, int]
    days: dict[str, int]
    steps: dict[str, int]
    units: dict[str, str]
    numbers: dict[str, int]


class SentenceEnds(Table):
    """``sentences.toml``: where sentences end."""

    breaks: str
    ends: str
    abbreviated: str
    terminal: str
    closing: str
    abbreviations: tuple[str, ...]


class RelativeWords(Table):
    """``relative.toml``: where is said in words, from other places: "10 km north of Homs"."""

    decimal: str
    journeys: frozenset[str]
    vague: dict[str, str]
    numbers: dict[str, int]
    halves: dict[str, float]
    units: dict[str, float]
    travel: dict[str, float]
    hours: dict[str, float]
    winds: dict[str, str]
    bearings: dict[str, float]
    measures: dict[str, frozenset[str]]
    macros: dict[str, str]
    patterns: tuple[dict[str, Any], ...]


class MovementWords(Table):
    """``movements.toml``: who moves from where to where: "Assad fled to Russia from Hmeimim"."""

    verbs: dict[str, frozenset[str]]
    only: dict[str, frozenset[str]]
    movers: dict[str, frozenset[str]]
    nouns: dict[str, frozenset[str]]
    owned: dict[str, frozenset[str]]
    connections: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    macros: dict[str, str]
    frames: tuple[dict[str, Any], ...]
    quick: dict[str, str]
    stages: dict[str, str]
    certainty: dict[str, float]
    marks: dict[str, frozenset[str]]


class NamesakeWords(Table):
    """``namesakes.toml``: what bears a place's name and is no place."""

    ship_prefixes: frozenset[str]
    ships: frozenset[str]
    storms: frozenset[str]
    capital_storms: frozenset[str]
    storm_kinds: frozenset[str]
    determiners: frozenset[str]
    relations: frozenset[str]
    owners: frozenset[str]
    bearers: frozenset[str]
    called: frozenset[str]
    given_names: frozenset[str]
    follows_person: frozenset[str]
    person_nouns: frozenset[str]
    band_nouns: frozenset[str]
    band_kinds: frozenset[str]
    bands: frozenset[str]
    teams: frozenset[str]
    papers: frozenset[str]
    treaties: frozenset[str]
    small_treaties: frozenset[str]
    treaty_venues: frozenset[str]
    any_name: frozenset[str]
    language: dict[str, frozenset[str]]
    goods: dict[str, frozenset[str]]
    heads: dict[str, frozenset[str]]
    before: dict[str, frozenset[str]]
    alone: dict[str, frozenset[str]]


class StoryWords(Table):
    """``prominence.toml``: words that tell how much a story is about a place."""

    happening: frozenset[str]
    acting: frozenset[str]
    speakers: frozenset[str]
    forces: frozenset[str]
    coming: frozenset[str]
    life: frozenset[str]
    past: frozenset[str]
    past_phrases: tuple[str, ...]
    talks: frozenset[str]
    happening_behind: frozenset[str]
    coming_behind: frozenset[str]
    life_behind: frozenset[str]
    subjects: frozenset[str]
    acting_before: int
    acting_behind: int
    running: bool
