// c15t without its own components: the store decides, this draws. It deletes no cookies, so this does.
import { getOrCreateConsentRuntime } from "c15t";
import { cookies, erase } from "./erase.js";

const CATEGORIES = { necessary: "necessary", statistics: "measurement", marketing: "marketing", media: "experience" };
const { purposes, controller } = PLATFORM;

const { consentStore } = getOrCreateConsentRuntime({
  mode: "offline",
  consentCategories: Object.values(CATEGORIES),
  i18n: { locale: "fr", detectBrowserLanguage: false, messages: { fr: {} } },
  scripts: [{ id: "tag", src: "/tag.js", category: "measurement" }],
  callbacks: {
    onConsentChanged: ({ deniedCategories }) =>
      erase(cookies(purposes.filter((p) => deniedCategories.includes(CATEGORIES[p.key])))),
  },
});

function el(tag, attributes, ...children) {
  const node = Object.assign(document.createElement(tag), attributes);
  node.append(...children);
  return node;
}

const act = (text, onclick) => el("button", { type: "button", onclick }, text);
const save = (type) => () => consentStore.getState().saveConsents(type);

function box(id, title, ...children) {
  const node = el("div", { id, className: "consent-box", hidden: true }, el("h2", { id: id + "-title" }, title), ...children);
  node.setAttribute("role", "dialog");
  node.setAttribute("aria-labelledby", id + "-title");
  return node;
}

const answers = (...more) =>
  el("p", {}, act("Tout refuser", save("necessary")), act("Tout accepter", save("all")), ...more);

function line(p) {
  const category = CATEGORIES[p.key];
  const input = el("input", { type: "checkbox", disabled: !p.asks, checked: !p.asks });
  input.onchange = () => consentStore.getState().setSelectedConsent(category, input.checked);
  const services = el("ul", {}, ...p.services.map((s) => el("li", {}, `${s.name} (${s.provider})`)));
  return el("li", {}, el("label", {}, input, " ", p.name), el("p", {}, p.description), services);
}

const charter = () => el("a", { href: "/charte" }, "Lire la charte des cookies");
const boxes = {
  banner: box(
    "consent-banner",
    "Votre choix sur les cookies",
    el("p", {}, `${controller} et ses partenaires utilisent des cookies pour :`),
    el("ul", {}, ...purposes.filter((p) => p.asks).map((p) => el("li", {}, p.name))),
    charter(),
    answers(act("Personnaliser", () => consentStore.getState().setActiveUI("dialog"))),
  ),
  dialog: box(
    "consent-dialog",
    "Personnaliser",
    el("ul", {}, ...purposes.map(line)),
    charter(),
    answers(act("Enregistrer mes choix", save("custom"))),
  ),
};
document.body.prepend(...Object.values(boxes));

function show({ activeUI }) {
  for (const name in boxes) boxes[name].hidden = activeUI !== name;
}
consentStore.subscribe(show);
show(consentStore.getState());
window.bench = consentStore;
