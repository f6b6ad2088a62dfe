// Charts, loaded only by pages that have one. Each figure names its kind (data-chart) and the JSON it is drawn from
// (data-source); docs/reference/screen-components.md has the shape for each kind.
import { BarChart, HeatmapChart, LineChart, RadarChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, RadarComponent, TooltipComponent, VisualMapPiecewiseComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { LabelLayout } from "echarts/features";
import langVI from "echarts/i18n/langVI-obj.js";
import { SVGRenderer } from "echarts/renderers";
import { bars } from "./charts/bars.js";
import { offerDownloads } from "./charts/download.js";
import { heatmap } from "./charts/heatmap.js";
import { ground, lightLook, lookOf } from "./charts/look.js";
import { radar } from "./charts/radar.js";
import { skyline } from "./charts/skyline.js";
import { trend } from "./charts/trend.js";

echarts.use([
  BarChart, HeatmapChart, LineChart, RadarChart, AriaComponent, GridComponent, LegendComponent, MarkLineComponent,
  RadarComponent, TooltipComponent, VisualMapPiecewiseComponent, LabelLayout, SVGRenderer,
]);
echarts.registerLocale("VI", langVI);
const KINDS = { bars, heatmap, radar, skyline, trend };
const LOCALE = (document.documentElement.lang || "vi").startsWith("en") ? "EN" : "VI";
const drawn = new Map();

function option(figure, data, look, width, height) {
  const words = figure.querySelector(".cc-chart-words")?.textContent.trim() ?? "";
  return { ...ground(look, words), ...KINDS[figure.dataset.chart](data, look, width, height) };
}

export async function draw(figure) {
  const source = document.getElementById(figure.dataset.source);
  if (figure.classList.contains("is-drawn") || !source || !KINDS[figure.dataset.chart]) return;
  figure.classList.add("is-drawn");
  await document.fonts.ready; // widths of labels are measured once
  const data = JSON.parse(source.textContent);
  const room = figure.querySelector(".cc-chart-room");
  const look = lookOf(figure);
  const tall = (width) => KINDS[figure.dataset.chart].height?.(data, look, width);
  const height = tall(room.clientWidth);
  if (height) room.style.height = `${height}px`;
  const chart = echarts.init(room, null, { renderer: "svg", locale: LOCALE });
  const item = { figure, chart, data, room, tall };
  drawn.set(figure, item);
  paint(item, look);
  chart.on("click", (event) => { if (event.data?.url) location.assign(event.data.url); });
  new ResizeObserver(() => repaint(item)).observe(room);
  offerDownloads(figure, (width, height) => asSvg(figure, data, width, tall(width) ?? height), lightLook);
}

function paint(item, look) {
  item.width = item.room.clientWidth;
  item.chart.setOption(option(item.figure, item.data, look, item.width, item.room.clientHeight), { notMerge: true });
}

function repaint(item) {
  if (!item.room.clientWidth || item.room.clientWidth === item.width || item.printing) return;
  fit(item, item.room.clientWidth);
  item.chart.resize();
  paint(item, lookOf(item.figure));
}

// Some kinds are as tall as their contents ask for.
function fit(item, width) {
  const height = item.tall(width);
  if (height) item.room.style.height = `${height}px`;
}

// The drawing as a string, in the light look, for a document or a slide.
function asSvg(figure, data, width, height) {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height, locale: LOCALE });
  chart.setOption(option(figure, data, lightLook(), width, height));
  const text = chart.renderToSVGString();
  chart.dispose();
  return text;
}

new MutationObserver(() => {
  for (const item of drawn.values()) paint(item, lookOf(item.figure));
}).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });

// Paper: light colours and the width of the page's column.
const PAPER = 640;
addEventListener("beforeprint", () => {
  for (const item of drawn.values()) {
    item.printing = true;
    fit(item, PAPER);
    item.chart.resize({ width: PAPER });
    item.chart.setOption(option(item.figure, item.data, lightLook(), PAPER, item.room.clientHeight), { notMerge: true });
    item.chart.getZr().flush();
  }
});
addEventListener("afterprint", () => {
  for (const item of drawn.values()) {
    item.printing = false;
    fit(item, item.room.clientWidth);
    item.chart.resize({ width: "auto" });
    paint(item, lookOf(item.figure));
  }
});
