// Shows the copy buttons that stay hidden where scripts or the clipboard are missing.
const DONE = "已复制";

function announce(button) {
  const label = button.textContent;
  button.textContent = DONE;
  button.closest("dd")?.querySelector("[role=status]")?.replaceChildren(DONE);
  setTimeout(() => { button.textContent = label; }, 2000);
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      announce(button);
    });
  }
}
