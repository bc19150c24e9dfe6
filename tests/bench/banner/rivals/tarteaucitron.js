// Every purpose that asks, as one of its kinds of service; the deletion is by name, so a pattern stands as it is.
const KINDS = { statistics: "analytic", marketing: "ads", media: "video" };

tarteaucitron.init({
  privacyUrl: "/charte",
  bodyPosition: "top",
  orientation: "bottom",
  groupServices: true,
  showAlertSmall: false,
  cookieslist: false,
  showIcon: false,
  adblocker: false,
  DenyAllCta: true,
  AcceptAllCta: true,
  highPrivacy: true,
  handleBrowserDNTRequest: false,
  removeCredit: true,
  moreInfoLink: true,
  mandatory: true,
  mandatoryCta: false,
  googleConsentMode: true,
  partnersList: true,
});

tarteaucitron.job = tarteaucitron.job || [];
for (const p of PLATFORM.purposes.filter((purpose) => purpose.asks)) {
  for (const s of p.services) {
    const key = "rives" + s.key;
    tarteaucitron.services[key] = {
      key,
      type: KINDS[p.key],
      name: `${s.name} (${s.provider})`,
      uri: "/charte",
      needConsent: true,
      cookies: s.cookies,
      js: () => s.key === "matomo" && tarteaucitron.addScript("/tag.js"),
    };
    tarteaucitron.job.push(key);
  }
}
