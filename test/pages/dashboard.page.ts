import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { openPage } from '../support/browser.ts';
import { logIn, NASTY, type Operators, startOperators } from '../support/operators.ts';
import { type Content, fillPages } from '../support/operators-content.ts';
import { ADMIN, signUp, until } from '../support/system.ts';

/** The operators' page in a real browser, on the real programs. Every test ends without a complaint of the browser. */

const PAGES = [
  'overview',
  'jobs',
  'alerts',
  'performance',
  'analytics',
  'analytics/reports',
  'email',
  'email/new',
  'email/suppressions',
  'files',
  'audit',
  'people',
  'jobs/:job',
  'alerts/rules/:rule',
  'alerts/routes/new',
  'alerts/routes/:route',
  'analytics/reports/:report',
  'email/:campaign',
  'people/:user',
] as const;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A folder for pictures of each page, to look at. */
const SHOTS = process.env.SCREENSHOTS;

let operators: Operators;
let content: Content;
beforeAll(async () => {
  operators = await startOperators({ ALERT_EMAIL: 'operators@example.test' });
  content = await fillPages(operators);
});
afterAll(() => operators?.stop());
afterEach(() => operators?.close());

describe('the door', () => {
  test('an admin logs in, is still logged in after a reload, and logs out', async () => {
    const page = await operators.openAsAdmin();
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    await page.getByText(/^As of \d\d:\d\d:\d\d/).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('button', { name: 'Log in' }).waitFor();
    expect(await page.evaluate(() => localStorage.getItem('vibe.refresh'))).toBeNull();
  });

  test('a wrong password is refused with the sentence of the API', async () => {
    const page = await operators.open();
    await logIn(page, { ...ADMIN, password: 'not this one at all' });
    const alert = page.getByRole('alert').filter({ hasText: /password/i });
    await alert.waitFor();
  });

  test('a user who is no admin is told so, and sees no figure', async () => {
    const user = await signUp(operators.system.api.url, 'reader@example.test', NASTY.slice(0, 40));
    const page = await operators.open();
    await logIn(page, user);
    await page.getByRole('heading', { name: 'For admins only' }).waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
  });

  test('two tabs that refresh at the same time stay logged in', async () => {
    const first = await operators.openAsAdmin();
    const second = await operators.openTab(first);
    const rounds = Array.from({ length: 10 }, (_, i) => i);
    for (const round of rounds) {
      // Each reload forgets the access token, so both tabs exchange the refresh token at once.
      await Promise.all([first.reload(), second.reload()]);
      for (const page of [first, second])
        await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor({ timeout: 60_000 });
      expect(round).toBeLessThan(10);
    }
  }, 240_000);
});

/** Opens a page and waits until it shows what it has. */
async function openFilled(name: string, options: BrowserContextOptions = {}): Promise<Page> {
  const address = name.replace(/:(\w+)/, (_whole, what: keyof Content) => content[what]);
  const page = await operators.openAsAdmin(`#/${address}`, options);
  await page.waitForLoadState('networkidle');
  await until(async () => (await page.getByText('Loading…').count()) === 0, 60_000, `${name} is filled`);
  return page;
}

async function picture(page: Page, name: string, kind: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name.replaceAll(/[/:]+/g, '-')}-${kind}.png`, fullPage: true });
}

describe.each(['light', 'dark'] as const)('accessibility, %s', (colorScheme) => {
  test.each(PAGES)('axe finds nothing on %s', async (name) => {
    const page = await openFilled(name, { colorScheme });
    await picture(page, name, colorScheme);
    // By the debugger: the policy of the page forbids scripts that are not its own.
    const found = await page.evaluate(
      `${AXE}; axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 200)).join(' ')))`,
    );
    expect(found).toEqual([]);
  });
});

/** Where a stranger's text shows. */
const STRANGE = [
  'jobs',
  'alerts',
  'email',
  'email/suppressions',
  'files',
  'people',
  'jobs/:job',
  'alerts/rules/:rule',
  'alerts/routes/:route',
  'email/:campaign',
  'people/:user',
];

describe('text that would run as a script stays text', () => {
  test.each(STRANGE)('a script in the texts of %s stays text', async (name) => {
    const page = await openFilled(name);
    await page.getByText('<script>alert(1)</script>').first().waitFor();
    expect(await page.locator('#app script, #app img').count()).toBe(0);
  });
});

describe('manners', () => {
  test.each(PAGES)('%s fits windows of 360 and of 3840 pixels', async (name) => {
    const page = await openFilled(name, { viewport: { width: 360, height: 740 } });
    const wider = () => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    await picture(page, name, 'narrow');
    expect(await wider()).toBe(0);
    await page.setViewportSize({ width: 3840, height: 2160 });
    await picture(page, name, 'wide');
    expect(await wider()).toBe(0);
  });

  test('the keyboard alone opens a page, filters it and answers a question', async () => {
    const page = await operators.openAsAdmin();
    await page.reload();
    await page.getByText(/^As of \d\d:/).waitFor();
    const focused = () => page.evaluate('document.activeElement?.textContent');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to content');
    while ((await focused()) !== 'Jobs') await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Jobs', level: 1 }).waitFor();
    await page.getByRole('searchbox', { name: 'Type' }).focus();
    await page.keyboard.type('notification');
    await page.keyboard.press('Enter');
    await until(async () => page.url().endsWith('#/jobs?type=notification'), 30_000, 'the address names the filter');
    await page.getByRole('button', { name: /^Retry </ }).waitFor();
    await page.goto(page.url().replace(/#.*/, `#/people/${content.user}`));
    await page.getByRole('button', { name: 'Disable the account' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(await focused()).toBe('Go back');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused()).toBe('Disable the account');
  });

  test('a breach of the page’s policy fails a test', async () => {
    const { page, complaints } = await openPage(operators.browser, `${operators.system.api.url}/dashboard`);
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement('style'), { textContent: 'p {}' }))`,
    );
    await until(async () => complaints.length > 0, 30_000, 'the browser complains');
    await page.context().close();
  });

  test('the shell is public and empty, its policy allows nothing inline, and it is small', async () => {
    const shell = await fetch(`${operators.system.api.url}/dashboard`);
    const html = await shell.text();
    expect(shell.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'");
    expect(shell.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(html).not.toMatch(/<script(?![^>]*src=)|\sstyle=|\son\w+=/);
    const door = await operators.open();
    await door.getByRole('button', { name: 'Log in' }).waitFor();
    const scripts = (await door.evaluate(
      `performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname).filter((name) => /\\.[tj]s$/.test(name))`,
    )) as string[];
    expect(scripts.length).toBeGreaterThan(5);
    // All are named in the page, so that they come at once and not one after the other.
    expect(scripts.filter((name) => !html.includes(`href="${name}"`) && !html.includes(`src="${name}"`))).toEqual([]);
    const page = await operators.openAsAdmin();
    const sizes: number[] = await page.evaluate(
      `performance.getEntriesByType('resource')
        .filter(({ name }) => /\\/(shell|parts|pages|client)\\/.*\\.ts$|openapi-fetch/.test(name))
        .map(({ decodedBodySize }) => decodedBodySize)`,
    );
    expect(sizes.length).toBeGreaterThan(10);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(100_000);
  });

  test('a mail is previewed with its styles, and its scripts do not run', async () => {
    const page = await operators.openAsAdmin('#/email/new');
    for (const [label, text] of [
      ['Internal name', 'Preview'],
      ['Subject', NASTY],
      ['Preview text, shown beside the subject', 'News'],
      ['Title', NASTY],
      ['Text; an empty line begins a new paragraph', NASTY],
    ] as const)
      await page.getByLabel(label, { exact: true }).fill(text);
    await page.getByRole('button', { name: 'Preview' }).click();
    const mail = page.frameLocator('iframe[title="The mail on a phone"]');
    await mail.getByText('<script>alert(1)</script>').first().waitFor();
  });
});
