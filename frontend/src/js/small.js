// Small things: print, copy, moving the focus to the faults of a form.
import { announce, say } from "./common.js";

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
