import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { sql } from 'kysely';
import pg from 'pg';
import {
  type ArchiveContext,
  type ArchiveResult,
  archiveEvents,
} from '../../../../src/features/analytics/archive/archive-events.service.ts';
import { rebuildDay } from '../../../../src/features/analytics/rollups/rebuild-day.service.ts';
import { type Em, row, rows, run } from '../../../../src/platform/db/sql.ts';
import { makePartition } from '../../../../src/platform/events/partitions.ts';
import { createStorage } from '../../../../src/platform/storage/create-storage.ts';
import type { Storage } from '../../../../src/platform/storage/storage.ts';
import { createJobsFixture, type JobsFixture } from '../../../support/jobs.ts';
import { catchUp } from '../catch-up.ts';

export const DAYS = 90;
const DAY_MS = 86_400_000;

export interface ArchivedLine {
  id: string;
  name: string;
  at: string;
  user: string | null;
  source: string;
  machine: boolean;
  properties: Record<string, unknown>;
}

export interface ArchiveFixture extends JobsFixture {
  storage: Storage;
  /** Makes the partition of a UTC day so many days ago and fills it; counted by a pass. @returns its name and day */
  fill(daysAgo: number, events?: number): Promise<{ partition: string; day: string }>;
  archive(given?: Partial<ArchiveContext> & { storage?: Storage }): Promise<ArchiveResult>;
  archives(): Promise<Record<string, unknown>[]>;
  /** Keys of all objects. */
  stored(): Promise<string[]>;
  read(key: string): Promise<ArchivedLine[]>;
  exists(partition: string): Promise<boolean>;
}

/** Adds events to the day: of features and clients, of people and machines; features name ids among the properties. */
export async function addOld(em: Em, day: string, events: number): Promise<void> {
  await run(
    em,
    sql`insert into event (id, name, user_id, occurred_at, properties, source, machine)
        select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(r, 1, 3) || '8' || substr(r, 4, 15))::uuid,
          case n % 3 when 0 then 'post.created' when 1 then 'post.liked' else 'secret.name' end,
          case when n % 7 > 0 then lpad(to_hex(n % 11 + 4096), 32, '0')::uuid end, at,
          case n % 3 when 0 then '{"sentiment": "bullish", "assetIds": [1, 2]}'::jsonb
            when 1 then jsonb_build_object('postId', lpad(to_hex(n % 5 + 8192), 32, '0')::uuid, 'authorId', lpad(to_hex(n % 11 + 4096), 32, '0')::uuid)
            else '{"note": "a client said this"}' end,
          case n % 3 when 2 then 'client' else 'system' end, n % 3 = 2 and n % 2 = 0
        from (select n, ((${day}::date)::timestamp at time zone 'UTC') + date_trunc('milliseconds', random() * interval '23 hours 59 minutes') as at, md5(random()::text || n) as r
          from generate_series(1, ${events}::int) n) drawn`,
  );
}

export async function createArchiveFixture(): Promise<ArchiveFixture> {
  const db = await createJobsFixture();
  const folder = await mkdtemp(join(tmpdir(), 'vibe-archive-'));
  const storage = createStorage({ directory: folder, s3: null });
  const { em } = db;
  return {
    ...db,
    storage,
    async fill(daysAgo, events = 300) {
      const at = new Date((Math.floor(Date.now() / DAY_MS) - daysAgo) * DAY_MS);
      await makePartition(em(), at);
      const day = at.toISOString().slice(0, 10);
      await catchUp(em);
      await addOld(em(), day, events);
      // A pass looks a week back, and goes past older events: their day is computed from its rows.
      await catchUp(em);
      await rebuildDay(em(), day);
      return { partition: `event_${day.replaceAll('-', '')}`, day };
    },
    async archive({ storage: other = storage, ...given } = {}) {
      const client = new pg.Client(db.url);
      await client.connect();
      try {
        const context = { keeper: em, client, dryRun: false, mayGoOn: () => Promise.resolve(), ...given };
        return await archiveEvents(context, other, DAYS);
      } finally {
        await client.end();
      }
    },
    archives: () =>
      rows(
        em(),
        sql`select key, partition, state, events::text as events, bytes::text as bytes, sha256 from event_archive order by begun_at`,
      ),
    stored: async () => (await storage.list('archive/')).items.map(({ key }) => key),
    async read(key) {
      const found = await storage.get(key);
      if (found.outcome !== 'found') throw new Error(`no object ${key}`);
      const content = await text(found.body.pipe(createGunzip()));
      return content
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as ArchivedLine);
    },
    exists: async (partition) =>
      (
        await row<{ found: boolean }>(
          em(),
          sql`select to_regclass(${`event_partition.${partition}`}) is not null as found`,
        )
      )?.found === true,
    async close() {
      await db.close();
      storage.close();
      await rm(folder, { recursive: true });
    },
  };
}
