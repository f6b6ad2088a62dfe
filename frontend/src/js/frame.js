// The frame: menus that close, theme, narrow navigation, the navigation drawer, dialogs that close by a click outside.
import { announce, csrf, keep, say } from "./common.js";

const root = document.documentElement;

function menus() {
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.cc-menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.("details.cc-menu");
    if (!menu) return;
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const items = [...menu.querySelectorAll("a[href], button, input")].filter((item) => item.offsetParent !== null);
      if (!menu.open || !items.length) return;
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
    }
  });
  document.addEventListener("toggle", (event) => {
    if (!event.target.matches?.("details.cc-menu") || !event.target.open) return;
    for (const other of document.querySelectorAll("details.cc-menu[open]")) if (other !== event.target) other.open = false;
  }, true);
}

function chooseTheme(choice) {
  root.dataset.themeChoice = choice;
  document.dispatchEvent(new Event("cc:theme"));
  keep("cc-theme", choice);
  for (const button of document.querySelectorAll("[data-theme-set]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeSet === choice));
  }
}

function theme() {
  chooseThemeMarks();
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-set]");
    if (!button) return;
    event.preventDefault();
    chooseTheme(button.dataset.themeSet);
    announce(button.textContent.trim());
    const form = button.form;
    if (form) { // the account remembers it for other machines
      fetch(form.action, { method: "POST", headers: { "X-CSRFToken": csrf(), "HX-Request": "true" }, body: new URLSearchParams({ theme: button.dataset.themeSet }) }).catch(() => {});
    }
  });
}

function chooseThemeMarks() {
  for (const button of document.querySelectorAll("[data-theme-set]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeSet === root.dataset.themeChoice));
  }
}

function navigation() {
  const toggle = document.querySelector("[data-nav-toggle]");
  const mark = () => toggle?.setAttribute("aria-expanded", String(root.dataset.nav !== "narrow"));
  mark();
  for (const link of document.querySelectorAll(".cc-nav .cc-nav-link")) link.title = link.textContent.trim();
  toggle?.addEventListener("click", () => {
    const narrow = root.dataset.nav !== "narrow";
    if (narrow) root.dataset.nav = "narrow";
    else delete root.dataset.nav;
    keep("cc-nav", narrow ? "narrow" : null);
    mark();
    dispatchEvent(new Event("resize"));
  });
  const dialog = document.getElementById("cc-nav-drawer");
  const source = document.querySelector(".cc-nav");
  document.querySelector("[data-nav-open]")?.addEventListener("click", (event) => {
    if (!dialog || !source) return;
    event.preventDefault();
    const room = dialog.querySelector("[data-nav-room]");
    if (!room.childElementCount) {
      room.append(...[...source.children].map((child) => child.cloneNode(true)));
      for (const element of room.querySelectorAll("[id]")) element.id = `${element.id}-drawer`;
      for (const element of room.querySelectorAll("[aria-labelledby]")) element.setAttribute("aria-labelledby", `${element.getAttribute("aria-labelledby")}-drawer`);
    }
    dialog.showModal();
  });
}

function dialogs() {
  document.addEventListener("click", (event) => {
    if (event.target instanceof HTMLDialogElement && event.target.open) { // the backdrop belongs to the dialog itself
      const box = event.target.getBoundingClientRect();
      const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
      if (!inside) event.target.close();
    }
    const closer = event.target.closest?.("[data-close]");
    if (closer) closer.closest("dialog, .cc-notice")?.tagName === "DIALOG" ? closer.closest("dialog").close() : closer.closest(".cc-notice")?.remove();
  });
}

// A table that does not fit gets its own box to scroll in; one that fits lets its head stick to the top of the page.
function tables() {
  const check = (box) => {
    const table = box.querySelector("table");
    if (table) box.classList.toggle("is-wide", table.scrollWidth > box.clientWidth + 1);
  };
  const watch = new ResizeObserver((entries) => entries.forEach((entry) => check(entry.target)));
  const all = (part) => part.querySelectorAll?.(".cc-table-box").forEach((box) => { check(box); watch.observe(box); });
  all(document);
  document.addEventListener("htmx:load", (event) => all(event.detail.elt));
}

export function start() {
  menus();
  theme();
  navigation();
  dialogs();
  tables();
  for (const button of document.querySelectorAll(".cc-notice-close")) button.setAttribute("aria-label", say("close"));
}
