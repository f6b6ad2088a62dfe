// What the pages do in the browser. Each module knows one `data-` attribute or one part of the frame and leaves a page
// that works without it: links lead to pages, forms are sent, menus are <details>.
import htmx from "htmx.org";
import { start as autosave } from "./js/autosave.js";
import { start as charts } from "./js/charts-lazy.js";
import { start as columns } from "./js/columns.js";
import { start as confirm } from "./js/confirm.js";
import { start as counter } from "./js/counter.js";
import { start as drawer } from "./js/drawer.js";
import { drafts, start as draft } from "./js/draft.js";
import { start as drop } from "./js/drop.js";
import { start as filters } from "./js/filters.js";
import { start as frame } from "./js/frame.js";
import { start as guard } from "./js/guard.js";
import { start as hotkeys } from "./js/hotkeys.js";
import { start as rowSave } from "./js/row-save.js";
import { start as rows } from "./js/rows.js";
import { start as search } from "./js/search.js";
import { seen, start as small } from "./js/small.js";

for (const start of [frame, drawer, search, confirm, filters, guard, autosave, draft, rowSave, rows, drop, counter, hotkeys, small]) start(htmx);

// What must look at each piece of page that arrives, the first one and what htmx brings later.
function arrived(part) {
  charts(part);
  columns(part);
  drafts(part);
  seen(part);
}
arrived(document);
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) arrived(event.detail.elt);
});
