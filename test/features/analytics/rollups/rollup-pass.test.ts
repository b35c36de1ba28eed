import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { rebuildDay } from '../../../../src/features/analytics/rollups/rebuild-day.service.ts';
import { passOnce } from '../../../../src/features/analytics/rollups/rollup-pass.service.ts';
import { rebuildDays } from '../../../../src/features/analytics/rollups/rollup-run.service.ts';
import { newId } from '../../../../src/platform/db/ids.ts';
import { type Em, row, rows, run } from '../../../../src/platform/db/sql.ts';
import { transact } from '../../../../src/platform/db/transaction.ts';
import { createJobsFixture, type JobsFixture } from '../../../support/jobs.ts';
import { catchUp } from '../catch-up.ts';
import { rawRollups, storedRollups } from './raw.ts';

let db: JobsFixture;
beforeEach(async () => {
  // Forty writers at once: on a busy machine they would wait longer for ten connections than programs are ready to.
  db = await createJobsFixture({ poolMax: 50, statementTimeoutMs: 120_000 });
});
afterEach(() => db.close());

const settle = () => catchUp(db.em);

const users = Array.from({ length: 20 }, () => newId());
const NAMES = ['post.created', 'post.liked', 'comment.created', 'alert.fired', 'page.viewed', 'rare.seen'];
const idAt = (ms: number) => {
  const id = newId();
  const time = Math.floor(ms).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}${id.slice(13)}`;
};

/** A small generator of its own, so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

async function writeSome(tx: Em, next: () => number, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const name = NAMES[Math.floor(next() * NAMES.length)] as string;
    const client = /page|rare/.test(name);
    const at = client ? Date.now() - next() * 6 * 86_400_000 : Date.now();
    const user = next() < 0.1 ? null : (users[Math.floor(next() * users.length)] as string);
    const source = client ? (next() < 0.2 ? 'server' : 'client') : 'system';
    const properties =
      name === 'post.created' ? { sentiment: next() < 0.5 ? 'bullish' : 'bearish', assetIds: [1, 2] } : {};
    await run(
      tx,
      sql`insert into event (id, name, user_id, occurred_at, properties, source, machine)
          values (${idAt(at)}, ${name}, ${user}, ${client ? sql`to_timestamp(${at / 1_000}::float8)` : sql`now()`},
            ${JSON.stringify(properties)}::jsonb, ${source}, ${client && next() < 0.1}::boolean)`,
    );
  }
}

const agree = async () => expect(await storedRollups(db.em())).toEqual(await rawRollups(db.em()));

test('beside forty writers that sleep, commit or roll back, passes on two connections lose and double nothing', async () => {
  await run(db.em(), sql`insert into event_name (name) values ('page.viewed')`);
  await settle();
  let writing = true;
  const passes = [1, 2].map(async () => {
    while (writing) {
      await passOnce(db.em());
      await delay(5);
    }
  });
  const writers = Array.from({ length: 40 }, async (_, n) => {
    const next = random(n + 1);
    for (let round = 0; round < 3; round += 1) {
      const work = transact(db.em(), async (tx) => {
        await writeSome(tx, next, 1 + Math.floor(next() * 8));
        if (n % 4 === 0) await delay(next() * 300);
        if (n % 10 === 9) throw new Error('rolled back');
      });
      await work.catch((error: Error) => {
        if (error.message !== 'rolled back') throw error;
      });
    }
  });
  // What fails is told after both have ended.
  const written = await Promise.allSettled(writers);
  writing = false;
  for (const end of [...written, ...(await Promise.allSettled(passes))]) {
    if (end.status === 'rejected') throw end.reason;
  }
  await settle();
  await agree();
  expect((await rows(db.em(), sql`select 1 from event`)).length).toBeGreaterThan(300);
}, 120_000);

test('of two transactions the first to start commits last, and is counted with its own quarter', async () => {
  await settle();
  const next = random(7);
  await transact(db.em(), async (slow) => {
    await writeSome(slow, next, 3);
    await transact(db.em(), (fast) => writeSome(fast, next, 3));
    // The fast one is beyond the horizon of the slow one, so it waits with it instead of moving the watermark over it.
    expect(await passOnce(db.em())).toEqual({ events: 0, more: false });
  });
  expect(await settle()).toBe(6);
  await agree();
});

test('a pass killed before its commit leaves nothing; the next one does it all', async () => {
  await settle();
  await transact(db.em(), (tx) => writeSome(tx, random(3), 30));
  const before = await storedRollups(db.em());
  const killed = transact(db.em(), async (tx) => {
    await passOnce(tx);
    const own = await row<{ pid: number }>(tx, sql`select pg_backend_pid() as pid`);
    await run(db.em(), sql`select pg_terminate_backend(${own?.pid ?? 0})`);
    await run(tx, sql`select 1`);
  });
  await expect(killed).rejects.toThrow(/terminat|connection/i);
  expect(await storedRollups(db.em())).toEqual(before);
  expect(await settle()).toBe(30);
  expect(await settle()).toBe(0);
  await agree();
});

test('rows from before the watermark, as after a migration or a restore into another cluster, are counted once', async () => {
  await transact(db.em(), (tx) => writeSome(tx, random(4), 40));
  await run(db.em(), sql`update event set txid = 0`);
  await settle();
  await agree();
  // Restored: transaction ids of the new cluster are far below the watermark.
  await run(db.em(), sql`update event set txid = txid + 8000000000000`);
  await run(db.em(), sql`update rollup_state set watermark = 9000000000000, cluster = 1`);
  await transact(db.em(), (tx) => writeSome(tx, random(5), 40));
  await settle();
  await agree();
  await transact(db.em(), (tx) => writeSome(tx, random(6), 5));
  expect(await settle()).toBe(5);
  await agree();
});

test.each(['10:14:59.7', '23:59:59.999'])('an event at %s belongs to the quarter that ends then', async (time) => {
  const at = Date.parse(`${new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10)}T${time}Z`);
  await run(
    db.em(),
    sql`insert into event (id, name, user_id, occurred_at, source)
        values (${idAt(at)}, 'page.viewed', ${users[0]}, to_timestamp(${at / 1_000}::float8), 'client')`,
  );
  await settle();
  expect((await storedRollups(db.em())).active).toEqual([
    { at: new Date(Math.floor(at / 900_000) * 900_000), user_id: users[0] },
  ]);
  await agree();
});

test('a day computed again is the same, also while new events of it wait for their pass', async () => {
  await settle();
  await transact(db.em(), (tx) => writeSome(tx, random(8), 60));
  await settle();
  const before = await storedRollups(db.em());
  await run(db.em(), sql`update event_quarter set events = events + 5`);
  await run(db.em(), sql`delete from active_day`);
  for (let day = -7; day <= 1; day += 1) {
    await rebuildDay(db.em(), new Date(Date.now() + day * 86_400_000).toISOString().slice(0, 10));
  }
  expect(await storedRollups(db.em())).toEqual(before);
  await transact(db.em(), (tx) => writeSome(tx, random(9), 10));
  await rebuildDay(db.em(), new Date().toISOString().slice(0, 10));
  await settle();
  await agree();
});

test('a day of many events is computed in parts, each in a transaction of its own', async () => {
  await settle();
  await transact(db.em(), (tx) => writeSome(tx, random(10), 200));
  await settle();
  const day = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
  const own = await rows(db.em(), sql`select 1 from event where (occurred_at at time zone 'UTC')::date = ${day}::date`);
  expect(own.length).toBeGreaterThan(5);
  const before = await storedRollups(db.em());
  await run(
    db.em(),
    sql`update event_quarter set events = events + 5 where (at at time zone 'UTC')::date = ${day}::date`,
  );
  await run(db.em(), sql`update event_day set events = events + 1 where day = ${day}::date`);
  await run(db.em(), sql`update active_day set quarters = ~quarters where day = ${day}::date`);
  let parts = 0;
  const onPart = () => {
    parts += 1;
  };
  expect(await rebuildDay(db.em(), day, { eventsPerPart: 2, onPart })).toBe(own.length);
  expect(parts).toBeGreaterThan(2);
  expect(await storedRollups(db.em())).toEqual(before);
  // Killed after its first part: the rest of the day is as it was.
  const killed = rebuildDay(db.em(), day, {
    eventsPerPart: 2,
    onPart: () => {
      throw new Error('killed');
    },
  });
  await expect(killed).rejects.toThrow('killed');
  expect(await storedRollups(db.em())).toEqual(before);
});

test('a pass adds no more events than it may, and the next ones add the others', async () => {
  await settle();
  for (let n = 0; n < 300; n += 1) await transact(db.em(), (tx) => writeSome(tx, random(100 + n), 1));
  const passes = [];
  for (;;) {
    const pass = await passOnce(db.em(), 50);
    passes.push(pass.events);
    if (!pass.more) break;
  }
  expect(Math.max(...passes)).toBe(50);
  expect(passes.reduce((sum, events) => sum + events, 0)).toBe(300);
  await settle();
  await agree();
});

test('a job that computes days again goes on with the day at which an attempt ended', async () => {
  const days = [-3, -2].map((back) => new Date(Date.now() + back * 86_400_000).toISOString().slice(0, 10));
  const [from, to] = days as [string, string];
  for (const day of days) {
    const noon = Date.parse(day) + 43_200_000;
    await run(
      db.em(),
      sql`insert into event (id, name, occurred_at, source)
          values (${idAt(noon)}, 'page.viewed', to_timestamp(${noon / 1_000}::float8), 'client')`,
    );
  }
  await settle();
  const job = await row<{ id: string }>(
    db.em(),
    sql`insert into job (type, workflow, task_queue, input, summary, progress_done, progress_total)
        values ('analytics_rebuild', 'rebuildRollups', 'bulk', '{}', 'two days', 1, 2) returning id`,
  );
  const fence = { jobId: job?.id as string, generation: 1, chainId: 'chain' };
  const before = await storedRollups(db.em());
  await run(db.em(), sql`update event_day set events = events + 1000 where day between ${from}::date and ${to}::date`);
  let parts = 0;
  const control = {
    attempt: 2,
    pause: () => Promise.resolve(false),
    progressed: () => {
      parts += 1;
    },
  };
  expect(await rebuildDays(db.em, { fence, from, to }, control)).toBe(true);
  expect(parts).toBe(1);
  const dayOf = (rollups: Record<string, unknown[]>, day: string) =>
    (rollups.event_day as { day: string; events: number }[]).filter((one) => one.day === day);
  const after = await storedRollups(db.em());
  expect(dayOf(after, to)).toEqual(dayOf(before, to));
  expect(dayOf(after, from)).not.toEqual(dayOf(before, from));
});
