/* Made by `python -m geomap.maps.html.contract` from geomap/maps/html/contract.py: change it there. */

type Bounds = [number, number, number, number];

/**
 * A mention of a feature.
 *
 * ``d`` document, ``s`` start and ``e`` end in its text, ``t`` as written, ``c`` confidence. ``p`` is the span of the
 * toponym alone in characters, where it is another; ``q`` number of the quote, and where in it the mention begins and
 * ends; ``quiet`` if only people are named ("Syrian"); ``why`` numbers of reasons, ``riv`` of rivals, ``by`` who
 * decided, if not geomap; ``dates`` numbers of the dates in its sentence; ``anchor`` if it only tells where something
 * else is; ``w`` the number that a table gives it; ``n`` the name that it was taken for, where that is another than
 * its words.
 */
interface MentionData {
  d: number;
  s: number;
  e: number;
  t: string;
  kind: string;
  c: number;
  p?: number[];
  q?: [number, number, number];
  quiet?: 1;
  why?: number[];
  riv?: number[];
  by?: string;
  dates?: number[];
  anchor?: 1;
  w?: number;
  n?: string;
}

/**
 * What is disputed, in ``lang``; by whom it is claimed, who holds it, whose line is drawn, as part of what.
 */
interface StatusData {
  text: string;
  lang: string;
  claimants: string[];
  held: string;
  line: string;
  sources: string[];
  of: string;
  checked: string;
}

/**
 * A place on the map: ``m`` its mentions, ``conf`` its confidence, ``also`` its usual name, ``pop`` its people.
 *
 * ``prominence`` says how much the story is about it, ``about`` why: numbers of reasons.
 *
 * ``poly`` are polygons and ``line`` lines, encoded with ``steps`` of a degree; ``far`` if it lies outside the first
 * view; ``aside`` if its area is only tinted; ``rough``, ``sketch`` and ``approximate`` as in
 * ``geomap.maps.view.Feature``; ``credits`` numbers of sources; ``sure`` layer and symbol that an uncertain place has
 * once somebody is sure of it.
 * An arrow has the same form: ``where`` says who moves, ``ends`` are the keys of the features that it joins.
 */
interface FeatureData {
  key: string;
  id: string;
  layer: string;
  symbol: string;
  title: string;
  what: string;
  where: string;
  lon: number;
  lat: number;
  conf: number;
  prominence: number;
  about: number[];
  credits: number[];
  m: MentionData[];
  also?: string;
  pop?: number;
  poly?: string[];
  line?: string;
  steps?: number;
  uncertain?: 1;
  approximate?: 1;
  rough?: 1;
  sketch?: 1;
  far?: 1;
  aside?: 1;
  note?: string;
  status?: StatusData;
  ends?: string[];
  sure?: [string, string];
}

/**
 * Very many points as columns, each encoded: ``n`` how many, ``xy`` their steps of 1/10,000 degree.
 *
 * ``kind``, ``what``, ``where`` and ``credit`` are numbers into ``kinds`` (symbol and layer), ``whats``, ``wheres``
 * and the credits; ``count`` mentions, ``conf`` and ``prominence`` per cent. ``ids`` and ``titles`` have a line for
 * each point, ``alsos`` as far as one has a usual name beside. ``marks`` are the mentions: document, start, length,
 * point, whether quiet, how many dates, the dates. ``why`` and ``riv``: lists of numbers.
 */
interface ColumnsData {
  n: number;
  xy: string;
  kind: string;
  what: string;
  where: string;
  count: string;
  conf: string;
  prominence: string;
  ids: string;
  titles: string;
  alsos: string;
  credit: string;
  kinds: [string, string][];
  whats: string[];
  wheres: string[];
  dates: number[];
  marks: string;
  why: string;
  riv: string;
}

/**
 * A text: its language and direction, and ``from`` which position on it is no header line.
 */
interface DocumentData {
  title: string;
  source: string;
  date: string;
  lang: string;
  dir: string;
  text: string;
  from: number;
}

/**
 * A layer: its key, its name, the heading that it stands under, and ``off`` if a reader has to switch it on.
 */
interface LayerData {
  key: string;
  title: string;
  group: string;
  off?: 1;
}

/**
 * A name without a place: ``d`` document, ``s`` start, ``e`` end.
 */
interface UnplacedData {
  d: number;
  s: number;
  e: number;
  text: string;
}

/**
 * A time of the story: a closed span of ISO days, or a stamp with its clock, and what the text calls it.
 */
interface DateData {
  first: string;
  last: string;
  label: string;
}

/**
 * A piece of the basemap: its ``box``, None for the world; ``shapes`` of kind, least zoom and encoded paths.
 */
interface PatchData {
  box: Bounds | null;
  shift: number;
  zoom: number;
  scale: number;
  shapes: [string, number, string[]][];
}

/**
 * Shapes of the user's own basemap, of kind and encoded paths, from a zoom on.
 */
interface StreetLevelData {
  zoom: number;
  scale: number;
  shapes: [string, string[]][];
}

/**
 * The user's own basemap: shapes, or ``images`` of least zoom, box and ``data:`` address.
 */
interface StreetsData {
  credit: string;
  levels: StreetLevelData[];
  images: [number, Bounds, string][];
}

/**
 * What stands around a published map: ``headline`` above it, ``caption`` and the line of sources below it.
 */
interface PublishedData {
  headline: string;
  caption: string;
  line: string;
}

/**
 * A disputed area: its name, its outline as a feature has it, who claims it (``by``), who ``holds`` a part.
 */
interface ClaimData {
  name: string;
  poly: string[];
  steps: number;
  by: string[];
  holds: string[];
}

/**
 * A small map beside the first view: of a theatre outside of it or of a crowd in it, and the features it shows.
 */
interface InsetData {
  kind: 'theatre' | 'zoom';
  title: string;
  box: Bounds;
  keys: string[];
}

/**
 * What a person has drawn or written: ``line`` is lon, lat, lon, lat …, its course or the corners of its area.
 *
 * ``at`` is what its words speak of, ``side`` where they stand from there; ``words`` where those of a callout stand,
 * if a person has said so. ``poly`` are polygons instead of ``line``, encoded with ``steps`` of a degree: the outline
 * of a place.
 */
interface AnnotationData {
  kind: string;
  symbol: string;
  layer: string;
  side: string;
  text: string;
  line: number[];
  at: [number, number];
  words?: [number, number];
  poly?: string[];
  steps?: number;
}

/**
 * All that the page knows.
 *
 * ``box`` is the first view. ``labels`` are the basemap's names: text, kind, lon, lat, least zoom, rank, and an angle
 * where they are turned; of a country of the story, which must be named, also where else it may stand: lon, lat, lon …
 * ``claims`` are disputed areas, upon which no country's name stands. ``seen`` says whose borders are drawn, where it
 * is a government's. ``published`` is there where the page is for the readers of an article. ``rivals``: id, title,
 * what, where, lon, lat, distance in km, score, and symbol and layer that it has if it is chosen. ``credits``: name,
 * licence, address. ``style`` is described by ``style.schema.json``. ``heaviest`` is the most that tables give any
 * place, where they weigh some. ``timeline`` is there where readers choose times, ``stepped`` where these follow each
 * other, so that a slider takes the place of buttons. ``tour`` are the steps through the story: key, number of the
 * mention, and of the time or -1; with ``touring`` the page opens there. ``annotations`` is there where a person has
 * drawn some, ``corrections`` where somebody has said something: the text of a file, see ``docs/corrections.md``.
 */
interface Payload {
  title: string;
  lang: string;
  dir: string;
  style: Style;
  texts: Record<string, string>;
  docs: DocumentData[];
  layers: LayerData[];
  features: FeatureData[];
  many: ColumnsData | null;
  insets?: InsetData[];
  arrows: FeatureData[];
  unplaced: UnplacedData[];
  dates: DateData[];
  timeline?: 1;
  stepped?: 1;
  tour: [string, number, number][];
  touring?: 1;
  box: Bounds;
  base: PatchData[];
  labels: ([string, string, number, number, number, number] | [string, string, number, number, number, number, number] | [string, string, number, number, number, number, number, number[]])[];
  claims: ClaimData[];
  streets?: StreetsData;
  notes: string[];
  seen: string;
  reasons: string[];
  rivals: [string, string, string, string, number, number, number, number, string, string][];
  quotes: string[];
  credits: [string, string, string][];
  heaviest?: number;
  annotations?: AnnotationData[];
  corrections?: string;
  published?: PublishedData;
}
