// The look of all charts, read from the tokens of the style sheet, so that both themes and the eight areas are the same
// everywhere; and what every chart has in common.
const LANGUAGE = document.documentElement.lang || "vi";

export function lookOf(element) {
  const style = getComputedStyle(element);
  const token = (name) => style.getPropertyValue(`--cc-${name}`).trim();
  const family = (name) => token(name).replaceAll('"', "'"); // it goes into attributes between double quotes
  return {
    ink: token("ink"), ink2: token("ink-2"), ink3: token("ink-3"), surface: token("surface"), raised: token("raised"),
    line: token("line"), line2: token("line-2"), track: token("track"), field: token("field"), primary: token("primary"), waiting: token("waiting"),
    ownLine: token("own-line"),
    font: family("font"), figures: family("figures"),
    areas: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => token(`area-${n}`)),
    heat: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => token(`heat-${n}`)),
    heatInk: token("heat-ink"), heatInkDeep: token("heat-ink-deep"),
  };
}

export function lightLook() {
  const probe = document.createElement("div");
  probe.dataset.bsTheme = "light";
  probe.hidden = true;
  document.body.append(probe);
  const look = lookOf(probe);
  probe.remove();
  return look;
}

export function ground(look, words) {
  return {
    animation: false,
    backgroundColor: "transparent",
    textStyle: { fontFamily: look.font, fontSize: 12.5, color: look.ink },
    aria: { enabled: true, label: { enabled: true, ...(words && { description: words }) } },
    tooltip: tooltip(look),
  };
}

// Rich text: an HTML tooltip would need inline styles, which the content security policy forbids.
export function tooltip(look) {
  return {
    renderMode: "richText", confine: true, backgroundColor: look.raised, borderColor: look.line2, borderWidth: 1, padding: [8, 12],
    textStyle: { fontFamily: look.font, fontSize: 12.5, color: look.ink }, transitionDuration: 0,
    axisPointer: { type: "none" },
  };
}

export function areaColor(look, code, fallback) {
  const number = Number.parseInt(String(code ?? ""), 10) || roman(String(code ?? ""));
  return number >= 1 && number <= 9 ? look.areas[number - 1] : fallback;
}

function roman(text) {
  return ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"].indexOf(text.split(".")[0].toUpperCase()) + 1;
}

// A number of the data: a Decimal comes as text, null stays null (a gap, never a zero).
export function value(raw) {
  return raw === null || raw === undefined || raw === "" ? null : Number(raw);
}

export function writer(data) {
  const decimals = data.decimals ?? 2;
  const format = new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const unit = data.unit === "%" ? "%" : data.unit ? `\u00a0${data.unit}` : "";
  return (number, bare = false) => (number === null || Number.isNaN(number) ? "—" : format.format(number) + (bare ? "" : unit));
}

export function short(number) {
  return new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 1 }).format(number);
}

// Breaks a name into lines of about `width` letters, at spaces only.
export function wrap(text, width) {
  const lines = [""];
  for (const word of String(text).split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.join("\n");
}

export function valueAxis(look, data) {
  return {
    type: "value", min: data.min ?? 0, max: data.max ?? null, minInterval: data.decimals === 0 ? 1 : undefined, // no half dossiers
    axisLabel: { color: look.ink3, fontSize: 12, fontFamily: look.figures, formatter: short },
    splitLine: { lineStyle: { color: look.line, width: 1 } }, axisLine: { show: false }, axisTick: { show: false },
  };
}

export function mark(look, text, where, color) {
  return {
    ...where, symbol: "none",
    lineStyle: { color, width: 1.25, type: "dashed" },
    label: { formatter: text, color: look.ink2, fontSize: 12, fontFamily: look.font },
  };
}
