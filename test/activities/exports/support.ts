import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { datasets } from '../../../src/composition/datasets.ts';
import { entities } from '../../../src/composition/entities.ts';
import type { ExportSpec } from '../../../src/features/exports/exports.contract.ts';
import { exportJobType } from '../../../src/features/exports/exports.jobs.ts';
import { beginExport } from '../../../src/features/exports/exports.ledger.ts';
import { createExportWriter, type ExportWriter } from '../../../src/features/exports/write-export.ts';
import type { Dataset } from '../../../src/platform/datasets/dataset.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { createOrm, type Orm } from '../../../src/platform/db/orm.ts';
import { type Em, row, run } from '../../../src/platform/db/sql.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import { createEnqueue } from '../../../src/platform/jobs/enqueue.ts';
import type { JobFence } from '../../../src/platform/jobs/jobs.contract.ts';
import { LEFT_TO_DISPATCHER } from '../../../src/platform/jobs/launch.ts';
import { LocalStorage } from '../../../src/platform/storage/local.ts';
import type { Storage } from '../../../src/platform/storage/storage.ts';
import { createDatabase, testDatabaseConfig } from '../../support/database.ts';

/** Exports without Temporal: jobs as the API writes them, taken and written as the activity does. */
export interface ExportsFixture {
  databaseUrl: string;
  directory: string;
  orm: Orm;
  em(): Em;
  storage: Storage;
  /** The job of a new export and the fence of its run. */
  ask(spec: Partial<ExportSpec>, requestedBy?: string): Promise<JobFence>;
  writer(storage?: Storage, more?: readonly Dataset[]): ExportWriter;
  /** Takes the job, as the activity does first, and writes it. */
  write(fence: JobFence, options?: { writer?: ExportWriter; attempt?: number; signal?: AbortSignal }): Promise<void>;
  /** Keys of all that is stored, unfinished too. */
  stored(): Promise<string[]>;
  close(): Promise<void>;
}

export const USER = '01900000-0000-7000-8000-000000000001';

export function specOf(spec: Partial<ExportSpec>): ExportSpec {
  const dataset = datasets.find(({ name }) => name === (spec.dataset ?? 'prices'));
  return {
    dataset: 'prices',
    format: 'csv',
    compression: 'none',
    dialect: 'standard',
    columns: dataset?.columns.map(({ name }) => name) ?? [],
    filters: {},
    range: { from: null, to: null },
    timeZone: 'UTC',
    keepHours: 72,
    ...spec,
  };
}

export async function createExportsFixture(): Promise<ExportsFixture> {
  const database = await createDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'vibe-exports-'));
  const orm = createOrm(testDatabaseConfig(database.url), entities);
  const em = () => orm.em.fork();
  const storage = new LocalStorage(directory);
  const enqueue = createEnqueue(LEFT_TO_DISPATCHER);
  const writer: ExportsFixture['writer'] = (into = storage, more = []) =>
    createExportWriter({
      em,
      databaseUrl: database.url,
      storage: into,
      datasets: [...datasets, ...more],
      findRole: async () => 'admin',
      tell: async () => undefined,
    });
  return {
    databaseUrl: database.url,
    directory,
    orm,
    em,
    storage,
    ask: async (given, requestedBy = USER) => {
      const job = await transact(em(), (tx) =>
        enqueue(tx, {
          id: newId(),
          type: exportJobType,
          input: { queue: 'exports' },
          summary: 'an export',
          requestedBy,
          beside: sql`insert into export (id, requested_by, spec)
            select queued.id, queued.requested_by, ${JSON.stringify(specOf(given))}::jsonb from queued`,
        }),
      );
      return { jobId: job.id, generation: 1, chainId: newId() };
    },
    writer,
    write: async (fence, { writer: by = writer(), attempt = 1, signal = new AbortController().signal } = {}) => {
      const beginning = await beginExport(em(), fence, attempt);
      if (beginning === 'over' || 'waitMs' in beginning) throw new Error(`not begun: ${JSON.stringify(beginning)}`);
      await by(beginning.begun, fence, attempt, signal);
    },
    stored: async () => {
      const [objects, unfinished] = [await storage.list(''), await storage.listIncomplete('')];
      return [...objects.items, ...unfinished.items].map(({ key }) => key);
    },
    close: async () => {
      await orm.close(true);
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Prices of two assets, `count` of each. */
export async function addPrices(em: Em, count: number): Promise<void> {
  await run(em, sql`insert into asset (id, symbol, name) values (1, 'NVDA', 'NVIDIA'), (2, 'SPX', 'S&P 500')`);
  await run(
    em,
    sql`insert into price (asset_id, at, price, volume)
        select asset, timestamptz '2026-01-01T00:00:00Z' + n * interval '1 minute', round((n * 0.37)::numeric, 2), n
        from generate_series(1, 2) as asset, generate_series(1, ${count}::int) as n`,
  );
}

export interface ExportState {
  status: string;
  row_count: number | null;
  /** Of the published object. */
  object_key: string | null;
  sha256: string | null;
}

export async function stateOf(em: Em, id: string): Promise<ExportState> {
  const found = await row<ExportState>(
    em,
    sql`select j.status, e.row_count, e.sha256, o.key as object_key from export e join job j using (id)
        left join stored_object o on o.file_id = e.id and o.state = 'live' where id = ${id}`,
  );
  if (!found) throw new Error(`no export ${id}`);
  return found;
}

/** Stores a file that the archive of `USER` holds. */
export async function addUpload({ em, storage }: ExportsFixture, name: string): Promise<void> {
  const bytes = Buffer.alloc(200_000, `what was uploaded as ${name} `);
  const [id, key] = [newId(), `files/${name}`];
  await storage.put(key, Readable.from([bytes]), { contentType: 'text/plain' });
  const hash = createHash('sha256').update(bytes).digest();
  await run(
    em(),
    sql`with object as (
          insert into stored_object (key, file_id, owner_id, variant, version, bytes, content_type, sha256, state)
          values (${key}, ${id}, ${USER}, 'original', 1, ${bytes.length}, 'text/plain', ${hash}, 'live'))
        insert into file (id, owner_id, kind, name, content_type, size, sha256, status, scan)
        values (${id}, ${USER}, 'upload', ${name}, 'text/plain', ${bytes.length}, ${hash}, 'ready', 'clean')`,
  );
}
