// Small things: print, copy, telling the server what was looked at, moving the focus to the faults of a form.
import { announce, csrf, say } from "./common.js";

// `form[data-seen]`: sent by itself once it is on the screen; without this script it is a button.
export function seen(part) {
  const watch = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      watch.unobserve(target);
      fetch(target.action, { method: "POST", body: new FormData(target), headers: { "X-Autosave": "1", "X-CSRFToken": csrf() } })
        .then((answer) => { target.hidden = answer.ok; }, () => {});
    }
  });
  for (const form of part.querySelectorAll("form[data-seen]")) watch.observe(form);
}

export function start() {
  document.addEventListener("click", async (event) => {
    if (event.target.closest?.("[data-print]")) print();
    const button = event.target.closest?.("[data-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      announce(say("copied"));
      button.classList.add("cc-copied");
      setTimeout(() => button.classList.remove("cc-copied"), 2000);
    } catch {
      announce(say("notCopied"));
    }
  });
  document.querySelector("[data-error-summary]:not(.cc-theme-box *)")?.focus();
}
