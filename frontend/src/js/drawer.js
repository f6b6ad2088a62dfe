// The side drawer: `a[data-drawer]` shows the page it leads to beside the table instead of leaving it.
import { isPlainClick, say } from "./common.js";

let htmx;
const trail = []; // what the drawer showed before, for its "back"

function parts() {
  const dialog = document.getElementById("cc-drawer");
  return dialog && {
    dialog,
    body: dialog.querySelector(".cc-drawer-body"),
    title: dialog.querySelector("#cc-drawer-title"),
    page: dialog.querySelector("[data-drawer-page]"),
    back: dialog.querySelector("[data-drawer-back]"),
  };
}

function show(url) {
  const drawer = parts();
  drawer.title.textContent = say("loading");
  drawer.page.href = url;
  drawer.back.hidden = trail.length < 2;
  drawer.body.replaceChildren(document.getElementById("cc-drawer-waiting").content.cloneNode(true));
  drawer.body.setAttribute("aria-busy", "true");
  if (!drawer.dialog.open) drawer.dialog.showModal();
  htmx.ajax("GET", url, { target: drawer.body, swap: "innerHTML" }).catch(failed);
}

function filled() {
  const drawer = parts();
  const page = drawer.body.querySelector("[data-drawer-title]");
  drawer.title.textContent = page?.dataset.drawerTitle ?? document.title;
  drawer.body.removeAttribute("aria-busy");
  drawer.body.scrollTop = 0;
  if (!drawer.dialog.contains(document.activeElement)) drawer.title.focus();
}

// No answer came; an answer that tells of a fault is shown like any other.
function failed() {
  const drawer = parts();
  drawer.title.textContent = say("drawerFailed");
  drawer.body.removeAttribute("aria-busy");
  const words = document.createElement("p");
  words.textContent = say("drawerFailedNetwork");
  drawer.body.replaceChildren(words);
}

export function start(library) {
  htmx = library;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-drawer]");
    if (!link || !isPlainClick(event) || event.defaultPrevented || !parts()) return;
    event.preventDefault();
    if (!parts().dialog.open) trail.length = 0;
    trail.push(link.href);
    show(link.href);
  });
  const drawer = parts();
  if (!drawer) return;
  drawer.back.addEventListener("click", () => {
    trail.pop();
    show(trail[trail.length - 1]);
  });
  drawer.dialog.addEventListener("close", () => {
    trail.length = 0;
    drawer.body.replaceChildren();
  });
  drawer.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target !== drawer.body) return;
    // A whole page instead of a part: the session has ended and this is the login page.
    if (/^\s*<!doctype/i.test(event.detail.serverResponse)) {
      event.detail.shouldSwap = false;
      location.assign(drawer.page.href);
    }
  });
  drawer.body.addEventListener("htmx:afterSwap", (event) => { if (event.target === drawer.body) filled(); });
}
