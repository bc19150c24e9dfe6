const pattern = (c) => (c.includes("*") ? new RegExp("^" + c.replace(/[.]/g, "\\.").replace(/\*/g, ".*") + "$") : c);

window.klaroConfig = {
  version: 1,
  lang: "fr",
  acceptAll: true,
  translations: {
    fr: {
      privacyPolicyUrl: "/charte",
      purposes: Object.fromEntries(
        PLATFORM.purposes.map((p) => [p.key, { title: p.name, description: p.description }]),
      ),
    },
  },
  services: PLATFORM.purposes.flatMap((p) =>
    p.services.map((s) => ({
      name: s.key,
      title: `${s.name} (${s.provider})`,
      purposes: [p.key],
      required: !p.asks,
      cookies: s.cookies.map(pattern),
    })),
  ),
};
