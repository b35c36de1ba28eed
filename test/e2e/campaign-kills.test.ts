import { afterEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { rows } from '../../src/platform/db/sql.ts';
import { ask } from '../support/http.ts';
import { type System, startSystem, until } from '../support/system.ts';

const RECIPIENTS = 10_000;
/** Slow enough for five kills, fast enough to end. */
const PER_SECOND = '250';
const KILLS_AFTER = [0.1, 0.25, 0.4, 0.55, 0.7];
/** Shorter than usual, since what was being sent at a kill waits for its lease, but not so short that a slow machine runs out of it. */
const FAST_LEASES = { SMTP_SEND_DEADLINE_MS: '12000', SMTP_LEASE_MS: '15000', SMTP_ATTEMPT_TIMEOUT_MS: '20000' };

let system: System;
afterEach(() => system.stop());

const addressesIn = async (status: 'sending' | 'any') =>
  (
    await rows<{ address: string }>(
      system.em(),
      sql`select to_address as address from email_message where ${status} in ('any', status)`,
    )
  ).map(({ address }) => address);

test('a campaign to ten thousand reaches all of them although the worker is killed five times', async () => {
  system = await startSystem({ env: { ...FAST_LEASES, SMTP_MAX_PER_SECOND: PER_SECOND }, answerAfterMs: 20 });
  const token = await system.adminToken();
  const addresses = Array.from({ length: RECIPIENTS }, (_, i) => `reader-${i}@example.test`);
  const body = {
    name: 'Killed five times',
    content: { subject: 'News', preview: 'What is new', title: 'News', body: 'Hello.', action: null },
    audience: { kind: 'list', recipients: addresses.map((address) => ({ address })) },
  };
  const made = await ask('POST', `${system.api.url}/api/email/campaigns`, { token, body });
  expect(made.status).toBe(202);
  const report = async () =>
    (await ask('GET', `${system.api.url}/api/email/campaigns/${made.body.id}`, { token })).body as {
      status: string;
      uncertain: number;
      counts: Record<string, number>;
    };

  const sendingAtKill = new Set<string>();
  const resumedAfterMs: number[] = [];
  for (const part of KILLS_AFTER) {
    await until(async () => system.sink.accepted.size >= RECIPIENTS * part, 240_000, `${part} of the mails`);
    await system.worker.kill('SIGKILL');
    const killedAt = performance.now();
    for (const address of await addressesIn('sending')) sendingAtKill.add(address);
    // What was on the wire at the kill arrives in a moment.
    const onTheWire = system.sink.arrivals.length + 200;
    const before = system.sink.accepted.size;
    await system.killWorker();
    await until(
      async () => system.sink.accepted.size > before + 50 || system.sink.arrivals.length > onTheWire,
      120_000,
      'work goes on',
    );
    const next = system.sink.arrivals.find(({ at }) => at > killedAt + 1_000);
    resumedAfterMs.push(Math.round((next?.at ?? performance.now()) - killedAt));
  }
  await until(async () => (await report()).status === 'sent', 240_000, 'it ends');

  const { counts, uncertain } = await report();
  const byAddress = Map.groupBy(system.sink.arrivals, (arrival) => arrival.to);
  const missing = addresses.filter((address) => !byAddress.has(address));
  const duplicates = [...byAddress].filter(([, arrivals]) => arrivals.length > 1);
  const unexplained = duplicates.filter(
    ([address, arrivals]) =>
      !sendingAtKill.has(address) || new Set(arrivals.map(({ messageId }) => messageId)).size !== 1,
  );
  process.stdout.write(
    `campaign of ${RECIPIENTS}, worker killed ${KILLS_AFTER.length} times: ${missing.length} missing, ${duplicates.length} duplicates ` +
      `(${unexplained.length} unexplained) of ${sendingAtKill.size} mails that were under way, ${uncertain} uncertain in the report, ` +
      `work went on ${resumedAfterMs.join(', ')} ms after each kill\n`,
  );
  expect(missing).toEqual([]);
  expect(unexplained).toEqual([]);
  expect(counts).toMatchObject({ total: RECIPIENTS, sent: RECIPIENTS });
  expect(uncertain).toBeGreaterThanOrEqual(duplicates.length);
  expect(uncertain).toBeLessThanOrEqual(sendingAtKill.size);
  const ledger = await addressesIn('any');
  expect(ledger).toHaveLength(RECIPIENTS);
  expect(new Set(ledger).size).toBe(RECIPIENTS);
}, 600_000);
