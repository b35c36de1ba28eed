import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { requestRebuild } from '../../../../src/features/analytics/rollups/rebuild.service.ts';
import { rebuildDay } from '../../../../src/features/analytics/rollups/rebuild-day.service.ts';
import { EventsGone, rebuildDays } from '../../../../src/features/analytics/rollups/rollup-run.service.ts';
import { newId } from '../../../../src/platform/db/ids.ts';
import { row, rows, run } from '../../../../src/platform/db/sql.ts';
import { isProblem } from '../../../../src/platform/http/problem.ts';
import { createEnqueue } from '../../../../src/platform/jobs/enqueue.ts';
import { LEFT_TO_DISPATCHER } from '../../../../src/platform/jobs/launch.ts';
import type { Storage } from '../../../../src/platform/storage/storage.ts';
import { through } from '../../../support/intercept.ts';
import { catchUp } from '../catch-up.ts';
import { storedRollups } from '../rollups/raw.ts';
import { type ArchiveFixture, addOld, createArchiveFixture } from './support.ts';

let app: ArchiveFixture;
beforeEach(async () => {
  app = await createArchiveFixture();
});
afterEach(() => app.close());

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The partition is gone, its figures are as they were, and exactly one archive has all of its events, by hash and by count. */
async function expectArchived(partition: string, events: number): Promise<string> {
  expect(await app.exists(partition)).toBe(false);
  const [archive, ...more] = await app.archives();
  expect(more).toEqual([]);
  expect(archive).toMatchObject({ partition, state: 'dropped', events: String(events) });
  const key = String(archive?.key);
  expect(await app.stored()).toEqual([key]);
  const found = await app.storage.get(key);
  if (found.outcome !== 'found') throw new Error('no object');
  const bytes = await buffer(found.body);
  expect([String(bytes.length), createHash('sha256').update(bytes).digest('hex')]).toEqual([
    archive?.bytes,
    archive?.sha256,
  ]);
  expect(await app.read(key)).toHaveLength(events);
  return key;
}

test('an expired day is archived without persons and dropped; its figures and younger days stay', async () => {
  const { partition, day } = await app.fill(120);
  const young = await app.fill(60);
  const raw = await rows<{ id: string; users: string }>(
    app.em(),
    sql`select id, user_id as users from ${sql.table(`event_partition.${partition}`)}`,
  );
  const counted = await row(
    app.em(),
    sql`select count(distinct user_id)::int as users, count(*) filter (where name = 'post.created')::int as posts, count(*) filter (where machine)::int as machines,
          count(distinct properties ->> 'postId')::int as liked, min(occurred_at) as first, max(occurred_at) as last
        from ${sql.table(`event_partition.${partition}`)}`,
  );
  const before = await storedRollups(app.em());
  expect(await app.archive({ dryRun: true })).toEqual({ count: 1, note: 'kept for 90 days' });
  expect(await app.exists(partition)).toBe(true);

  expect(await app.archive()).toEqual({ count: 1, note: 'kept for 90 days' });
  const key = await expectArchived(partition, 300);
  expect(await app.exists(young.partition)).toBe(true);
  expect(await storedRollups(app.em())).toEqual(before);
  const lines = await app.read(key);
  const distinct = (values: unknown[]) => new Set(values.filter((value) => value !== null && value !== undefined)).size;
  expect({
    users: distinct(lines.map(({ user }) => user)),
    posts: lines.filter(({ name }) => name === 'post.created').length,
    machines: lines.filter(({ machine }) => machine).length,
    liked: distinct(lines.map(({ properties }) => properties.postId)),
    first: new Date(Math.min(...lines.map(({ at }) => Date.parse(at)))),
    last: new Date(Math.max(...lines.map(({ at }) => Date.parse(at)))),
  }).toEqual(counted);
  // The author of a liked post is the same person under the same pseudonym.
  const authors = lines.flatMap(({ properties }) => (properties.authorId as string | undefined) ?? []);
  expect(authors.every((author) => lines.some(({ user }) => user === author))).toBe(true);
  const text = JSON.stringify(lines);
  const known = new Set(raw.flatMap(({ id, users }) => [id, users]));
  expect((text.match(UUID) ?? []).filter((id) => known.has(id))).toEqual([]);
  expect(text).not.toContain('a client said this');
  expect(text).not.toContain('secret.name');
  expect(
    lines
      .filter(({ source }) => source === 'client')
      .every(({ properties, name }) => name === '(other)' && Object.keys(properties).length === 0),
  ).toBe(true);
  expect(
    (
      await row<{ first: string }>(
        app.em(),
        sql`select (first_at at time zone 'UTC')::date::text as first from event_archive`,
      )
    )?.first,
  ).toBe(day);
  expect(await app.archive()).toEqual({ count: 0, note: 'kept for 90 days' });
});

/** Statements of the step, in their order. */
const STATEMENTS: [string, RegExp][] = [
  ['telling of the archive', /^insert into event_archive/],
  ['verifying', /^update event_archive set state = 'verified'/],
  ['looking for it', /^select key, state/],
  ['locking the partition', /^lock table/],
  ['the drop', /^drop table/],
  ['telling of the drop', /^update event_archive set state = 'dropped'/],
];
test.each(
  STATEMENTS.flatMap(([name, pattern]) => (['before', 'after'] as const).map((when) => [when, name, pattern] as const)),
)('killed %s %s, nothing is lost, and the next night ends it', async (when, _name, pattern) => {
  const { partition } = await app.fill(120);
  const before = await storedRollups(app.em());
  let killed = 0;
  const dying = () =>
    through(app.em(), async (query, execute) => {
      if (killed > 0 || !pattern.test(query.sql)) return await execute(query);
      killed += 1;
      if (when === 'after') await execute(query);
      throw new Error('Connection terminated unexpectedly');
    });
  // Statements of a transaction are those of an entity manager of its own.
  const keeper = () => {
    const em = dying();
    return new Proxy(em, {
      get(target, key) {
        if (key !== 'transactional') {
          const value: unknown = Reflect.get(target, key);
          return typeof value === 'function' ? value.bind(target) : value;
        }
        return (work: (tx: typeof em) => Promise<unknown>, options: object) =>
          target.transactional(
            (tx) =>
              work(
                through(tx, async (query, execute) => {
                  if (killed > 0 || !pattern.test(query.sql)) return await execute(query);
                  killed += 1;
                  if (when === 'after') await execute(query);
                  throw new Error('Connection terminated unexpectedly');
                }),
              ),
            options,
          );
      },
    });
  };
  await expect(app.archive({ keeper })).rejects.toThrow('Connection terminated');
  expect(killed).toBe(1);
  expect(await app.exists(partition)).toBe(true);
  expect(await app.archive()).toEqual({ count: 1, note: 'kept for 90 days' });
  await expectArchived(partition, 300);
  expect(await storedRollups(app.em())).toEqual(before);
});

/** The storage, but for one method. */
function storageWith<Key extends keyof Storage>(method: Key, replacement: Storage[Key]): Storage {
  return new Proxy(app.storage, {
    get(target, key) {
      if (key === method) return replacement;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

test.each(['before', 'after'])('killed %s the object is written, nothing is lost', async (when) => {
  const { partition } = await app.fill(120);
  const put: Storage['put'] = async (key, body, options) => {
    if (when === 'after') await app.storage.put(key, body, options);
    else body.destroy();
    throw new Error('killed');
  };
  await expect(app.archive({ storage: storageWith('put', put) })).rejects.toThrow('killed');
  expect(await app.exists(partition)).toBe(true);
  expect(await app.archive()).toMatchObject({ count: 1 });
  await expectArchived(partition, 300);
});

test('a storage that loses or changes bytes keeps the partition', async () => {
  const { partition } = await app.fill(120);
  const lossy: Storage['put'] = async (key, body, options) => {
    const put = await app.storage.put(key, body, options);
    await app.storage.delete(key);
    return put;
  };
  await expect(app.archive({ storage: storageWith('put', lossy) })).rejects.toThrow('does not give back');
  expect(await app.exists(partition)).toBe(true);
  expect(await app.archive()).toMatchObject({ count: 1 });
  await expectArchived(partition, 300);
});

test('an archive that was verified before a kill is looked at again, and written again when the storage lost it', async () => {
  const { partition } = await app.fill(120);
  let pages = 0;
  const stopping = async () => {
    const [archive] = await app.archives();
    if (archive?.state === 'verified') throw new Error('cancelled');
    pages += 1;
  };
  await expect(app.archive({ mayGoOn: stopping })).rejects.toThrow('cancelled');
  expect(pages).toBeGreaterThan(0);
  const [key] = await app.stored();
  await app.storage.delete(String(key));
  expect(await app.archive()).toMatchObject({ count: 1 });
  expect(await expectArchived(partition, 300)).not.toBe(key);
});

test('events that arrive before the drop are archived too', async () => {
  const { partition, day } = await app.fill(120);
  let added = false;
  const adding = async () => {
    const [archive] = await app.archives();
    if (added || archive?.state !== 'verified') return;
    added = true;
    await addOld(app.em(), day, 1);
    await run(app.em(), sql`update event set txid = 0 where txid > 0`);
  };
  expect(await app.archive({ mayGoOn: adding })).toMatchObject({ count: 1 });
  await expectArchived(partition, 301);
});

test('events that no pass has counted, and days that a job computes again, are kept', async () => {
  const { partition, day } = await app.fill(120);
  await run(
    app.em(),
    sql`update event set txid = 9000000000000000 where id = (select id from event order by id limit 1)`,
  );
  expect(await app.archive()).toEqual({ count: 0, note: `kept for 90 days; ${partition}: uncounted` });
  await run(app.em(), sql`update event set txid = 0`);
  const job = await app.enqueue();
  await run(
    app.em(),
    sql`update job set type = 'analytics_rebuild', input = ${JSON.stringify({ from: day, to: day })}::jsonb where id = ${job.id}`,
  );
  expect(await app.archive()).toEqual({ count: 0, note: `kept for 90 days; ${partition}: rebuilding` });
  expect(await app.exists(partition)).toBe(true);
  await run(app.em(), sql`update job set status = 'succeeded', finished_at = now() where id = ${job.id}`);
  await run(app.em(), sql`insert into rollup_dirty_day (day) values (${day}::date)`);
  expect(await app.archive()).toEqual({ count: 0, note: `kept for 90 days; ${partition}: rebuilding` });
  await run(app.em(), sql`delete from rollup_dirty_day`);
  expect(await app.archive()).toMatchObject({ count: 1 });
  await expectArchived(partition, 300);
});

test('days whose events are gone or going are not computed again', async () => {
  const going = await app.fill(120);
  const kept = await app.fill(60);
  const before = await storedRollups(app.em());
  const principal = { kind: 'user' as const, userId: newId(), role: 'admin' as const, scopes: [], sessionId: newId() };
  const ask = (from: string, to: string) =>
    requestRebuild(app.em(), createEnqueue(LEFT_TO_DISPATCHER), principal as never, { from, to });
  await expect(
    app.archive({
      mayGoOn: async () => {
        const [archive] = await app.archives();
        if (archive?.state === 'verified') throw new Error('killed');
      },
    }),
  ).rejects.toThrow('killed');
  const refused = { from: going.day, to: going.day };
  for (const moment of ['going', 'gone']) {
    const answer = await ask(refused.from, refused.to);
    expect([moment, isProblem(answer) && [answer.status, answer.code]]).toEqual([moment, [409, 'events_gone']]);
    expect(isProblem(await ask(going.day, kept.day))).toBe(true);
    expect(await rebuildDay(app.em(), going.day)).toBeNull();
    expect(await storedRollups(app.em())).toEqual(before);
    await app.archive();
  }
  expect(await rebuildDay(app.em(), kept.day)).toBe(300);
  expect(await storedRollups(app.em())).toEqual(before);
  // A job that waited until they were gone fails and says which day.
  const job = await app.enqueue();
  const fence = { jobId: job.id, generation: job.generation, chainId: 'chain' };
  const control = { attempt: 1, pause: () => Promise.resolve(false), progressed: () => undefined };
  await expect(rebuildDays(app.em, { fence, ...refused }, control)).rejects.toThrow(EventsGone);
  // A rebuild of everything, as after a restore, leaves them too.
  await run(app.em(), sql`update rollup_state set rebuild_day = ${going.day}`);
  await catchUp(app.em);
  expect(
    (await storedRollups(app.em())).event_day?.filter((one) => (one as { day: string }).day === going.day),
  ).toEqual(before.event_day?.filter((one) => (one as { day: string }).day === going.day));
});

test('two runs at once: one archives, and the other leaves it alone', async () => {
  const { partition } = await app.fill(120);
  const results = await Promise.all([app.archive(), app.archive()]);
  expect(results.reduce((sum, { count }) => sum + count, 0)).toBe(1);
  await expectArchived(partition, 300);
});
