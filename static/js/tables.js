// A table that fits its frame needs no stop of its own in the keyboard order.
const frames = document.querySelectorAll("[data-table-scroll]");
const watch = new ResizeObserver((entries) => {
  for (const { target } of entries) target.tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1;
});
frames.forEach((frame) => watch.observe(frame));
