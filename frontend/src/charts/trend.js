// Years as lines, labelled at their end instead of a legend; a year without a value is a gap.
import { areaColor, mark, tooltip, value, valueAxis, writer } from "./look.js";
import { say } from "../js/common.js";

const SYMBOLS = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect", "emptyTriangle", "emptyDiamond"];

export function trend(data, look, width) {
  const write = writer(data);
  const many = data.series.length > 8;
  const room = Math.min(width * .34, 190);
  const target = value(data.target);
  const someOwn = data.series.some((line) => line.own);
  const series = data.series.map((line, index) => {
    const quiet = someOwn && !line.own && !line.area;
    const color = areaColor(look, line.area, line.own || !someOwn ? (someOwn ? look.primary : look.areas[index % 8]) : line.role === "median" ? look.ink3 : look.field);
    const values = line.values.map(value);
    return {
      type: "line", name: line.name, data: values, connectNulls: false, emphasis: { disabled: true },
      symbol: SYMBOLS[line.own ? 0 : index % SYMBOLS.length], symbolSize: line.own ? 8 : 6, z: line.own ? 5 : 3,
      lineStyle: { color, width: line.own ? 2.5 : 1.5, type: line.role === "median" ? "dashed" : "solid" }, itemStyle: { color },
      endLabel: {
        show: !many || !quiet, distance: 8, fontFamily: look.font, fontSize: 12.5, lineHeight: 16, color: line.own ? look.ink : look.ink2, fontWeight: line.own ? 600 : 400,
        width: room - 16, overflow: "break",
        formatter: ({ value: number }) => `${line.name} ${write(number)}`,
      },
      labelLayout: { moveOverlap: "shiftY" },
      markLine: index === 0 && target !== null
        ? { silent: true, symbol: "none", animation: false, data: [labelled(mark(look, say("target", { value: write(target) }), { yAxis: target }, look.ownLine))] } : undefined,
    };
  });
  const numbers = data.series.flatMap((line) => line.values.map(value)).filter((v) => v !== null);
  return {
    tooltip: {
      ...tooltip(look), trigger: "axis",
      formatter: (items) => [items[0]?.axisValueLabel, ...items.map((item) => `${item.seriesName}: ${write(item.value ?? null)}`)].join("\n"),
      axisPointer: { type: "line", lineStyle: { color: look.line2 } },
    },
    grid: { left: 44, right: room, top: 22, bottom: 32, outerBoundsMode: "none" },
    xAxis: {
      type: "category", data: data.x, boundaryGap: data.x.length === 1,
      axisLabel: { color: look.ink2, fontSize: 12.5, fontFamily: look.font, margin: 10 }, axisTick: { show: false }, axisLine: { lineStyle: { color: look.line2 } },
    },
    yAxis: { ...valueAxis(look, { ...data, min: data.min ?? floorOf(numbers), max: data.max }), scale: true },
    series,
  };
}

function labelled(line) {
  return { ...line, label: { ...line.label, position: "insideStartTop" } };
}

function floorOf(numbers) {
  if (!numbers.length) return 0;
  const low = Math.min(...numbers);
  const span = Math.max(...numbers) - low || Math.abs(low) || 1;
  return Math.max(0, Math.floor((low - span * .25) / 5) * 5);
}
