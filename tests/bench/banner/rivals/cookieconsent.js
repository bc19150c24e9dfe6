import { run } from "./cookieconsent.esm.js";

const pattern = (c) => ({
  name: c.includes("*") ? new RegExp("^" + c.replace(/[.]/g, "\\.").replace(/\*/g, ".*")) : c,
});
const category = (p) => ({
  readOnly: !p.asks,
  enabled: !p.asks,
  services: Object.fromEntries(p.services.map((s) => [s.key, { label: `${s.name} (${s.provider})` }])),
  ...(p.asks && { autoClear: { cookies: p.services.flatMap((s) => s.cookies).map(pattern) } }),
});

run({
  hideFromBots: false, // the browser that measures looks like one
  categories: Object.fromEntries(PLATFORM.purposes.map((p) => [p.key, category(p)])),
  language: {
    default: "fr",
    translations: {
      fr: {
        consentModal: {
          title: "Votre choix sur les cookies",
          description:
            `${PLATFORM.controller} et ses partenaires utilisent des cookies pour : ` +
            PLATFORM.purposes.filter((p) => p.asks).map((p) => p.name).join(", ") + ".",
          acceptAllBtn: "Tout accepter",
          acceptNecessaryBtn: "Tout refuser",
          showPreferencesBtn: "Personnaliser",
          footer: '<a href="/charte">Lire la charte des cookies</a>',
        },
        preferencesModal: {
          title: "Personnaliser",
          acceptAllBtn: "Tout accepter",
          acceptNecessaryBtn: "Tout refuser",
          savePreferencesBtn: "Enregistrer mes choix",
          closeIconLabel: "Fermer",
          serviceCounterLabel: "service|services",
          sections: PLATFORM.purposes.map((p) => ({
            title: p.name,
            description: p.description,
            linkedCategory: p.key,
          })),
        },
      },
    },
  },
});
