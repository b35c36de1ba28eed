import { afterEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { row, rows } from '../../src/platform/db/sql.ts';
import { ask } from '../support/http.ts';
import { type System, startSystem } from '../support/system.ts';

let system: System;
afterEach(() => system.stop());

const BATCH = 50;

test('API killed again and again while clients send: every acknowledged event is there, exactly once', async () => {
  system = await startSystem({ env: { EVENTS_PER_PERSON_AND_DAY: '1000000' } });
  const token = await system.adminToken();
  const occurredAt = new Date().toISOString();
  const acknowledged = new Set<string>();
  let killing = true;
  const senders = Array.from({ length: 6 }, async (_, sender) => {
    for (let batch = 0; killing; batch += 1) {
      const ids = Array.from({ length: BATCH }, (__, n) => `${sender}:${batch}:${n}`);
      const body = {
        events: ids.map((eventId) => ({ name: 'kill.survived', eventId, occurredAt, properties: { eventId } })),
      };
      for (;;) {
        // A request without an answer is sent again, as a client would.
        const answer = await ask('POST', `${system.api.url}/api/analytics/events`, { token, body }).catch(() => null);
        if (answer?.status !== 200) continue;
        expect(Number(answer.body.stored) + Number(answer.body.duplicates)).toBe(BATCH);
        for (const id of ids) acknowledged.add(id);
        break;
      }
    }
  });
  for (let kill = 0; kill < 3; kill += 1) {
    const before = acknowledged.size;
    while (acknowledged.size < before + 20 * BATCH) await new Promise((resolve) => setTimeout(resolve, 20));
    await system.killApi();
  }
  killing = false;
  await Promise.all(senders);
  const stored = await rows<{ id: string; copies: number }>(
    system.em(),
    sql`select properties ->> 'eventId' as id, count(*)::int as copies from event where name = 'kill.survived' group by 1`,
  );
  expect(stored.filter(({ copies }) => copies !== 1)).toEqual([]);
  const known = new Set(stored.map(({ id }) => id));
  expect([...acknowledged].filter((id) => !known.has(id))).toEqual([]);
  const pending = await row<{ n: number }>(
    system.em(),
    sql`select count(*)::int as n from event_partition.event_default`,
  );
  expect(pending).toEqual({ n: 0 });
  process.stdout.write(
    `${acknowledged.size} events acknowledged over 3 kills, ${known.size} stored, none lost or doubled\n`,
  );
}, 180_000);
