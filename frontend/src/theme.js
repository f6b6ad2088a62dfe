// Runs before the first paint, so it is small and stands alone: which theme, and whether the navigation is narrow.
// The choice is what the server wrote (the account's), unless this browser has chosen since.
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage may be forbidden on office machines
  }
}

function apply() {
  const choice = root.dataset.themeChoice || "auto";
  root.dataset.bsTheme = choice === "dark" || (choice === "auto" && dark.matches) ? "dark" : "light";
}

const chosen = root.dataset.themeOwner === "account" ? null : stored("cc-theme");
if (["auto", "light", "dark"].includes(chosen)) root.dataset.themeChoice = chosen;
if (stored("cc-nav") === "narrow") root.dataset.nav = "narrow";
apply();
dark.addEventListener("change", apply);
document.addEventListener("cc:theme", apply);
