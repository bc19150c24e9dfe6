// Osano's cookieconsent 3 blocks nothing and deletes nothing: its site has to, when it is told the answer.
import { cookies, erase, run } from "./erase.js";

const asked = PLATFORM.purposes.filter((p) => p.asks);
let ran = false;

function apply() {
  if (this.hasConsented()) {
    if (!ran) run("/tag.js");
    ran = true;
  } else if (this.hasAnswered()) erase(cookies(asked));
}

window.cookieconsent.initialise({
  type: "opt-in",
  revokable: true,
  palette: { popup: { background: "#000" }, button: { background: "#f1d600" } },
  content: {
    message:
      `${PLATFORM.controller} et ses partenaires utilisent des cookies pour : ` +
      asked.map((p) => p.name + " (" + p.services.map((s) => s.name).join(", ") + ")").join(" ; ") + ".",
    allow: "Tout accepter",
    deny: "Tout refuser",
    link: "Lire la charte des cookies",
    policy: "Gérer mes cookies",
    href: "/charte",
  },
  onInitialise: apply,
  onStatusChange: apply,
});
