// Takes from @tabler/core's stylesheet only what our pages use: the reset, type, buttons, forms and a few utilities.
// The whole sheet is 635 KB; navbars, cards, colours, vendors' widgets and breakpoint variants of utilities are left
// out by the list below. A custom property nobody reads afterwards goes too.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const SHEET = createRequire(import.meta.url).resolve("@tabler/core/dist/css/tabler.css");

// A rule stays when every class in one of its selectors matches one of these.
const KEEP = [
  /^btn$/, /^btn-(primary|sm|icon|link|close)$/, /^active$/, /^disabled$/, /^show$/,
  /^form-(control|select|label|text|hint)$/, /^form-(control|select)-sm$/,
  /^form-check(-input|-label|-inline)?$/, /^form-switch$/, /^input-group(-text)?$/, /^is-invalid$/, /^invalid-feedback$/,
  /^spinner-border(-sm)?$/, /^visually-hidden(-focusable)?$/,
  /^d-(none|block|inline|inline-block|flex|inline-flex|grid)$/, /^flex-(row|column|wrap|nowrap|fill|grow-1|shrink-0)$/,
  /^align-items-(start|center|end|baseline)$/, /^justify-content-(start|center|end|between)$/,
  /^(m|mt|mb|ms|me|mx|my|p|pt|pb|ps|pe|px|py|gap)-([0-5]|auto)$/,
  /^text-(start|center|end|nowrap|truncate|break|wrap)$/, /^fw-(normal|medium|semibold|bold)$/, /^w-100$/, /^small$/,
  /^list-unstyled$/, /^float-end$/,
];
const DROP_PRELUDE = /prefers-contrast: more|@font-face|@import|@charset/;

function parse(text) {
  const nodes = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf("{", at);
    const end = text.indexOf(";", at);
    if (open === -1) break;
    if (end !== -1 && end < open) { // a statement without a block (@charset)
      at = end + 1;
      continue;
    }
    let depth = 1;
    let close = open + 1;
    for (; depth > 0; close++) {
      if (text[close] === "{") depth++;
      else if (text[close] === "}") depth--;
    }
    nodes.push({ prelude: text.slice(at, open).trim(), body: text.slice(open + 1, close - 1) });
    at = close;
  }
  return nodes;
}

function kept(selector) {
  const classes = [...selector.matchAll(/\.((?:[\w-]|\\.)+)/g)].map((m) => m[1]);
  return classes.every((name) => KEEP.some((rule) => rule.test(name)));
}

// Commas inside :not(...), :is(...) do not part selectors.
function selectors(prelude) {
  const parts = [""];
  let depth = 0;
  for (const c of prelude) {
    depth += c === "(" ? 1 : c === ")" ? -1 : 0;
    if (c === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += c;
  }
  return parts.map((s) => s.trim());
}

function reduce(nodes) {
  const out = [];
  for (const { prelude, body } of nodes) {
    if (DROP_PRELUDE.test(prelude)) continue;
    if (prelude.startsWith("@media") || prelude.startsWith("@supports")) {
      const inner = reduce(parse(body));
      if (inner.length) out.push(`${prelude}{${inner.join("\n")}}`);
    } else if (prelude.startsWith("@")) {
      out.push(`${prelude}{${body}}`);
    } else {
      const stay = selectors(prelude).filter(kept);
      if (stay.length) out.push(`${stay.join(",")}{${body}}`);
    }
  }
  return out;
}

function withoutDeadParts(css) {
  for (;;) {
    const read = new Set([...css.matchAll(/var\((--[\w-]+)/g)].map((m) => m[1]));
    const animated = css.replace(/@keyframes[^{]+/g, "");
    const next = css
      .replace(/(--tblr-[\w-]+)\s*:[^;{}]*;?/g, (whole, name) => (read.has(name) ? whole : ""))
      .replace(/@keyframes\s+([\w-]+)\s*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, (whole, name) =>
        new RegExp(`[\\s:]${name}\\b`).test(animated) ? whole : "");
    if (next === css) return css.replace(/[^{}]+\{\s*\}/g, "");
    css = next;
  }
}

export function tablerParts(ownCss = "") {
  const sheet = readFileSync(SHEET, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  // Our own sheet is read along, so that a Tabler property it uses is not thrown away.
  const marker = "\n/*own*/\n";
  return withoutDeadParts(reduce(parse(sheet)).join("\n") + marker + ownCss).split(marker)[0];
}
