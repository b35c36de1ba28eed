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

/** Sets a text only where it differs, so that a screen reader does not read an unchanged one again. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** What a form holds under a name, as text; nothing and files are empty. */
export function typed(values: FormData, name: string): string {
  const value = values.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
