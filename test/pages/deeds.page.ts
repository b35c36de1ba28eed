import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Locator, Page } from 'playwright-core';
import { run } from '../../src/platform/db/sql.ts';
import { triggerSchedule } from '../support/digests.ts';
import { ask } from '../support/http.ts';
import { NASTY, type Operators, startOperators } from '../support/operators.ts';
import { signUp, until } from '../support/system.ts';

/** What operators do on their page, and what becomes of it. */

let operators: Operators;
let url = '';
beforeAll(async () => {
  operators = await startOperators({ SMTP_MAX_PER_SECOND: '50', ALERT_EMAIL: 'operators@example.test' });
  url = operators.system.api.url;
});
afterAll(() => operators?.stop());
afterEach(() => operators?.close());

const call = (method: string, path: string, body?: object) =>
  ask(method, `${url}${path}`, { token: operators.token, ...(body ? { body } : {}) });

async function startCampaign(name: string, recipients: number): Promise<string> {
  const answer = await call('POST', '/api/email/campaigns', {
    name,
    content: { subject: NASTY, preview: 'News', title: 'News', body: 'Hello.', action: null },
    audience: {
      kind: 'list',
      recipients: Array.from({ length: recipients }, (_, i) => ({ address: `${name.length}-${i}@example.test` })),
    },
  });
  expect(answer.status).toBe(202);
  return String(answer.body.id);
}

describe('jobs and campaigns', () => {
  test('a campaign’s bar moves while it is sent, and stops when it is paused', async () => {
    const id = await startCampaign('Bars', 2_000);
    const page = await operators.openAsAdmin(`#/email/${id}`);
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
    expect((await call('GET', `/api/email/campaigns/${id}`)).body.status).toBe('paused');
    await page.getByRole('button', { name: 'Cancel Bars' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('The campaign is cancelled.').waitFor();
  }, 240_000);

  test('a failed job is found by its filters, shows its cause, and is retried', async () => {
    const id = await startCampaign('Failing', 3);
    const ended = async () => (await call('GET', `/api/jobs/${id}`)).body.status === 'succeeded';
    await until(ended, 120_000, 'the campaign has ended');
    await run(
      operators.system.em(),
      sql`update job set status = 'failed', error_code = 'smtp_away', error_message = ${NASTY} where id = ${id}`,
    );
    const page = await operators.openAsAdmin('#/jobs?status=failed');
    const row = page.getByRole('row').filter({ hasText: 'smtp_away' }).filter({ hasText: 'Retry' }).last();
    await row.waitFor();
    await page.getByText('<script>alert(1)</script>').first().waitFor();
    await page.goto(`${url}/dashboard#/jobs/${id}`);
    await page.getByRole('link', { name: 'Open the workflow' }).waitFor();
    await page.getByRole('button', { name: /^Retry / }).click();
    await page.getByText('The job runs again.').waitFor();
    expect((await call('GET', `/api/jobs/${id}`)).body.generation).toBe(2);
  }, 240_000);

  test('a job that is watched keeps what only admins see', async () => {
    const id = await startCampaign('Watched', 400);
    const page = await operators.openAsAdmin(`#/jobs/${id}`);
    const bar = page.getByRole('progressbar').first();
    await until(async () => Number(await bar.getAttribute('value')) > 20, 120_000, 'the bar moves');
    const href = await page.getByRole('link', { name: 'Open the workflow' }).getAttribute('href');
    expect(href).toContain(id);
    await call('POST', `/api/jobs/${id}/cancel`);
  }, 240_000);
});

test('a report is made, read here, and opened as a page', async () => {
  const page = await operators.openAsAdmin('#/analytics/reports');
  await page.getByRole('combobox', { name: 'Period' }).selectOption('week');
  await page.getByRole('button', { name: 'Make a report' }).click();
  await page.getByText(/^The weekly report of .* is being made\./).waitFor();
  const row = page.getByRole('row').filter({ hasText: 'weekly' });
  await row.waitFor();
  // It is written once the figures of its week are final, which the schedule of the rollups sees to.
  await triggerSchedule(operators.temporal, operators.system, 'analytics-rollup');
  await row.getByText('ready').waitFor({ timeout: 120_000 });
  const href = String(await row.getByRole('link', { name: /^Page: weekly report/ }).getAttribute('href'));
  const { pathname, search } = new URL(href);
  const id = String(pathname.split('/').at(-2));
  const { document } = (await call('GET', `/api/analytics/reports/${id}`)).body as { document: { title: string } };
  expect(await (await fetch(`${url}${pathname}${search}`)).text()).toContain(document.title);
  await row.getByRole('link', { name: /^\d{4}-W\d\d$/ }).click();
  await page.getByRole('heading', { level: 2, name: document.title }).waitFor();
  await page.getByRole('table', { name: 'Figures' }).waitFor();
}, 300_000);

describe('people', () => {
  test('a session is revoked, after a question, and its tokens are refused', async () => {
    const user = await signUp(url, 'guest@example.test', NASTY.slice(0, 40));
    const profile = () => ask('GET', `${url}/api/users/me`, { token: user.token });
    expect((await profile()).status).toBe(200);
    const page = await operators.openAsAdmin(`#/people/${user.id}`);
    await page.getByRole('button', { name: /^End the session of / }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Its device has to log in again').waitFor();
    await dialog.getByRole('button', { name: 'End' }).click();
    await page.getByText('The session is over.').waitFor();
    await page.getByText('The user is not logged in anywhere.').waitFor();
    await until(async () => (await profile()).status === 401, 30_000, 'the token is refused');
  });

  test('people are found by any word of their names', async () => {
    await signUp(url, 'lindgren@example.test', 'Astrid Ericsson Lindgren');
    const page = await operators.openAsAdmin('#/people');
    await page.getByRole('searchbox', { name: 'A word of the name' }).fill('ERICS');
    await page.keyboard.press('Enter');
    await until(async () => page.url().endsWith('#/people?name=ERICS'), 30_000, 'the address names the filter');
    await page.getByRole('link', { name: 'Astrid Ericsson Lindgren' }).waitFor();
    expect(await page.getByRole('table').getByRole('link').count()).toBe(1);
  });

  test('a quota is changed, and who is near theirs is listed', async () => {
    const user = await signUp(url, 'collector@example.test', 'Collector');
    const page = await operators.openAsAdmin(`#/people/${user.id}`);
    await page.getByLabel('Quota (MB)').fill('0.0005');
    await page.getByRole('button', { name: 'Change quota' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Change quota' }).click();
    await page.getByText('Collector may store 500 B.').waitFor();
    await run(operators.system.em(), sql`update user_storage set used_bytes = 450 where user_id = ${user.id}`);
    await page.goto(`${url}/dashboard#/files`);
    const row = page.getByRole('row').filter({ hasText: 'Collector' });
    await row.getByText('90 %').waitFor();
    await row.getByRole('link', { name: 'Collector' }).click();
    await page.getByRole('button', { name: 'Usual quota' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Usual quota' }).click();
    await page.getByText('Collector has the usual quota.').waitFor();
    // The figures of the nightly comparison are those of the files again.
    await run(operators.system.em(), sql`update user_storage set used_bytes = 0 where user_id = ${user.id}`);
  });
});

test('a dry run of the clean-up is started here, and reports what it would do', async () => {
  const page = await operators.openAsAdmin('#/files');
  await page.getByRole('button', { name: 'Count what would be cleaned up' }).click();
  await page.getByText('A dry run of the maintenance counts').waitFor();
  await page.getByRole('table', { name: /^What it would do with files/ }).waitFor({ timeout: 120_000 });
  await page.getByRole('cell', { name: 'unfinished uploads' }).waitFor();
}, 240_000);

test('an export is made here, and downloaded', async () => {
  const page = await operators.openAsAdmin('#/files');
  await page.getByRole('combobox', { name: 'Dataset' }).selectOption('users');
  await page.getByRole('combobox', { name: 'Format' }).selectOption('csv');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByText('The export of users is being written.').waitFor();
  const link = page.getByRole('link', { name: /\.csv/ });
  await link.waitFor({ timeout: 120_000 });
  const { pathname, search } = new URL(String(await link.getAttribute('href')), url);
  const text = await (await fetch(`${url}${pathname}${search}`)).text();
  expect(text).toContain('admin@vibe.localhost');
}, 240_000);

/** Whether something is listed, with what came since the list was read. */
async function shows(page: Page, what: Locator): Promise<boolean> {
  const newer = page.getByRole('button', { name: 'Show newer entries' }).first();
  if (await newer.isVisible()) await newer.click();
  return (await what.count()) > 0;
}

test('an alert is silenced, and what happened meanwhile is told at the end of the silence', async () => {
  const made = await call('POST', '/api/monitoring/rules', {
    name: 'Memory is there',
    metric: 'memory_bytes',
    severity: 'info',
    comparison: 'above',
    threshold: 1,
    clearThreshold: 1,
    forSeconds: 0,
  });
  expect(made.status).toBe(201);
  const page = await operators.openAsAdmin(`#/alerts?ruleId=${made.body.id}`);
  const firing = page.getByRole('row').filter({ hasText: 'firing' }).filter({ hasText: 'email: told' });
  await until(async () => await shows(page, firing), 180_000, 'it fires, and is told by mail');
  await firing.first().getByRole('button', { name: 'Silence Memory is there' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'For', exact: true }).selectOption('30');
  await dialog.getByLabel('Why, for your colleagues').fill(NASTY);
  await dialog.getByRole('button', { name: 'Silence' }).click();
  await page.getByText('The alert is silenced until').waitFor();
  await page.getByRole('row').filter({ hasText: 'silenced until' }).waitFor();
  const silence = page
    .getByRole('table', { name: /^Silences/ })
    .getByRole('row')
    .filter({ hasText: NASTY });
  await silence.getByText('active').waitFor();
  // With another threshold its alerts end: the end of the silenced one is held back.
  await call('PATCH', `/api/monitoring/rules/${made.body.id}`, { threshold: 1e15, clearThreshold: 1e15 });
  await page.getByText('email: silenced').waitFor({ timeout: 60_000 });
  await silence.getByRole('button', { name: /^End silence/ }).click();
  await dialog.getByRole('button', { name: 'End silence' }).click();
  await page.getByText('The silence has ended.').waitFor();
  const told = page.getByText(/rule changed; email: told/);
  const held = page.getByText('email: silenced');
  await until(async () => (await held.count()) === 0 && (await told.count()) > 0, 120_000, 'its end is told');
  await call('DELETE', `/api/monitoring/rules/${made.body.id}`);
}, 600_000);

describe('rules', () => {
  test('a rule is written in a form, tried against the history, edited, and deleted', async () => {
    const page = await operators.openAsAdmin('#/alerts/rules/new');
    await page.getByLabel('What is wrong when it fires').fill(NASTY);
    await page.getByRole('combobox', { name: 'Metric' }).selectOption('memory_bytes');
    await page.getByLabel('Threshold (MB)').fill('1');
    await page.getByLabel('Ends when it is back at (MB)').fill('0.5');
    await page.getByLabel('Crossed for (seconds)').fill('0');
    await page.getByRole('combobox', { name: 'Period' }).selectOption('1');
    const tried = page.getByRole('table', { name: /would have told/ });
    await until(
      async () => {
        await page.getByRole('button', { name: 'Try against the history' }).click();
        return await tried
          .getByRole('cell', { name: 'fired' })
          .first()
          .waitFor({ timeout: 3_000 })
          .then(
            () => true,
            () => false,
          );
      },
      120_000,
      'the rule would have fired',
    );
    await page.getByRole('img', { name: /^Resident memory of a process/ }).waitFor();
    await page.getByText('Figures as a table').click();
    await page.getByRole('columnheader', { name: 'Fires above 1 MB (MB)' }).waitFor();
    await page.getByRole('button', { name: 'Create the rule' }).click();
    await page.getByRole('heading', { level: 2, name: NASTY }).waitFor();
    const id = page.url().split('/').at(-1);
    expect((await call('GET', `/api/monitoring/rules/${id}`)).body).toMatchObject({
      name: NASTY,
      threshold: 1_000_000,
      clearThreshold: 500_000,
      forSeconds: 0,
    });
    await page.getByLabel('Threshold (MB)').fill('2');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('The rule is saved.').waitFor();
    expect((await call('GET', `/api/monitoring/rules/${id}`)).body.threshold).toBe(2_000_000);
    // It fires for each process, and its alerts stand below it.
    const alerts = page.getByRole('table', { name: 'Alerts, newest first' });
    await until(async () => await shows(page, alerts.getByText('firing')), 120_000, 'the rule has fired');
    await page.getByRole('button', { name: /^Delete / }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('The rule is gone.').waitFor();
    expect((await call('GET', `/api/monitoring/rules/${id}`)).status).toBe(404);
  }, 300_000);
});

test('a route is written, changed and deleted, and a channel that is not configured is named', async () => {
  const routes = async () =>
    (await call('GET', '/api/monitoring/routes')).body.data as { name: string; channels: string[] }[];
  const page = await operators.openAsAdmin('#/alerts');
  await page.getByText('There is no route: all alerts are told').waitFor();
  await page.getByRole('link', { name: 'Write a route' }).click();
  await page.getByLabel('Name', { exact: true }).fill(NASTY);
  const of = page.getByRole('group', { name: 'Alerts of these severities' });
  await of.getByRole('checkbox', { name: 'warning' }).check();
  const on = page.getByRole('group', { name: 'Are told on all of these channels' });
  await on.getByRole('checkbox', { name: /^slack/ }).check();
  await page.getByRole('button', { name: 'Create the route' }).click();
  await page.getByText('body.channels.0: Must be a channel that is configured').waitFor();
  expect(await routes()).toEqual([]);
  await on.getByRole('checkbox', { name: /^slack/ }).uncheck();
  await on.getByRole('checkbox', { name: /^email/ }).check();
  await page.getByLabel('The first change waits for others, to be told with them (seconds)').fill('30');
  await page.getByLabel('Tell it again after (seconds; empty for never)').fill('900');
  const to = page.getByRole('group', { name: 'On these channels' });
  await to.getByRole('checkbox', { name: /^email/ }).check();
  await page.getByRole('button', { name: 'Create the route' }).click();
  await page.getByText('The route is saved.').waitFor();
  expect(await routes()).toEqual([
    expect.objectContaining({
      name: NASTY,
      severities: ['critical', 'warning'],
      channels: ['email'],
      nextChannels: [],
      groupSeconds: 30,
      escalation: { afterSeconds: 900, channels: ['email'] },
    }),
  ]);
  const row = page
    .getByRole('table', { name: /^Routes/ })
    .getByRole('row')
    .filter({ hasText: NASTY });
  await row.getByText('email after 15 min without acknowledgement').waitFor();
  await row.getByRole('link').click();
  await page.getByLabel('Name', { exact: true }).fill('On call');
  await page.getByLabel('Tell it again after (seconds; empty for never)').fill('');
  await page.getByRole('combobox', { name: 'Tell on', exact: true }).selectOption('email');
  // The page may still say that the route was saved before.
  const changed = page.waitForResponse(
    (answer) => answer.request().method() !== 'GET' && answer.url().includes('/api/monitoring/routes/'),
  );
  await page.getByRole('button', { name: 'Save' }).click();
  expect((await changed).status()).toBe(200);
  await page.getByText('The route is saved.').waitFor();
  expect(await routes()).toEqual([
    expect.objectContaining({ name: 'On call', nextChannels: ['email'], escalation: null }),
  ]);
  await page.getByRole('button', { name: 'Delete On call' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('The route is gone.').waitFor();
  expect(await routes()).toEqual([]);
}, 240_000);
