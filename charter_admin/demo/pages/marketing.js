// Plays an advertising tag.
document.cookie = `_mk_visitor=${Date.now()}; path=/; max-age=7776000`;
addEventListener("load", () => { document.querySelector("#marketing").value = "✓"; });
if (document.readyState === "complete") document.querySelector("#marketing").value = "✓";
