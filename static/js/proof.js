// Solves the proof of work of a public form while the person writes. Without it the server asks for a second step.
const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

async function derive(parameters, counter) {
  const nonce = bytes(parameters.nonce);
  const password = new Uint8Array(nonce.length + 4);
  password.set(nonce);
  new DataView(password.buffer).setUint32(nonce.length, counter);
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const method = { name: "PBKDF2", hash: "SHA-256", salt: bytes(parameters.salt), iterations: parameters.cost };
  return hex(await crypto.subtle.deriveBits(method, key, parameters.keyLength * 8));
}

async function solved(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  const challenge = await answer.json();
  for (let counter = 0; ; counter += 1) {
    const derivedKey = await derive(challenge.parameters, counter);
    if (derivedKey.startsWith(challenge.parameters.keyPrefix)) {
      return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }));
    }
  }
}

for (const form of document.querySelectorAll("form[data-proof]")) {
  if (!globalThis.crypto?.subtle) continue;
  const button = form.querySelector("[type=submit]");
  const status = form.querySelector("[role=status]");
  let work = null, sent = false;
  const begin = () => { work ??= solved(form.dataset.proof).catch(() => ""); return work; };
  form.addEventListener("focusin", begin, { once: true });
  form.addEventListener("submit", async (event) => {
    if (sent) return;
    event.preventDefault();
    button.disabled = true;
    status.textContent = "正在提交，请稍候……";
    form.elements.proof.value = await begin();
    sent = true;
    setTimeout(() => { // outside this event, during which a form does not submit again
      button.disabled = false;
      form.requestSubmit(button);
      button.disabled = true;
    });
  });
  addEventListener("pageshow", (event) => { // came back to it: what is changed and sent now is another post
    if (!event.persisted) return;
    work = null;
    sent = button.disabled = false;
    status.textContent = form.elements.proof.value = "";
  });
}
