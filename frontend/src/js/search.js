// Ctrl K: one box for units, lines of the index, documents, people. The list comes from the search page itself.
import { isTyping } from "./common.js";

export function start() {
  const dialog = document.getElementById("cc-search");
  if (!dialog) return;
  const field = dialog.querySelector("input[type=search]");
  const results = dialog.querySelector(".cc-search-results");
  const links = () => [...results.querySelectorAll("a[href]")];
  let chosen = -1;

  const open = () => {
    if (!dialog.open) dialog.showModal();
    field.select();
  };
  const mark = (index) => {
    const all = links();
    chosen = all.length ? (index + all.length) % all.length : -1;
    all.forEach((link, i) => link.classList.toggle("is-chosen", i === chosen));
    if (chosen >= 0) {
      all[chosen].id ||= `cc-found-${chosen}`;
      field.setAttribute("aria-activedescendant", all[chosen].id);
      all[chosen].scrollIntoView({ block: "nearest" });
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  };

  document.addEventListener("keydown", (event) => {
    const combination = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
    const slash = event.key === "/" && !isTyping(event.target) && !event.ctrlKey && !event.metaKey;
    if (combination || slash) {
      event.preventDefault();
      open();
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-search-open]")) {
      event.preventDefault();
      open();
    }
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // a Vietnamese keyboard is still putting a letter together
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(chosen + (event.key === "ArrowDown" ? 1 : chosen < 0 ? 0 : -1));
    } else if (event.key === "Escape") { // a search field would only empty itself
      event.preventDefault();
      dialog.close();
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      links()[chosen].click();
    }
  });
  results.addEventListener("htmx:afterSwap", () => mark(links().length ? 0 : -1));
}
