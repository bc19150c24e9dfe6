/** Making elements: text nodes and attributes only, no markup strings, no inline style. */
import type { Config } from "./config";
import base from "./css/base.css";

export type Child = Node | string | false | null | undefined;
export type Attributes = { [name: string]: string | boolean | undefined };

/** An element with attributes and children; `true` is an empty attribute, `false` none. */
export const el = <T extends HTMLElement = HTMLElement>(tag: string, attributes: Attributes, ...children: Child[]): T => {
  const node = document.createElement(tag) as T;
  for (const name in attributes) {
    const value = attributes[name];
    if (value || value === "") node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child): child is Node | string => !!child));
  return node;
};

export const button = (part: string, text: string, act: (event: Event) => void, attributes: Attributes = {}) => {
  const node = el("button", { type: "button", part, ...attributes }, text);
  node.addEventListener("click", act);
  return node;
};

/** An element whose shadow tree holds `child`, in our language: the page's rules stay outside, ours inside. */
export const shade = (config: Config, tag: string, rules: string, child: HTMLElement): HTMLElement => {
  const host = el(tag, { lang: config.l });
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(base + rules + (config.y || ""));
  root.adoptedStyleSheets = [sheet];
  child.dir = config.r ? "rtl" : "ltr"; // inside: the page may turn everything around, but not what it can't reach
  root.append(child);
  return host;
};
