// Fetches the chart library only where there is a chart; what is about to be seen is drawn first.
let library;
const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 300));

function draw(figure) {
  library ??= import("../charts.js");
  library.then(({ draw: paint }) => paint(figure)).catch(() => figure.classList.add("is-undrawn"));
}

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    seen.unobserve(entry.target);
    draw(entry.target);
  }
}, { rootMargin: "400px" });

export function start(part) {
  const figures = [...part.querySelectorAll("figure[data-chart]")];
  for (const figure of figures) seen.observe(figure);
  // The others when the browser has time: a page may go to paper before anybody has scrolled down.
  if (figures.length) idle(() => figures.forEach(draw), { timeout: 1500 });
}
