// Shows on the charter page what was kept of the visitor's choices. The banner's link brings the consent id in the
// fragment, which no server is told; without this script the form gives the same as a file.
(function () {
  "use strict";
  const form = document.querySelector("form[data-own]");
  if (!form || !window.fetch || !window.URLSearchParams) return;
  const input = form.elements.namedItem("consent_id");
  const shown = form.parentElement.querySelector("[data-own-shown]");
  const words = form.dataset;
  const moment = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });

  function element(name, text) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    return made;
  }

  // The page may be in another language than the one that was asked in.
  function purpose(process) {
    const heading = document.getElementById("p-" + process["dct:identifier"]);
    return heading ? heading.textContent : process["dpv:hasPurpose"]["dct:title"];
  }

  function decision(record) {
    const item = element("li");
    const when = element("time", moment.format(new Date(record["dpv:isIndicatedAtTime"])));
    const page = element("a", words.version.replace("{number}", record["dpv:hasNotice"]["dct:hasVersion"]));
    when.dateTime = record["dpv:isIndicatedAtTime"];
    page.href = new URL(record["dpv:hasNotice"]["@id"]).pathname;
    const choices = element("ul");
    record["dpv:hasProcess"].forEach(function (process) {
      const given = process["dpv:hasConsentStatus"]["@id"] === "dpv:ConsentGiven";
      choices.append(element("li", purpose(process) + " · " + (given ? words.accepted : words.refused)));
    });
    item.append(when, " · ", page, choices);
    return item;
  }

  function say(text) {
    shown.replaceChildren(element("p", text));
  }

  async function show() {
    const id = input.value.trim();
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body: id, credentials: "omit", cache: "no-store" });
    } catch {
      return say(words.away);
    }
    if (answer.status === 404 || answer.status === 400) return say(words.nothing);
    if (!answer.ok) return say(words.away);
    const text = await answer.text();
    const list = element("ul");
    JSON.parse(text)["@graph"].reverse().forEach((record) => list.append(decision(record)));
    const file = element("a", words.download);
    file.href = URL.createObjectURL(new Blob([text], { type: "application/ld+json" }));
    file.download = "consent.jsonld";
    const line = element("p");
    line.append(file);
    shown.replaceChildren(list, line);
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    show();
  });

  function follow() {
    const id = new URLSearchParams(location.hash.slice(1)).get("consent");
    if (!id) return;
    input.value = id;
    // Out of the address bar and the history: the address may be copied and sent to others.
    history.replaceState(null, "", "#own");
    form.parentElement.scrollIntoView();
    show();
  }
  addEventListener("hashchange", follow);
  follow();
})();
