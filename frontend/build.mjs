// Builds the static files of the screen into src/caicach/web/static/web/dist (not kept in the repository).
//   app.css      stylesheet with the parts of Tabler we use and our own components
//   theme.js     sets the colour theme before the first paint; the only blocking script
//   app.js       htmx and our enhancements; charts-*.js is loaded by pages that have a chart
//   icons.svg    the sprite, one symbol for each file in src/icons
//   build.json   version (hash of what was built) and sizes; the server reads the version
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync, copyFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { tablerParts } from "./src/build/tabler.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const src = join(here, "src");
const dist = process.env.CAICACH_DIST || join(here, "../src/caicach/web/static/web/dist");

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  }).sort();
}

const tabler = {
  name: "tabler-parts",
  setup(build) {
    build.onResolve({ filter: /^tabler-parts$/ }, () => ({ path: "tabler-parts.css", namespace: "tabler" }));
    build.onLoad({ filter: /.*/, namespace: "tabler" }, () => {
      const own = filesUnder(join(src, "css")).map((path) => readFileSync(path, "utf8")).join("\n");
      return { contents: tablerParts(own), loader: "css", resolveDir: here };
    });
  },
};

function sprite() {
  const symbols = filesUnder(join(src, "icons")).filter((p) => p.endsWith(".svg")).map((path) => {
    const name = relative(join(src, "icons"), path).replace(/\.svg$/, "");
    const inner = readFileSync(path, "utf8")
      .replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "")
      .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, "")
      .replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" ` +
      `stroke-linecap="round" stroke-linejoin="round">${inner}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`;
}

const options = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  target: ["es2022", "chrome111", "firefox115", "safari16.4"],
  outdir: dist,
  logLevel: "warning",
  legalComments: "linked",
};

async function build() {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  await Promise.all([
    esbuild.build({ ...options, entryPoints: { app: "src/app.js" }, format: "esm", splitting: true, chunkNames: "[name]-[hash]" }),
    esbuild.build({ ...options, entryPoints: { theme: "src/theme.js" }, format: "iife" }),
    esbuild.build({
      ...options, entryPoints: { app: "src/app.css" }, plugins: [tabler],
      loader: { ".woff2": "file" }, assetNames: "files/[name]-[hash]",
    }),
  ]);
  writeFileSync(join(dist, "icons.svg"), sprite());
  copyFileSync(join(src, "favicon.svg"), join(dist, "favicon.svg"));
  copyFileSync(join(src, "NOTICE"), join(dist, "NOTICE.txt"));
  const files = filesUnder(dist);
  const hash = createHash("sha256");
  const sizes = {};
  for (const path of files) {
    const content = readFileSync(path);
    hash.update(relative(dist, path)).update(content);
    sizes[relative(dist, path)] = { bytes: statSync(path).size, gzip: gzipSync(content).length };
  }
  const version = hash.digest("hex").slice(0, 12);
  writeFileSync(join(dist, "build.json"), JSON.stringify({ version, sizes }, null, 1) + "\n");
  for (const [name, size] of Object.entries(sizes)) {
    if (/\.(js|css|svg)$/.test(name)) {
      console.log(`${name.padEnd(28)} ${(size.bytes / 1024).toFixed(1).padStart(8)} KB ${(size.gzip / 1024).toFixed(1).padStart(8)} KB gzip`);
    }
  }
}

await build();
if (process.argv.includes("--watch")) {
  const { watch } = await import("node:fs");
  let waiting;
  watch(src, { recursive: true }, () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => build().catch((error) => console.error(error.message)), 150);
  });
  console.log("watching src/");
}
