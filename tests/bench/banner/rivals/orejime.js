const purpose = (p) => ({
  id: p.key,
  title: p.name,
  description: p.description,
  isMandatory: !p.asks,
  purposes: p.services.map((s) => ({
    id: p.key + "-" + s.key,
    title: `${s.name} (${s.provider})`,
    isMandatory: !p.asks,
    cookies: s.cookies.map((c) => (c.includes("*") ? `/^${c.replace(/[.]/g, "\\.").replace(/\*/g, ".*")}$/` : c)),
  })),
});

window.orejimeConfig = { privacyPolicyUrl: "/charte", purposes: PLATFORM.purposes.map(purpose) };
