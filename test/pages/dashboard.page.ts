import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { run } from '../../src/platform/db/sql.ts';
import { openPage, startBrowser, type Watched, watch } from '../support/browser.ts';
import { ask } from '../support/http.ts';
import { ADMIN, type System, signUp, startSystem, until } from '../support/system.ts';

/** The operators' page in a real browser, on the real programs. Every test ends without a complaint of the browser. */

const NASTY = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`;
const PAGES = [
  'overview',
  'jobs',
  'alerts',
  'performance',
  'analytics',
  'email',
  'email/new',
  'email/suppressions',
  'files',
  'audit',
  'people',
] as const;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A folder for pictures of each page, to look at. */
const SHOTS = process.env.SCREENSHOTS;

let system: System;
let browser: Browser;
let token = '';
const opened: Watched[] = [];

beforeAll(async () => {
  [system, browser] = await Promise.all([startSystem({ env: { SMTP_MAX_PER_SECOND: '50' } }), startBrowser()]);
  token = await system.adminToken();
});
afterAll(async () => {
  await browser?.close();
  await system?.stop();
});

async function open(path = '', options: BrowserContextOptions = {}): Promise<Page> {
  const watched = await openPage(browser, `${system.api.url}/dashboard${path}`, options);
  opened.push(watched);
  return watched.page;
}

async function logIn(page: Page, { email, password } = ADMIN): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

async function openAsAdmin(path = '', options: BrowserContextOptions = {}): Promise<Page> {
  const page = await open(path, options);
  await logIn(page);
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
  return page;
}

/** Ends the pages of a test. @throws when the browser complained of one */
async function closePages(): Promise<void> {
  const all = opened.splice(0);
  await Promise.all(all.map(({ page }) => page.context().close()));
  expect(all.flatMap(({ complaints }) => complaints)).toEqual([]);
}

async function startCampaign(name: string, recipients: number): Promise<string> {
  const answer = await ask('POST', `${system.api.url}/api/email/campaigns`, {
    token,
    body: {
      name,
      content: { subject: NASTY, preview: 'News', title: 'News', body: 'Hello.', action: null },
      audience: {
        kind: 'list',
        recipients: Array.from({ length: recipients }, (_, i) => ({ address: `${name.length}-${i}@example.test` })),
      },
    },
  });
  expect(answer.status).toBe(202);
  return String(answer.body.id);
}

describe('the door', () => {
  test('an admin logs in, is still logged in after a reload, and logs out', async () => {
    const page = await openAsAdmin();
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    await page.getByText(/^As of \d\d:\d\d:\d\d/).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('button', { name: 'Log in' }).waitFor();
    expect(await page.evaluate(() => localStorage.getItem('vibe.refresh'))).toBeNull();
    await closePages();
  });

  test('a wrong password is refused with the sentence of the API', async () => {
    const page = await open();
    await logIn(page, { ...ADMIN, password: 'not this one at all' });
    const alert = page.getByRole('alert').filter({ hasText: /password/i });
    await alert.waitFor();
    await closePages();
  });

  test('a user who is no admin is told so, and sees no figure', async () => {
    const user = await signUp(system.api.url, 'reader@example.test', NASTY.slice(0, 40));
    const page = await open();
    await logIn(page, user);
    await page.getByRole('heading', { name: 'For admins only' }).waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
    await closePages();
  });

  test('two tabs that refresh at the same time stay logged in', async () => {
    const first = await openAsAdmin();
    const second = watch(await first.context().newPage());
    opened.push(second);
    await second.page.goto(`${system.api.url}/dashboard`);
    const rounds = Array.from({ length: 10 }, (_, i) => i);
    for (const round of rounds) {
      // Each reload forgets the access token, so both tabs exchange the refresh token at once.
      await Promise.all([first.reload(), second.page.reload()]);
      for (const page of [first, second.page])
        await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor({ timeout: 60_000 });
      expect(round).toBeLessThan(10);
    }
    await closePages();
  }, 240_000);
});

describe('jobs', () => {
  test('a campaign’s bar moves while it is sent, and stops when it is paused', async () => {
    const id = await startCampaign('Bars', 2_000);
    const page = await openAsAdmin(`#/email/${id}`);
    const bar = page.getByRole('progressbar').first();
    const value = async () => Number(await bar.getAttribute('value'));
    await until(async () => (await value()) > 20, 120_000, 'the bar begins to move');
    const early = await value();
    await until(async () => (await value()) > early, 120_000, 'the bar moves on');
    await page.getByRole('button', { name: 'Pause Bars' }).click();
    await page.getByText('The campaign is paused.').waitFor();
    await page.getByRole('button', { name: 'Resume Bars' }).waitFor();
    await page.getByRole('button', { name: 'Cancel Bars' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Go back' }).click();
    expect((await ask('GET', `${system.api.url}/api/email/campaigns/${id}`, { token })).body.status).toBe('paused');
    await page.getByRole('button', { name: 'Cancel Bars' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('The campaign is cancelled.').waitFor();
    await closePages();
  }, 240_000);

  test('a failed job is found by its filters, shows its cause, and is retried', async () => {
    const id = await startCampaign('Failing', 3);
    const ended = async () =>
      (await ask('GET', `${system.api.url}/api/jobs/${id}`, { token })).body.status === 'succeeded';
    await until(ended, 120_000, 'the campaign has ended');
    await run(
      system.em(),
      sql`update job set status = 'failed', error_code = 'smtp_away', error_message = ${NASTY} where id = ${id}`,
    );
    const page = await openAsAdmin('#/jobs?status=failed');
    const row = page.getByRole('row').filter({ hasText: 'smtp_away' }).filter({ hasText: 'Retry' }).last();
    await row.waitFor();
    await page.getByText('<script>alert(1)</script>').first().waitFor();
    await page.goto(`${system.api.url}/dashboard#/jobs/${id}`);
    await page.getByRole('button', { name: /^Retry / }).click();
    await page.getByText('The job runs again.').waitFor();
    await closePages();
  }, 240_000);
});

describe.each(['light', 'dark'] as const)('accessibility, %s', (colorScheme) => {
  test.each(PAGES)('axe finds nothing on %s', async (name) => {
    const page = await openAsAdmin(`#/${name}`, { colorScheme });
    await page.waitForLoadState('networkidle');
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name.replace('/', '-')}-${colorScheme}.png`, fullPage: true });
    // By the debugger: the policy of the page forbids scripts that are not its own.
    const found = await page.evaluate(
      `${AXE}; axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 200)).join(' ')))`,
    );
    expect(found).toEqual([]);
    await closePages();
  });
});

describe('manners', () => {
  test.each(PAGES)('%s fits a window of 360 pixels', async (name) => {
    const page = await openAsAdmin(`#/${name}`, { viewport: { width: 360, height: 740 } });
    await page.waitForLoadState('networkidle');
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name.replace('/', '-')}-narrow.png`, fullPage: true });
    const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(wider).toBe(0);
    await closePages();
  });

  test('the shell is public and empty, its policy allows nothing inline, and it is small', async () => {
    const shell = await fetch(`${system.api.url}/dashboard`);
    const html = await shell.text();
    expect(shell.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'");
    expect(shell.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(html).not.toMatch(/<script(?![^>]*src=)|\sstyle=|\son\w+=/);
    const page = await openAsAdmin();
    const sizes: number[] = await page.evaluate(
      `performance.getEntriesByType('resource')
        .filter(({ name }) => /\\/(shell|parts|pages|client)\\/.*\\.ts$|openapi-fetch/.test(name))
        .map(({ decodedBodySize }) => decodedBodySize)`,
    );
    expect(sizes.length).toBeGreaterThan(10);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(100_000);
    await closePages();
  });

  test('a mail is previewed with its styles, and its scripts do not run', async () => {
    const page = await openAsAdmin('#/email/new');
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
    await closePages();
  });
});
