import { h } from '../parts/dom.ts';

/** Dark and light: what the system says, unless the user chose. */

const KEY = 'vibe.theme';
const THEMES = ['system', 'light', 'dark'] as const;

const chosenTheme = () => THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'system';

export function applyTheme(): void {
  document.documentElement.dataset['theme'] = chosenTheme();
  document.dispatchEvent(new Event('theme'));
}

export function themeSwitch(): HTMLElement {
  const select = h(
    'select',
    { name: 'theme' },
    THEMES.map((theme) => h('option', { value: theme, selected: theme === chosenTheme() }, theme)),
  );
  select.addEventListener('change', () => {
    localStorage.setItem(KEY, select.value);
    applyTheme();
  });
  return h('label', {}, 'Theme', select);
}
