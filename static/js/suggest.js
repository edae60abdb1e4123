// Suggestions under a search field: an ARIA combobox with a list. Without it the form simply works.
const WAIT = 120; // milliseconds after the last key

for (const [number, form] of document.querySelectorAll("form[data-suggest]").entries()) {
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let timer = 0, asked = 0, active = -1;
  list.id = `suggestions-${number}`;
  list.className = "suggestions";
  list.role = "listbox";
  list.ariaLabel = "搜索建议";
  list.hidden = true;
  status.className = "sr-only";
  status.role = "status";
  form.append(list, status);
  input.role = "combobox";
  input.ariaAutoComplete = "list";
  input.ariaExpanded = "false";
  input.setAttribute("aria-controls", list.id);

  const close = () => {
    list.hidden = true;
    active = -1;
    input.ariaExpanded = "false";
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (index) => {
    const options = [...list.children];
    if (!options.length) return;
    active = (index + options.length + 1) % (options.length + 1);
    options.forEach((option, i) => { option.ariaSelected = String(i === active); });
    if (options[active]) input.setAttribute("aria-activedescendant", options[active].id);
    else input.removeAttribute("aria-activedescendant");
    options[active]?.scrollIntoView({ block: "nearest" });
  };
  const show = (found) => {
    list.replaceChildren(...found.map((each, index) => {
      const option = document.createElement("li");
      const kind = document.createElement("span");
      option.id = `${list.id}-${index}`;
      option.role = "option";
      option.ariaSelected = "false";
      option.dataset.url = each.url;
      kind.className = "kind";
      kind.textContent = each.kind;
      option.append(kind, ` ${each.text}`);
      return option;
    }));
    active = -1;
    list.hidden = !found.length;
    input.ariaExpanded = String(found.length > 0);
    status.textContent = found.length ? `${found.length} 条建议，用上下箭头选择` : "";
  };
  const ask = async () => {
    const mine = ++asked, q = input.value.trim();
    if (!q) return close();
    const response = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(q)}`).catch(() => null);
    if (mine === asked && response?.ok && document.activeElement === input) show((await response.json()).suggestions);
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") choose(active + 1);
    else if (event.key === "ArrowUp") choose(active < 0 ? list.children.length - 1 : active - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && list.children[active]) location.assign(list.children[active].dataset.url);
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
}
