// `form[data-filters]`: a choice filters at once; empty fields stay out of the URL, which can be sent to a colleague.
export function start() {
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("form[data-filters]");
    if (form && event.target.matches("select, input[type=checkbox], input[type=radio], input[type=date]")) form.requestSubmit();
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-filters]") || form.hasAttribute("hx-get")) return;
    event.preventDefault();
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && value !== "") query.append(name, value);
    const address = (form.getAttribute("action") || location.pathname).split("?")[0];
    location.assign(query.size ? `${address}?${query}` : address);
  });
}
