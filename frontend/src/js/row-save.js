// `tr[data-row-save="form id"]` in `table[data-row-table]`: each row saves by itself as it is typed. Nothing typed is lost: a row
// that could not be sent is sent again when the network is back, two values that crossed are shown both, and leaving the page
// with a row unsaved is asked about. Without this script every row is a form with a button. `data-row-fields` of the table names the
// fields of a row, those of the appraisal by default; `[data-row-difference]` shows what the answer says of the points, where it is.
import { announce, csrf } from "./common.js";

const WAIT = 900;
const AGAIN = 8000;
const APPRAISED = ["points", "reason", "question"];
const dirty = new Set(); // rows with something that the server has not confirmed
const timers = new WeakMap();
const saving = new WeakSet();
const stuck = new WeakSet(); // rows that wait for their reader: a fault, two values

const formOf = (row) => document.getElementById(row.dataset.rowSave);
const table = (row) => row.closest("[data-row-table]");
const names = (row) => table(row).dataset.rowFields?.split(" ") ?? APPRAISED;
const field = (row, name) => formOf(row)?.elements.namedItem(name);

function state(row, text, kind) {
  const place = row.querySelector("[data-row-state]");
  place.replaceChildren(text);
  place.className = `cc-saved ${kind}`;
  return place;
}

function invalid(row, faults) {
  for (const name of names(row)) {
    const place = field(row, name);
    if (!place) continue;
    place.classList.toggle("is-invalid", name in faults);
    place.toggleAttribute("aria-invalid", name in faults);
  }
}

function offline(row, is) {
  const help = document.querySelector("[data-row-offline]");
  if (help) help.hidden = !is;
  if (is) state(row, table(row).dataset.sayWaiting, "is-late");
}

function button(text, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: text });
  made.addEventListener("click", act);
  return made;
}

// Both values stand beside each other until the reader has chosen; what was typed stays in its fields meanwhile.
function crossed(row, answer) {
  const say = table(row).dataset;
  const place = state(row, answer.conflict || answer.detail, "is-late");
  place.append(
    button(say.sayKeep, () => { settle(row, answer); for (const name of names(row)) if (field(row, name)) field(row, name).value = answer[name]; done(row, ""); }),
    button(say.sayMine, () => { settle(row, answer); stuck.delete(row); save(row); }),
  );
  announce(answer.detail);
}

function settle(row, answer) {
  field(row, "version").value = answer.version;
  for (const name of ["asked", "asked_version"]) if (field(row, name)) field(row, name).value = answer[name];
}

function done(row, text) {
  dirty.delete(row);
  stuck.delete(row);
  invalid(row, {});
  state(row, text, "is-done");
}

async function save(row, agree = false) {
  const form = formOf(row);
  clearTimeout(timers.get(row));
  if (!form || (stuck.has(row) && !agree)) return;
  if (saving.has(row)) { timers.set(row, setTimeout(save, 200, row, agree)); return; }
  saving.add(row);
  const body = new FormData(form);
  if (agree) body.set("agree", "1");
  const sent = names(row).map((name) => body.get(name)).join("\n");
  const now = () => names(row).map((name) => field(row, name)?.value ?? null).join("\n");
  state(row, table(row).dataset.saySaving, "");
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { "X-Autosave": "1", "X-CSRFToken": csrf() } });
    if (response.redirected) { state(row, table(row).dataset.sayLogin, "is-late"); retry(row); return; }
    const answer = await response.json().catch(() => null);
    if (answer?.faults === undefined) { // the server itself failed, or refused the whole request
      state(row, answer?.detail ?? table(row).dataset.sayFailed, "is-late");
      if (response.status >= 500) retry(row);
      return;
    }
    offline(row, false);
    if (answer.conflict) { stuck.add(row); invalid(row, answer.faults); crossed(row, answer); return; }
    settle(row, answer);
    const difference = row.querySelector("[data-row-difference]");
    if (difference) difference.innerHTML = answer.difference;
    if (agree && answer.saved) field(row, "points").value = answer.points;
    if (!agree && now() !== sent) { touched(row); return; } // typed on while this was on its way
    if (answer.saved) { done(row, answer.state); row.classList.toggle("is-given", answer.given); return; }
    invalid(row, answer.faults);
    state(row, answer.detail, "is-late");
  } catch {
    offline(row, true);
    retry(row);
  } finally {
    saving.delete(row);
  }
}

function retry(row) {
  clearTimeout(timers.get(row));
  timers.set(row, setTimeout(save, AGAIN, row));
}

function touched(row) {
  dirty.add(row);
  stuck.delete(row);
  clearTimeout(timers.get(row));
  timers.set(row, setTimeout(save, WAIT, row));
}

function step(from, name, by) {
  const rows = [...table(from).querySelectorAll("tr[data-row-save]")];
  const to = rows[rows.indexOf(from) + by];
  const place = to && (field(to, name) ?? field(to, names(to)[0]));
  if (!place) return;
  place.focus();
  place.select?.();
  to.scrollIntoView({ block: "nearest" });
}

export function start() {
  const found = document.querySelector("[data-row-table]");
  if (!found) return;
  found.classList.add("is-live");
  for (const help of document.querySelectorAll("[data-row-help]")) help.hidden = !found.querySelector("tr[data-row-save]");
  found.addEventListener("input", (event) => {
    const row = event.target.closest("tr[data-row-save]");
    if (row) touched(row);
  });
  found.addEventListener("focusout", (event) => {
    const row = event.target.closest("tr[data-row-save]");
    if (row && dirty.has(row) && !row.contains(event.relatedTarget)) save(row);
  });
  found.addEventListener("keydown", (event) => {
    const row = event.target.closest("tr[data-row-save]");
    if (!row || event.key !== "Enter" || event.isComposing || !names(row).includes(event.target.name)) return;
    event.preventDefault();
    step(row, event.target.name, event.shiftKey ? -1 : 1);
  });
  found.addEventListener("submit", (event) => {
    const row = event.target.closest("tr[data-row-save]");
    if (!row) return;
    event.preventDefault();
    dirty.add(row);
    stuck.delete(row);
    save(row, event.submitter?.name === "agree");
  });
  addEventListener("online", () => { for (const row of dirty) save(row); });
  addEventListener("beforeunload", (event) => { if (dirty.size) event.preventDefault(); });
}
