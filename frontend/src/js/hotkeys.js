// `[data-hotkeys]`: while the focus is inside, each link or button in it with `data-hotkey` is pressed by its letter. The letter stands in
// it as <kbd>. Outside, and in fields, letters are letters (WCAG 2.1.4).
function press(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || document.querySelector("dialog[open]")) return;
  const area = event.target.closest?.("[data-hotkeys]");
  if (!area || event.target.closest("input, select, textarea, [contenteditable]")) return;
  const wanted = area.querySelector(`[data-hotkey="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
}

export function start() {
  const area = document.querySelector("[data-hotkeys]");
  if (!area) return;
  // Once the browser has gone to the fragment of the address, which takes the focus away; never out of a field.
  const listen = () => document.activeElement === document.body && area.focus({ preventScroll: true });
  if (document.readyState === "complete") listen();
  else addEventListener("load", () => setTimeout(listen));
  for (const one of area.querySelectorAll("[data-hotkey]")) one.setAttribute("aria-keyshortcuts", one.dataset.hotkey);
  document.addEventListener("keydown", press);
}
