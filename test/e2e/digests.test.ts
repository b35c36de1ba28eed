import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { rows } from '../../src/platform/db/sql.ts';
import { addReaderDueNow, removeSchedules, triggerSchedule } from '../support/digests.ts';
import { ask } from '../support/http.ts';
import { temporalAddress } from '../support/jobs.ts';
import { type System, startSystem, until } from '../support/system.ts';

let system: System;
let client: Client;
let token: string;

beforeAll(async () => {
  system = await startSystem({ env: { SCHEDULES_ENABLED: 'true' } });
  client = new Client({ connection: await Connection.connect({ address: temporalAddress() }) });
  token = await system.adminToken();
});
afterAll(async () => {
  await system.stop();
  await removeSchedules(client, system);
  await client.connection.close();
});

interface Listed {
  id: string;
  type: string;
  status: string;
}

async function digestJobs(): Promise<Listed[]> {
  const answer = await ask('GET', `${system.api.url}/api/jobs?type=digest`, { token });
  return (answer.body as { data: Listed[] }).data;
}

async function runSchedule(): Promise<void> {
  const before = (await digestJobs()).length;
  await triggerSchedule(client, system, 'digests');
  const ended = async () => {
    const jobs = await digestJobs();
    return jobs.length > before && jobs.every(({ status }) => status === 'succeeded');
  };
  await until(ended, 60_000, 'the job of the period succeeds');
}

test('a schedule makes a job like any other, and its digests arrive once', async () => {
  const { id, address } = await addReaderDueNow(system.em());
  await runSchedule();
  const mails = () => system.sink.arrivals.filter((arrival) => arrival.to === address);
  await until(async () => mails().length > 0, 30_000, 'the digest arrives');
  await runSchedule();
  await system.killWorker();
  await system.worker.ready();
  await runSchedule();
  expect(mails()).toHaveLength(1);
  const written = await rows(system.em(), sql`select status, template from email_message where user_id = ${id}`);
  expect(written).toEqual([{ status: 'sent', template: 'weekly-digest' }]);
  const keys = await rows<{ period_key: string }>(system.em(), sql`select period_key from job where type = 'digest'`);
  expect(keys.length).toBeGreaterThanOrEqual(3);
  for (const { period_key } of keys) expect(period_key).toMatch(/^digests:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});
