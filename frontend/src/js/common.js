// Helpers that several modules need.
const node = document.getElementById("cc-words");
const words = node ? JSON.parse(node.textContent) : {};

// The sentence under `key` in the reader's language, with {name} filled in. The server sends them (web/words.py).
export function say(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const language = document.documentElement.lang || "vi";

// `short`: until the window is closed, for what names citizens; else for good.
export function keep(key, value, short = false) {
  try {
    const store = short ? sessionStorage : localStorage;
    if (value === null) store.removeItem(key);
    else store.setItem(key, value);
  } catch {
    // storage may be forbidden; then nothing is remembered
  }
}

export function kept(key, short = false) {
  try {
    return (short ? sessionStorage : localStorage).getItem(key);
  } catch {
    return null;
  }
}

export function csrf() {
  return document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] ?? "";
}

// Speaks to screen readers without moving the focus.
export function announce(text) {
  const place = document.getElementById("cc-live");
  if (!place) return;
  place.textContent = "";
  requestAnimationFrame(() => { place.textContent = text; });
}

export function isPlainClick(event) {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

// Whether keys typed now belong to a field.
export function isTyping(target) {
  return target instanceof Element && target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") !== null;
}
