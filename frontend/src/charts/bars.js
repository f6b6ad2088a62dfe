// Bars lie on their side, longest first, with the value at the end; median and target are marks; the own unit stands out.
import { areaColor, mark, tooltip, value, valueAxis, wrap, writer } from "./look.js";
import { say } from "../js/common.js";

function sorted(data) {
  const rows = data.rows.map((row) => ({ ...row, number: value(row.value) }));
  return data.order === "given" ? rows : rows.sort((a, b) => (b.number ?? -Infinity) - (a.number ?? -Infinity));
}

const step = (count) => (count > 60 ? 20 : count > 20 ? 24 : 32);
const marks = (data) => [data.median, data.target].filter((m) => value(m) !== null).length;

export function bars(data, look, width) {
  const rows = sorted(data);
  const write = writer(data);
  const room = Math.min(width * .42, 260);
  const someOwn = rows.some((row) => row.own);
  const lines = markLines(data, look, write);
  const names = {
    type: "category", inverse: true, data: rows.map((row) => row.label), axisLine: { show: false }, axisTick: { show: false },
  };
  const values = rows.map((row) => write(row.number));
  const wide = Math.max(...values.map((text) => text.length)) * 7.5 + 14;
  return {
    tooltip: {
      ...tooltip(look), trigger: "item",
      formatter: ({ data: item }) => (item?.name ? `${item.name}: ${write(item.value)}${item.note ? `\n${item.note}` : ""}` : ""),
    },
    grid: { left: room, right: wide, top: 6 + marks(data) * 18, bottom: 24, outerBoundsMode: "none" },
    xAxis: valueAxis(look, data),
    yAxis: [
      {
        ...names,
        axisLabel: {
          interval: 0, width: room - 12, overflow: rows.length > 20 ? "truncate" : "none",
          formatter: (name, index) => `{${rows[index].own ? "own" : "other"}|${rows.length > 20 ? name : wrap(name, Math.floor(room / 7))}}`,
          rich: { own: text(look, look.ink, 600), other: text(look, look.ink2, 400) },
        },
      },
      { // the values stand in a column of their own, where no mark crosses them
        ...names, position: "right",
        axisLabel: {
          interval: 0, margin: wide, align: "right", padding: [0, 0, 0, 0],
          formatter: (name, index) => `{${rows[index].own ? "own" : "other"}|${values[index]}}`,
          rich: { own: { ...text(look, look.ink, 600), fontFamily: look.figures }, other: { ...text(look, look.ink, 400), fontFamily: look.figures } },
        },
      },
    ],
    series: [{
      type: "bar", barWidth: rows.length > 20 ? "62%" : 12, emphasis: { disabled: true }, cursor: "default",
      data: rows.map((row) => ({
        name: row.label, value: row.number, note: row.note, url: row.url,
        itemStyle: { color: areaColor(look, row.area, row.own || !someOwn ? look.primary : look.field), borderRadius: [0, 2, 2, 0] },
      })),
      markLine: lines.length ? { silent: true, symbol: "none", animation: false, data: lines } : undefined,
    }],
  };
}

const text = (look, color, fontWeight) => ({ color, fontWeight, fontSize: 12.5, lineHeight: 15, fontFamily: look.font });

// Each mark writes to the side that has room, the second one a line higher, so that they never meet.
function markLines(data, look, write) {
  const whole = value(data.max) ?? Math.max(...data.rows.map((row) => value(row.value) ?? 0), value(data.median) ?? 0, value(data.target) ?? 0);
  const lines = [];
  const add = (raw, word, color) => {
    const number = value(raw);
    if (number === null) return;
    const line = mark(look, say(word, { value: write(number) }), { xAxis: number }, color);
    Object.assign(line.label, { position: "start", align: number > whole / 2 ? "right" : "left", offset: [number > whole / 2 ? 4 : -4, -16 * lines.length] });
    lines.push(line);
  };
  add(data.median, "median", look.ink2);
  add(data.target, "target", look.ownLine);
  return lines;
}

bars.height = (data) => Math.max(120, data.rows.length * step(data.rows.length) + 30 + marks(data) * 18);
