// The editor of the banner's looks: the preview follows the form before anything is saved.
const form = document.querySelector("#looks");
const frame = document.querySelector("#stage");
const stage = frame.parentElement;
const base = new URL(frame.dataset.preview, location.href).pathname;

// By its address and not by a document written here: such a one would fall under the policy of this page, which allows
// no style and no script of its own.
const follow = () => {
  const held = new URLSearchParams(new FormData(form));
  for (const name of ["csrf_token", "revision"]) held.delete(name);
  stage.dataset.width = held.get("width");
  frame.dataset.preview = `${base}?${held}`;
  frame.dispatchEvent(new Event("charter-show"));
};
// A wide screen is drawn as wide as one and made smaller to fit.
new ResizeObserver(() => stage.style.setProperty("--fit", Math.min(1, stage.clientWidth / 1280))).observe(stage);

let soon;
const later = () => { clearTimeout(soon); soon = setTimeout(follow, 250); };

const isColour = (text) => /^#[0-9a-f]{6}$/i.test(text);
const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
const luminance = (colour) =>
  [0.2126, 0.7152, 0.0722].reduce((sum, share, at) =>
    sum + share * linear(parseInt(colour.slice(1 + 2 * at, 3 + 2 * at), 16) / 255), 0);
const ratio = (one, other) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};
const written = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2, roundingMode: "floor" });
const judge = () => {
  for (const output of form.querySelectorAll("[data-contrast]")) {
    const pair = output.dataset.contrast.split(" ").map((id) => document.getElementById(id).value.trim());
    const found = pair.every(isColour) ? ratio(...pair) : null;
    output.value = found === null ? "–" : written.format(found);
    output.parentElement.classList.toggle("refusal", found !== null && found < 4.5);
  }
};

// The browser's picker and the text beside it say the same.
for (const picker of form.querySelectorAll("[data-picks]")) {
  const text = document.getElementById(picker.dataset.picks);
  picker.hidden = false;
  picker.addEventListener("input", () => { text.value = picker.value; });
  text.addEventListener("input", () => { if (isColour(text.value.trim())) picker.value = text.value.trim().toLowerCase(); });
}
form.addEventListener("input", () => { judge(); later(); });
form.addEventListener("change", later);
form.querySelector("[data-update]").hidden = true;
