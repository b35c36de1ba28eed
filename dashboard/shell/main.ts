import { api, take } from '../parts/api.ts';
import { complain, noticeArea } from '../parts/dialog.ts';
import { type Child, fill, h } from '../parts/dom.ts';
import { allZones, chooseZone, zone } from '../parts/format.ts';
import { startLive, stopLive } from '../parts/live.ts';
import type { Page } from '../parts/page.ts';
import { isLoggedIn, logOut, onSession } from '../parts/session.ts';
import { logInPage } from './log-in.ts';
import { applyTheme, themeSwitch } from './theme.ts';

/** The shell: who is logged in, which page the address names, and the ways between the pages. */

/** Each page is loaded when it is opened first. */
const pages: Readonly<Record<string, { title: string; load(): Promise<Page> }>> = {
  overview: { title: 'Overview', load: async () => (await import('../pages/overview.ts')).overviewPage },
  jobs: { title: 'Jobs', load: async () => (await import('../pages/jobs.ts')).jobsPage },
  alerts: { title: 'Alerts', load: async () => (await import('../pages/alerts.ts')).alertsPage },
  performance: { title: 'Performance', load: async () => (await import('../pages/performance.ts')).performancePage },
  analytics: { title: 'Analytics', load: async () => (await import('../pages/analytics.ts')).analyticsPage },
  email: { title: 'E-mail', load: async () => (await import('../pages/email.ts')).emailPage },
  files: { title: 'Files and exports', load: async () => (await import('../pages/files.ts')).filesPage },
  audit: { title: 'Audit', load: async () => (await import('../pages/audit.ts')).auditPage },
  people: { title: 'People', load: async () => (await import('../pages/people.ts')).peoplePage },
};

const app = document.querySelector('#app') ?? document.body;
let leave = new AbortController();

function zoneChoice(): HTMLElement {
  const select = h(
    'select',
    { name: 'zone' },
    allZones().map((name) => h('option', { value: name, selected: name === zone() }, name)),
  );
  select.addEventListener('change', () => {
    chooseZone(select.value);
    void show();
  });
  return h('label', { class: 'zone' }, 'Time zone', select);
}

function header(current: string): HTMLElement {
  return h(
    'header',
    {},
    h('a', { class: 'skip', href: '#main', onclick: (event) => focusMain(event) }, 'Skip to content'),
    h(
      'nav',
      { 'aria-label': 'Pages' },
      Object.entries(pages).map(([name, { title }]) =>
        h('a', { href: `#/${name}`, 'aria-current': name === current ? 'page' : null }, title),
      ),
    ),
    h(
      'div',
      { class: 'row' },
      zoneChoice(),
      themeSwitch(),
      h('button', { type: 'button', onclick: () => void logOut() }, 'Log out'),
    ),
  );
}

function focusMain(event: Event): void {
  event.preventDefault();
  document.querySelector('main')?.focus();
}

function parse(): { name: string; rest: string[]; params: URLSearchParams } {
  const [path = '', query = ''] = location.hash.replace(/^#\//, '').split('?');
  const [name = '', ...rest] = path.split('/').map(decodeURIComponent);
  return { name: name === '' ? 'overview' : name, rest, params: new URLSearchParams(query) };
}

/** Shows what the address names. */
async function show(): Promise<void> {
  leave.abort();
  leave = new AbortController();
  const { signal } = leave;
  if (!isLoggedIn()) {
    stopLive(); // another tab may have logged out
    document.title = 'Log in: Vibe Trend Analyzer';
    fill(
      app,
      noticeArea,
      h(
        'main',
        { tabindex: -1 },
        logInPage(() => void start()),
      ),
    );
    return;
  }
  const { name, rest, params } = parse();
  const page = pages[name];
  const content = page
    ? await page.load().then(({ show: open }) => (signal.aborted ? null : open({ rest, params, signal })))
    : h('p', {}, 'There is no such page. ', h('a', { href: '#/overview' }, 'Go to the overview'), '.');
  if (signal.aborted) return; // the user went on while the page was loaded
  frame(name, content);
}

function frame(name: string, content: Child): void {
  const title = pages[name]?.title ?? 'Not found';
  document.title = `${title}: Vibe Trend Analyzer`;
  fill(app, header(name), noticeArea, h('main', { id: 'main', tabindex: -1 }, h('h1', {}, title), content));
}

/** Refuses people who are not admins with a sentence instead of empty pages. */
async function start(): Promise<void> {
  if (isLoggedIn()) {
    // Something to see at once: the frame, and the scripts of the page on their way.
    const { name } = parse();
    pages[name]?.load().catch(() => undefined); // asked for again below, where a failure shows
    frame(name, h('p', { class: 'note' }, 'Loading…'));
    try {
      const { role, displayName } = await take(api.GET('/api/users/me'));
      if (role !== 'admin') {
        fill(
          app,
          noticeArea,
          h(
            'main',
            {},
            h('h1', {}, 'For admins only'),
            h(
              'p',
              {},
              `${displayName}, your role is ${role}. This page shows and changes the whole system, so it needs the role admin.`,
            ),
            h('button', { type: 'button', onclick: () => void logOut() }, 'Log out'),
          ),
        );
        return;
      }
      startLive();
    } catch (error) {
      // A server that is away is no reason to log out: the pages say so, and work again when it is back.
      if (isLoggedIn()) complain(error);
    }
  }
  await show();
}

applyTheme();
addEventListener('hashchange', () => void show());
onSession(() => void start());
void start();
