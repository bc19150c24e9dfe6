/** What the visitor sees. Built from text nodes in a shadow tree: no markup strings, no inline style. */
import { type Config, type Purpose, Text } from "./config";
import css from "./css/view.css";
import type { Choices, Decision } from "./decision";
import { type Child, button, el, shade } from "./dom";

/** What the visitor can do here. */
export interface Acts {
  acceptAll(): void;
  refuseAll(): void;
  set(choices: Choices): void;
}

/** What the box has to say besides the question. */
export interface Told {
  readonly decision: Decision | null;
  /** Names of refused trackers that no script of the page can erase. */
  readonly left: readonly string[];
  /** Whether the browser asks not to be tracked. */
  readonly gpc: boolean;
}

export interface View {
  /** Shows the box; `wanted` by the visitor it also shows the choice made, takes the focus, keeps it, can be closed. */
  open(told: Told, wanted: boolean): void;
  close(): void;
}

/** The purposes that ask, in short: what the first layer must name. With the answer, once there is one. */
function summary({ p, t }: Config, decision: Decision | null): Child {
  const answer = (key: string): string => (decision!.choices[key] ? t[Text.accepted] : t[Text.refused]);
  const lines = p
    .filter((purpose) => purpose.a)
    .map(({ k, n }) => el("li", {}, n, decision && el("b", {}, answer(k)), " "));
  return lines.length > 0 && el("ul", { class: "line" }, ...lines);
}

/** A purpose on the second layer: its switch or "always active", what it is for, and who is behind it. */
const detail = LAZY(({ k, n, d, a, s }: Purpose, always: string, decision: Decision | null): HTMLElement => {
  const told = "d-" + k;
  const box = !!a && el<HTMLInputElement>("input", { type: "checkbox", name: k, "aria-describedby": told });
  if (box) box.checked = !!decision?.choices[k];
  const services = s.map((service) =>
    el("li", {}, `${service[1]} (${service[2]})`, !!(a && service[4]) && el("b", {}, always), " "),
  );
  return el(
    "li",
    {},
    el(a ? "label" : "h3", {}, box, n, !a && el("b", {}, always)),
    el("p", { id: told }, d),
    services.length > 0 && el("ul", { class: "line" }, ...services),
  );
});

/** The choice that holds: its date, its version, and the number that finds its receipts, to copy. */
const given = LAZY(({ l, t }: Config, { time, id, version }: Decision): HTMLElement => {
  const date = new Date(time * 1e3).toLocaleDateString(l, { dateStyle: "long" });
  const copy = ({ target }: Event): unknown =>
    navigator.clipboard?.writeText(id).then(() => (target as Element).append(" ✓"));
  return el(
    "p",
    { class: "note" },
    t[Text.given].replace("{date}", `${date} (v${version})`).replace("{id}", id),
    button("copy", t[Text.copy], copy),
  );
});

export const view = (config: Config, charter: string, acts: Acts): View => {
  const { t } = config;
  let host: HTMLElement | null = null;
  let shown: HTMLDialogElement;

  const close = (): void => {
    if (!host) return;
    shown.close?.(); // a modal one gives the focus back
    host.remove();
    host = null;
  };

  /** The second layer, hidden: most visitors never ask for it, so `unfold` fills it when one does. */
  const second = (decision: Decision | null): [more: HTMLElement, unfold: () => boolean] => {
    const list = el("ul", { class: "purposes" });
    const save = LAZY((): void => {
      const choices: Choices = {};
      for (const input of list.querySelectorAll("input")) choices[input.name] = input.checked;
      acts.set(choices);
    });
    const more = el(
      "div",
      { class: "more", hidden: true },
      list,
      !!config.a && button("save", t[Text.save], save),
    );
    const unfold = (): boolean => {
      if (!list.firstChild) list.append(...config.p.map((p) => detail(p, t[Text.always], decision)));
      return !(more.hidden = !more.hidden);
    };
    if (!config.a) unfold();
    return [more, unfold];
  };

  const buttons = (unfold: () => boolean): HTMLElement => {
    const toggle = (event: Event): void =>
      (event.target as Element).setAttribute("aria-expanded", unfold() + "");
    return el(
      "div",
      { class: "acts" },
      button("refuse", t[Text.refuse], acts.refuseAll),
      button("accept", t[Text.accept], acts.acceptAll),
      button("customize", t[Text.customize], toggle, { "aria-expanded": "false" }),
    );
  };

  const note = (text: string | false | null): Child => !!text && el("p", { class: "note" }, text);

  const box = ({ decision, left, gpc }: Told, wanted: boolean): HTMLDialogElement => {
    const [more, unfold] = second(decision);
    return el<HTMLDialogElement>(
      // Shown by itself, a `dialog` would take the focus from the page.
      wanted ? "dialog" : "div",
      {
        part: "banner",
        class: "box view",
        role: "dialog",
        "aria-label": t[Text.title],
        tabindex: "-1",
        popover: "manual",
      },
      el(
        "div",
        {},
        el("h2", {}, t[Text.title]),
        el("p", {}, t[Text.intro]),
        summary(config, decision),
        decision && given(config, decision),
        note(gpc && t[Text.gpc]),
        note(!!decision && left.length > 0 && t[Text.left].replace("{names}", left.join(", "))),
        note(t[Text.note]),
        el("a", { href: decision ? charter + "#consent=" + decision.id : charter }, t[Text.charter]),
      ),
      !!config.a && buttons(unfold),
      more,
      wanted && button("close", "×", close, { "aria-label": t[Text.close] }),
    );
  };

  const open = (told: Told, wanted: boolean): void => {
    close();
    shown = box(told, wanted);
    host = shade(config, "charter-banner", css, shown);
    // First in the page, so that the keyboard meets it first; outside the body, which Turbo and others replace.
    document.body.before(host);
    // In the top layer no transform, opacity or z-index of the page reaches it; older browsers have z-index alone.
    // One that nobody sees, because something hides it, must not make the page inert.
    if (wanted && shown.getClientRects().length) {
      shown.showModal();
      shown.focus();
    } else shown.showPopover?.();
  };

  // Wherever the focus is: with a modal box it may be in the browser's own bars.
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());
  return { open, close };
};
