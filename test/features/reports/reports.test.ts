import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pino from 'pino';
import { findContact } from '../../../src/features/accounts/people/contacts.reads.ts';
import { createEmailService } from '../../../src/features/email/email.service.ts';
import { createDueReports } from '../../../src/features/reports/due-reports.service.ts';
import { createMakeReport } from '../../../src/features/reports/make-report.service.ts';
import { createReportLinks } from '../../../src/features/reports/report-links.ts';
import { loadConfig } from '../../../src/platform/config.ts';
import { firstIdAt } from '../../../src/platform/db/ids.ts';
import { row, run } from '../../../src/platform/db/sql.ts';
import { createEnqueue } from '../../../src/platform/jobs/enqueue.ts';
import { beginRun } from '../../../src/platform/jobs/fence.ts';
import { LEFT_TO_DISPATCHER } from '../../../src/platform/jobs/launch.ts';
import type { ComposedPerson } from '../../support/composed-api.ts';
import { ask } from '../../support/http.ts';
import { catchUp } from '../analytics/catch-up.ts';
import { type AnalyticsFixture, createAnalyticsFixture } from '../analytics/support.ts';

const config = loadConfig({});
const links = createReportLinks(config.http.publicUrl, config.links.secret);
const email = createEmailService({ config, enqueue: createEnqueue(LEFT_TO_DISPATCHER), findRecipient: findContact });
const make = createMakeReport({ email, links });
const due = createDueReports({ make, logger: pino({ level: 'silent' }) });

let fixture: AnalyticsFixture;
let admin: ComposedPerson;
let alice: ComposedPerson;
let bob: ComposedPerson;
const yesterday = new Date(Date.now() - 86_400_000);
const day = yesterday.toISOString().slice(0, 10);

beforeAll(async () => {
  fixture = await createAnalyticsFixture();
  admin = await fixture.person('admin');
  [alice, bob] = [await fixture.person(), await fixture.person()];
  await happened(alice, 'post.created', 3);
  await happened(bob, 'post.liked', 5);
  await catchUp(fixture.em);
});
afterAll(() => fixture.close());

/** Events of yesterday at noon. */
async function happened(who: ComposedPerson, name: string, times: number): Promise<void> {
  const noon = new Date(`${day}T12:00:00Z`);
  const head = firstIdAt(noon).slice(0, 14);
  await run(
    fixture.em(),
    sql`insert into event (id, name, user_id, occurred_at, properties)
        select (${head} || '7' || substr(md5(random()::text), 1, 3) || '-8' || substr(md5(random()::text), 1, 3) || '-' || substr(md5(random()::text), 1, 12))::uuid,
          ${name}, ${who.id}, ${noon}, '{"sentiment": "bullish"}' from generate_series(1, ${times}::int)`,
  );
}

const post = (who: ComposedPerson | null, body: unknown) =>
  ask('POST', `${fixture.url}/api/analytics/reports`, { token: who?.token, body });
const get = (who: ComposedPerson | null, path: string) => fixture.get(who?.token, `/api/analytics/reports${path}`);
const fenceOf = async (jobId: string) => {
  const fence = { jobId, generation: 1, chainId: 'chain' };
  if (!(await row(fixture.em(), beginRun(fence, 1)))) throw new Error('The job is not to be had');
  return fence;
};

/** Asks for a report, and makes it as a worker does. */
async function made(who: ComposedPerson, body: object): Promise<string> {
  const asked = await post(who, { kind: 'daily', day, ...body });
  expect(asked.status).toBe(202);
  const id = String(asked.body.id);
  expect(await make.one(fixture.em, await fenceOf(id))).toBeNull();
  return id;
}

/** A round of the schedule. */
async function round(): Promise<string> {
  const job = await row<{ id: string }>(
    fixture.em(),
    sql`insert into job (type, workflow, task_queue, input, summary) values ('report', 'makeReports', 'bulk', '{}', 'round') returning id`,
  );
  const id = job?.id as string;
  await catchUp(fixture.em);
  const hour = new Date();
  hour.setUTCMinutes(0, 0, 0);
  await due.all(fixture.em, await fenceOf(id), hour, () => undefined);
  return id;
}

async function subscribe(who: ComposedPerson, reports: object): Promise<void> {
  const hour = new Date().getUTCHours();
  await run(fixture.em(), sql`update app_user set email_verified_at = now() where id = ${who.id}`);
  const answer = await ask('PUT', `${fixture.url}/api/users/${who.id}/preferences`, {
    token: who.token,
    body: { timeZone: 'UTC', digestDay: 1, digestHour: hour, emailCategories: { reports: true }, reports },
  });
  expect(answer.status).toBe(200);
}

const mails = () =>
  fixture.all<{ to: string; subject: string; data: { url: string; figures: { label: string; value: number }[] } }>(
    sql`select to_address as to, subject, data from email_message where template = 'report' order by id`,
  );

test('a report says what the endpoints say, and page and PDF are made of it', async () => {
  const id = await made(admin, { scope: 'platform', tz: 'UTC' });
  const { status, body } = await get(admin, `/${id}`);
  expect([status, body.status, body.changedSince]).toEqual([200, 'ready', false]);
  const document = body.document as { figures: { label: string; value: number }[]; from: string; to: string };
  const figures = Object.fromEntries(document.figures.map(({ label, value }) => [label, value]));
  const query = new URLSearchParams({ from: document.from, to: document.to, interval: 'hour' });
  const { body: platform } = await fixture.get(admin.token, `/api/analytics/platform?${query}`);
  const totals = platform.totals as Record<string, number>;
  expect(figures).toMatchObject({ Posts: totals.posts, Likes: totals.likes, 'Active users': totals.activeUsers });
  expect(figures).toMatchObject({ Posts: 3, Likes: 5, 'Active users': 2 });

  const { page, pdf } = body.links as { page: string; pdf: string };
  const local = (link: string) => `${fixture.url}${new URL(link).pathname}${new URL(link).search}`;
  const shown = await fetch(local(page));
  const html = await shown.text();
  expect(shown.status).toBe(200);
  expect(shown.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[^;]*; img-src data:;/,
  );
  expect(html).toContain('<td>3</td>');
  expect(html).not.toMatch(/<script|Figures have changed/);
  const file = await fetch(local(pdf));
  expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(file.headers.get('content-disposition')).toBe(`attachment; filename="report-platform-${day}.pdf"`);
  expect(
    Buffer.from(await file.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
});

test('a report says that late events came, and a new report has them', async () => {
  const id = await made(bob, { scope: 'own', tz: 'UTC' });
  expect((await get(bob, `/${id}`)).body.changedSince).toBe(false);
  await happened(bob, 'post.liked', 2);
  await catchUp(fixture.em);
  const { body } = await get(bob, `/${id}`);
  expect(body.changedSince).toBe(true);
  const link = new URL((body.links as { page: string }).page);
  const page = await fetch(`${fixture.url}${link.pathname}${link.search}`);
  expect(await page.text()).toContain('Figures have changed since');
  const again = await get(bob, `/${await made(bob, { scope: 'own', tz: 'UTC' })}`);
  expect(again.body.changedSince).toBe(false);
});

test('a report is for its reader; those of the platform are for admins', async () => {
  const own = await made(alice, { scope: 'own', tz: 'UTC' });
  const platform = await made(admin, { scope: 'platform', tz: 'UTC' });
  expect((await get(null, `/${own}`)).status).toBe(401);
  for (const [who, id] of [
    [bob, own],
    [admin, own],
    [alice, platform],
  ] as const) {
    expect((await get(who, `/${id}`)).status).toBe(404);
  }
  expect((await post(alice, { scope: 'platform', kind: 'daily' })).status).toBe(403);
  expect((await get(alice, '?scope=platform')).status).toBe(403);
  const list = await get(alice, '?limit=1');
  expect((list.body.data as { id: string }[]).map(({ id }) => id)).toEqual([own]);
  const all = await get(admin, '?limit=100');
  expect((all.body.data as { id: string; scope: string }[]).every(({ scope }) => scope === 'platform')).toBe(true);

  const until = new Date(Date.now() + 60_000);
  const token = (url: string) => new URL(url).searchParams.get('token');
  const shown = (id: string, given: string | null) =>
    fetch(`${fixture.url}/api/analytics/reports/${id}/page?token=${given}`);
  expect((await shown(own, token(links.pageUrl(own, until)))).status).toBe(200);
  expect((await shown(platform, token(links.pageUrl(own, until)))).status).toBe(404);
  expect((await shown(own, 'x'.repeat(28))).status).toBe(404);
  expect((await shown(own, token(links.pdfUrl(own, new Date(Date.now() - 2_000))))).status).toBe(410);
});

test('a report that cannot be made is refused by the name of the field', async () => {
  const field = async (body: object) => {
    const answer = await post(alice, body);
    expect(answer.status).toBe(400);
    return (answer.body.errors as { field: string; code: string }[])[0];
  };
  expect(await field({ kind: 'yearly' })).toMatchObject({ field: 'body.kind' });
  expect(await field({ kind: 'daily', tz: 'Mars/Base' })).toMatchObject({ field: 'body.tz', code: 'unknown_zone' });
  const today = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  expect(await field({ kind: 'daily', day: today })).toMatchObject({ field: 'body.day', code: 'period_open' });
  expect(await field({ kind: 'daily', day: '2019-01-01' })).toMatchObject({ field: 'body.day', code: 'too_old' });
});

test('users who want reports get each once, however often and by how many runs it is tried', async () => {
  await subscribe(alice, { own: ['daily'] });
  await subscribe(admin, { own: [], platform: ['daily'] });
  // Only admins get those of the platform.
  await subscribe(bob, { own: [], platform: ['daily'] });
  await Promise.all([round(), round()]);
  await round();
  const sent = await mails();
  expect(sent.map(({ subject }) => subject.split(':')[0]).toSorted()).toEqual(['Daily report', 'Your day']);
  expect(sent.find(({ subject }) => subject.startsWith('Your day'))?.data.figures).toContainEqual(
    expect.objectContaining({ label: 'Posts', value: 3 }),
  );
  const [stored] = await fixture.all<{ n: number }>(
    sql`select count(*)::int as n from report where once_key is not null`,
  );
  expect(stored?.n).toBe(2);
});

test('a query that fails sends no report, and the next run sends it', async () => {
  const carol = await fixture.person();
  await happened(carol, 'post.created', 1);
  await catchUp(fixture.em);
  await subscribe(carol, { own: ['daily'] });
  const before = (await mails()).length;
  await run(fixture.em(), sql`alter table base_rate rename to base_rate_away`);
  await expect(round()).rejects.toThrow('1 reports could not be made');
  await run(fixture.em(), sql`alter table base_rate_away rename to base_rate`);
  expect(await mails()).toHaveLength(before);
  await round();
  expect(await mails()).toHaveLength(before + 1);
});

test('a report of zeros is sent only when the events prove them', async () => {
  const dave = await fixture.person();
  // A log-in is in no figure of a report of one's own.
  await happened(dave, 'account.logged_in', 1);
  await subscribe(dave, { own: ['daily'] });
  await round();
  const quiet = (await mails()).at(-1);
  expect(JSON.stringify(quiet?.data)).toContain('Nothing was recorded in this day');

  const erin = await fixture.person();
  await happened(erin, 'post.created', 2);
  await catchUp(fixture.em);
  await run(fixture.em(), sql`delete from user_quarter where user_id = ${erin.id}`);
  await subscribe(erin, { own: ['daily'] });
  const before = (await mails()).length;
  await expect(round()).rejects.toThrow('1 reports could not be made');
  expect(await mails()).toHaveLength(before);
});
