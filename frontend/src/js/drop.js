// `[data-drop]`: files dropped anywhere in the box go into its file control; their names stand in `[data-drop-list]`.
const size = (bytes) => (bytes < 2 ** 20 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 2 ** 20).toFixed(1).replace(".", document.documentElement.lang === "en" ? "." : ",")} MB`);

function list(box) {
  const place = box.querySelector("[data-drop-list]");
  const { files } = box.querySelector("input[type=file]");
  if (!place) return;
  place.replaceChildren(...[...files].map((file) => Object.assign(document.createElement("li"), { textContent: `${file.name} · ${size(file.size)}` })));
  place.hidden = files.length < 2;
}

export function start() {
  const boxOf = (event) => event.target.closest?.("[data-drop]");
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const box = boxOf(event);
      if (!box || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      box.classList.toggle("is-over", kind === "dragenter" || kind === "dragover");
      if (kind !== "drop") return;
      const control = box.querySelector("input[type=file]");
      control.files = event.dataTransfer.files;
      control.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-drop] input[type=file]")) list(boxOf(event));
  });
}
