// The eight areas of a unit against its peers. The own unit is filled; the median is dashed; last year is dotted.
import { short, tooltip, value, wrap, writer } from "./look.js";
import { say } from "../js/common.js";

const STYLES = {
  own: (look) => ({ color: look.primary, type: "solid", width: 2.25 }),
  median: (look) => ({ color: look.ink3, type: "dashed", width: 1.5 }),
  before: (look) => ({ color: look.areas[1], type: "dotted", width: 1.75 }),
  target: (look) => ({ color: look.ownLine, type: "dashed", width: 1.5 }),
};

export function radar(data, look, width, height) {
  const write = writer({ decimals: 1, ...data });
  const narrow = width < 480;
  const { letters, size, radius } = frame(data, width);
  const maxima = data.axes.map((axis) => Number(axis.max ?? 100));
  const lines = data.series
    .map((line, index) => ({ ...line, index, numbers: line.values.map(value) }))
    .filter((line) => line.numbers.some((number) => number !== null));
  const own = lines.find((line) => line.own);
  const series = lines.map((line) => {
    const kind = line.own ? "own" : line.role;
    const stroke = (STYLES[kind] ?? (() => ({ color: look.areas[(line.index + 2) % 8], type: "solid", width: 1.5 })))(look);
    const whole = line.numbers.every((number) => number !== null);
    return {
      name: line.name, numbers: line.numbers, value: bridged(line.numbers.map((number, i) => (number === null ? null : number / maxima[i]))).map((share, i) => share * maxima[i]),
      lineStyle: stroke, itemStyle: { color: stroke.color },
      symbol: line.own && whole ? "circle" : "none", symbolSize: 5,
      areaStyle: line.own ? { color: stroke.color, opacity: .1 } : undefined,
    };
  });
  return {
    legend: {
      bottom: 0, left: "center", icon: "roundRect", itemWidth: 18, itemHeight: 3, itemGap: 20, selectedMode: series.length > 1,
      textStyle: { color: look.ink2, fontFamily: look.font, fontSize: 12.5 }, inactiveColor: look.line2,
    },
    tooltip: {
      ...tooltip(look),
      formatter: (item) => [item.name, ...data.axes.map((axis, i) => `${axis.code ? `${axis.code}. ` : ""}${axis.label}: ${write(item.data.numbers[i])}`)].join("\n"),
    },
    radar: {
      center: ["50%", (height - 44) / 2], radius, splitNumber: 4, shape: "polygon", clockwise: true,
      indicator: data.axes.map((axis, i) => ({
        name: narrow && axis.code ? axis.code : axis.label + (own && own.numbers[i] === null ? ` ${say("noValue")}` : ""), max: maxima[i],
        axisLabel: { show: i === 0 },
      })),
      axisName: { color: look.ink2, fontSize: size, fontWeight: narrow ? 600 : 400, lineHeight: Math.round(size * 1.35), fontFamily: look.font, formatter: (name) => wrap(name, letters) },
      axisNameGap: narrow ? 8 : 12,
      axisLabel: { show: true, color: look.ink3, fontSize: 11, fontFamily: look.figures, formatter: short, showMinLabel: false, showMaxLabel: true },
      axisLine: { lineStyle: { color: look.line } }, splitLine: { lineStyle: { color: look.line } }, splitArea: { show: false },
    },
    series: [{ type: "radar", data: series, emphasis: { disabled: true } }],
  };
}

// On a narrow screen the axes carry their codes; the table below has the names.
function frame(data, width) {
  const narrow = width < 480;
  const coded = narrow && data.axes.every((axis) => axis.code);
  const letters = coded ? 4 : narrow ? 12 : 18;
  const size = narrow ? 12 : 12.5;
  const radius = Math.max(56, Math.min(190, width / 2 - letters * size * .56 - 20));
  return { letters, size, radius, edge: coded ? 28 : 64 };
}

radar.height = (data, look, width) => {
  const { radius, edge } = frame(data, width);
  const legend = width < 480 ? 44 + 22 : 44;
  return Math.round(2 * (radius + edge) + legend);
};

// A missing value must not look like a zero: the outline goes straight from the axis before to the axis after, and this
// gives the point where that line crosses the axis in between (shares of the maximum, angles in even steps).
export function bridged(shares) {
  const count = shares.length;
  const step = (2 * Math.PI) / count;
  return shares.map((share, i) => {
    if (share !== null) return share;
    let back = 1;
    let ahead = 1;
    while (back < count && shares[(i - back + count) % count] === null) back++;
    while (ahead < count && shares[(i + ahead) % count] === null) ahead++;
    const before = shares[(i - back + count) % count] ?? 0;
    const after = shares[(i + ahead) % count] ?? 0;
    const whole = before * Math.sin(back * step) + after * Math.sin(ahead * step);
    if ((back + ahead) * step >= Math.PI || whole <= 0) return 0;
    return (before * after * Math.sin((back + ahead) * step)) / whole;
  });
}
