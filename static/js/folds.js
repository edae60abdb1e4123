// Opens the folds beside the text in browsers that cannot do it by style (before ::details-content).
if (!CSS.supports("selector(::details-content)") && document.documentElement.dataset.reading !== "elder") {
  const wide = matchMedia("(min-width: 62rem)");
  const follow = () => document.querySelectorAll("[data-wide]").forEach((fold) => { fold.open = wide.matches; });
  wide.addEventListener("change", follow);
  follow();
}
