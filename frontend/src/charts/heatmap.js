// Units × areas for export; on the page the table itself is the heat map (cc-heat). The number stands in every cell.
import { tooltip, value, wrap, writer } from "./look.js";

// Where the steps begin, in percent: the same as in web/charts.py.
const BOUNDS = [40, 50, 60, 70, 75, 80, 85, 90, 95];

export function heatmap(data, look, width) {
  const write = writer({ decimals: 1, ...data });
  const min = value(data.min) ?? 0;
  const max = value(data.max) ?? 100;
  const { room, column, heads, top } = frame(data, width);
  const bounds = [-Infinity, ...BOUNDS.map((bound) => min + ((max - min) * bound) / 100), Infinity];
  const step = (number) => bounds.findLastIndex((bound) => number >= bound);
  const cells = data.cells.map(([x, y, raw]) => {
    const number = value(raw);
    return {
      value: [x, y, number ?? "-"],
      label: { color: number === null ? look.ink3 : step(number) > 6 ? look.heatInkDeep : look.heatInk },
    };
  });
  return {
    tooltip: {
      ...tooltip(look),
      formatter: ({ value: [x, y, number] }) => `${data.y[y]}\n${data.x[x]}: ${write(number === "-" ? null : number)}`,
    },
    grid: { left: room, right: 4, top, bottom: 4, outerBoundsMode: "none" },
    xAxis: {
      type: "category", position: "top", data: data.x, axisLine: { show: false }, axisTick: { show: false }, splitArea: { show: false },
      axisLabel: { interval: 0, color: look.ink2, fontSize: 12, lineHeight: 14, fontFamily: look.font, formatter: (name, index) => heads[index] },
    },
    yAxis: {
      type: "category", inverse: true, data: data.y, axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { interval: 0, color: look.ink2, fontSize: 12, fontFamily: look.font, width: room - 12, overflow: "truncate" },
    },
    visualMap: {
      type: "piecewise", show: false, dimension: 2,
      pieces: look.heat.map((color, i) => ({ gte: bounds[i], lt: bounds[i + 1], color })),
      outOfRange: { color: look.heat[0] },
    },
    series: [{
      type: "heatmap", data: cells, emphasis: { disabled: true }, itemStyle: { borderColor: look.surface, borderWidth: 1 },
      label: { show: column > 34, fontSize: 12, fontFamily: look.figures, formatter: ({ value: [, , number] }) => write(number === "-" ? null : number, true) },
    }],
  };
}

// Names of columns stand above them, broken into as many lines as the narrow columns ask for.
function frame(data, width) {
  const room = Math.min(width * .3, 200);
  const column = (width - room) / Math.max(1, data.x.length);
  const heads = data.x.map((name) => wrap(name, Math.max(6, Math.floor(column / 7))));
  return { room, column, heads, top: Math.max(...heads.map((name) => name.split("\n").length)) * 14 + 12 };
}

heatmap.height = (data, look, width) => frame(data, width).top + data.y.length * 28 + 4;
