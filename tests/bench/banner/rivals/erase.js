// For banners that delete no cookie themselves: deletes those whose name one of the patterns covers.
export function erase(patterns) {
  const covered = new RegExp("^(" + patterns.map((p) => p.replace(/[.]/g, "\\.").replace(/\*/g, ".*")).join("|") + ")$");
  for (const pair of document.cookie.split("; ")) {
    const name = pair.split("=")[0];
    if (covered.test(name)) for (const domain of ["", "; domain=" + location.hostname]) {
      document.cookie = name + "=; path=/; max-age=0" + domain;
    }
  }
}

export const cookies = (purposes) => purposes.flatMap((p) => p.services.flatMap((s) => s.cookies));

export function run(source) {
  const script = document.createElement("script");
  script.src = source;
  document.head.append(script);
}
