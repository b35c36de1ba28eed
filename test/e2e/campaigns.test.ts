import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Schemas } from '../../client/client.ts';
import { newId } from '../../src/platform/db/ids.ts';
import { rows } from '../../src/platform/db/sql.ts';
import { type Answer, ask } from '../support/http.ts';
import { type System, startSystem, until } from '../support/system.ts';
import { addUsers } from '../support/users.ts';

/** Campaigns through the real programs, slowly enough to be stopped on their way. */

let system: System;
let token = '';
beforeAll(async () => {
  system = await startSystem({ env: { SMTP_MAX_PER_SECOND: '100' } });
  token = await system.adminToken();
});
afterAll(() => system.stop());

type Report = Schemas['CampaignReport'];

const content = { subject: 'News', preview: 'What is new', title: 'News', body: 'Hello.', action: null };
const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
  ask(method, `${system.api.url}/api/email/campaigns${path}`, { token, body });
const report = async (id: string) => (await call('GET', `/${id}`)).body as unknown as Report;
const command = async (id: string, name: string, status: number) =>
  expect((await call('POST', `/${id}/${name}`)).status).toBe(status);

async function create(addresses: readonly string[], more: object = {}): Promise<string> {
  const audience = { kind: 'list', recipients: addresses.map((address) => ({ address })) };
  const answer = await call('POST', '', { name: 'News', content, audience, ...more });
  if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
  return String(answer.body.id);
}

const addresses = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${prefix}-${i}@example.test`);
const arrived = (prefix: string) => system.sink.arrivals.filter(({ to }) => to.startsWith(`${prefix}-`)).length;
const untilStatus = (id: string, status: Report['status']) =>
  until(async () => (await report(id)).status === status, 120_000, `campaign ${status}`);

function expectToAddUp({ counts: { total, ...parts } }: Report): void {
  expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(total);
}

test('each address of a list gets one mail, a bad one stops no other, and failed mails can be tried again', async () => {
  const id = await create([...addresses('all', 40), 'refused@example.test']);
  await untilStatus(id, 'sent');
  const first = await report(id);
  expectToAddUp(first);
  expect(first).toMatchObject({
    counts: { total: 41, sent: 40, failed: 1 },
    progress: { done: 41, total: 41 },
    uncertain: 0,
    rates: { delivery: 40 / 41 },
  });
  expect(arrived('all')).toBe(40);
  // The address was put on the suppression list, so that another attempt does not bother the server.
  await command(id, 'retry-failed', 202);
  await untilStatus(id, 'sent');
  const second = await report(id);
  expectToAddUp(second);
  expect(second.counts).toMatchObject({ sent: 40, failed: 0, suppressed: 1 });
  expect(arrived('all')).toBe(40);
}, 120_000);

test('a segment is settled when the campaign starts, and follows preferences', async () => {
  const people = Array.from({ length: 30 }, (_, i) => ({ id: newId(), name: `Reader ${i}` }));
  await addUsers(system.em(), people);
  await rows(
    system.em(),
    sql`insert into user_preferences (user_id, email_categories) values (${people[0]?.id}, '{"announcements": false}') returning 1`,
  );
  await rows(system.em(), sql`update app_user set role = 'moderator' where display_name like 'Reader %' returning 1`);
  const audience = { kind: 'segment', segment: { roles: ['moderator'] } };
  const answer = await call('POST', '', { name: 'Moderators', content, audience });
  const id = String(answer.body.id);
  await untilStatus(id, 'sent');
  expect((await report(id)).counts).toMatchObject({ total: 29, sent: 29 });
  expect(people.filter((person) => system.sink.accepted.has(`${person.id}@example.test`))).toHaveLength(29);
}, 120_000);

describe('on its way', () => {
  test('a campaign is paused within two seconds, resumed, and all arrive once', async () => {
    const id = await create(addresses('paused', 1_000));
    await until(async () => arrived('paused') > 50, 60_000, 'some have arrived');
    await command(id, 'pause', 200);
    const pausedAt = performance.now();
    const isStill = async () => {
      const { counts } = await report(id);
      return counts.sending === 0;
    };
    await until(isStill, 30_000, 'nothing is under way');
    const still = await report(id);
    expect(still.status).toBe('paused');
    expectToAddUp(still);
    expect(still.counts.queued).toBeGreaterThan(0);
    const sent = arrived('paused');
    const last = Math.max(...system.sink.arrivals.filter(({ to }) => to.startsWith('paused-')).map(({ at }) => at));
    process.stdout.write(`paused: the last mail arrived ${Math.round(last - pausedAt)} ms after the answer\n`);
    await delay(3_000);
    expect(arrived('paused')).toBe(sent);
    expect(sent).toBe((await report(id)).counts.sent);
    await command(id, 'resume', 200);
    await untilStatus(id, 'sent');
    const done = await report(id);
    expectToAddUp(done);
    expect(done).toMatchObject({ counts: { total: 1_000, sent: 1_000 }, uncertain: 0 });
    expect(arrived('paused')).toBe(1_000);
  }, 180_000);

  test('a campaign is cancelled: what was sent stays sent, the rest is cancelled, and can be sent after all', async () => {
    const id = await create(addresses('cancelled', 800));
    await until(async () => arrived('cancelled') > 50, 60_000, 'some have arrived');
    await command(id, 'cancel', 200);
    await untilStatus(id, 'cancelled');
    const ended = await report(id);
    expectToAddUp(ended);
    expect(ended.counts.sent).toBe(arrived('cancelled'));
    expect(ended.counts.cancelled).toBe(800 - ended.counts.sent);
    await command(id, 'cancel', 200);
    await command(id, 'pause', 409);
    await command(id, 'retry-failed', 409);
    const again = await ask('POST', `${system.api.url}/api/jobs/${id}/retry`, { token });
    expect(again.status).toBe(202);
    await untilStatus(id, 'sent');
    expect((await report(id)).counts).toMatchObject({ total: 800, sent: 800 });
    expect(arrived('cancelled')).toBe(800);
  }, 180_000);

  test('a campaign paused before its start starts when it is resumed', async () => {
    const person = { id: newId(), name: 'Late' };
    const sendAt = new Date(Date.now() + 1_000).toISOString();
    const audience = { kind: 'segment', segment: { roles: ['admin'] } };
    const answer = await call('POST', '', { name: 'Admins', content, audience, sendAt });
    const id = String(answer.body.id);
    await command(id, 'pause', 200);
    const started = async () => (await report(id)).startedAt !== null;
    await until(started, 60_000, 'the run looks at it');
    expect(await report(id)).toMatchObject({ status: 'paused', settledAt: null, counts: { total: 0 } });
    await addUsers(system.em(), [person]);
    await rows(system.em(), sql`update app_user set role = 'admin' where id = ${person.id} returning 1`);
    await command(id, 'resume', 200);
    await untilStatus(id, 'sent');
    expect(system.sink.accepted.has(`${person.id}@example.test`)).toBe(true);
  }, 120_000);
});

test('commands that meet the end of the run leave counts right', async () => {
  for (let round = 0; round < 5; round += 1) {
    const id = await create([...addresses(`race${round}`, 20), 'refused@example.test']);
    await until(async () => arrived(`race${round}`) >= 18, 60_000, 'nearly all have arrived');
    const names = ['pause', 'retry-failed', 'resume', 'cancel', 'retry-failed', 'resume'];
    const statuses = await Promise.all(names.map(async (name) => (await call('POST', `/${id}/${name}`)).status));
    expect(statuses.filter((status) => ![200, 202, 409].includes(status))).toEqual([]);
    await call('POST', `/${id}/resume`);
    const hasEnded = async () => ['sent', 'cancelled'].includes((await report(id)).status);
    await until(hasEnded, 60_000, 'it ends');
    const ended = await report(id);
    expectToAddUp(ended);
    const { total, sent, queued, sending, deferred } = ended.counts;
    expect([total, queued + sending + deferred]).toEqual([21, 0]);
    expect(arrived(`race${round}`)).toBe(sent);
  }
}, 240_000);
