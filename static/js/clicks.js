// Tells which result was opened: a position and the random token of the page, nothing else.
const list = document.querySelector("[data-clicks]");

list?.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-position]");
  if (!link || !list.dataset.token) return;
  const sent = JSON.stringify({ token: list.dataset.token, position: Number(link.dataset.position) });
  navigator.sendBeacon?.(list.dataset.clicks, sent);
});
