// Small comforts; every page works without them.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent.trim());
  button.textContent = button.dataset.copied;
  document.querySelector("#live").textContent = button.dataset.copied;
});
for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// A form sent twice by an impatient click would do its work twice.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) { event.preventDefault(); return; }
  event.target.dataset.sent = "yes";
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// A withdrawal makes the banner reload its page. A sandboxed frame does that without the session's cookie and would
// land on the sign-in page; loaded from here it keeps it. Replaced, so that "back" leaves the page and not the frame.
for (const frame of document.querySelectorAll("iframe[data-preview]")) {
  let ours = false;
  const show = () => { ours = true; frame.contentWindow.location.replace(frame.dataset.preview); };
  frame.addEventListener("load", () => { if (ours) ours = false; else show(); });
  frame.addEventListener("charter-show", show);
  show();
}

// The progress of a task: the page is asked again, and what is new takes the place of what was. Readers aloud are told
// at each quarter, and not every second. Without script the page loads itself again.
const follow = async () => {
  const old = document.querySelector("#progress[data-follow]");
  if (!old) return;
  const answer = await fetch(location.href).catch(() => null);
  const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page && page.querySelector("#progress");
  if (fresh && !old.contains(document.activeElement)) {
    if (fresh.dataset.step !== old.dataset.step) document.querySelector("#live").textContent = fresh.dataset.said;
    document.title = page.title;
    old.replaceWith(fresh);
  }
  setTimeout(follow, 1000);
};
setTimeout(follow, 1000);
