/* The style as the scripts read it; geomap/maps/style/style.schema.json describes each key. */

interface AreaLook {
  fill: number;
  width: number;
  opacity: number;
  hatch: "none" | "rising" | "falling";
  hatch_opacity: number;
  soft: number;
}

interface CourseLook {
  width: number;
  opacity: number;
  soft: number;
  /* Length of an arrow's head in pixels. */
  head: number;
}

interface SymbolLook {
  colour: string;
  frame: string;
  scale: number;
  glyph?: string;
  letter?: string;
  hollow?: boolean;
  form?: "pin" | "area" | "arrow";
  area?: Partial<AreaLook>;
  course?: Partial<CourseLook>;
}

interface Lettering {
  size: number;
  weight: number;
  italic?: boolean;
  spacing?: number;
  capitals?: boolean;
  shown?: boolean;
}

interface Style {
  frames: Record<string, string>;
  glyphs: Record<string, string>;
  symbols: Record<string, SymbolLook>;
  area: Pick<AreaLook, "fill" | "width" | "opacity">;
  course: Pick<CourseLook, "width" | "opacity">;
  hatching: { step: number; width: number };
  sketch: { soft: number };
  vast: { times: number };
  pins: { radius: number; growth: number; largest: number; heaviest: number };
  layers: { stack: string[]; quiet: string[]; of?: Record<string, string> };
  too_small: Record<string, number>;
  elsewhere: { most: number };
  names: {
    lettering: Record<string, Lettering>;
    weight: { story: number; quiet: number; uncertain: number };
    dot: { city: number; capital: number };
    towns: { zoom: number; px: number };
    /* Of how many places in view the name must be drawn. */
    sure: number;
    leader: { nearest: number; short: number; farthest: number; step: number; directions: number };
    /* Pixels that a claimant's name keeps from a disputed area. */
    claims: number;
  };
  annotations: { leader: number; dot: number; gap: number; width: number; lines: number };
  insets: { share: number; least: number; largest: number; gap: number; title: number; pins: number; frame: number };
  furniture: { legend: boolean | string; scale: boolean; locator: boolean | string };
  type: { side: number; largest: number };
  self_evident: string[];
  zooms: number[];
}
