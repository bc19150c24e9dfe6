/** What the visitor sees. Built from text nodes in a shadow tree: no markup strings, no inline style. */
import type { Config, Purpose } from "./config";
import type { Choices, Decision } from "./decision";
import css from "./view.css";

/** What the visitor can do here. */
export interface Acts {
  acceptAll(): void;
  refuseAll(): void;
  set(choices: Choices): void;
}

export interface View {
  /** Shows the box; `asked` by the visitor it also shows the choice made, takes the focus and can be closed. */
  open(decision: Decision | null, wanted: boolean): void;
  close(): void;
}

type Child = Node | string | false | null;
type Attributes = { [name: string]: string | boolean };

/** An element with attributes and children; `true` is an empty attribute, `false` none. */
function el<T extends HTMLElement = HTMLElement>(tag: string, attributes: Attributes, ...children: Child[]): T {
  const node = document.createElement(tag) as T;
  for (const name in attributes) {
    const value = attributes[name];
    if (value !== false) node.setAttribute(name, value === true ? "" : value!);
  }
  node.append(...children.filter((child): child is Node | string => !!child));
  return node;
}

function button(part: string, text: string, act: (event: Event) => void, attributes: Attributes = {}): HTMLElement {
  const node = el("button", { type: "button", part, ...attributes }, text);
  node.addEventListener("click", act);
  return node;
}

/** The purposes that ask, in short: what the first layer must name. With the answer, once there is one. */
function summary({ p, t }: Config, decision: Decision | null): Child {
  const answer = (key: string): string => (decision!.choices[key] ? t.accepted : t.refused);
  const lines = p
    .filter((purpose) => purpose.a)
    .map(({ k, n }) => el("li", {}, n, decision && el("b", {}, answer(k))));
  return lines.length > 0 && el("ul", { class: "summary" }, ...lines);
}

/** A purpose on the second layer: its switch or "always active", what it is for, and who is behind it. */
function detail({ k, n, d, a, s }: Purpose, always: string, decision: Decision | null): HTMLElement {
  const told = "d-" + k;
  const box = a && el<HTMLInputElement>("input", { type: "checkbox", name: k, "aria-describedby": told });
  if (box) box.checked = !!decision?.choices[k];
  const services = s.map((service) =>
    el("li", {}, `${service.n} (${service.p})`, !!(a && service.e) && el("b", {}, always), " "),
  );
  return el(
    "li",
    {},
    el(a ? "label" : "h3", {}, el("span", {}, n), box || el("b", {}, always)),
    el("p", { id: told }, d),
    services.length > 0 && el("ul", {}, ...services),
  );
}

/** The choice that holds, with its date and the number that finds its receipts. */
function given({ l, t }: Config, { time, id }: Decision): HTMLElement {
  const date = new Date(time * 1e3).toLocaleDateString(l, { dateStyle: "long" });
  return el("p", { class: "given" }, t.given.replace("{date}", date).replace("{id}", id));
}

export function view(config: Config, charter: string, acts: Acts): View {
  const { t } = config;
  let host: HTMLElement | null = null;
  let focused: Element | null = null;

  function close(): void {
    host?.remove();
    host = null;
    (focused as HTMLElement | null)?.focus?.();
    focused = null;
  }

  /** The whole box; both layers are made at once, the second one hidden. */
  function box(decision: Decision | null, wanted: boolean): HTMLElement {
    const list = el("ul", { class: "purposes" }, ...config.p.map((p) => detail(p, t.always, decision)));
    const more = el("div", { id: "more", class: "more", hidden: config.ask }, list);
    const save = (): void => {
      const choices: Choices = {};
      for (const input of list.querySelectorAll("input")) choices[input.name] = input.checked;
      acts.set(choices);
    };
    const unfold = (event: Event): void => {
      more.hidden = !more.hidden;
      (event.target as Element).setAttribute("aria-expanded", `${!more.hidden}`);
    };
    if (config.ask) more.append(el("div", { class: "row" }, button("save", t.save, save)));
    const node = el(
      "div",
      {
        part: "banner",
        class: "box",
        role: "dialog",
        "aria-labelledby": "title",
        tabindex: "-1",
        popover: "manual",
        lang: config.l,
        dir: config.r ? "rtl" : "ltr",
      },
      el(
        "div",
        { class: "text" },
        el("h2", { id: "title" }, t.title),
        el("p", {}, t.intro),
        summary(config, decision),
        !!decision && given(config, decision),
        el("p", { class: "note" }, t.note),
        el("a", { href: charter }, t.charter),
      ),
      config.ask &&
        el(
          "div",
          { class: "acts" },
          button("refuse", t.refuse, acts.refuseAll),
          button("accept", t.accept, acts.acceptAll),
          button("customize", t.customize, unfold, { "aria-expanded": "false", "aria-controls": "more" }),
        ),
      more,
      wanted && button("close", "×", close, { "aria-label": t.close }),
    );
    node.addEventListener("keydown", (event) => event.key === "Escape" && close());
    return node;
  }

  function open(decision: Decision | null, wanted: boolean): void {
    const before = host ? focused : document.activeElement;
    host?.remove();
    host = el("charter-banner", { lang: config.l });
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    const node = box(decision, wanted);
    root.append(node);
    // First in the page, so that the keyboard meets it first.
    document.body.prepend(host);
    // In the top layer no transform, opacity or z-index of the page reaches it; older browsers have z-index alone.
    node.showPopover?.();
    focused = wanted ? before : null;
    if (wanted) node.focus();
  }

  return { open, close };
}
