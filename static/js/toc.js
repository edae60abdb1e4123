// Marks the section being read in the contents list, and folds the list after a choice on a phone.
const list = document.querySelector("[data-toc]");
const links = new Map([...list?.querySelectorAll("a[href^='#']") ?? []].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);

function mark() {
  const line = window.innerHeight / 4;
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top <= line);
  const current = links.get((passed.at(-1) ?? headings[0])?.id);
  for (const link of links.values()) {
    if (link === current) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
}

if (headings.length) {
  const summary = list.querySelector("summary");
  let waiting = false;
  document.addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { mark(); waiting = false; });
  }, { passive: true });
  list.addEventListener("click", (event) => { if (event.target.closest("a") && summary.offsetParent) list.open = false; });
  mark();
}
