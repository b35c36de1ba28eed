import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { newId } from '../../../src/platform/db/ids.ts';
import { run } from '../../../src/platform/db/sql.ts';
import { ask } from '../../support/http.ts';
import { addUsers } from '../../support/users.ts';
import { type CampaignsFixture, CONTENT, campaignTo, createCampaignsFixture, listOf, segmentOf } from './support.ts';

let fixture: CampaignsFixture;
const zoe = { id: newId(), name: 'Zoë' };
const refuser = { id: newId(), name: 'Rex' };
const unproven = { id: newId(), name: 'Una' };
const disabled = { id: newId(), name: 'Dis' };
const addressOf = ({ id }: { id: string }) => `${id}@example.test`;

beforeAll(async () => {
  fixture = await createCampaignsFixture();
  await addUsers(fixture.em(), [zoe, refuser, unproven, disabled]);
  await run(fixture.em(), sql`update app_user set email_verified_at = null where id = ${unproven.id}`);
  await run(fixture.em(), sql`update app_user set disabled_at = now() where id = ${disabled.id}`);
  await run(
    fixture.em(),
    sql`insert into user_preferences (user_id, email_categories) values (${refuser.id}, '{"announcements": false}')`,
  );
  await run(
    fixture.em(),
    sql`insert into email_suppression (address, reason, category) values ('gone@example.test', 'hard_bounce', null),
          ('left@example.test', 'unsubscribe', 'announcements'), ('digestless@example.test', 'unsubscribe', 'weekly_digest')`,
  );
});
afterAll(() => fixture.close());

const jobOf = (id: string) =>
  fixture.one<{ status: string; generation: number; priority: string; run_at: Date | null; input: unknown }>(
    sql`select status, generation, priority, run_at, input from job where id = ${id}`,
  );
/** What the worker would write. */
const setJob = (id: string, status: string) =>
  run(fixture.em(), sql`update job set status = ${status} where id = ${id}`);
const setMail = (id: string, address: string, status: string) =>
  run(
    fixture.em(),
    sql`update email_message set status = ${status}, attempts = 3, error_code = 'smtp_rejected', error_message = 'no',
          ended_at = now() where job_id = ${id} and to_address = ${address}`,
  );
const report = async (id: string) => (await fixture.call('GET', `/${id}`)).json;
const errorsOf = (json: { errors: { field: string; code: string }[] }) =>
  json.errors.map(({ field, code }) => `${field} ${code}`);

describe('a campaign to a list', () => {
  test('a campaign to a list has its job, its links and a row for each address once, connected to accounts', async () => {
    const audience = {
      kind: 'list',
      recipients: [
        { address: addressOf(zoe).toUpperCase().replace('EXAMPLE.TEST', 'example.test') },
        { address: 'Stranger@example.test', name: 'Somebody' },
        { address: 'stranger@example.test', name: 'Again' },
      ],
    };
    const answer = await fixture.call('POST', '', campaignTo(audience));
    expect(answer.status).toBe(202);
    const { id } = answer.json;
    expect(answer.headers.get('location')).toBe(`/api/email/campaigns/${id}`);
    expect(answer.json).toMatchObject({
      status: 'scheduled',
      audience: { kind: 'list', count: 2 },
      content: CONTENT,
      createdBy: fixture.admin.id,
      links: { job: `/api/jobs/${id}`, messages: `/api/email/messages?campaignId=${id}` },
    });
    expect(await fixture.mails(id)).toEqual(
      [
        { to_address: 'Stranger@example.test', to_name: 'Somebody', user_id: null },
        { to_address: audience.recipients[0]?.address, to_name: 'Zoë', user_id: zoe.id },
      ]
        .map((mail) => ({
          ...mail,
          status: 'queued',
          once_key: `campaign:${id}:${mail.to_address?.toLowerCase()}`,
        }))
        .sort((a, b) => ((a.to_address ?? '') < (b.to_address ?? '') ? -1 : 1)),
    );
    expect(await jobOf(id)).toMatchObject({ status: 'queued', priority: 'low', run_at: null });
    const links = await fixture.all(sql`select number, url from email_link where job_id = ${id}`);
    expect(links).toEqual([{ number: 0, url: CONTENT.action.url }]);
    const events = await fixture.all(sql`select user_id from event where properties ->> 'campaignId' = ${id}`);
    expect(events).toEqual([{ user_id: fixture.admin.id }]);
  });

  test('a campaign is created once for an idempotency key', async () => {
    const body = campaignTo(listOf('once@example.test'));
    const [first, twin] = await Promise.all([
      fixture.call('POST', '', body, { key: 'campaign-1' }),
      fixture.call('POST', '', body, { key: 'campaign-1' }),
    ]);
    expect(twin.json).toEqual(first.json);
    const made = await fixture.all(sql`select id from email_message where to_address = 'once@example.test'`);
    expect(made).toHaveLength(1);
  });

  test('a campaign takes ten thousand addresses in one request', async () => {
    const addresses = Array.from(
      { length: 10_000 },
      (_, i) => `a-reader-with-a-longer-name-${i}@somewhere.example.test`,
    );
    const id = await fixture.create(listOf(...addresses));
    expect(await report(id)).toMatchObject({
      counts: { total: 10_000, queued: 10_000 },
      progress: { total: 10_000, done: 0 },
    });
    const more = await fixture.call('POST', '', campaignTo(listOf(...addresses, 'one@too.many.test')));
    expect([more.status, errorsOf(more.json)]).toEqual([400, ['body.audience.recipients too_big']]);
  });

  test('a campaign for a later hour is due then', async () => {
    const sendAt = new Date(Date.now() + 86_400_000).toISOString();
    const id = await fixture.create(listOf('later@example.test'), { sendAt });
    expect(await report(id)).toMatchObject({ sendAt, status: 'scheduled' });
    expect((await jobOf(id)).run_at?.toISOString()).toBe(sendAt);
    const [mail] = await fixture.all<{ send_at: Date }>(sql`select send_at from email_message where job_id = ${id}`);
    expect(mail?.send_at.toISOString()).toBe(sendAt);
  });

  test.each([
    [
      'an address that is none',
      listOf('a@example.test', 'not an address'),
      ['body.audience.recipients[1].address invalid_format'],
    ],
    ['nobody', listOf(), ['body.audience.recipients too_small']],
    [
      'a line break in a name',
      { kind: 'list', recipients: [{ address: 'a@b.test', name: 'a\r\nBcc: c@d.test' }] },
      ['body.audience.recipients[0].name custom'],
    ],
    [
      'an unknown field',
      { kind: 'list', recipients: [{ address: 'a@b.test', token: 1 }] },
      ['body.audience.recipients[0].token unknown_field'],
    ],
    ['an unknown ticker', segmentOf({ follows: ['NOPE'] }), ['body.audience.segment.follows[0] unknown_symbol']],
    [
      'nobody but by contradiction',
      segmentOf({ activeWithinDays: 7, inactiveForDays: 7 }),
      ['body.audience.segment.inactiveForDays custom'],
    ],
    [
      'an unknown role',
      { kind: 'segment', segment: { roles: ['boss'] } },
      ['body.audience.segment.roles[0] invalid_value'],
    ],
  ])('a campaign to %s is refused, by its preview too', async (_what, audience, errors) => {
    for (const path of ['', '/preview']) {
      const answer = await fixture.call('POST', path, campaignTo(audience));
      expect([answer.status, errorsOf(answer.json)]).toEqual([400, errors]);
    }
  });

  test('a campaign with a link elsewhere, or in two years, is refused', async () => {
    const content = { ...CONTENT, action: { label: 'Look', url: 'http://elsewhere.example' } };
    const sendAt = new Date(Date.now() + 2 * 366 * 86_400_000).toISOString();
    const answer = await fixture.call('POST', '', campaignTo(listOf('a@b.test'), { content, sendAt }));
    expect(errorsOf(answer.json)).toEqual(['body.content.action.url link_not_allowed', 'body.sendAt too_far']);
    const injected = { ...CONTENT, subject: 'Hi\r\nBcc: c@d.test' };
    expect((await fixture.call('POST', '', campaignTo(listOf('a@b.test'), { content: injected }))).status).toBe(400);
  });
});

test('a preview counts recipients and the rest by reason, shows the mail, and writes nothing', async () => {
  const count = () =>
    fixture.one(sql`select (select count(*) from job) as jobs, (select count(*) from email_message) as mails`);
  const before = await count();
  const audience = listOf(
    ...[zoe, refuser, unproven, disabled].map(addressOf),
    'gone@example.test',
    'Left@Example.test',
    'digestless@example.test',
    'new@example.test',
    'NEW@example.test',
  );
  const { json } = await fixture.call('POST', '/preview', campaignTo(audience));
  expect(json).toMatchObject({
    matched: 8,
    recipients: 3,
    leftOut: { disabled: 1, suppressed: 2, unproven: 1, optedOut: 1 },
    mail: { subject: CONTENT.subject, preview: CONTENT.preview },
  });
  expect(json.mail.html).toContain('Überall.');
  expect(json.mail.text).toContain(CONTENT.action.url);
  expect(await count()).toEqual(before);
});

describe('before it begins', () => {
  const later = { sendAt: new Date(Date.now() + 3_600_000).toISOString() };

  test('a campaign before its start can be paused, resumed and cancelled, each of them twice', async () => {
    const id = await fixture.create(listOf('p1@example.test', 'p2@example.test'), later);
    for (const [command, status] of [
      ['pause', 'paused'],
      ['resume', 'scheduled'],
      ['cancel', 'cancelled'],
    ] as const) {
      for (let i = 0; i < (command === 'cancel' ? 1 : 2); i += 1) {
        const answer = await fixture.call('POST', `/${id}/${command}`);
        expect([answer.status, answer.json.status]).toEqual([200, status]);
      }
    }
    expect((await fixture.call('POST', `/${id}/cancel`)).json.status).toBe('cancelled');
    expect(await report(id)).toMatchObject({
      status: 'cancelled',
      counts: { total: 2, cancelled: 2 },
      progress: { done: 2 },
    });
    for (const command of ['pause', 'resume']) {
      const answer = await fixture.call('POST', `/${id}/${command}`);
      expect([answer.status, answer.json.code]).toEqual([409, 'campaign_ended']);
    }
  });

  test('a campaign before its start is cancelled and tried again as a job too', async () => {
    const id = await fixture.create(listOf('j1@example.test'), later);
    const job = (command: string) =>
      ask('POST', `${fixture.url}/api/jobs/${id}/${command}`, { token: fixture.admin.token });
    expect((await job('cancel')).status).toBe(200);
    expect(await report(id)).toMatchObject({ status: 'cancelled', counts: { cancelled: 1 } });
    expect((await job('retry')).status).toBe(202);
    expect(await report(id)).toMatchObject({ status: 'scheduled', counts: { queued: 1, cancelled: 0 } });
  });
});

describe('what failed', () => {
  const addresses = ['sent@example.test', 'failed@example.test', 'cancelled@example.test'];

  async function endedAs(status: 'succeeded' | 'failed' | 'cancelled'): Promise<string> {
    const id = await fixture.create(listOf(...addresses));
    await setMail(id, 'sent@example.test', 'sent');
    await setMail(id, 'failed@example.test', 'failed');
    await setMail(id, 'cancelled@example.test', 'cancelled');
    await setJob(id, status);
    return id;
  }

  test.each(['succeeded', 'failed', 'cancelled'] as const)(
    'failed mails are tried again when the campaign %s; the rest stays',
    async (status) => {
      const id = await endedAs(status);
      const answer = await fixture.call('POST', `/${id}/retry-failed`);
      expect([answer.status, answer.json.status]).toEqual([202, 'scheduled']);
      expect(await jobOf(id)).toMatchObject({ status: 'queued', generation: 2 });
      expect(await report(id)).toMatchObject({ counts: { total: 3, sent: 1, queued: 1, cancelled: 1, failed: 0 } });
      const again = await fixture.call('POST', `/${id}/retry-failed`);
      expect([again.status, again.json.code]).toEqual([409, 'nothing_failed']);
    },
  );

  test('failed mails are tried again by the run that is under way', async () => {
    const id = await endedAs('failed');
    await setJob(id, 'running');
    const answer = await fixture.call('POST', `/${id}/retry-failed`);
    expect([answer.status, answer.json.status]).toEqual([202, 'sending']);
    expect(await jobOf(id)).toMatchObject({ status: 'running', generation: 1 });
    expect(await report(id)).toMatchObject({ counts: { queued: 1, failed: 0 } });
  });

  test('failed mails of a campaign that was sent cannot be tried again as a job', async () => {
    const id = await endedAs('succeeded');
    const answer = await ask('POST', `${fixture.url}/api/jobs/${id}/retry`, { token: fixture.admin.token });
    expect([answer.status, answer.body.code]).toEqual([409, 'job_not_retryable']);
  });
});

test('the report divides and counts clicks by link', async () => {
  const id = await fixture.create(listOf('r1@example.test', 'r2@example.test', 'r3@example.test', 'r4@example.test'));
  expect((await report(id)).rates).toEqual({
    delivery: null,
    bounce: null,
    open: null,
    click: null,
    unsubscribe: null,
    complaint: null,
  });
  for (const i of [1, 2, 3]) await setMail(id, `r${i}@example.test`, 'sent');
  await setMail(id, 'r4@example.test', 'failed');
  await run(
    fixture.em(),
    sql`update email_message set opened_at = now(), clicked_at = now(), uncertain_count = 2 where job_id = ${id} and to_address = 'r1@example.test'`,
  );
  await run(
    fixture.em(),
    sql`insert into email_click (message_id, number, clicks, machine_clicks)
        select id, 0, 3, case when to_address like 'r1%' then 1 else 0 end from email_message
        where job_id = ${id} and to_address < 'r3'`,
  );
  const found = await report(id);
  expect(found.rates).toEqual({ delivery: 0.75, bounce: 0, open: 1 / 3, click: 1 / 3, unsubscribe: 0, complaint: 0 });
  expect(found.clicks).toEqual([{ url: CONTENT.action.url, recipients: 2, clicks: 6, machineClicks: 1 }]);
  expect(found.uncertain).toBe(1);
  expect(found.progress).toEqual({ done: 4, total: 4 });
  // A bounce that comes back counts against delivery, as in the statistics.
  await run(
    fixture.em(),
    sql`update email_message set bounced_at = now() where job_id = ${id} and to_address = 'r1@example.test'`,
  );
  expect((await report(id)).rates).toMatchObject({ delivery: 0.5, bounce: 0.25, open: 0, click: 0 });
});

test('the list of campaigns is newest first, in pages, and by status', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 3; i += 1) ids.unshift(await fixture.create(listOf('l@example.test')));
  await fixture.call('POST', `/${ids[1]}/pause`);
  const first = (await fixture.call('GET', '?limit=2')).json;
  expect(first.data.map((campaign: { id: string }) => campaign.id)).toEqual(ids.slice(0, 2));
  const second = (await fixture.call('GET', `?limit=2&cursor=${first.nextCursor}`)).json;
  expect(second.data[0].id).toBe(ids[2]);
  const paused = (await fixture.call('GET', '?status=paused')).json;
  expect(paused.data.map((campaign: { id: string }) => campaign.id)).toEqual([ids[1]]);
  expect((await fixture.call('GET', '?cursor=bm8')).status).toBe(400);
});
