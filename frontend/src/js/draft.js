// `form[data-draft="key"]`: what is typed is kept in the browser until the server has it, so that a dropped connection, a closed tab or
// a phone that runs out costs nothing. `data-draft-stamp` says what stood on the server when the page was made: a draft that was sent
// and is older than that has arrived and is forgotten. `data-draft-short` keeps it only until the window is closed: what names citizens
// is not left behind on a machine; what the server wrote into hidden fields of such a form stays as it is.
import { announce, keep, kept, say } from "./common.js";

const OUT = ["csrfmiddlewaretoken", "back"];
const short = (form) => "draftShort" in form.dataset;
const place = (form) => `cc-draft:${form.dataset.draft}`;
const fields = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !OUT.includes(name));

function remember(form, sent = false) {
  keep(place(form), JSON.stringify({ stamp: form.dataset.draftStamp, fields: fields(form), sent }), short(form));
}

function restore(form) {
  let draft;
  try {
    draft = JSON.parse(kept(place(form), short(form)));
  } catch {
    draft = null;
  }
  if (!draft) return;
  const arrived = draft.sent && draft.stamp !== form.dataset.draftStamp;
  if (arrived || JSON.stringify(draft.fields) === JSON.stringify(fields(form))) { keep(place(form), null, short(form)); return; }
  let last;
  for (const field of form.elements) {
    if (!field.name || OUT.includes(field.name) || (short(form) && field.type === "hidden") || field.type === "file" || field.type === "submit") continue;
    const values = draft.fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (values.length) field.value = values[0];
    if (field.type !== "hidden") last = field;
  }
  for (const words of form.querySelectorAll("[data-save-state]")) words.textContent = say("draftBack");
  announce(say("draftBack"));
  last?.dispatchEvent(new Event("input", { bubbles: true }));
}

// Called for each piece of page that arrives.
export function drafts(part) {
  for (const form of part.querySelectorAll("form[data-draft]")) restore(form);
}

export function start() {
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-draft]");
    if (form) remember(form);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-draft]") && !event.defaultPrevented) remember(event.target, true);
  });
  document.addEventListener("cc:saved", (event) => {
    if (event.target.matches("form[data-draft]")) keep(place(event.target), null, short(event.target));
  });
}
