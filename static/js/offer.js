// While a question is written, offers published answers to much the same question. Without it the second step does.
const WAIT = 500; // milliseconds after the last key
const TELLING = 6; // characters from which a title alone says what is asked

for (const place of document.querySelectorAll("[data-offer]")) {
  const fields = [...place.querySelectorAll("[name=title], [name=text]")];
  const list = document.createElement("div");
  list.className = "offer";
  list.setAttribute("role", "status");
  fields.at(-1)?.closest(".field").after(list);
  let timer = 0, asked = "";

  const show = (items) => {
    list.replaceChildren();
    if (!items.length) return;
    const lead = document.createElement("p");
    lead.textContent = "可能已经有答案：";
    const links = document.createElement("ul");
    for (const item of items) {
      const line = document.createElement("li"), link = document.createElement("a");
      link.href = item.url;
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = `${item.title}（${item.kind}，在新窗口打开）`;
      line.append(link);
      links.append(line);
    }
    list.append(lead, links);
  };
  const ask = async () => {
    const [title, text] = fields.map((field) => field.value.trim());
    const words = (title.length >= TELLING ? title : `${title} ${text}`).slice(0, 200);
    if (words.length < TELLING || words === asked) return;
    asked = words;
    const body = new URLSearchParams({ q: words }); // posted: what is being written stands in no address and no log
    const answer = await fetch(place.dataset.offer, { method: "POST", body }).catch(() => null);
    if (answer?.ok && words === asked) show((await answer.json()).offered);
  };
  for (const field of fields) {
    field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  }
}
