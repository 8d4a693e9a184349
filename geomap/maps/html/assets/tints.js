/* Symbols in colours that a person gives them: the same rules as the symbol's own, in a style sheet that scripts may make. */
import { gm } from "./core.js";

const HEX = /^#[0-9a-f]{6}$/;
const NAME = /^[a-z][a-z0-9-]*$/;
const sheet = new CSSStyleSheet();
const known = new Set();

/* The rules of a symbol, for another one. */
/**
 * @param {CSSStyleSheet} from
 * @param {string} symbol
 * @param {string} key
 */
function copies(from, symbol, key) {
  const isOf = new RegExp(`\\.k-${symbol}(?![\\w-])`, "g");
  const made = [];
  for (const rule of from.cssRules) {
    if (!(rule instanceof CSSStyleRule) || rule.selectorText.search(isOf) < 0) continue;
    const own = rule.selectorText.split(",").filter((one) => one.search(isOf) >= 0);
    const drawn = rule.style.cssText.replace(
      new RegExp(`(#gm-(?:hatch|soft|soft-line)-${symbol})(?=["')])`, "g"),
      "$1" + key.slice(symbol.length),
    );
    made.push(own.join(",").replace(isOf, ".k-" + key) + "{" + drawn + "}");
  }
  return made;
}

gm.tints = {
  add(colours) {
    const { symbols } = gm.data.style;
    for (const [key, { symbol, colour }] of colours) {
      const value = HEX.test(colour) ? colour : NAME.test(colour) ? "var(--" + colour + ")" : "";
      symbols[key] ??= symbols[symbol];
      gm.data.texts["symbol." + key] ??= gm.data.texts["symbol." + symbol];
      if (known.has(key) || !value) continue;
      known.add(key);
      const rules = [...document.styleSheets].flatMap((one) => copies(one, symbol, key));
      for (const rule of [...rules, ".k-" + key + "{--k:" + value + "}"]) sheet.insertRule(rule, sheet.cssRules.length);
      document
        .querySelector(".gm-definitions defs")
        ?.append(...gm.symbols.definitionsOf(key).flatMap((one) => one || []));
    }
    if (known.size && !document.adoptedStyleSheets.includes(sheet))
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  },
};
