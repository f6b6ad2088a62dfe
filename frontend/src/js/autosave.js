// `form[data-autosave]`: saved as typed, "Đã lưu 10:32". Nothing typed is lost: a form that could not be sent is sent again when the
// network is back, two values that crossed are shown both, and draft.js keeps what was typed until it is saved. The view answers 204,
// or 200 with `version`, `state` and pieces of `html` by selector; 422 with `errors` by field; 409 with `version` and what stands `now`.
import { announce, csrf, language, say } from "./common.js";

const WAIT = 900;
const AGAIN = 8000;
const known = new Map(); // form → what the server has not confirmed of it

function stand(form) {
  if (!known.has(form)) known.set(form, { dirty: false, changed: false, saving: false, stuck: false, timer: 0 });
  return known.get(form);
}

function state(form, text, kind) {
  for (const place of form.querySelectorAll("[data-save-state]")) {
    place.textContent = text;
    place.className = `cc-saved ${kind}`;
  }
}

function showFaults(form, errors = {}) {
  for (const old of form.querySelectorAll("[data-live-error]")) old.remove();
  for (const field of form.querySelectorAll("[data-live-invalid]")) {
    field.classList.remove("is-invalid");
    field.removeAttribute("aria-invalid");
    delete field.dataset.liveInvalid;
  }
  for (const [name, message] of Object.entries(errors)) {
    const field = form.elements.namedItem(name);
    if (!(field instanceof Element)) continue;
    field.classList.add("is-invalid");
    field.setAttribute("aria-invalid", "true");
    field.dataset.liveInvalid = "";
    const words = Object.assign(document.createElement("p"), { className: "cc-error", textContent: message });
    words.dataset.liveError = "";
    (field.closest(".cc-field") ?? field.parentElement).append(words);
  }
}

function made(tag, className, text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

function button(text, act) {
  const one = Object.assign(made("button", "btn", text), { type: "button" });
  one.addEventListener("click", act);
  return one;
}

function settle(form, answer) {
  const version = form.elements.namedItem(form.dataset.autosaveVersion ?? "");
  if (version && answer.version !== undefined) version.value = answer.version;
}

// Both values stand beside each other until the reader has chosen; what was typed stays in its fields meanwhile.
function crossed(form, answer) {
  form.querySelector(".cc-conflict")?.remove();
  const box = made("div", "cc-conflict");
  const list = made("dl", "cc-definitions");
  for (const [label, value] of answer.now ?? []) {
    const row = document.createElement("div");
    row.append(made("dt", "", label), made("dd", "", value));
    list.append(row);
  }
  const acts = made("div", "cc-form-acts");
  acts.append(
    button(say("keepTheirs"), () => { known.delete(form); form.dispatchEvent(new Event("cc:saved", { bubbles: true })); location.reload(); }),
    button(say("keepMine"), () => { box.remove(); settle(form, answer); stand(form).stuck = false; save(form); }),
  );
  box.append(made("p", "", answer.detail), made("p", "cc-mute", say("standsNow")), list, acts);
  form.prepend(box);
  state(form, say("twoValues"), "is-late");
  announce(answer.detail);
}

function done(form, answer) {
  const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" }).format(new Date());
  stand(form).dirty = false;
  showFaults(form);
  state(form, answer.state ?? say("saved", { time }), "is-done");
  form.dispatchEvent(new Event("htmx:abort")); // an answer on its way would show a saved value as a trial
  for (const [place, html] of Object.entries(answer.html ?? {})) {
    for (const part of document.querySelectorAll(place)) part.innerHTML = html;
  }
  form.dispatchEvent(new Event("cc:saved", { bubbles: true }));
}

async function save(form) {
  const own = stand(form);
  clearTimeout(own.timer);
  if (own.stuck || !form.isConnected) return;
  if (own.saving) { later(form, 200); return; }
  own.saving = true;
  own.changed = false;
  state(form, say("saving"), "");
  try {
    const response = await fetch(form.dataset.autosave || form.action, {
      method: "POST", body: new FormData(form), headers: { "X-Autosave": "1", "X-CSRFToken": csrf() },
    });
    if (response.redirected) { state(form, say("loginAgain"), "is-late"); later(form, AGAIN); return; }
    const answer = response.status === 204 ? {} : await response.json().catch(() => ({}));
    if (response.ok) {
      settle(form, answer);
      if (own.changed) later(form, WAIT); // typed on while this was on its way
      else done(form, answer);
      return;
    }
    if (response.status === 409 && answer.version !== undefined) { own.stuck = true; crossed(form, answer); return; }
    if (!own.changed) showFaults(form, answer.errors);
    state(form, answer.detail ?? say("notSaved"), "is-late");
    if (response.status >= 500) later(form, AGAIN);
  } catch {
    state(form, say("notSavedNetwork"), "is-late");
    later(form, AGAIN);
  } finally {
    own.saving = false;
    const submit = own.submit;
    delete own.submit;
    submit?.();
  }
}

function later(form, wait) {
  const own = stand(form);
  clearTimeout(own.timer);
  own.timer = setTimeout(save, wait, form);
}

export function start() {
  const typed = (event) => {
    const form = event.target.closest?.("form[data-autosave]");
    if (!form) return;
    Object.assign(stand(form), { dirty: true, changed: true });
    later(form, WAIT);
  };
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  document.addEventListener("submit", (event) => { // sent as a whole: nothing more to save beside it
    const form = event.target;
    const own = known.get(form);
    if (!own) return;
    clearTimeout(own.timer);
    if (!own.saving) return;
    event.preventDefault(); // what is on its way changes the version that the form holds: first that, then this
    event.stopImmediatePropagation();
    own.submit = () => form.requestSubmit(event.submitter);
  }, { capture: true });
  addEventListener("online", () => { for (const [form, own] of known) if (own.dirty) save(form); });
}
