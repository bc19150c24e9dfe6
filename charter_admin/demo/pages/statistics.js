// Plays an audience measurement: two cookies and a word on the page.
for (const name of ["_ga_demo", "_ga_session"]) document.cookie = `${name}=${Date.now()}; path=/; max-age=34128000`;
addEventListener("load", () => { document.querySelector("#statistics").value = "✓"; });
if (document.readyState === "complete") document.querySelector("#statistics").value = "✓";
