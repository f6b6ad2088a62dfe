// `form[data-guard]`: warns before leaving with changes that were not saved. `data-busy`: one submit is enough.
import { announce } from "./common.js";

const waiting = [];

export function start() {
  const changed = new Set();
  const mark = (event) => {
    const form = event.target.closest?.("form[data-guard]");
    if (form) changed.add(form);
  };
  document.addEventListener("input", mark);
  document.addEventListener("change", mark);
  document.addEventListener("cc:saved", (event) => changed.delete(event.target));
  document.addEventListener("reset", (event) => changed.delete(event.target));
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    changed.delete(event.target);
    busy(event.target, event.submitter);
  });
  addEventListener("beforeunload", (event) => {
    for (const form of changed) if (!form.isConnected) changed.delete(form);
    if (changed.size) event.preventDefault();
  });
  addEventListener("pageshow", () => { // back again by the browser's own memory: the button must work
    for (const [button, text] of waiting.splice(0)) {
      button.disabled = false;
      button.innerHTML = text;
    }
  });
}

function busy(form, submitter) {
  if (!form.dataset.busy || form.method === "dialog") return;
  const button = submitter ?? form.querySelector("button[type=submit], button:not([type])");
  if (!button) return;
  announce(form.dataset.busy);
  setTimeout(() => { // after the browser has taken the button's own name and value into the request
    waiting.push([button, button.innerHTML]);
    button.disabled = true;
    button.textContent = form.dataset.busy;
  });
}
