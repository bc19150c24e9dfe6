// While the name of a cookie is typed: names that begin like it, and what the library says of it.
for (const input of document.querySelectorAll("[data-known]")) {
  const names = document.getElementById(input.getAttribute("list"));
  const said = document.getElementById("known-said");
  let asked = 0;

  const ask = async () => {
    const number = ++asked;
    const address = new URL(input.dataset.known, location.href);
    address.searchParams.set("name", input.value);
    const answer = input.value.trim() ? await fetch(address).catch(() => null) : null;
    const found = answer?.ok ? await answer.json() : { names: [], said: "" };
    if (number !== asked) return; // somebody typed on meanwhile
    names.replaceChildren(...found.names.map((name) => new Option(name, name)));
    said.textContent = found.said ? `${said.dataset.before} ${found.said}` : "";
  };
  let soon;
  input.addEventListener("input", () => { clearTimeout(soon); soon = setTimeout(ask, 150); });
  ask();
}
