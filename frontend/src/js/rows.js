// `table[data-rows]`: ↑ ↓ Home End walk the rows, Enter opens (it is a link), E edits. From anywhere on the page ↓ goes in.
import { isTyping } from "./common.js";

const link = (row) => row.querySelector("a.cc-row-link, a[href]");

function rows(table) {
  return [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => !row.hidden && link(row));
}

export function start() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open], details.cc-menu[open]")) return;
    const inside = event.target.closest?.("table[data-rows]");
    const nowhere = event.target === document.body || event.target.matches?.("main, .cc-table-box");
    const table = inside ?? (nowhere ? document.querySelector("table[data-rows]") : null);
    if (!table) return;
    const all = rows(table);
    const at = all.indexOf(event.target.closest?.("tr"));
    if (event.key.toLowerCase() === "e" && at >= 0) {
      const edit = all[at].querySelector("a[data-edit]");
      if (edit) { event.preventDefault(); edit.click(); }
      return;
    }
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || !all.length || (nowhere && !inside && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const row = all[Math.max(0, Math.min(to, all.length - 1))];
    link(row).focus();
    row.scrollIntoView({ block: "nearest" });
  });
}
