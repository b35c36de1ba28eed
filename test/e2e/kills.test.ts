import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { ApiClient } from '../../client/client.ts';
import { rows } from '../../src/platform/db/sql.ts';
import { welcomeTo } from '../support/http.ts';
import { ledgerCounts, type System, startSystem, until } from '../support/system.ts';

const MAILS = 1_000;
let system: System;
afterEach(() => system.stop());

/** Requests the mails over HTTP, some at a time, and gives the addresses whose request was answered 202. */
async function request(addresses: readonly string[], admin: ApiClient): Promise<string[]> {
  const answered: string[] = [];
  const queue = addresses.values();
  const ask = async (address: string) => {
    const { data } = await admin.POST('/api/email/send', { body: welcomeTo(address) });
    if (data) answered.push(address);
  };
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      // A request that fails because the API was killed under it was not answered: its caller knows.
      for (const address of queue) await ask(address).catch(() => delay(100));
    }),
  );
  return answered;
}

interface Verdict {
  lost: string[];
  duplicates: string[];
  /** Second copies that no ledger row explains, or with another Message-ID. */
  unexplained: string[];
}

async function verdictOf(answered: readonly string[], everSending: ReadonlySet<string>): Promise<Verdict> {
  const byAddress = Map.groupBy(system.sink.arrivals, (arrival) => arrival.to);
  const uncertain = new Set(
    (
      await rows<{ to_address: string }>(
        system.em(),
        sql`select to_address from email_message where uncertain_count > 0`,
      )
    ).map((message) => message.to_address),
  );
  const duplicates = [...byAddress].filter(([, arrivals]) => arrivals.length > 1);
  return {
    lost: answered.filter((address) => !byAddress.has(address)),
    duplicates: duplicates.map(([address]) => address),
    unexplained: duplicates
      .filter(
        ([address, arrivals]) =>
          !uncertain.has(address) ||
          !everSending.has(address) ||
          new Set(arrivals.map((arrival) => arrival.messageId)).size !== 1,
      )
      .map(([address]) => address),
  };
}

/** Addresses whose ledger row says `sending` right now: what a kill may leave uncertain. */
async function sendingNow(): Promise<string[]> {
  const sending = await rows<{ to_address: string }>(
    system.em(),
    sql`select to_address from email_message where status = 'sending'`,
  );
  return sending.map((message) => message.to_address);
}

const allSent = async () => (await ledgerCounts(system.em())).open === 0;
const addresses = Array.from({ length: MAILS }, (_, i) => `reader-${i}@example.test`);
/** Shorter than usual, since what was being sent at a kill waits for its lease, but not so short that a slow machine runs out of it. */
const FAST_LEASES = { SMTP_SEND_DEADLINE_MS: '12000', SMTP_LEASE_MS: '15000', SMTP_ATTEMPT_TIMEOUT_MS: '20000' };

function report(what: string, answered: number, verdict: Verdict): void {
  process.stdout.write(
    `${what}: ${answered} accepted, ${verdict.lost.length} lost, ${verdict.duplicates.length} duplicates ` +
      `(${verdict.unexplained.length} unexplained)\n`,
  );
}

describe('a thousand mails', () => {
  test('a thousand mails arrive although the worker is killed three times', async () => {
    system = await startSystem({ env: FAST_LEASES, answerAfterMs: 20 });
    const everSending = new Set<string>();
    const requesting = request(addresses, await system.admin());
    for (const part of [0.2, 0.45, 0.7]) {
      await until(async () => system.sink.accepted.size >= MAILS * part, 120_000, `${part} of the mails`);
      await system.worker.kill('SIGKILL');
      for (const address of await sendingNow()) everSending.add(address);
      await system.killWorker();
    }
    const answered = await requesting;
    await until(allSent, 180_000, 'every message sent');
    const verdict = await verdictOf(answered, everSending);
    report('worker killed three times', answered.length, verdict);
    expect(answered).toHaveLength(MAILS);
    expect(verdict.lost).toEqual([]);
    expect(verdict.unexplained).toEqual([]);
    expect((await ledgerCounts(system.em())).sent).toBe(MAILS);
  }, 400_000);

  test('all mails that were accepted arrive although the API is killed three times', async () => {
    // The worker lives on, so no lease is to be waited for, and no attempt should end for want of time.
    system = await startSystem({});
    const requesting = request(addresses, await system.admin());
    for (const part of [0.2, 0.4, 0.6]) {
      await until(async () => system.sink.accepted.size >= MAILS * part, 120_000, `${part} of the mails`);
      await system.killApi();
    }
    const answered = await requesting;
    await until(allSent, 180_000, 'every message sent');
    const verdict = await verdictOf(answered, new Set());
    report('API killed three times', answered.length, verdict);
    expect(answered.length).toBeGreaterThan(MAILS / 2);
    expect(verdict).toEqual({ lost: [], duplicates: [], unexplained: [] });
  }, 400_000);
});
