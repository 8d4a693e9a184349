/* What the scripts of the page share. The payload's own types are generated: payload.d.ts. */

import type * as Leaflet from "leaflet";

declare global {
  type LatLng = [number, number];
  type Child = Node | string | null | undefined | false;
  type Properties = Record<string, unknown> & {
    text?: string | number;
    on?: Record<string, (event: any) => void>;
  };

  /** A mention with its mark in the text. */
  interface Mention extends MentionData {
    node?: Mark;
    /* Whether a person has said what it means. */
    decided?: boolean;
    /* The further pieces of its mark, where other marks stand inside. */
    more?: Mark[];
  }

  /** A mark in the text; one that was corrected knows which took its place. */
  interface Mark extends HTMLElement {
    successor?: HTMLElement;
    unplaced?: any;
  }

  /** Words of a text, set on the page: of which document, and where they begin in it. */
  interface Seated extends Node {
    seat?: [number, number];
  }

  /** A feature with what is drawn of it. */
  interface Feature extends Omit<FeatureData, "m" | "uncertain"> {
    m: Mention[];
    uncertain?: 1 | boolean;
    shape?: Shape;
    marker?: Leaflet.Marker;
    px?: number;
    visible?: boolean;
    pinned?: boolean;
    removed?: boolean;
    corrected?: boolean;
    made?: boolean;
    /* Of very many points: how often it is named, and its reasons and rivals. */
    many?: boolean;
    n?: number;
    why?: number[];
    riv?: number[];
  }

  /** A button whose drawing and name change: from "play" to "pause". */
  type StripButton = HTMLButtonElement & { become(key: string): void };

  type Shape = Leaflet.Polyline<any, any> & { largest?: Leaflet.LatLngBounds };

  /** A mark that is to be set: of a feature, of a name without a place, or of one of very many points (`i`). */
  interface MarkToSet {
    d?: number;
    s: number;
    e: number;
    i?: number;
    quiet?: number;
    dates?: number[];
    feature?: Feature | null;
    m?: Mention | null;
  }

  /** A name that wants a place on the map: `pad` is what it keeps from its point, `base` if it is the basemap's. */
  interface Wish {
    text: string;
    style: string;
    kind: string;
    kindOf?: string;
    lat: number;
    lon: number;
    pad: number;
    isArea: boolean;
    feature?: Feature;
    weight?: number;
    base?: boolean;
    dot?: boolean;
    angle?: number;
    /* A country's usual name; and where else it may stand, of a country of the story. */
    country?: string;
    seats?: LatLng[];
  }

  /** A name with its size in pixels, looking for its place: `key` of its pin, `seats` of a country that must be named. */
  interface Seeker {
    at: Point;
    w: number;
    h: number;
    pad: number;
    angle?: number;
    key: string;
    isPin: boolean;
    isSure: boolean;
    isDotted?: boolean;
    country?: string;
    offers: number[][];
    seats?: () => Point[];
  }

  type Point = { x: number; y: number };

  /** A disputed area on the screen: "lat" counts down, "lng" to the right. */
  interface Contested {
    name: string;
    by: string[];
    holds: string[];
    rings: { lat: number; lng: number }[][];
  }

  type Rival = Payload["rivals"][number];

  /** A place that a search or a gazetteer gives. */
  interface Found {
    id: string;
    title: string;
    what: string;
    where: string;
    lon: number;
    lat: number;
    symbol: string;
    layer: string;
    score?: number;
    reasons?: string[];
  }

  /** What a place is wanted for: with `all`, a box asks whether it is meant for all such words. */
  interface FinderWish {
    title: string;
    words: string;
    where?: { document: string; start: number; end: number; text: string };
    all?: string;
    isAll?: boolean;
    /* What a position is drawn as; and where the words stand, which must be seen. */
    symbol?: string;
    beside?: DOMRect;
    done(changes: Record<string, any>, isAll: boolean): void;
  }

  interface Many {
    count: number;
    mentions: number;
    feature(i: number): Feature;
    add(map: Leaflet.Map): void;
    dates(): number[];
    marks(document: number): Iterable<MarkToSet>;
    mention(mark: MarkToSet): { feature: Feature; m: Mention };
    top(most: number, matches?: ((title: string) => boolean) | null): Feature[];
  }

  interface Page {
    data: Omit<Payload, "features"> & { features: Feature[] };
    names: Record<string, string>;
    reduced: boolean;
    type: number;
    modules: Record<string, unknown>;
    node(id: string): HTMLElement;
    h(tag: string, properties?: Properties, ...children: (Child | Child[])[]): any;
    s(tag: string, properties?: Properties, ...children: (Child | Child[])[]): any;
    t(key: string, values?: Record<string, string | number>, other?: string): string;
    number(value: number): string;
    count(key: string, n: number): string;
    percent(value: number): string;
    km(value: number): string;
    sure(value: number): string;
    on(type: string, listener: (detail: any) => void): void;
    emit(type: string, detail?: unknown): void;
    press(action: (event: Event) => void): Record<string, (event: any) => void>;
    state: {
      selected: Feature | null;
      /* The mention in the text by which it was chosen, if it was. */
      mention?: Mention;
      documents: Set<number>;
      dates: Set<number>;
      first?: Leaflet.LatLngBounds;
      quietNames?: boolean;
    };
    active(mention: { d: number; dates?: number[] }): boolean;
    counted(feature: Feature): number;
    decided(feature: Feature): boolean;
    weighed(feature: Feature): number | null;
    features: Feature[];
    byKey: Map<string, Feature>;
    map: Leaflet.Map;
    current?: Feature | null;
    start(map: Leaflet.Map, control: any, groups: Record<string, Leaflet.FeatureGroup>): void;
    select(feature: Feature | null, how: { from: string; at?: Leaflet.LatLng; mention?: Mention }): void;
    details(feature: Feature): HTMLElement;
    home(): void;
    refit(): void;
    openTab(key: string): void;
    zoomTo(feature: Feature): void;
    zoomFar(feature: Feature): void;
    basemap: { add(map: Leaflet.Map): void; redraw(): void };
    streets: { add(map: Leaflet.Map): void };
    frame: { add(): void };
    gestures: { add(map: Leaflet.Map): void };
    key: {
      fill(list: HTMLElement, everything: boolean): boolean;
      paper(): HTMLElement;
      add(map: Leaflet.Map, control: Leaflet.Control): void;
    };
    snapshot: { draw(isWhole: boolean): SVGElement };
    save: {
      build(): HTMLElement;
      as(kind: string): Promise<unknown>;
      give(name: string, type: string, made: string | Blob): void;
      out(name: string, type: string, made: string | Blob): Promise<unknown> | unknown;
      name(): string;
    };
    position(text: string, lang?: string): [number, number] | null;
    printing(bounds: () => Leaflet.LatLngBounds): void;
    publish: {
      measure(): boolean;
      build(published: PublishedData): void;
      follow(map: Leaflet.Map, fit: (animate: boolean) => void): void;
    };
    controls: { add(map: Leaflet.Map): void; leave(): void; room(): number };
    corrections: { build(): HTMLElement; focus(): void };
    port?: MessagePort;
    css: string;
    setHeadline(text: string): void;
    below(said: { caption?: string; credit?: string; source_line?: string }): void;
    tints: { add(colours: Map<string, { symbol: string; colour: string }>): void };
    edits: {
      readonly data: string;
      left: string[];
      checked(raw: unknown, style?: any): { said: any; left: string[] };
      readonly said: any;
      readonly base: any;
      readonly past: { what: string }[];
      readonly future: { what: string }[];
      readonly what: string;
      readonly hidden: { m: Mention; rule: any; key: string | null }[];
      readonly refused: Mention[];
      readonly groups: string[];
      readonly known: Map<string, Found>;
      change(what: string, said: any): void;
      know(found: Found): void;
      where(d: number, s: number, e: number): { document: string; start: number; end: number; text: string };
      whereOf(m: Mention): { document: string; start: number; end: number; text: string };
      undo(): void;
      redo(): void;
      text(): string;
      learnt(): string;
      say(feature: Feature, changes: any, how?: { only?: Mention; what?: string; shown?: Mention | null }): void;
      sayAll(list: [Feature, any, Mention?][], what?: string): void;
      follow(m: Mention): void;
      correct(said: { feature: Feature; rival: Rival | null }): void;
      add(at: any, changes: any, what?: string): void;
      forget(at: any, what?: string): void;
      ruleOf(m: Mention): any;
      load(data: any, said: any): void;
      renew(data: any): void;
      start(): void;
    };
    finder: {
      open(wish: FinderWish): void;
      pick(done: (lon: number, lat: number) => void, ended: () => void): void;
      close(): void;
    };
    adding?: { offer(text: string): Child };
    card?: { only(feature: Feature): Mention | undefined };
    editor: {
      on: boolean;
      cards: ((feature: Feature) => HTMLElement | null)[];
      keys: Map<string, { action: (event: KeyboardEvent) => void; text: string }>;
      sections: Map<string, () => HTMLElement>;
      section(key: string, build: () => HTMLElement): void;
      key(combination: string, action: (event: KeyboardEvent) => void, text: string): void;
      load(): Promise<void>;
      ready(): Promise<void>;
      turn(on: boolean): Promise<void>;
      show(on: boolean): void;
      open(key: string): Promise<void>;
      say(text: string): void;
      fill(bar: HTMLElement, panel: HTMLElement): void;
      bar(): HTMLElement;
      build(): HTMLElement;
      start(): void;
    };
    desk: {
      isPresent: boolean;
      search(query: string, near: [number, number]): Promise<Found[]>;
      candidates(where: { document: string; start: number; end: number; text: string }): Promise<Found[]>;
      again(): Promise<number>;
      save(name: string, type: string, data: string | Blob): Promise<unknown>;
    };
    insets: {
      room(): number;
      settle(): void;
      print(frame: HTMLElement | null): void;
      holds(feature: Feature): boolean;
      names(feature: Feature): boolean;
      add(map: Leaflet.Map): void;
    };
    labels: {
      add(map: Leaflet.Map): void;
      place(): void;
      soon(): void;
      holds(shape: Shape, lat: number, lon: number): boolean;
    };
    legend: {
      room(): number;
      size(): { width: number; height: number };
      fold(): void;
      open(key: string): void;
      dress(map: Leaflet.Map, control: any): void;
    };
    list: { build(): HTMLElement; redraw(): void };
    many: Many;
    measure: {
      add(map: Leaflet.Map): void;
      click(event: any): void;
      active(): boolean;
      toggle(button?: HTMLElement): void;
    };
    places: {
      size(feature: Feature): number;
      listen(layer: Leaflet.Layer, feature: Feature): void;
      seen(feature: Feature, view: Leaflet.LatLngBounds): boolean;
      groups: Record<string, Leaflet.FeatureGroup>;
      renderers: Record<string, Leaflet.Renderer>;
      add(map: Leaflet.Map, groups: Record<string, Leaflet.FeatureGroup>): void;
      make(feature: Feature): void;
      refresh(): void;
      drop(feature: Feature): void;
      open(key: string): void;
      mark(feature: Feature, name: string, on: boolean): void;
      shown(feature: Feature): boolean;
    };
    annotations?: { redraw(): void; place(): void; add(): void };
    margins(): { paddingTopLeft: LatLng; paddingBottomRight: LatLng };
    drawings: {
      chosen: number;
      all(): any[];
      say(number: number, one: any, what?: string): void;
      add(one: any): void;
      choose(number: number): void;
    };
    editor?: { on: boolean };
    arrows: {
      all: Feature[];
      bend(ways: Map<string, number[]>): void;
      add(map: Leaflet.Map): void;
    };
    story: {
      exists: boolean;
      redraw(): void;
      headline(): Node[] | null;
      build(): HTMLElement;
      mark(feature: Feature, mention: Mention, text: string): HTMLElement;
      reveal(feature: Feature, mention?: Mention): void;
    };
    symbols: {
      size(mentions: number, share?: number): number;
      scale(symbol: string): number;
      colour(symbol: string): string;
      pin(symbol: string, size: number): SVGElement;
      swatch(symbol: string, size: number, isPin?: boolean): SVGElement;
      definitionsOf(key: string): (SVGElement | null)[];
      definitions(): SVGElement;
    };
    timeline: { used(): number[]; build(): HTMLElement | null };
    strip: {
      button(key: string, action: (event: any) => void): StripButton;
      add(node: HTMLElement): void;
      fit(): void;
    };
    slider: { add(): void };
    tour: { add(map: Leaflet.Map): void };
  }

  interface Window {
    geomap: Page;
    geomapHost?: boolean;
  }
}
