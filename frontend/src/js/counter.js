// The counter: `[data-pick-list]` is walked with ↑ ↓ from the field above it, `[data-key]` is pressed by its function key, Enter in
// a field of `form[data-desk]` goes to the next one, a person found by a whole number (`[data-take]`) is taken at once, and
// `[data-all]` ticks the required papers.
const steps = "input:not([type=hidden]):not([disabled]), select:not([disabled]), textarea, button:not([tabindex='-1']):not([disabled])";
const seen = (node) => node.offsetParent !== null;

function walk(event) {
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
  const inList = event.target.closest?.("[data-pick-list]");
  const from = event.target.closest?.("[data-pick-from]");
  if (!inList && !(from && way === 1)) return;
  const box = inList ?? from.closest("[data-pick]").querySelector("[data-pick-list]");
  if (from && box?.dataset.for !== from.value.trim() && from.value.trim()) { // the answer is on its way: walk in when it is there
    event.preventDefault();
    from.dataset.walk = "";
    return;
  }
  const options = box ? [...box.querySelectorAll("button")] : [];
  const at = inList ? options.indexOf(event.target) + way : 0;
  event.preventDefault();
  if (at < 0) event.target.closest("[data-pick]")?.querySelector("[data-pick-from]")?.focus();
  else options[Math.min(at, options.length - 1)]?.focus();
}

function enter(event) {
  const field = event.target;
  if (event.key !== "Enter" || !field.matches?.("form[data-desk] input:not([type=file]), form[data-desk] select")) return;
  if (field.matches("[data-pick-from]")) {
    const list = field.closest("[data-pick]").querySelector("[data-pick-list]");
    // A list that is older than what stands in the field is not chosen from: the server looks anew.
    if (!list || list.dataset.for !== field.value.trim()) return;
    event.preventDefault();
    list.querySelector("button")?.click();
    return;
  }
  event.preventDefault();
  const all = [...field.form.querySelectorAll(steps)].filter(seen);
  all[all.indexOf(field) + 1]?.focus();
}

function press(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.repeat || document.querySelector("dialog[open]")) return;
  const wanted = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key && seen(one));
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
}

export function start() {
  document.addEventListener("keydown", walk);
  document.addEventListener("keydown", enter);
  document.addEventListener("keydown", press);
  document.addEventListener("htmx:afterSwap", (event) => {
    const { target } = event.detail;
    const found = target.querySelector("[data-take]");
    // Not over a name that is typed already, nor once the form is on its way.
    if (found && !("sent" in found.form.dataset) && !found.form.elements.namedItem("name").value) found.click();
    const from = target.closest("[data-pick]")?.querySelector("[data-pick-from]");
    if (!from || !("walk" in from.dataset)) return;
    delete from.dataset.walk;
    target.querySelector("[data-pick-list] button")?.focus();
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-desk]") && !event.defaultPrevented) event.target.dataset.sent = "";
  });
  addEventListener("pageshow", () => { // back again by the browser's own memory
    for (const form of document.querySelectorAll("form[data-desk]")) delete form.dataset.sent;
  });
  document.addEventListener("click", (event) => {
    const all = event.target.closest?.("[data-all]");
    if (!all) return;
    event.preventDefault();
    const boxes = all.closest("section").querySelectorAll(".is-required .cc-check-head > input");
    for (const box of boxes) box.checked = true;
    all.form.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener("change", (event) => {
    const scan = event.target.closest?.(".cc-check-scan");
    if (scan && event.target.files?.length) scan.closest(".cc-check").querySelector(".cc-check-head > input").checked = true;
  });
}
