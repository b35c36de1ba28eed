/** Elements without HTML: everything a page shows is set as text or as an attribute, so a name with `<script>` in it stays a name. */

export type Child = Node | string | number | null | undefined | false | readonly Child[];

type Attribute = string | number | boolean | null | undefined;
type Listeners = { readonly [K in keyof HTMLElementEventMap as `on${K}`]?: (event: HTMLElementEventMap[K]) => void };

/** Attributes by name; `true` sets an empty one, `false` and null leave it out. `on…` are listeners. */
export type Props = Listeners & { readonly [name: string]: Attribute | Listeners[keyof Listeners] };

function isListener(name: string, value: unknown): value is (event: Event) => void {
  return name.startsWith('on') && typeof value === 'function';
}

/** Makes an element. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (isListener(name, value)) element.addEventListener(name.slice(2), value);
    else if (typeof value === 'string' || typeof value === 'number') element.setAttribute(name, String(value));
    else if (value === true) element.setAttribute(name, '');
  }
  append(element, children);
  return element;
}

function append(parent: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (child instanceof Node) parent.append(child);
    else if (typeof child === 'object') append(parent, child);
    else parent.append(String(child));
  }
}

/** Replaces what an element shows. */
export function fill(parent: Element, ...children: readonly Child[]): void {
  parent.replaceChildren();
  append(parent, children);
}

const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex]';
const nameOf = (element: Element) =>
  `${element.tagName} ${element.getAttribute('aria-label') ?? element.getAttribute('name') ?? element.textContent}`;

/**
 * Replaces what an element shows, and keeps wide tables scrolled and the keyboard where it was: on what has the same name, or on the
 * first thing that takes it when there is none.
 */
export function refill(parent: Element, ...children: readonly Child[]): void {
  const active = document.activeElement;
  const name = active && parent.contains(active) ? nameOf(active) : null;
  const scrolled = [...parent.querySelectorAll('.scroll')].filter(({ scrollLeft }) => scrollLeft > 0);
  const positions = new Map(scrolled.map((table) => [table.ariaLabel, table.scrollLeft]));
  fill(parent, ...children);
  for (const table of positions.size > 0 ? parent.querySelectorAll('.scroll') : [])
    table.scrollLeft = positions.get(table.ariaLabel) ?? 0;
  if (name === null) return;
  const offered = [...parent.querySelectorAll<HTMLElement>(FOCUSABLE)];
  (offered.find((element) => nameOf(element) === name) ?? offered[0])?.focus();
}

/** Sets a text only where it differs, so that a screen reader does not read an unchanged one again. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** What a form holds under a name, as text; nothing and files are empty. */
export function typed(values: FormData, name: string): string {
  const value = values.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
