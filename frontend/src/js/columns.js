// Which columns of a table the reader wants to see; remembered under the table's id.
import { keep, kept, say } from "./common.js";

function apply(table, hidden) {
  const head = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
  head.forEach((cell, index) => {
    if (!cell.dataset.col) return;
    const hide = hidden.has(cell.dataset.col);
    cell.hidden = hide;
    for (const body of table.tBodies) for (const row of body.rows) if (row.cells[index] && row.cells.length === head.length) row.cells[index].hidden = hide;
  });
}

function menu(room) {
  const table = document.getElementById(room.dataset.columns);
  if (!table?.tHead || room.dataset.ready) return;
  room.dataset.ready = "1";
  const key = `cc-columns-${table.id}`;
  const hidden = new Set((kept(key) ?? "").split(",").filter(Boolean));
  const columns = [...table.tHead.querySelectorAll("th[data-col]")];
  if (!columns.length) return;
  const list = room.querySelector("ul");
  for (const cell of columns) {
    const name = cell.dataset.col;
    const item = document.createElement("li");
    const label = Object.assign(document.createElement("label"), { className: "cc-menu-item" });
    const box = Object.assign(document.createElement("input"), { type: "checkbox", className: "form-check-input", checked: !hidden.has(name) });
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(name);
      else hidden.add(name);
      keep(key, hidden.size ? [...hidden].join(",") : null);
      apply(table, hidden);
    });
    label.append(box, cell.dataset.colName ?? cell.textContent.trim());
    item.append(label);
    list.append(item);
  }
  room.hidden = false;
  room.setAttribute("aria-label", say("columns"));
  apply(table, hidden);
}

export function start(part) {
  for (const room of part.querySelectorAll("[data-columns]")) menu(room);
}
