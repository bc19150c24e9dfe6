// Reviewing an import by keyboard, with the passage of the card at hand marked in the document. All of it works with
// the buttons alone; this only saves the way to them.
const cards = [...document.querySelectorAll("article[data-lines]")];
const pane = document.querySelector(".document");
const toggle = document.querySelector("#shortcuts");
const KEPT = "review-shortcuts";
let sent = false;

const here = () => document.activeElement?.closest("article[data-lines]") ?? null;

function follow(card) {
  if (!pane) return;
  pane.classList.add("followed");
  for (const mark of pane.querySelectorAll(".here")) mark.classList.remove("here");
  const marks = card.dataset.lines.split(" ").filter(Boolean).map((line) => document.getElementById(`line-${line}`));
  for (const mark of marks) mark?.classList.add("here");
  const lines = pane.querySelector(".lines");
  if (marks[0]) lines.scrollTop = marks[0].offsetTop - lines.clientHeight / 3;
}

function go(step) {
  const at = cards.indexOf(here());
  const first = cards.findIndex((card) => card.dataset.pending !== undefined);
  const next = at < 0 ? cards[Math.max(first, 0)] : cards[at + step];
  next?.focus();
}

function press(selector) {
  const button = document.querySelector(selector) && (here() ?? document).querySelector(selector);
  if (!button || sent) return;
  sent = true;
  button.click();
}

function edit() {
  const details = here()?.querySelector("details[data-edit]");
  if (!details) return;
  details.open = true;
  details.querySelector("input:not([type=hidden]), select, textarea").focus();
}

const KEYS = {
  j: () => go(1), ArrowDown: () => go(1), k: () => go(-1), ArrowUp: () => go(-1),
  a: () => here() && press("[data-act=accept]"), d: () => here() && press("[data-act=drop]"), e: edit,
  u: () => { const last = document.querySelector("#undo-last"); if (last && !sent) { sent = true; last.click(); } },
};

document.addEventListener("keydown", (event) => {
  const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : null;
  const typing = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
  if (!act || !toggle.checked || typing || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  // The arrows go from card to card; anywhere else they scroll, or choose between two buttons.
  if (event.key.startsWith("Arrow") && !cards.includes(event.target)) return;
  event.preventDefault();
  act();
});
document.addEventListener("focusin", (event) => {
  const card = event.target.closest("article[data-lines]");
  if (card) follow(card);
});
addEventListener("pageshow", () => { sent = false; });

toggle.checked = localStorage.getItem(KEPT) !== "off";
toggle.addEventListener("change", () => localStorage.setItem(KEPT, toggle.checked ? "on" : "off"));
for (const hidden of document.querySelectorAll("[data-by-script]")) hidden.hidden = false;

// The page comes back at the next card: it gets the focus, and what happened is said once the page is there.
const wrong = document.querySelector("article .is-invalid");
const target = wrong ?? document.getElementById(location.hash.slice(1));
if (target && (wrong || target.matches("article, #finished"))) target.focus();
const said = [...document.querySelectorAll("main > .alert")].map((alert) => alert.textContent.trim()).join(" ");
if (said) setTimeout(() => { document.querySelector("#live").textContent = said; }, 300);
