// All units of a ranking side by side as thin bars, the best first: where everybody stands, where one stands oneself. The shade
// changes at each lower bound of a class, and how many units stand above it is written over them; median and target are
// lines across. Names come with the pointer and stand in the table below.
import { short, tooltip, value, valueAxis, writer } from "./look.js";
import { say } from "../js/common.js";

const SHADES = [9, 8, 6, 5, 4];

// The bars cut at the bounds: where each group begins and ends, its shade, the words over it.
function groups(rows, bounds, width) {
  const cut = [...bounds, { from: -Infinity, label: "" }];
  let from = 0;
  return cut.map((bound, index) => {
    let to = from;
    while (to < rows.length && (rows[to].number ?? -1) >= bound.from) to += 1;
    const group = { from, to, shade: SHADES[Math.min(index, SHADES.length - 1)], words: bound.label };
    from = to;
    return group;
  }).filter((group) => group.to > group.from).map((group) => ({
    ...group, fits: ((group.to - group.from) / rows.length) * width > 6 * group.words.length + 8,
  }));
}

export function skyline(data, look, width) {
  const write = writer(data);
  const rows = data.rows.map((row) => ({ ...row, number: value(row.value) })).sort((a, b) => (b.number ?? -1) - (a.number ?? -1));
  const right = width < 560 ? 8 : 118;
  const bounds = (data.steps ?? []).map((step) => ({ from: value(step.from), label: step.label })).sort((a, b) => b.from - a.from);
  const parts = groups(rows, bounds, width - right - 34);
  const shade = (index) => look.heat[parts.find((part) => index >= part.from && index < part.to)?.shade ?? 6];
  const over = new Map(parts.filter((part) => part.fits).map((part) => [Math.floor((part.from + part.to - 1) / 2), part.words]));
  const median = value(data.median);
  const target = value(data.target);
  const close = median !== null && target !== null && Math.abs(median - target) < 12;
  const medianUp = target === null || median >= target;
  const line = (at, text, color, up) => ({
    yAxis: at, lineStyle: { color, width: 1.25, type: "dashed" },
    label: {
      show: true, formatter: text, color: look.ink2, fontSize: 12, fontFamily: look.font, lineHeight: 15,
      ...(right > 8 ? { position: "end", offset: [0, close ? (up ? -8 : 8) : 0] } : { position: up ? "insideEndTop" : "insideEndBottom" }),
    },
  });
  const marks = [
    ...(median === null ? [] : [line(median, say("median", { value: write(median) }), look.ink, medianUp)]),
    ...(target === null ? [] : [line(target, say("target", { value: write(target) }), look.ownLine, !medianUp)]),
  ];
  return {
    tooltip: {
      ...tooltip(look), trigger: "axis", axisPointer: { type: "shadow", shadowStyle: { color: look.line2, opacity: .4 } },
      formatter: ([item]) => (item?.data?.name ? `${item.data.name}: ${write(item.data.value)}${item.data.note ? `\n${item.data.note}` : ""}` : ""),
    },
    grid: { left: 34, right, top: 24, bottom: 6, outerBoundsMode: "none" },
    xAxis: [
      { type: "category", data: rows.map((row) => row.label), axisLabel: { show: false }, axisTick: { show: false }, axisLine: { lineStyle: { color: look.line2 } } },
      {
        type: "category", position: "top", data: rows.map((row) => row.label), axisLine: { show: false }, axisTick: { show: false }, axisPointer: { show: false },
        axisLabel: { interval: 0, margin: 6, color: look.ink2, fontSize: 12, fontFamily: look.font, formatter: (name, index) => over.get(index) ?? "" },
      },
    ],
    yAxis: { ...valueAxis(look, data), interval: 25, axisLabel: { color: look.ink3, fontSize: 12, fontFamily: look.figures, formatter: short, showMaxLabel: false }, splitLine: { show: false } },
    series: [{
      type: "bar", barCategoryGap: rows.length > 60 ? "16%" : "28%", barMaxWidth: 36, emphasis: { disabled: true }, cursor: "default",
      data: rows.map((row, index) => ({
        name: row.label, value: row.number, note: row.note, url: row.url,
        itemStyle: { color: row.own ? look.ownLine : shade(index), borderRadius: [1, 1, 0, 0] },
      })),
      markLine: marks.length ? { silent: true, symbol: "none", animation: false, data: marks } : undefined,
    }],
  };
}
