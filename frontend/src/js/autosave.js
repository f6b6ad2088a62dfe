// `form[data-autosave]`: saved as typed, "Đã lưu 10:32". The view answers 204, or 422 problem+json with `errors`.
import { csrf, language, say } from "./common.js";

const WAIT = 800;

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

async function save(form, number) {
  state(form, say("saving"), "");
  try {
    const response = await fetch(form.dataset.autosave || form.action, {
      method: "POST", body: new FormData(form), headers: { "X-Autosave": "1", "X-CSRFToken": csrf() },
    });
    if (form.ccSave !== number) return; // something newer is on its way
    if (response.ok && !response.redirected) {
      const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" }).format(new Date());
      showFaults(form);
      state(form, say("saved", { time }), "is-done");
      form.dispatchEvent(new Event("cc:saved", { bubbles: true }));
    } else {
      const problem = await response.json().catch(() => ({}));
      showFaults(form, problem.errors);
      state(form, problem.detail ?? say("notSaved"), "is-late");
    }
  } catch {
    if (form.ccSave === number) state(form, say("notSavedNetwork"), "is-late");
  }
}

export function start() {
  const later = (event) => {
    const form = event.target.closest?.("form[data-autosave]");
    if (!form) return;
    clearTimeout(form.ccTimer);
    form.ccSave = (form.ccSave ?? 0) + 1;
    form.ccTimer = setTimeout(save, WAIT, form, form.ccSave);
  };
  document.addEventListener("input", later);
  document.addEventListener("change", later);
}
