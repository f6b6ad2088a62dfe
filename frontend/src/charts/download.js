// PNG and SVG of a chart, as it would stand in a report: light, with title, sentence, source and date, and with the font
// inside the file, so that it looks the same on a machine that has never seen Be Vietnam Pro.
import { say } from "../js/common.js";
import { wrap } from "./look.js";

const WIDTH = 960;
const EDGE = 24;
let fonts;

export function offerDownloads(figure, drawing, look) {
  for (const button of figure.querySelectorAll("[data-chart-save]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        const sheet = await compose(figure, drawing, look());
        const name = `${figure.dataset.fileName || figure.id || "bieu-do"}.${button.dataset.chartSave}`;
        save(button.dataset.chartSave === "svg" ? new Blob([sheet.svg], { type: "image/svg+xml" }) : await picture(sheet), name);
      } finally {
        button.disabled = false;
      }
    });
  }
}

function escape(text) {
  return text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
}

async function compose(figure, drawing, look) {
  fonts ??= embeddedFonts();
  const style = await fonts;
  const inner = WIDTH - 2 * EDGE;
  const text = (selector) => figure.querySelector(selector)?.textContent.trim().replace(/\s+/g, " ") ?? "";
  const lines = [
    ...wrap(text(".cc-chart-title"), 84).split("\n").filter(Boolean).map((line) => ({ line, size: 18, weight: 600, color: look.ink })),
    ...wrap(text(".cc-chart-words"), 125).split("\n").filter(Boolean).map((line) => ({ line, size: 13, weight: 400, color: look.ink2 })),
  ];
  let y = EDGE;
  const head = lines.map(({ line, size, weight, color }) => {
    y += Math.round(size * 1.45);
    return `<text x="${EDGE}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${color}">${escape(line)}</text>`;
  }).join("");
  y += 16;
  const height = Math.round(figure.querySelector(".cc-chart-room").clientHeight) || 400;
  const chart = drawing(inner, height).replace(/^<svg /, `<svg x="${EDGE}" y="${y}" `);
  const tall = /height="(\d+)/.exec(chart)?.[1] ?? height;
  const foot = y + Number(tall) + 26;
  const total = foot + 16;
  const date = new Intl.DateTimeFormat("en-GB", { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "Asia/Ho_Chi_Minh" }).format(new Date());
  const source = [document.body.dataset.unitName, say("chartSource", { date })].filter(Boolean).join(" · ");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${total}" viewBox="0 0 ${WIDTH} ${total}" font-family="${escape(look.font)}">`
    + `<style>${style}</style><rect width="100%" height="100%" fill="#fff"/>${head}${chart}`
    + `<text x="${EDGE}" y="${foot}" font-size="11.5" fill="${look.ink3}">${escape(source)}</text></svg>`;
  return { svg, width: WIDTH, height: total };
}

// The @font-face rules of our own sheet with the files inside them; only the two weights that charts use.
async function embeddedFonts() {
  const rules = [...document.styleSheets].flatMap((sheet) => {
    try {
      return [...sheet.cssRules].map((rule) => ({ rule, base: sheet.href ?? location.href }));
    } catch {
      return []; // a sheet of an extension
    }
  }).filter(({ rule }) => rule instanceof CSSFontFaceRule && /^(400|600)$/.test(rule.style.getPropertyValue("font-weight")));
  const texts = await Promise.all(rules.map(async ({ rule, base }) => {
    const url = /url\("?([^")]+)"?\)/.exec(rule.cssText)?.[1];
    const file = await (await fetch(new URL(url, base))).blob();
    const data = await new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsDataURL(file);
    });
    return rule.cssText.replace(/url\("?[^")]+"?\)/, `url("${data}")`);
  }));
  return texts.join("\n");
}

async function picture({ svg, width, height }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: width * 2, height: height * 2 });
  const pen = canvas.getContext("2d");
  pen.scale(2, 2);
  pen.drawImage(image, 0, 0, width, height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
