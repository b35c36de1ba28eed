import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { ERASURE_JOB } from '../../src/features/accounts/erasure/erasure.contract.ts';
import { NOTIFICATION_JOB } from '../../src/features/notifications/delivery.contract.ts';
import { createNotify } from '../../src/features/notifications/notify.service.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { newId } from '../../src/platform/db/ids.ts';
import { row } from '../../src/platform/db/sql.ts';
import { transact } from '../../src/platform/db/transaction.ts';
import { SLOTS } from '../../src/platform/jobs/task-queues.contract.ts';
import { ask } from '../support/http.ts';
import { temporalAddress } from '../support/jobs.ts';
import { priceAlert } from '../support/notifications.ts';
import { type System, signUp, startSystem, until } from '../support/system.ts';
import { addUsers } from '../support/users.ts';

/** Twice as many as there are slots for passes. */
const CAMPAIGNS = 2 * SLOTS.bulk;

let system: System;
let connection: Connection;
let client: Client;
beforeAll(async () => {
  connection = Connection.lazy({ address: temporalAddress() });
  client = new Client({ connection });
  system = await startSystem({ env: { SMTP_MAX_PER_SECOND: '1', NOTIFICATIONS_GROUP_MS: '1000' } });
});
afterAll(async () => {
  await system.stop();
  await connection.close();
});

async function campaign(token: string, name: string): Promise<string> {
  const recipients = Array.from({ length: 500 }, (_, i) => ({ address: `${name}-${i}@example.test` }));
  const content = { subject: 'News', preview: 'What is new', title: 'News', body: 'Hello.', action: null };
  const body = { name, content, audience: { kind: 'list', recipients } };
  const answer = await ask('POST', `${system.api.url}/api/email/campaigns`, { token, body });
  if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
  return String(answer.body.id);
}

/** Passes over these campaigns as the server sees them: with a slot, and waiting for one. */
async function passes(ids: readonly string[]): Promise<{ started: number; waiting: number }> {
  const states = await Promise.all(
    ids.map(async (id) => {
      const { raw } = await client.workflow.getHandle(`${id}:1`).describe();
      const pass = raw.pendingActivities?.find((activity) => activity.activityType?.name === 'deliverBatch');
      return pass?.lastStartedTime ? 'started' : pass ? 'waiting' : 'none';
    }),
  );
  const count = (state: string) => states.filter((candidate) => candidate === state).length;
  return { started: count('started'), waiting: count('waiting') };
}

const jobOf = (type: string) =>
  row<{ id: string; started_at: Date | null }>(
    system.em(),
    sql`select id, started_at from job where type = ${type} order by id desc limit 1`,
  );
const untilBegun = (type: string) =>
  until(async () => (await jobOf(type))?.started_at instanceof Date, 60_000, `a job ${type} begins`);

test('notifications, deletions and single mails start while campaigns hold all slots for passes', async () => {
  const token = await system.adminToken();
  const member = await signUp(system.api.url, 'leaving@example.test');
  const ids = await Promise.all(Array.from({ length: CAMPAIGNS }, (_, n) => campaign(token, `campaign-${n}`)));
  const full = { started: SLOTS.bulk, waiting: CAMPAIGNS - SLOTS.bulk };
  await until(async () => (await passes(ids)).started === full.started, 120_000, 'all slots for passes are taken');
  await until(async () => (await passes(ids)).waiting === full.waiting, 120_000, 'others wait for one');

  const mails = () => system.sink.arrivals.filter(({ to }) => to === 'leaving@example.test').length;
  const before = mails();
  const told = newId();
  await addUsers(system.em(), [{ id: told, name: 'Anna' }]);
  const notify = createNotify({ config: loadConfig(system.env) });
  await transact(system.em(), (tx) => notify(tx, [priceAlert(told, 'AAPL')]));
  const deletion = await ask('DELETE', `${system.api.url}/api/users/${member.id}`, {
    token: member.token,
    body: { currentPassword: member.password },
  });
  expect(deletion.status).toBe(202);
  await Promise.all([untilBegun(NOTIFICATION_JOB), untilBegun(ERASURE_JOB)]);
  await until(async () => mails() > before, 60_000, 'the mail about the deletion arrives');
  // Nothing of this came from a slot that a campaign had given back.
  expect(await passes(ids)).toEqual(full);
}, 400_000);
